"""Number the searches that found no slot."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "failed_search",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("searched_at", UTCDateTime(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("foreign_resident_number", sa.String(), nullable=True),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.CheckConstraint("first <= last", name="ck_failed_search_days"),
        sa.CheckConstraint("number >= 1", name="ck_failed_search_number"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_failed_search_office"),
        sa.PrimaryKeyConstraint("office", "year", "number"),
    )
