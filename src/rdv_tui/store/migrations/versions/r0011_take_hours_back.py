"""Give an opening its own slots; keep what changes of hours did, and whom to call first."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0011"
down_revision = "r0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Changes made before cannot be taken back as such."""
    op.add_column("opening", sa.Column("slot_minutes", sa.Integer(), nullable=True))
    op.add_column("place", sa.Column("promised_to", sa.String(), nullable=True))
    op.add_column("call", sa.Column("former_start", sa.DateTime(), nullable=True))
    op.create_table(
        "hours_change",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("taken_back", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_hours_change_office"),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_table(
        "displacement",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("moved_at", UTCDateTime(), nullable=False),
        sa.Column("new_start", sa.DateTime(), nullable=False),
        sa.Column("new_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "start", "number"],
            ["place.office", "place.start", "place.number"],
            name="fk_displacement_place",
        ),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_displacement_appointment",
        ),
        sa.PrimaryKeyConstraint("office", "start", "number", "reference"),
    )
