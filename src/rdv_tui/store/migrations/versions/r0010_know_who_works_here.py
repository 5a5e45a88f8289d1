"""Know who works here: accounts, sign-ins that failed, and who allowed an act."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A store that had no accounts has none: it asks nobody, and says so."""
    op.add_column(
        "office", sa.Column("known_by", sa.String(), nullable=False, server_default="accounts")
    )
    op.add_column("audit", sa.Column("authorised_by", sa.String(), nullable=True))
    op.create_table(
        "account",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("unix_login", sa.String(), nullable=True),
        sa.Column("pin", sa.String(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("role IN ('agent', 'accueil', 'supervisor')", name="ck_account_role"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_account_office"),
        sa.PrimaryKeyConstraint("office", "login"),
    )
    op.create_index(
        "uq_account_unix_login",
        "account",
        ["office", "unix_login"],
        unique=True,
        sqlite_where=sa.text("unix_login IS NOT NULL"),
        postgresql_where=sa.text("unix_login IS NOT NULL"),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", UTCDateTime(), nullable=False),
        sa.Column("next_try", UTCDateTime(), nullable=True),
        sa.CheckConstraint("failures >= 1", name="ck_sign_in_failure_failures"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_sign_in_failure_office"),
        sa.PrimaryKeyConstraint("office", "subject"),
    )
