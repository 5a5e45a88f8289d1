"""Let appointments arrive, move and be found; let places be kept."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

from rdv_tui.store.search_index import fill
from rdv_tui.store.search_tables import BYTES

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "search_word",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("word", BYTES, nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_search_word_appointment",
        ),
        sa.PrimaryKeyConstraint("office", "word", "start", "reference", "names"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_search_word_reference", "search_word", ["office", "reference"], unique=False
    )
    op.add_column("appointment", sa.Column("arrived_at", UTCDateTime(), nullable=True))
    op.add_column("appointment", sa.Column("called_at", UTCDateTime(), nullable=True))
    op.add_column("appointment", sa.Column("ended_at", UTCDateTime(), nullable=True))
    op.add_column("appointment", sa.Column("served_at_counter", sa.Integer(), nullable=True))
    op.add_column("appointment", sa.Column("missing", sa.Text(), nullable=True))
    op.add_column("appointment", sa.Column("cancel_reason", sa.String(), nullable=True))
    op.add_column("appointment", sa.Column("overbooked_because", sa.Text(), nullable=True))
    op.add_column(
        "appointment", sa.Column("revision", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index(
        "ix_appointment_cancelled",
        "appointment",
        ["office", "start"],
        unique=False,
        sqlite_where=sa.text("status = 'cancelled'"),
        postgresql_where=sa.text("status = 'cancelled'"),
    )
    op.add_column("place", sa.Column("kept_for", sa.String(), nullable=True))
    op.add_column("place", sa.Column("free_from", UTCDateTime(), nullable=True))
    op.add_column(
        "place", sa.Column("extra", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "place", sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        "ix_place_apart",
        "place",
        ["office", "start"],
        unique=False,
        sqlite_where=sa.text("kept_for IS NOT NULL OR free_from IS NOT NULL OR extra OR withdrawn"),
        postgresql_where=sa.text(
            "kept_for IS NOT NULL OR free_from IS NOT NULL OR extra OR withdrawn"
        ),
    )
    # The words follow from the persons: the code that writes them from now on fills them here.
    fill(op.get_bind())
