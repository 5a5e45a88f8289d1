"""The sample store: an office with a past, a present and eight weeks to come, all invented.

For demonstrations, training and tests. The same office and moment give the same bytes.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.calendar import Place, places
from rdv_tui.domain.office import Closure, Office
from rdv_tui.domain.rights import Role
from rdv_tui.errors import StoreError, UsageError
from rdv_tui.locales import cli as cli_fr, system_errors
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.services.day.arrivals import checklist
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.passwords import hash_password
from rdv_tui.services.office.sample_plan import Scenario, make_scenarios
from rdv_tui.services.office.sign_in import SAMPLE_SUPERVISOR
from rdv_tui.store import (
    accounts,
    copying,
    histories,
    offices,
    places as places_store,
    restoring,
    training,
)
from rdv_tui.store.backup import private_part
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.histories import Event
from rdv_tui.store.inspection import full
from rdv_tui.store.transactions import founding

_STATION = "exemple"
PASSWORD = "demonstration"  # noqa: S105 - of the sample, and written in its docs
_PEOPLE = (
    ("agent", "A. Morel", Role.AGENT),
    ("accueil", "L. Petit", Role.ACCUEIL),
    (SAMPLE_SUPERVISOR, "C. Vidal", Role.SUPERVISOR),
)
_ACTIONS = {
    Status.ARRIVED: "check_in",
    Status.IN_PROGRESS: "call",
    Status.DONE: "finish",
    Status.INCOMPLETE: "finish",
    Status.NO_SHOW: "no_show",
    Status.CANCELLED: "cancel",
    Status.UNRECORDED: "unrecord",
}


def build_sample(target: Path, office: Office, now: datetime) -> int:
    """Write the sample store to the file `target`, around `now` (the office's wall clock).

    Returns how many appointments it holds. A sample that stands there is replaced; any other file
    is left alone. Raises UsageError `not_a_sample`, `unwritable_file`.
    """
    try:
        if os.path.lexists(target) and not histories.is_sample(target):
            raise UsageError("not_a_sample", cli_fr.not_a_sample(str(target)), cli_fr.OTHER_FILE)
        with private_part(target.parent) as sealed:
            made = sealed.with_name("exemple.db")
            with open_store(str(made)) as store:
                count = fill(store, office, now)
            sealed.unlink()
            histories.seal_sample(made, sealed)
            restoring.replace_sample(target, sealed)
    except OSError as error:
        raise _unwritable(target, system_errors.reason(error)) from error
    except StoreError as error:
        if error.code != "store_full":
            raise
        raise _unwritable(target, system_errors.reason(full())) from error
    return count


def _unwritable(target: Path, why: str) -> UsageError:
    told = cli_fr.file_unwritable(str(target), why)
    return UsageError("unwritable_file", told, backup_fr.OTHER_FILE)


def fill_server(target: str, office: Office, now: datetime) -> tuple[str, int]:
    """Fill the database `target`, which is empty or a sample, around `now`; return its name too.

    Raises UsageError `not_a_sample`, StoreError.
    """
    with open_store(target) as store:
        with store.write() as session:
            connection = session.connection()
            if training.read_mark(connection) == training.SAMPLE_MARK:
                copying.empty(connection)
            elif not copying.is_empty(connection):
                told = cli_fr.not_a_sample(store.place)
                raise UsageError("not_a_sample", told, cli_fr.OTHER_FILE)
            training.write_mark(connection, training.SAMPLE_MARK)
        return store.place, fill(store, office, now)


def fill(store: Store, office: Office, now: datetime) -> int:
    """Fill the empty `store` with the sample around `now`; return how many appointments it has."""
    now = now.replace(second=0, microsecond=0)  # the seconds it takes must not tell
    today = now.date()
    first, last = today - timedelta(weeks=1), today + timedelta(weeks=office.horizon_weeks)
    office = replace(office, closures=(*office.closures, _training(office, today)))
    open_places = list(places(office.openings, office.closures, office.slot_minutes, first, last))
    scenarios = make_scenarios(office, open_places, now)
    events = list(_office_events(office, first, last, open_places))
    for scenario in scenarios:
        events += _events(scenario)
    clock = Clock.starting_at(ZoneInfo(office.time_zone), now)
    desk = Desk(store, office, clock, "", _STATION)
    with founding(desk) as unit:
        offices.add_office(unit, office)
        places_store.add_places(unit, open_places)
        offices.set_opened_until(unit, last)
        lives = [
            (scenario.appointment, scenario.agent, scenario.held_at, _course(scenario))
            for scenario in scenarios
        ]
        histories.add_appointments(unit, lives)
        histories.add_events(unit, events)
        by = replace(desk, agent=SAMPLE_SUPERVISOR)
        made = replace(unit, desk=by, now=now.replace(tzinfo=clock.zone).astimezone(UTC))
        for login, name, role in _PEOPLE:
            accounts.add(made, login, name=name, role=role, password=_hash_of(login))
    return len(scenarios)


def _hash_of(login: str) -> str:
    """Return the hash of the password that everybody of the sample has, always the same."""
    return hash_password(PASSWORD, salt=f"{login:.<16}".encode())


def _training(office: Office, today: date) -> Closure:
    """Return a whole day's closure in the third week: the agents are in training."""
    start = today + timedelta(weeks=2)
    week = places(
        office.openings, office.closures, office.slot_minutes, start, start + timedelta(days=6)
    )
    days = sorted({place.start.date() for place in week})
    day = days[len(days) // 2] if days else start
    return Closure(day, day, "Formation des agents")


def _office_events(
    office: Office, first: date, last: date, open_places: list[Place]
) -> Iterator[Event]:
    """Yield what made the office and its places, just before the first day."""
    opened = open_places[0].start if open_places else datetime.combine(first, datetime.min.time())
    zone = ZoneInfo(office.time_zone)
    at = (opened - timedelta(weeks=8)).replace(tzinfo=zone).astimezone(UTC)
    agent = "système"
    yield Event(at, agent, "", "add_office", None, None, {"prefecture": office.prefecture})
    until = {"opened_until": last}
    yield Event(at, agent, "", "open_ahead", None, {"opened_until": None}, until)


def _events(scenario: Scenario) -> Iterator[Event]:
    """Yield the audit trail of one appointment."""
    booked = scenario.appointment
    yield from histories.booking_events(booked, scenario.held_at, scenario.agent, _STATION)
    before = Status.BOOKED
    for status, at in scenario.later:
        details = _columns(status, at, booked)
        yield Event(
            at,
            scenario.agent,
            _STATION,
            _ACTIONS[status],
            booked.reference,
            {"status": before, **dict.fromkeys(details)},
            {"status": status, **details},
        )
        before = status


def _course(scenario: Scenario) -> dict[str, object]:
    """Return the columns that tell what became of the appointment."""
    course: dict[str, object] = {}
    for status, at in scenario.later:
        course |= _columns(status, at, scenario.appointment)
    return course


def _columns(status: Status, at: datetime, booked: Appointment) -> dict[str, object]:
    """Return what coming to `status` at the instant `at` writes beside the status."""
    if status is Status.ARRIVED:
        return {"arrived_at": at}
    if status is Status.IN_PROGRESS:
        return {"called_at": at, "served_at_counter": booked.counter}
    if status is Status.DONE:
        return {"ended_at": at}
    if status is Status.INCOMPLETE:
        listed = checklist(booked.applicant.situation)
        lacking = listed[booked.start.minute // 15 % len(listed)]
        return {"ended_at": at, "missing": msgspec.json.encode([lacking]).decode()}
    return {"cancel_reason": "applicant"} if status is Status.CANCELLED else {}
