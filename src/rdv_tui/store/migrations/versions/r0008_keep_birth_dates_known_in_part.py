"""Keep birth dates known in part, the common name and civility; bookings cut short for a day."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Every birth date kept so far is known to the day."""
    for column in ("birth_precision", "common_name", "civility"):
        op.add_column("appointment", sa.Column(column, sa.String(), nullable=True))
    op.create_table(
        "unfinished",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_unfinished_office"),
        sa.PrimaryKeyConstraint("office", "station"),
    )
