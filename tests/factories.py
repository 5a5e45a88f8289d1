"""Ready-made values for tests: an office, a clock that stands still, persons, whole desks."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel

from rdv_tui.catalogue import default_office
from rdv_tui.clock import Clock
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.office import Closure, Office, Opening
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import is_known, open_office, with_current_office
from rdv_tui.store import (
    account_tables,
    delivery_tables,
    hall_tables,
    hours_tables,
    kiosk_tables,
    search_tables,
    waiting_tables,
)
from rdv_tui.store.engine import Store

ALL_TABLES = (
    account_tables,
    delivery_tables,
    hall_tables,
    hours_tables,
    kiosk_tables,
    search_tables,
    waiting_tables,
)  # so that `everything` is all

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime.fromisoformat("2026-11-30T08:00")
"""Where the still clock starts: a Monday, before the counters open. Wall clock."""


@dataclass(frozen=True, slots=True)
class StillClock(Clock):
    """A clock that shows one instant until `forward` moves it, for all who share it."""

    shown: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return self.shown[0]

    def forward(self, by: timedelta) -> None:
        self.shown[0] += by


def still_clock(local: datetime = MONDAY, zone: ZoneInfo = PARIS) -> StillClock:
    """Return a clock that stands at the naive `local` time of `zone`."""
    return StillClock(zone, shown=[local.replace(tzinfo=zone).astimezone(UTC)])


def small_office(
    *,
    counters: int = 2,
    closures: tuple[Closure, ...] = (),
    **changes: Any,  # noqa: ANN401 - any field of an office
) -> Office:
    """Return an office whose counters open from Monday to Friday, 9 h to 10 h, four slots a day."""
    openings = tuple(
        Opening(counter, weekday, time(9), time(10))
        for weekday in range(5)
        for counter in range(1, counters + 1)
    )
    known: dict[str, Any] = {
        "slot_minutes": 15,
        "horizon_weeks": 4,
        "hold_minutes": 5,
        "release_time": time(),  # new days appear at midnight, unless a test says otherwise
    }
    return replace(
        default_office(),
        counters=counters,
        openings=openings,
        closures=closures,
        **(known | changes),
    )


def desk_on(
    store: Store,
    *,
    office: Office | None = None,
    clock: Clock | None = None,
    agent: str = "agent",
    station: str = "poste:1",
) -> Desk:
    """Return a desk on `store`, which is made ready for the office (the small one by default).

    Its letters go where nobody works, and are gone with the tests.
    """
    clock = clock or still_clock()
    desk = Desk(store, office or small_office(), clock, agent, station)
    desk = replace(desk, letters=Path(mkdtemp(dir=os.environ["TESTS_LETTERS"])))
    return replace(desk, office=_opened(desk))


# Who is started by a test, and may be killed, leaves its letters where the test's own are.
if "TESTS_LETTERS" not in os.environ:
    _LETTERS = TemporaryDirectory(prefix="rdv-tui-letters-")
    os.environ["TESTS_LETTERS"] = _LETTERS.name

_opened_files: dict[str, sqlite3.Connection] = {}
"""A store as it stands once its office was opened, by office and hour."""


def _opened(desk: Desk) -> Office:
    """Open the desk's office. A blank file becomes a copy of one where that was done before."""
    if desk.store.engine.dialect.name != "sqlite" or is_known(desk):
        return open_office(desk.store, desk.office, desk.clock, founds=True)
    made = repr((desk.office, desk.clock.now()))
    with closing(desk.store.engine.raw_connection()) as connection:
        file = connection.driver_connection
        assert isinstance(file, sqlite3.Connection)
        if made in _opened_files:
            _opened_files[made].backup(file)
            return with_current_office(desk).office
        office = open_office(desk.store, desk.office, desk.clock, founds=True)
        _opened_files[made] = sqlite3.connect(":memory:", check_same_thread=False)
        file.backup(_opened_files[made])
        return office


def person(
    rank: int = 1,
    **changes: Any,  # noqa: ANN401 - any field of an applicant
) -> Applicant:
    """Return a person who may book on MONDAY; another `rank` is another person."""
    known: dict[str, Any] = {
        "family_name": "Şükrü",
        "given_names": f"Đorđe {rank}",
        "birth_date": BirthDate(1985, 7, 3),
        "nationality": "TR",
        "foreign_resident_number": f"84{rank:08d}",
        "situation": "SALARIE",
        "permit_kind": "CST",
        "permit_expires": date(2027, 1, 10),
        "postal_code": "84000",
        "commune": "Avignon",
    }
    return Applicant(**(known | changes))


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, to compare before and after."""
    with store.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }
