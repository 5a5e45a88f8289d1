"""Chain the lines of the audit, with what they tell of a person apart; count who is erased."""

import msgspec
import sqlalchemy as sa
from alembic import op

from rdv_tui.store.audit_chain import GENESIS, chained, person_rows

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None

_AT_A_TIME = 1000
_TOLD = ("office", "id", "at", "agent", "station", "action", "reference", "before", "after")


def upgrade() -> None:
    """Apply. Lines written before are chained as they stand: who changed them then is not known."""
    op.add_column("audit", sa.Column("personal", sa.String(), nullable=True))
    op.add_column("audit", sa.Column("chain", sa.String(), nullable=True))
    op.create_table(
        "audit_person",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "id"], ["audit.office", "audit.id"], name="fk_audit_person_audit"
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_table(
        "appointment_count",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 1", name="ck_appointment_count_people"),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name="fk_appointment_count_office"),
        sa.PrimaryKeyConstraint("office", "day", "booked_on", "status", "channel", "reason"),
    )
    metadata = sa.MetaData()
    metadata.reflect(op.get_bind(), only=["audit", "audit_person", "office"])
    for office in op.get_bind().scalars(sa.select(metadata.tables["office"].c.code)).all():
        _chain(op.get_bind(), metadata, office)


def _chain(connection: sa.Connection, metadata: sa.MetaData, office: str) -> None:
    audit, person = metadata.tables["audit"], metadata.tables["audit_person"]
    previous, last = GENESIS, 0
    lines = sa.select(*(audit.c[name] for name in (*_TOLD, "authorised_by")))
    while True:
        page = lines.where(audit.c.office == office, audit.c.id > last).order_by(audit.c.id)
        found = connection.execute(page.limit(_AT_A_TIME)).mappings().all()
        if not found:
            return
        done = list(chained(previous, [_read(dict(row)) for row in found]))
        connection.execute(
            sa.update(audit)
            .where(audit.c.office == office, audit.c.id == sa.bindparam("line"))
            .values({name: sa.bindparam(f"new_{name}") for name in _WRITTEN}),
            [
                {"line": row["id"], **{f"new_{name}": row[name] for name in _WRITTEN}}
                for row, _ in done
            ],
        )
        if persons := person_rows(done):
            connection.execute(sa.insert(person), persons)
        previous, last = done[-1][0]["chain"], done[-1][0]["id"]


_WRITTEN = ("before", "after", "personal", "chain")


def _read(row: dict[str, object]) -> dict[str, object]:
    """Return the line with its columns decoded; what is no JSON was changed by hand."""
    for side in ("before", "after"):
        kept = row[side]
        try:
            row[side] = msgspec.json.decode(kept) if isinstance(kept, str | bytes) else None
        except msgspec.DecodeError:
            row[side] = {"unreadable": str(kept)}
        if row[side] is not None and not isinstance(row[side], dict):
            row[side] = {"unreadable": str(kept)}
    return row
