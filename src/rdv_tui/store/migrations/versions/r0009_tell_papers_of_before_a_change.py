"""Tell a paper that waits for its printer from what the appointment says since."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Of what was printed before nobody knows what it said."""
    op.add_column("print_job", sa.Column("revision", sa.Integer(), nullable=True))
    queued = sa.text("state IN ('handed', 'held')")
    op.create_index(
        "ix_print_job_queued",
        "print_job",
        ["office", "id"],
        sqlite_where=queued,
        postgresql_where=queued,
    )
