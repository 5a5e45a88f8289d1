"""The tables and their named constraints, nothing else.

Every key begins with the office. The two partial unique indexes are what makes a double booking
impossible; the checks in the code only give the good sentence.
"""

from datetime import date, datetime, time

from pydantic import NaiveDatetime
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, false
from sqlmodel import Field, SQLModel

from rdv_tui.domain.appointment import BINDS_PERSON, FREES_PLACE, Status
from rdv_tui.store.partial_index import partial_index


def sql_literals(statuses: frozenset[Status]) -> str:
    """Return `statuses` as SQL literals: what an index is made of cannot be a parameter."""
    return ", ".join(f"'{status}'" for status in Status if status in statuses)


OCCUPIES_PLACE = f"status NOT IN ({sql_literals(FREES_PLACE)})"
"""SQL: the appointment occupies its place (a hold does so until it lapses)."""

BINDS_PERSON_SQL = f"status IN ({sql_literals(BINDS_PERSON)})"
"""SQL: the appointment is still to be served, and is the person's only one."""

RESTRICTED = "kept_for IS NOT NULL OR free_from IS NOT NULL OR extra OR withdrawn"
"""SQL: the place is not simply anybody's. They are few, and counted by an index of their own."""

ANONYMOUS = frozenset({Status.HELD, Status.RELEASED, Status.LAPSED})
"""Statuses of a row that keeps nothing about any person (a live hold keeps its draft)."""

_PERSON = (
    "family_name",
    "given_names",
    "birth_date",
    "nationality",
    "foreign_resident_number",
    "situation",
    "permit_kind",
    "permit_expires",
    "postal_code",
    "commune",
    "channel",
    "booked_at",
)


class OfOffice(SQLModel):
    """A row of one office, with which its key begins."""

    office: str = Field(primary_key=True)


class Numbered(OfOffice):
    """A row that is numbered within its office."""

    id: int = Field(primary_key=True)


class OfficeRow(SQLModel, table=True):
    """An office. `profile` is its letterhead and rules as JSON; places exist to `opened_until`.

    `known_by` says how its agents are known: by accounts of the store's own, or by those of the
    operating system.
    """

    __tablename__ = "office"

    code: str = Field(primary_key=True)
    profile: str = Field(sa_type=Text)
    opened_until: date | None = None
    known_by: str = Field(default="accounts", sa_column_kwargs={"server_default": "accounts"})


class CounterRow(OfOffice, table=True):
    """A counter of the office."""

    __tablename__ = "counter"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_counter_office"),
        CheckConstraint("number >= 1", name="ck_counter_number"),
    )

    number: int = Field(primary_key=True)


class OpeningRow(Numbered, table=True):
    """One weekly opening of one counter; `weekday` 0 is Monday, hours are the office's clock.

    `slot_minutes` is the length of its slots, where it is not the office's.
    """

    __tablename__ = "opening"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "counter"], ["counter.office", "counter.number"], name="fk_opening_counter"
        ),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="ck_opening_weekday"),
    )

    counter: int
    weekday: int
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None
    slot_minutes: int | None = None


class ClosureRow(Numbered, table=True):
    """Days, both ends in, on which a counter or (None) the whole office is closed."""

    __tablename__ = "closure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "counter"], ["counter.office", "counter.number"], name="fk_closure_counter"
        ),
        CheckConstraint("first <= last", name="ck_closure_days"),
    )

    first: date
    last: date
    reason: str
    counter: int | None = None
    start: time | None = None
    end: time | None = None


class PlaceRow(OfOffice, table=True):
    """A place that exists in the calendar: nobody can stand where there is none.

    `kept_for` is the channel that alone may take it; `free_from` the instant (UTC) before which
    nobody may; an `extra` place was added for one person by a supervisor and is never offered.
    One `withdrawn` is covered by no opening any more, and stays for those who occupy it alone.
    Until `free_from` it is `promised_to` the appointment of that reference, moved off it before.
    """

    __tablename__ = "place"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_place_office"),
        CheckConstraint("number >= 1", name="ck_place_number"),
        partial_index(
            "ix_place_apart",
            "office",
            "start",
            where=RESTRICTED,
        ),
        {"sqlite_with_rowid": False},
    )

    start: NaiveDatetime = Field(primary_key=True)
    number: int = Field(primary_key=True)
    counter: int | None = None
    kept_for: str | None = None
    free_from: datetime | None = None
    extra: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    withdrawn: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    promised_to: str | None = None


