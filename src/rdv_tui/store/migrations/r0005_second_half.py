"""The tables of r0005 that stand on those of its first half."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime


def make_second_half() -> None:
    """Make them, with their indexes."""
    op.create_table(
        "closure",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("end", sa.Time(), nullable=True),
        sa.CheckConstraint("first <= last", name="ck_closure_days"),
        sa.ForeignKeyConstraint(
            ["office", "counter"], ["counter.office", "counter.number"], name="fk_closure_counter"
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_table(
        "opening",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="ck_opening_weekday"),
        sa.ForeignKeyConstraint(
            ["office", "counter"], ["counter.office", "counter.number"], name="fk_opening_counter"
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_table(
        "message",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("tried_at", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('booked', 'moved', 'cancelled', 'proposed', 'reminder', 'letter')",
            name="ck_message_kind",
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'withdrawn')", name="ck_message_state"
        ),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_message_appointment",
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ix_message_due",
        "message",
        ["office", "next_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_message_failed",
        "message",
        ["office", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index("ix_message_reference", "message", ["office", "reference"], unique=False)
    op.create_index("uq_message_id", "message", ["message_id"], unique=True)
    op.create_table(
        "print_job",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("handed_at", UTCDateTime(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'handed', 'held', 'printed', 'failed', 'cancelled', 'unknown')",
            name="ck_print_job_state",
        ),
        sa.ForeignKeyConstraint(
            ["office", "reference"],
            ["appointment.office", "appointment.reference"],
            name="fk_print_job_appointment",
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index("ix_print_job_reference", "print_job", ["office", "reference"], unique=False)
    op.create_index(
        "ix_print_job_waiting",
        "print_job",
        ["office", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
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
    op.create_index("ix_proposal_reference", "proposal", ["office", "reference"], unique=False)
    op.create_index("ix_proposal_waiting", "proposal", ["office", "waiting"], unique=False)
    op.create_index(
        "uq_proposal_pending",
        "proposal",
        ["office", "waiting"],
        unique=True,
        sqlite_where=sa.text("answer = 'pending'"),
        postgresql_where=sa.text("answer = 'pending'"),
    )
    op.create_table(
        "search_word",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column(
            "word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
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
