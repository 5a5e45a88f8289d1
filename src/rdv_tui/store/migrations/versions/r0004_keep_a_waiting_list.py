"""Keep a waiting list, what it was proposed, and whom to call."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "waiting",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("given_names", sa.String(), nullable=False),
        sa.Column("foreign_resident_number", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("rank_on", sa.Date(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("from_time", sa.Time(), nullable=False),
        sa.Column("until_time", sa.Time(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'proposed', 'accepted', 'withdrawn', 'exhausted')",
            name="ck_waiting_status",
        ),
        sa.CheckConstraint("first <= last", name="ck_waiting_days"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_waiting_office"),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ix_waiting_rank", "waiting", ["office", "status", "rank_on", "asked_at"], unique=False
    )
    op.create_index(
        "uq_waiting_person",
        "waiting",
        ["office", "foreign_resident_number"],
        unique=True,
        sqlite_where=sa.text("status IN ('waiting', 'proposed')"),
        postgresql_where=sa.text("status IN ('waiting', 'proposed')"),
    )
    op.create_table(
        "proposal",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("deadline", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('pending', 'accepted', 'refused', 'expired')", name="ck_proposal_answer"
        ),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_proposal_appointment",
        ),
        sa.ForeignKeyConstraint(
            ["office", "waiting"], ["waiting.office", "waiting.id"], name="fk_proposal_waiting"
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "uq_proposal_pending",
        "proposal",
        ["office", "waiting"],
        unique=True,
        sqlite_where=sa.text("answer = 'pending'"),
        postgresql_where=sa.text("answer = 'pending'"),
    )
    op.create_index("ix_proposal_waiting", "proposal", ["office", "waiting"], unique=False)
    op.create_index("ix_proposal_reference", "proposal", ["office", "reference"], unique=False)
    op.create_table(
        "call",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("due", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('moved', 'cancelled', 'proposal', 'reminder', 'undelivered')",
            name="ck_call_kind",
        ),
        sa.CheckConstraint(
            "state IN ('todo', 'unreached', 'reached', 'closed')", name="ck_call_state"
        ),
        sa.ForeignKeyConstraint(
            ["office", "proposal"], ["proposal.office", "proposal.id"], name="fk_call_proposal"
        ),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_call_appointment",
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ix_call_open",
        "call",
        ["office", "due"],
        unique=False,
        sqlite_where=sa.text("state IN ('todo', 'unreached')"),
        postgresql_where=sa.text("state IN ('todo', 'unreached')"),
    )
    op.create_index("ix_call_reference", "call", ["office", "reference"], unique=False)
