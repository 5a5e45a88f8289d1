"""Give tickets, know who came without an appointment, and tell who left from who never came."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "r0014"
down_revision = "r0013"
branch_labels = None
depends_on = None

_BEFORE = (
    "'held', 'released', 'lapsed', 'booked', 'arrived', 'in_progress', 'done', 'incomplete', "
    "'no_show', 'cancelled', 'unrecorded'"
)
_AFTER = _BEFORE.replace("'no_show', ", "'no_show', 'left', ")


def upgrade() -> None:
    """Apply. Nobody is known to have left in what was recorded before."""
    _let_people_leave()
    op.create_table(
        "walk_in",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("foreign_resident_number", sa.String(), nullable=True),
        sa.Column("arrived_at", UTCDateTime(), nullable=False),
        sa.Column("called_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("elsewhere", sa.String(), nullable=True),
        sa.CheckConstraint(
            "status IN ('arrived', 'in_progress', 'done', 'left', 'elsewhere', 'unrecorded')",
            name="ck_walk_in_status",
        ),
        sa.CheckConstraint(
            "(status = 'elsewhere') = (elsewhere IS NOT NULL)", name="ck_walk_in_elsewhere"
        ),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_walk_in_office"),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index("ix_walk_in_day", "walk_in", ["office", "day"])
    named = sa.text("name IS NOT NULL")
    op.create_index(
        "ix_walk_in_named",
        "walk_in",
        ["office", "day"],
        sqlite_where=named,
        postgresql_where=named,
    )
    op.create_table(
        "ticket",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("walk_in", sa.Integer(), nullable=True),
        sa.Column("called_at", UTCDateTime(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.CheckConstraint("number BETWEEN 0 AND 999", name="ck_ticket_number"),
        sa.CheckConstraint("(reference IS NULL) <> (walk_in IS NULL)", name="ck_ticket_holder"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_ticket_office"),
        sa.PrimaryKeyConstraint("office", "day", "letter", "number"),
    )
    op.create_index("uq_ticket_reference", "ticket", ["office", "day", "reference"], unique=True)
    op.create_index("uq_ticket_walk_in", "ticket", ["office", "day", "walk_in"], unique=True)


def _let_people_leave() -> None:
    """Add `left` to the statuses that an appointment may have.

    SQLite changes no constraint but by copying the table, which takes a minute for a million rows
    and needs its foreign keys off. A check that only grows wider touches nothing that is stored:
    its text alone is changed, as SQLite's manual describes for that case.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_appointment_status", "appointment", type_="check")
        op.create_check_constraint("ck_appointment_status", "appointment", f"status IN ({_AFTER})")
        return
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name = 'appointment'"
        ),
        {"before": _BEFORE, "after": _AFTER},
    )
    # Every connection reads the schema again, this one first.
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
