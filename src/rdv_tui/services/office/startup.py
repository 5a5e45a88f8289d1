"""Coming to work: the store opened, made ready for its office, and a desk on it."""

from dataclasses import replace
from pathlib import Path

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.locales.day import day as day_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import open_to_horizon
from rdv_tui.services.office.clock_check import doubt_clock
from rdv_tui.store import days, offices
from rdv_tui.store.audit import record
from rdv_tui.store.engine import Store
from rdv_tui.store.transactions import founding, snapshot

_AGENT = "système"


def open_desk(
    store: Store,
    office: Office,
    clock: Clock,
    agent: str,
    *,
    station: str,
    stations: Path | None = None,
    founds: bool = False,
) -> Desk:
    """Return a desk of `office` on `store`, which is closed when that fails.

    The store's own record of the office wins over `office`; with `founds` an empty store gets it.
    Raises StoreError.
    """
    store.follow(clock)
    try:
        doubt_clock(Desk(store, office, clock, agent, station))
        kept = open_office(store, office, clock, founds=founds)
    except BaseException:
        store.close()
        raise
    return Desk(store, kept, clock, agent, station, stations)


def open_office(
    store: Store, office: Office, clock: Clock, *, ahead: bool = True, founds: bool = False
) -> Office:
    """Return the office as the store knows it; with `founds` write it down when it is new.

    What is there already is the truth and stays. An office is new in an empty store alone: to one
    of others it is added by services/office/offices.py. A store without any is left as it is by
    whoever only asks: a copy to it may have been cut off, and is begun again in an empty store
    alone. A new office has its places opened up to the horizon; one that is known only with
    `ahead` and a clock that nobody doubts: a command that is refused must leave the store as it
    was. Idempotent, safe when two programs start at once. Raises StoreError, `office_unknown`
    among others.
    """
    desk = Desk(store, office, clock, agent=_AGENT, station="")
    known = is_known(desk)
    if not known and founds:
        with founding(desk) as unit:
            if not offices.is_known(unit):
                offices.require_first(unit)
                offices.add_office(unit, office)
                record(unit, "add_office", after={"prefecture": office.prefecture})
    desk = with_current_office(desk)
    if (ahead and store.doubt is None) or not known:
        open_to_horizon(desk)
    return desk.office


def is_known(desk: Desk) -> bool:
    """Say whether the store knows the desk's office. Raises StoreError."""
    with snapshot(desk) as seen:
        return offices.is_known(seen)


def with_current_office(desk: Desk) -> Desk:
    """Return `desk` with its office as the store has it: its record, its hours, its closures.

    A program that runs for days may have read it long ago. Raises StoreError.
    """
    with snapshot(desk) as unit:
        return replace(desk, office=offices.get_office(unit))


def counter_problem(desk: Desk) -> str:
    """Say that the office has no counter of the number in the settings; empty when all is well.

    Raises StoreError.
    """
    chosen = desk.counter.setting
    if chosen is None:
        return ""
    with snapshot(desk) as unit:
        known = days.counters_on(unit, unit.today, desk.office.counters)
    return "" if chosen in known else day_fr.no_such_setting(chosen, known)
