"""Make the store.

It bears the number of the last of five steps by which the schema grew before it was given out:
stores made then are of this revision, and open as they are.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

from rdv_tui.store.migrations.r0005_second_half import make_second_half

revision = "r0005"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "office",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("opened_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "audit",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_audit_office"),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index("ix_audit_reference", "audit", ["office", "reference"], unique=False)
    op.create_table(
        "counter",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_counter_number"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_counter_office"),
        sa.PrimaryKeyConstraint("office", "number"),
    )
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
    op.create_table(
        "lease",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_lease_office"),
        sa.PrimaryKeyConstraint("office", "job"),
    )
    op.create_table(
        "place",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("kept_for", sa.String(), nullable=True),
        sa.Column("free_from", UTCDateTime(), nullable=True),
        sa.Column("extra", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_place_number"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_place_office"),
        sa.PrimaryKeyConstraint("office", "start", "number"),
        sqlite_with_rowid=False,
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
        "appointment",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("hold_expires_at", UTCDateTime(), nullable=True),
        sa.Column("held_by", sa.String(), nullable=True),
        sa.Column("station", sa.String(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("identification", sa.String(), nullable=True),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("given_names", sa.String(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("nationality", sa.String(), nullable=True),
        sa.Column("foreign_resident_number", sa.String(), nullable=True),
        sa.Column("situation", sa.String(), nullable=True),
        sa.Column("permit_kind", sa.String(), nullable=True),
        sa.Column("permit_expires", sa.Date(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("commune", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("booked_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("arrived_at", UTCDateTime(), nullable=True),
        sa.Column("called_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("served_at_counter", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("overbooked_because", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("draft IS NULL OR status = 'held'", name="ck_appointment_draft"),
        sa.CheckConstraint(
            "status <> 'held' OR (hold_expires_at IS NOT NULL AND held_by IS NOT NULL AND "
            "station IS NOT NULL)",
            name="ck_appointment_hold",
        ),
        sa.CheckConstraint(
            "status IN ('held', 'released', 'lapsed') OR (family_name IS NOT NULL AND "
            "given_names IS NOT NULL AND birth_date IS NOT NULL AND nationality IS NOT NULL AND "
            "foreign_resident_number IS NOT NULL AND situation IS NOT NULL AND permit_kind IS "
            "NOT NULL AND permit_expires IS NOT NULL AND postal_code IS NOT NULL AND commune IS "
            "NOT NULL AND channel IS NOT NULL AND booked_at IS NOT NULL)",
            name="ck_appointment_person",
        ),
        sa.CheckConstraint(
            "status IN ('held', 'released', 'lapsed', 'booked', 'arrived', 'in_progress', "
            "'done', 'incomplete', 'no_show', 'cancelled', 'unrecorded')",
            name="ck_appointment_status",
        ),
        sa.CheckConstraint(
            "status NOT IN ('held', 'released', 'lapsed') OR (foreign_resident_number IS NULL "
            "AND family_name IS NULL)",
            name="ck_appointment_nameless",
        ),
        sa.CheckConstraint("number >= 1", name="ck_appointment_number"),
        sa.ForeignKeyConstraint(
            ["office", "start", "number"],
            ["place.office", "place.start", "place.number"],
            name="fk_appointment_place",
        ),
        sa.PrimaryKeyConstraint("office", "reference"),
    )
    op.create_index(
        "ix_appointment_cancelled",
        "appointment",
        ["office", "start"],
        unique=False,
        sqlite_where=sa.text("status = 'cancelled'"),
        postgresql_where=sa.text("status = 'cancelled'"),
    )
    op.create_index("ix_appointment_email", "appointment", ["office", "email"], unique=False)
    op.create_index(
        "ix_appointment_hold",
        "appointment",
        ["office", "hold_expires_at"],
        unique=False,
        sqlite_where=sa.text("status = 'held'"),
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_index("ix_appointment_phone", "appointment", ["office", "phone"], unique=False)
    op.create_index(
        "uq_appointment_person",
        "appointment",
        ["office", "foreign_resident_number"],
        unique=True,
        sqlite_where=sa.text("status IN ('booked', 'arrived', 'in_progress')"),
        postgresql_where=sa.text("status IN ('booked', 'arrived', 'in_progress')"),
    )
    op.create_index(
        "uq_appointment_place",
        "appointment",
        ["office", "start", "number"],
        unique=True,
        sqlite_where=sa.text("status NOT IN ('released', 'lapsed', 'cancelled')"),
        postgresql_where=sa.text("status NOT IN ('released', 'lapsed', 'cancelled')"),
    )
    make_second_half()
