"""A store that an office has worked on: invented people, every table filled, most states met.

`tools/keep_store.py` keeps one a revision of the schema in `fixtures/`, as SQL, with what the
program then read in it; `test_upgrade.py` opens them all with the program of today.
"""

import json
import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.rights import Right
from rdv_tui.services import leases
from rdv_tui.services.booking import changes, failed_searches
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.search import search
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery import outbox
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store import integrity, print_jobs, unfinished
from rdv_tui.store.account_tables import AccountRow, SignInFailureRow
from rdv_tui.store.engine import open_store
from rdv_tui.store.hall_tables import TicketRow, WalkInRow
from rdv_tui.store.kiosk_tables import DeviceCountRow, DeviceRow, HelpCallRow
from rdv_tui.store.privacy_tables import AppointmentCountRow
from rdv_tui.store.tables import AppointmentRow, AuditRow
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, desk_on, person, small_office, still_clock
from tests.services.waiting.asking import fill_up, free_up, proposals, wait_for

FIXTURES = Path(__file__).parent / "fixtures"
FRIDAY = datetime.fromisoformat("2026-12-04T09:00")
LATER = datetime.fromisoformat("2026-12-07T08:00")
"""A week on, when the kept stores are opened again."""


def live(file: Path) -> None:
    """Make the store and let an office work on it for a morning."""
    clock = still_clock()
    office = small_office(counters=1, horizon_weeks=1, release_time=time(12))
    with open_store(str(file)) as store:
        live_at(desk_on(store, office=office, clock=clock), clock)
        assert integrity.check(store) == []


def live_at(desk: Desk, clock: StillClock) -> None:
    """Let the office of the desk work for a morning and a day, and fill every table of it."""
    full = fill_up(desk)
    failed_searches.certify(desk, {"situation": "SALARIE", "family_name": "Łukaszewska"})
    for rank in (1, 2, 3):
        wait_for(desk, rank, email=f"attente{rank}@example.org")
    free_up(desk, full, FRIDAY)  # proposed to the first who waits
    clock.forward(timedelta(minutes=90))
    _receive(desk, full)
    waiting_list.refuse(desk, proposals(desk)[0].waiting)
    free_up(desk, full, FRIDAY + timedelta(minutes=15))
    last = full[-1]
    changes.correct(desk, last, person(200, family_name="Nguyễn", email="n@example.org"))
    changes.cancel(desk, last, CancelReason.APPLICANT)
    leases.acquire(desk, leases.OUTBOX)
    with transaction(desk, Right.UPKEEP) as unit:
        print_jobs.add_unprinted(unit, reference=full[5], title="Convocation", wish="{}")
        unfinished.keep(unit, '{"typed":{"situation":"SALARIE"}}', None)
    day = date(2026, 12, 2)
    opening_hours.write_change(desk, HoursChange(added=(Closure(day, day, "Formation"),)))
    clock.forward(timedelta(days=1))  # the cancelled place is released
    proposed = reseating.get_displaced_overview(desk).proposed
    reseating.reseat_all(desk, {of: start for of, start in proposed.items() if start})
    _know_agents(desk)
    _meet_a_kiosk(desk)
    _remember_erased(desk)
    _let_walk_in(desk)


def _receive(desk: Desk, full: list[str]) -> None:
    """Let the first four of the day come, be called and go, each another way."""
    for reference in full[:4]:
        arrivals.check_in(desk, reference)
    arrivals.mark_received(desk, arrivals.call_next(desk, 1).reference)
    missing = arrivals.checklist("SALARIE")[:1]
    arrivals.mark_incomplete(desk, arrivals.call_next(desk, 1).reference, missing)
    arrivals.call_next(desk, 1)


def _know_agents(desk: Desk) -> None:
    """Give who works here an account, and somebody a password that they got wrong."""
    with transaction(desk, Right.UPKEEP) as unit:
        known: dict[str, Any] = {"office": unit.office, "login": desk.agent, "name": "A. Morel"}
        unit.session.add(AccountRow(**known, role="supervisor", created_at=unit.now))
        unit.session.add(
            SignInFailureRow(office=unit.office, subject="0" * 64, failures=1, failed_at=unit.now)
        )


def _meet_a_kiosk(desk: Desk) -> None:
    """Enrol a kiosk, and have somebody call from it."""
    with transaction(desk, Right.UPKEEP) as unit:
        office, now, name = unit.office, unit.now, "Borne 1"
        known: dict[str, Any] = {"office": office, "name": name, "kind": "kiosk", "token": "0" * 64}
        unit.session.add(DeviceRow(**known, enrolled_at=now, enrolled_by=desk.agent, seen_at=now))
        unit.session.flush()
        asked: dict[str, Any] = {"office": office, "id": 1, "device": name, "called_at": now}
        unit.session.add(
            HelpCallRow(**asked, step="notice", language="fr", reason="asked", code="0417")
        )
        unit.session.add(
            DeviceCountRow(office=office, day=unit.today, what="booked", subject=name, times=1)
        )


def _remember_erased(desk: Desk) -> None:
    """Keep the count of somebody whose appointment of a year ago was erased."""
    day = date(2025, 12, 1)
    told: dict[str, Any] = {"office": desk.office.code, "day": day, "booked_on": day}
    with transaction(desk, Right.UPKEEP) as unit:
        unit.session.add(
            AppointmentCountRow(**told, status="done", channel="desk", reason="", people=1)
        )


def _let_walk_in(desk: Desk) -> None:
    """Let somebody come without an appointment, and be called by a ticket."""
    with transaction(desk, Right.UPKEEP) as unit:
        key: dict[str, Any] = {"office": unit.office, "day": unit.today}
        asked: dict[str, Any] = {
            "name": "Traoré Fatou",
            "reason": "récépissé perdu",
            "arrived_at": unit.now,
        }
        unit.session.add(WalkInRow(**key, id=1, status="arrived", **asked))
        unit.session.add(TicketRow(**key, letter="B", number=42, walk_in=1))


def read(file: Path) -> dict[str, Any]:
    """Return what the program finds in a store: people, list, messages and history."""
    with open_store(str(file)) as store:
        with store.read() as session:
            rows = session.exec(select(AppointmentRow).order_by(col(AppointmentRow.reference)))
            references = [row.reference for row in rows if row.family_name]
            audit = [
                row.action for row in session.exec(select(AuditRow).order_by(col(AuditRow.id)))
            ]
        desk = with_current_office(
            Desk(store, small_office(), still_clock(LATER), "agent", "poste:1")
        )
        people = {}
        for reference in references:
            shown = get_card(desk, reference)
            one = shown.appointment
            people[reference] = {
                "name": f"{one.applicant.family_name} {one.applicant.given_names}",
                "found": reference in _found(desk, one.applicant.foreign_resident_number),
                "status": str(one.status),
                "start": one.start.isoformat(),
                "history": len(shown.history),
            }
        return {
            "people": people,
            "waiting": [
                f"{one.family_name} {one.given_names}" for one in waiting_list.list_waiting(desk)
            ],
            "messages": [f"{one.recipient} {one.state}" for one in outbox.list_messages(desk)],
            "audit": audit,
            "problems": integrity.check(store),
        }


def _found(desk: Desk, number: str) -> set[str]:
    """Return the references that a foreign resident number finds."""
    return {one.appointment.reference for one in search(desk, number).found}


def dump(file: Path) -> str:
    """Return the store as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def load(sql: str, file: Path) -> Path:
    """Make the store that `sql` describes; return its file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)
    return file


def written(found: dict[str, Any]) -> str:
    """Return what was read, to keep beside the store."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
