"""Keep what was so when a search failed: all taken, nothing open, or nothing in time."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was certified before said that all was taken."""
    op.add_column(
        "failed_search",
        sa.Column("fact", sa.String(), nullable=False, server_default="all_taken"),
    )
