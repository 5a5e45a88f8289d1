"""Whole lives of appointments written at once: for the sample store, which has a past."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert, text
from sqlmodel import create_engine

from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.store import audit_chain, search_index
from rdv_tui.store.columns import applicant_columns
from rdv_tui.store.privacy_tables import AuditPersonRow
from rdv_tui.store.tables import AppointmentRow, AuditRow
from rdv_tui.store.training import SAMPLE_MARK
from rdv_tui.store.unit import UnitOfWork

_MARK_AT = slice(68, 72)  # the application id in a SQLite file's header


AppointmentHistory = tuple[Appointment, str, datetime, Mapping[str, object]]
"""An appointment, the agent who booked it, the instant (UTC) its place was held, and the columns
of its course since (COURSE)."""

LIFECYCLE = (
    "arrived_at",
    "called_at",
    "ended_at",
    "served_at_counter",
    "missing",
    "cancel_reason",
)
"""The columns that tell what became of an appointment, None as long as nothing did."""


class Event(NamedTuple):
    """One line of the audit trail, not numbered yet; `at` is an instant in UTC."""

    at: datetime
    agent: str
    station: str
    action: str
    reference: str | None
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


def add_appointments(unit: UnitOfWork, lives: Sequence[AppointmentHistory]) -> None:
    """Add appointments that were booked at the desk's station."""
    rows = [
        {
            "office": unit.office,
            "reference": booked.reference,
            "status": booked.status.value,
            "start": booked.start,
            "number": booked.place,
            "counter": booked.counter,
            "held_by": agent,
            "station": unit.station,
            "channel": booked.channel.value,
            "identification": booked.identification.value if booked.identification else None,
            "booked_at": booked.booked_at,
            "created_at": held_at,
            **applicant_columns(booked.applicant),
            **{name: course.get(name) for name in LIFECYCLE},
        }
        for booked, agent, held_at, course in lives
    ]
    unit.session.flush()
    unit.session.connection().execute(insert(AppointmentRow), rows)
    search_index.add_words(unit.session.connection(), rows)


def add_events(unit: UnitOfWork, events: Sequence[Event]) -> None:
    """Add the audit trail of a new store, numbered in the order of time."""
    in_order = sorted(events, key=lambda event: event.at)
    lines = [
        {"office": unit.office, "id": rank, **event._asdict()}
        for rank, event in enumerate(in_order, start=1)
    ]
    done = list(audit_chain.chained(audit_chain.GENESIS, lines, _sample_salt))
    connection = unit.session.connection()
    connection.execute(insert(AuditRow), [row for row, _ in done])
    connection.execute(insert(AuditPersonRow), audit_chain.person_rows(done))


def _sample_salt(number: int) -> str:
    """Return a salt for invented people: a sample is the same bytes each time."""
    return f"{number:032x}"


def booking_events(
    booked: Appointment, held_at: datetime, agent: str, station: str
) -> tuple[Event, Event]:
    """Return a booking's two events, the place held then booked, as the services write them."""
    place = {"start": booked.start, "number": booked.place, "counter": booked.counter}
    hold = {"status": Status.HELD, **place, "held_by": agent, "station": station}
    columns = {
        **applicant_columns(booked.applicant),
        "channel": booked.channel,
        "identification": booked.identification,
        "booked_at": booked.booked_at,
    }
    details = {name: value for name, value in columns.items() if value is not None}
    before = {"status": Status.HELD, **dict.fromkeys(details)}
    after = {"status": Status.BOOKED, **details}
    return (
        Event(held_at, agent, station, "hold", booked.reference, None, hold),
        Event(booked.booked_at, agent, station, "book", booked.reference, before, after),
    )


def seal_sample(source: Path, target: Path) -> None:
    """Write the store at `source` to the new file `target`, compact, marked as a sample."""
    engine = create_engine(f"sqlite:///{source}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"PRAGMA application_id = {SAMPLE_MARK}"))
        connection.execute(text("VACUUM INTO :target"), {"target": str(target)})
    engine.dispose()
    sealed = create_engine(f"sqlite:///{target}", isolation_level="AUTOCOMMIT")
    with sealed.connect() as connection:
        connection.execute(text("PRAGMA journal_mode = WAL"))
    sealed.dispose()


def is_sample(file: Path) -> bool:
    """Say whether `file` is a sample store: one that may be replaced without loss."""
    if not file.is_file():  # a pipe would be waited for
        return False
    with file.open("rb") as opened:
        header = opened.read(100)
    return header[_MARK_AT] == SAMPLE_MARK.to_bytes(4, "big")
