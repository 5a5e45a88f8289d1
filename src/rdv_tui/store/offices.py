"""Statements on offices: the letterhead, the counters, the weekly openings and the closures."""

from dataclasses import asdict, replace
from datetime import date

import msgspec
from sqlmodel import Session, col, select

from rdv_tui.domain.office import Closure, Office, Opening
from rdv_tui.locales import refusals
from rdv_tui.store.tables import ClosureRow, CounterRow, OfficeRow, OpeningRow
from rdv_tui.store.unit import Snapshot, UnitOfWork


def add_office(unit: UnitOfWork, office: Office) -> bool:
    """Add the unit's office with its counters, openings and closures; False when it was there."""
    if unit.session.get(OfficeRow, unit.office) is not None:
        return False
    unit.session.add(OfficeRow(code=unit.office, profile=_profile(office)))
    unit.session.flush()
    numbers = {*range(1, office.counters + 1), *(opening.counter for opening in office.openings)}
    unit.session.add_all(CounterRow(office=unit.office, number=one) for one in sorted(numbers))
    unit.session.flush()
    hours: list[Opening | Closure] = [*office.openings, *office.closures]
    for one in hours:
        add_hours(unit, one)
    return True


def add_hours(unit: UnitOfWork, added: Opening | Closure) -> None:
    """Add an opening or a closure; its counter is there."""
    table = OpeningRow if isinstance(added, Opening) else ClosureRow
    unit.session.add(table(office=unit.office, id=unit.next_id(table), **asdict(added)))
    unit.session.flush()


def set_record(unit: UnitOfWork, office: Office) -> None:
    """Write down all of `office` but its openings and closures.

    Raises StoreError `office_unknown`.
    """
    row = _row(unit.session, unit.office)
    row.profile = _profile(office)
    unit.session.add(row)
    unit.session.flush()


def require_first(unit: Snapshot) -> None:
    """Raise StoreError `office_unknown` in a store of other offices.

    A desk makes its office in an empty store alone: a wrong setting must not found another one.
    """
    others = list_offices(unit.session)
    if others:
        raise refusals.office_unknown(unit.office, others)


def is_known(unit: Snapshot) -> bool:
    """Say whether the office was ever written down in this store."""
    return unit.session.get(OfficeRow, unit.office) is not None


def list_offices(session: Session) -> list[str]:
    """Return the codes of the offices in the store, in order."""
    return list(session.exec(select(OfficeRow.code).order_by(OfficeRow.code)).all())


def get_office(unit: Snapshot) -> Office:
    """Return the office as the store knows it, with its present openings and closures.

    Raises StoreError `office_unknown`.
    """
    profile = get_record(unit.session, unit.office)
    return replace(profile, openings=tuple(openings(unit)), closures=tuple(closures(unit)))


def get_record(session: Session, code: str) -> Office:
    """Return all of an office but its openings and closures.

    Raises StoreError `office_unknown`, `office_unreadable`.
    """
    try:
        return msgspec.json.decode(_row(session, code).profile, type=Office)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refusals.office_unreadable(code) from error


def slot_minutes(unit: Snapshot) -> int:
    """Return the present length of a slot: a desk may have read its office before it changed."""
    return get_record(unit.session, unit.office).slot_minutes


def opened_until(unit: Snapshot) -> date | None:
    """Return the last day up to which places were made. Raises StoreError `office_unknown`."""
    return _row(unit.session, unit.office).opened_until


def set_opened_until(unit: UnitOfWork, day: date) -> None:
    """Remember that places exist up to `day`, in."""
    row = _row(unit.session, unit.office)
    row.opened_until = day
    unit.session.add(row)


def openings(unit: Snapshot) -> list[Opening]:
    """Return the weekly openings of the office."""
    mine = unit.session.exec(unit.rows_of(OpeningRow).order_by(col(OpeningRow.id)))
    return [msgspec.convert(row, Opening, from_attributes=True) for row in mine]


def closures(unit: Snapshot, day: date | None = None) -> list[Closure]:
    """Return the closures of the office, past and to come, or those that touch `day`."""
    mine = unit.rows_of(ClosureRow)
    if day is not None:
        mine = mine.where(col(ClosureRow.first) <= day, col(ClosureRow.last) >= day)
    found = unit.session.exec(mine.order_by(col(ClosureRow.id)))
    return [msgspec.convert(row, Closure, from_attributes=True) for row in found]


def _profile(office: Office) -> str:
    # Openings and closures have tables of their own.
    return msgspec.json.encode(replace(office, openings=(), closures=())).decode()


def _row(session: Session, code: str) -> OfficeRow:
    row = session.get(OfficeRow, code)
    if row is None:
        raise refusals.office_unknown(code, list_offices(session))
    return row
