"""Make the store."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0001"
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
        "place",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name="ck_place_number"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_place_office"),
        sa.PrimaryKeyConstraint("office", "start", "number"),
        sqlite_with_rowid=False,
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
        sa.CheckConstraint("draft IS NULL OR status = 'held'", name="ck_appointment_draft"),
        sa.CheckConstraint(
            "status <> 'held' OR (hold_expires_at IS NOT NULL AND held_by IS NOT NULL AND "
            "station IS NOT NULL)",
            name="ck_appointment_hold",
        ),
        sa.CheckConstraint(
            "status IN ('held', 'released', 'lapsed') OR (family_name IS NOT NULL AND "
            "given_names IS NOT NULL AND birth_date IS NOT NULL AND nationality IS NOT "
            "NULL AND foreign_resident_number IS NOT NULL AND situation IS NOT NULL AND "
            "permit_kind IS NOT NULL AND permit_expires IS NOT NULL AND postal_code IS NOT "
            "NULL AND commune IS NOT NULL AND channel IS NOT NULL AND booked_at IS NOT "
            "NULL)",
            name="ck_appointment_person",
        ),
        sa.CheckConstraint(
            "status IN ('held', 'released', 'lapsed', 'booked', 'arrived', 'in_progress', "
            "'done', 'incomplete', 'no_show', 'cancelled', 'unrecorded')",
            name="ck_appointment_status",
        ),
        sa.CheckConstraint(
            "status NOT IN ('held', 'released', 'lapsed') OR (foreign_resident_number IS "
            "NULL AND family_name IS NULL)",
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
