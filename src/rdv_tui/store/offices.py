"""Statements on offices: the letterhead, the counters, the weekly openings and the closures."""

from dataclasses import replace
from datetime import date

import msgspec
from sqlmodel import Session, col, select

from rdv_tui.domain.office import Closure, Office, Opening
from rdv_tui.locales import refusals
from rdv_tui.store.tables import ClosureRow, CounterRow, OfficeRow, OpeningRow

_OPENING = tuple(Opening.__dataclass_fields__)
_CLOSURE = tuple(Closure.__dataclass_fields__)


def add_office(session: Session, office: Office) -> bool:
    """Add the office with its counters, openings and closures; False when it was there already."""
    if session.get(OfficeRow, office.code) is not None:
        return False
    session.add(OfficeRow(code=office.code, profile=_profile(office)))
    session.flush()
    numbers = {*range(1, office.counters + 1), *(opening.counter for opening in office.openings)}
    session.add_all(CounterRow(office=office.code, number=number) for number in sorted(numbers))
    session.flush()
    for rank, opening in enumerate(office.openings, start=1):
        values = {name: getattr(opening, name) for name in _OPENING}
        session.add(OpeningRow(office=office.code, id=rank, **values))
    for rank, closure in enumerate(office.closures, start=1):
        values = {name: getattr(closure, name) for name in _CLOSURE}
        session.add(ClosureRow(office=office.code, id=rank, **values))
    session.flush()
    return True


def set_record(session: Session, office: Office) -> None:
    """Write down all of `office` but its openings and closures.

    Raises StoreError `office_unknown`.
    """
    row = _row(session, office.code)
    row.profile = _profile(office)
    session.add(row)
    session.flush()


def list_offices(session: Session) -> list[str]:
    """Return the codes of the offices in the store, in order."""
    return list(session.exec(select(OfficeRow.code).order_by(OfficeRow.code)).all())


def get_office(session: Session, code: str) -> Office:
    """Return the office as the store knows it, with its present openings and closures.

    Raises StoreError `office_unknown`.
    """
    profile = msgspec.json.decode(_row(session, code).profile, type=Office)
    return replace(
        profile, openings=tuple(openings(session, code)), closures=tuple(closures(session, code))
    )


def slot_minutes(session: Session, code: str) -> int:
    """Return the present length of a slot: a desk may have read its office before it changed."""
    return msgspec.json.decode(_row(session, code).profile, type=Office).slot_minutes


def opened_until(session: Session, code: str) -> date | None:
    """Return the last day up to which places were made. Raises StoreError `office_unknown`."""
    return _row(session, code).opened_until


def set_opened_until(session: Session, code: str, day: date) -> None:
    """Remember that places exist up to `day`, in."""
    row = _row(session, code)
    row.opened_until = day
    session.add(row)


def openings(session: Session, code: str) -> list[Opening]:
    """Return the weekly openings of the office."""
    found = select(OpeningRow).where(col(OpeningRow.office) == code).order_by(col(OpeningRow.id))
    return [Opening(**{n: getattr(row, n) for n in _OPENING}) for row in session.exec(found)]


def closures(session: Session, code: str) -> list[Closure]:
    """Return the closures of the office, past and to come."""
    found = select(ClosureRow).where(col(ClosureRow.office) == code).order_by(col(ClosureRow.id))
    return [Closure(**{n: getattr(row, n) for n in _CLOSURE}) for row in session.exec(found)]


def _profile(office: Office) -> str:
    # Openings and closures have tables of their own.
    return msgspec.json.encode(replace(office, openings=(), closures=())).decode()


def _row(session: Session, code: str) -> OfficeRow:
    row = session.get(OfficeRow, code)
    if row is None:
        raise refusals.office_unknown(code)
    return row
