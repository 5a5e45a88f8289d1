"""Know the devices in the hall, who calls for help from one, and what was refused there."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0012"
down_revision = "r0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A store that had no devices has none: no kiosk opens on it before one is enrolled."""
    op.create_table(
        "device",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("reads_arabic", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("enrolled_at", UTCDateTime(), nullable=False),
        sa.Column("enrolled_by", sa.String(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('kiosk', 'display')", name="ck_device_kind"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_device_office"),
        sa.PrimaryKeyConstraint("office", "name"),
    )
    op.create_table(
        "help_call",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("called_at", UTCDateTime(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office", "device"], ["device.office", "device.name"], name="fk_help_call_device"
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ix_help_call_open",
        "help_call",
        ["office", "called_at"],
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "device_count",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times >= 1", name="ck_device_count_times"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_device_count_office"),
        sa.PrimaryKeyConstraint("office", "day", "what", "subject"),
    )