class AppointmentRow(OfOffice, table=True):
    """An appointment from the hold to its end: one row, its status changed, never deleted.

    `hold_expires_at` and what ends in `_at` are instants in UTC; `start` is wall clock. `counter`
    is that of the place, `served_at_counter` the one that called the person. `missing` is a JSON
    list of what an incomplete file lacked. `revision` counts what an invitation must tell anew.
    Of a birth date known in part `birth_precision` says to what ("month" or "year"), and
    `birth_date` is the first day that it can be.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "start", "number"],
            ["place.office", "place.start", "place.number"],
            name="fk_appointment_place",
        ),
        CheckConstraint(
            f"status IN ({sql_literals(frozenset(Status))})", name="ck_appointment_status"
        ),
        CheckConstraint("number >= 1", name="ck_appointment_number"),
        CheckConstraint(
            f"status IN ({sql_literals(ANONYMOUS)}) OR ("
            + " AND ".join(f"{column} IS NOT NULL" for column in _PERSON)
            + ")",
            name="ck_appointment_person",
        ),
        CheckConstraint(
            f"status NOT IN ({sql_literals(ANONYMOUS)}) OR "
            "(foreign_resident_number IS NULL AND family_name IS NULL)",
            name="ck_appointment_nameless",
        ),
        CheckConstraint(
            "status <> 'held' OR (hold_expires_at IS NOT NULL AND held_by IS NOT NULL "
            "AND station IS NOT NULL)",
            name="ck_appointment_hold",
        ),
        CheckConstraint("draft IS NULL OR status = 'held'", name="ck_appointment_draft"),
        partial_index(
            "uq_appointment_place",
            "office",
            "start",
            "number",
            unique=True,
            where=OCCUPIES_PLACE,
        ),
        partial_index(
            "uq_appointment_person",
            "office",
            "foreign_resident_number",
            unique=True,
            where=BINDS_PERSON_SQL,
        ),
        partial_index(
            "ix_appointment_hold",
            "office",
            "hold_expires_at",
            where="status = 'held'",
        ),
        partial_index(
            "ix_appointment_cancelled",
            "office",
            "start",
            where="status = 'cancelled'",
        ),
        Index("ix_appointment_email", "office", "email"),
        Index("ix_appointment_phone", "office", "phone"),
    )

    reference: str = Field(primary_key=True)
    status: str
    start: NaiveDatetime
    number: int
    counter: int | None = None
    hold_expires_at: datetime | None = None
    held_by: str | None = None
    station: str | None = None
    draft: str | None = Field(default=None, sa_type=Text)
    channel: str | None = None
    identification: str | None = None
    family_name: str | None = None
    given_names: str | None = None
    birth_date: date | None = None
    nationality: str | None = None
    foreign_resident_number: str | None = None
    situation: str | None = None
    permit_kind: str | None = None
    permit_expires: date | None = None
    postal_code: str | None = None
    commune: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str | None = None
    booked_at: datetime | None = None
    created_at: datetime
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    ended_at: datetime | None = None
    served_at_counter: int | None = None
    missing: str | None = Field(default=None, sa_type=Text)
    cancel_reason: str | None = None
    overbooked_because: str | None = Field(default=None, sa_type=Text)
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    birth_precision: str | None = None
    common_name: str | None = None
    civility: str | None = None


class UnfinishedRow(OfOffice, table=True):
    """What was typed in a booking under way at `station`, for after a crash; kept for the day.

    `reference` is the hold that went with it. The draft is kept as beside holds (JSON).
    """

    __tablename__ = "unfinished"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_unfinished_office"),
    )

    station: str = Field(primary_key=True)
    agent: str
    saved_at: datetime
    reference: str | None = None
    draft: str = Field(sa_type=Text)


class AuditRow(Numbered, table=True):
    """What was done, when (UTC), by whom, from where; the changed columns before and after.

    `authorised_by` is the supervisor who allowed it at the agent's desk. `chain` is the digest of
    this line and of the one before, `personal` that of its personal values, which stand apart
    (store/audit_chain.py).
    """

    __tablename__ = "audit"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_audit_office"),
        Index("ix_audit_reference", "office", "reference"),
    )

    at: datetime
    agent: str
    station: str
    action: str
    reference: str | None = None
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    authorised_by: str | None = None
    personal: str | None = None
    chain: str | None = None
