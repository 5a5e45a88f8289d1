"""Giving another place to those whose own has gone: proposed together, moved one by one.

Who is to be replaced is never kept anywhere: it is whoever stands on a withdrawn place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.replacing import Concerned, propose
from rdv_tui.errors import Refusal, StoreError
from rdv_tui.services.changes import move
from rdv_tui.services.desk import Desk
from rdv_tui.store import offices, places
from rdv_tui.store import openings as store
from rdv_tui.store.engine import Session
from rdv_tui.store.tables import AppointmentRow

__all__ = ["Concerned", "Waiting", "replace_all", "replace_one", "to_replace", "waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Persons to be replaced, a start for each (None when none is left), and all free places."""

    persons: tuple[Concerned, ...]
    proposed: Mapping[str, datetime | None]
    free: Mapping[datetime, int]


def to_replace(desk: Desk) -> list[Concerned]:
    """Return everybody who stands, from now on, on a place that no opening covers, in order."""
    with desk.store.read() as session:
        return _to_replace(desk, session)


def waiting(desk: Desk) -> Waiting:
    """Return those of `to_replace` with what can be proposed to them now."""
    with desk.store.read() as session:
        persons = tuple(_to_replace(desk, session))
        free = free_places(desk, session)
    return Waiting(persons, propose_places(desk, persons, free), free)


def _to_replace(desk: Desk, session: Session) -> list[Concerned]:
    rows = store.stranded(session, desk.office.code, desk.clock.local())
    return [as_concerned(row) for row in rows]


def free_places(desk: Desk, session: Session) -> dict[datetime, int]:
    """Count the free places of each start to come (wall clock), up to the last day opened."""
    code, local = desk.office.code, desk.clock.local()
    opened = offices.opened_until(session, code)
    if opened is None:
        return {}
    end = datetime.combine(opened + timedelta(days=1), time())
    found = places.slots(session, code, desk.clock.now(), local, end)
    return {slot.start: slot.free for slot in found if slot.free > 0}


def propose_places(
    desk: Desk, persons: Iterable[Concerned], free: Mapping[datetime, int]
) -> dict[str, datetime | None]:
    """Return another start for each reference out of the `free` ones, None where none is left.

    Nobody is called in earlier than planned within the days of notice that a cancellation needs.
    """
    notice = timedelta(days=desk.office.cancel_notice_days + 1)
    return propose(persons, free, desk.clock.today() + notice)


def replace_one(desk: Desk, reference: str, start: datetime) -> Appointment:
    """Move one person to `start`, in one transaction; the message or the call is queued with it.

    Raises what `changes.move` raises.
    """
    return move(desk, reference, start)


def replace_all(
    desk: Desk, moves: Mapping[str, datetime]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Move each reference to its start; return those moved, and why each of the others was not.

    A store that answers no more ends it: the rest is told so, and stays to be replaced.
    """
    moved, refused = [], {}
    lost = ""
    for reference, start in moves.items():
        if lost:
            refused[reference] = lost
            continue
        try:
            replace_one(desk, reference, start)
        except Refusal as refusal:
            refused[reference] = refusal.message
        except StoreError as error:
            refused[reference] = lost = error.message
        else:
            moved.append(reference)
    return tuple(moved), refused


def as_concerned(row: AppointmentRow) -> Concerned:
    """Return the person of an appointment, with what a new place depends on."""
    assert row.permit_expires is not None  # by ck_appointment_person
    return Concerned(
        reference=row.reference,
        start=row.start,
        expires=row.permit_expires,
        name=f"{row.family_name} {row.given_names}".strip(),
        counter=row.counter,
        email=row.email,
        phone=row.phone,
    )
