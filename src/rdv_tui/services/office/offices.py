"""The offices of one store: which there are, and one more."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right, Role
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import open_to_horizon
from rdv_tui.store import accounts, offices
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office of the store, as its record has it; `here` is that of the desk which asks."""

    code: str
    prefecture: str
    bureau: str
    city: str
    here: bool


def list_offices(desk: Desk) -> list[KnownOffice]:
    """Return the offices of the store, by code. Raises NotAllowed, StoreError."""
    with snapshot(desk, Right.CHANGE_OFFICE) as unit:
        codes = offices.list_offices(unit.session)
        records = [offices.get_record(unit.session, code) for code in codes]
    return [
        KnownOffice(one.code, one.prefecture, one.bureau, one.city, one.code == desk.office.code)
        for one in records
    ]


def add_office(desk: Desk, added: Office) -> Desk:
    """Add an office to the desk's store, with its days up to the horizon; return a desk of it.

    Its first account is that of the supervisor who adds it: an office without one would ask nobody
    who they are. Audited in both offices. Raises NotAllowed, StoreError, Refusal `office_known`.
    """
    there = at_office(desk, added)
    with transaction(desk, Right.CHANGE_OFFICE) as unit:
        new = UnitOfWork(there, unit.session, unit.now)
        if not offices.add_office(new, added):
            raise office_fr.office_known(added.code)
        record(new, "add_office", after={"prefecture": added.prefecture})
        _take_along(unit, new)
        record(unit, "add_office", after={"code": added.code, "prefecture": added.prefecture})
    open_to_horizon(there)
    return there


def at_office(desk: Desk, office: Office) -> Desk:
    """Return a desk of another `office`, with its own wall clock and nothing allowed here."""
    clock = replace(desk.clock, zone=ZoneInfo(office.time_zone))
    return replace(desk, office=office, clock=clock, approvals=[])


def _take_along(unit: UnitOfWork, new: UnitOfWork) -> None:
    """Give the new office the account of whoever adds it, where anybody is asked."""
    signed = unit.desk.signed_in
    row = accounts.find(unit, signed.login) if signed is not None else None
    if row is None:
        return
    accounts.add(
        new,
        row.login,
        name=row.name,
        role=Role(row.role),
        password=row.password,
        unix_login=row.unix_login,
    )
    before, way = accounts.known_by(new), accounts.known_by(unit)
    if way != before:
        accounts.set_known_by(new, way)
        record(new, "known_by", before={"known_by": before}, after={"known_by": way})
