"""Two offices in one store: nothing that one asks or does has anything of the other in it.

Each service is asked, whichever there are: one that is added later is asked as well, or fails here
until it is said with what.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from types import GeneratorType
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from rdv_tui import services
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.domain.message import CallState
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.rights import Right, Role, SignedIn
from rdv_tui.domain.walk_in import SentElsewhere
from rdv_tui.errors import RdvError
from rdv_tui.services.booking import overbooking
from rdv_tui.services.day.day import list_appointments
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import clock_check, purge
from rdv_tui.services.office.offices import add_office
from rdv_tui.services.office.sign_in import at_work
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.settings import Voucher
from rdv_tui.store import integrity
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, everything, person, small_office, still_clock
from tests.services.waiting.asking import ALWAYS, asking
from tests.store.lived_in import live_at

pytestmark = pytest.mark.slow

Service = Callable[..., object]

HERE, THERE = "vaucluse", "gard"
TODAY, FRIDAY = date(2026, 12, 1), datetime.fromisoformat("2026-12-04T09:00")
SUPERVISOR = SignedIn("agent", "A. Morel", Role.SUPERVISOR, 0)

NOT_OF_ONE_OFFICE = {
    "office.offices.list_offices": "the offices of the store, by their letterheads",
    "office.offices.at_office": "makes a desk, and reads nothing",
    "office.offices.add_office": "makes another office",
    "booking.lead_times.get_lead_times_side_by_side": "the waits of those whom one supervises",
    "booking.booking.find_elsewhere": "where somebody is expected: tests/services/office",
    "booking.booking.screen": "the same, beside what this office knows",
}
TALKS_TO_THE_OUTSIDE = {
    "background.send_now",
    "delivery.attempts.postpone_all",
    "delivery.composing.compose",
    "delivery.composing.sender_of",
    "delivery.handing_over.hand_over_letter",
    "delivery.handing_over.hand_over_paper",
    "delivery.printing.follow",
    "delivery.printing.submit",
    "delivery.sending.send",
    "delivery.tickets.print_ticket",
    "delivery.unprinted.print_unprinted",
}
"""Mail servers and printers. What they are given is read by the others."""


def all_services() -> dict[str, Service]:
    """Return every function of the services that is given a desk, by module and name."""
    found: dict[str, Service] = {}
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for name, one in vars(import_module(module.name)).items():
            if inspect.isfunction(one) and one.__module__ == module.name and name[0] != "_":
                first = next(iter(inspect.signature(one).parameters), "")
                if first == "desk":
                    found[f"{module.name.removeprefix('rdv_tui.services.')}.{name}"] = one
    return found


SERVICES = {
    name: one
    for name, one in all_services().items()
    if name not in NOT_OF_ONE_OFFICE and name not in TALKS_TO_THE_OUTSIDE
}


def words(desk: Desk, of: Desk, tmp: Path) -> Mapping[str, object]:
    """Return what the services are given, by name, or else by kind (« a str »).

    References and holds are those of `of`.
    """
    mine = list_appointments(desk, FRIDAY.date())
    here = [one.reference for one in list_appointments(of, FRIDAY.date())]
    draft, request = asking(7)
    who = person(105)
    decision = Override("Motif", "A. Morel")
    held = overbooking.hold_extra_place(of, FRIDAY, draft, decision)
    return {
        "reference": here[0],
        "reference_text": here[0],
        "references": here,
        "text": here[0],
        "number": 1,
        "numbers": [1],
        "call": 1,
        "counter": 1,
        "count": 3,
        "days": 14,
        "number_text": who.foreign_resident_number,
        "email": "n@example.org",
        "phone": None,
        "start": FRIDAY,
        "after": FRIDAY - timedelta(days=4),
        "day": TODAY,
        "first": TODAY,
        "last": FRIDAY.date(),
        "ahead": False,
        "draft": draft,
        "request": request,
        "hold": held,
        "held": held,
        "applicant": who,
        "channel": Channel.DESK,
        "identification": None,
        "decision": decision,
        "wish": ALWAYS,
        "sends_mail": True,
        "situation": "SALARIE",
        "typed": here[0],
        "ticket": "B42",
        "why": SentElsewhere.OTHER,
        "missing": (),
        "name": "Borne 1",
        "reason": "Motif",
        "outcome": CallState.REACHED,
        "change": HoursChange(),
        "moves": {},
        "persons": (),
        "free": {},
        "reached": True,
        "appointment": mine[0],
        "path": tmp / "letter.pdf",
        "login": "agent",
        "password": "court",
        "role": Role.AGENT,
        "way": "accounts",
        "unix_login": "nobody",
        "secret": "x" * 40,
        "a str": here[0],
        "a int": 1,
        "a bool": False,
        "a date": TODAY,
        "a datetime": FRIDAY,
        "a Appointment": mine[0],
        "a Path": tmp / "file",
        "voucher": Voucher("agent", "x" * 40),
        "code": "0417",
        "step": "notice",
        "language": "fr",
        "rules": KioskRules(),
        "action": "read",
        "details": {},
        "found": mine,
        "people": 2,
        "job": "outbox",
        "wanted": desk.office,
        "result": desk.office,
        "file": tmp / "office.toml",
        "right": Right.OVERBOOK,
        "person": who.foreign_resident_number,
        "erased": here,
    }


OWN_WORDS: Mapping[str, Mapping[str, object]] = {
    "booking.changes.cancel": {"reason": CancelReason.APPLICANT},
    "booking.failed_searches.certify": {"typed": {"situation": "SALARIE"}},
    "booking.failed_searches.require_failed": {"typed": {"situation": "SALARIE"}},
    "booking.failed_searches.get": {"reference_text": "2026-1"},
    "booking.failed_searches.certificate_pdf": {"reference_text": "2026-1"},
    "booking.search.search": {"typed": "sukru"},
    "delivery.papers.refusal_sheet": {"typed": {"situation": "ETUDIANT"}},
    "delivery.unprinted.keep_unprinted": {"error": RdvError("printer_missing", "")},
    "leases.renew": {"unit": None},
    "office.sign_in.enter": {"who": None},
    "office.sign_in.at_work": {"person": SUPERVISOR},
    "kiosk.devices.at_kiosk": {"device": None},
}
NEEDS_MORE = {
    "leases.renew",
    "office.sign_in.enter",
    "kiosk.devices.at_kiosk",
    "office.kept_files.overdue",
}
"""Asked within others: they are given what only those have."""
REFERENCES = {"reference", "reference_text"}
ASKED = [name for name in SERVICES if name not in NEEDS_MORE]


def own_words(name: str) -> Mapping[str, object]:
    """Return what this service alone is given."""
    return OWN_WORDS.get(name, {})


def ask(name: str, desk: Desk, given: Mapping[str, object]) -> object:
    """Return what the service answers, or what it refuses with."""
    known = {**given, **own_words(name)}
    parameters = list(inspect.signature(SERVICES[name]).parameters.values())[1:]
    wanted = {
        one.name: known[one.name if one.name in known else _kind(one)]
        for one in parameters
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD
    }
    if "pause_s" in {one.name for one in parameters}:
        wanted["compact"] = False
    try:
        answer = SERVICES[name](desk, **wanted)
        return list(answer) if isinstance(answer, GeneratorType) else answer
    except RdvError as refusal:
        return f"{refusal.code}: {refusal.message}"
    except IntegrityError:
        return "the store's own keys refuse it"


def _kind(parameter: inspect.Parameter) -> str:
    """Return under what to look for a word that has no name of its own among those given."""
    kind = parameter.annotation
    return f"a {kind if isinstance(kind, str) else kind.__name__}"


@pytest.fixture
def two(store: Store) -> Iterator[tuple[Desk, Callable[[], Desk]]]:
    """An office in which everything has happened, and one in which it then will."""
    clock = still_clock()
    office = small_office(counters=1, horizon_weeks=1, release_time=time(12), code=HERE)
    here = desk_on(store, office=office, clock=clock)
    there = add_office(
        here, replace(office, code=THERE, prefecture="Préfecture du Gard", city="Nîmes")
    )
    live_at(here, clock)
    mine = at_work(with_current_office(here), SUPERVISOR)

    def live_there() -> Desk:
        other = still_clock()
        live_at(replace(there, clock=other), other)
        return at_work(with_current_office(replace(there, clock=other)), SUPERVISOR)

    yield mine, live_there
    assert integrity.check(store) == []


def rows_of(store: Store, office: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of one office; its code comes first in each."""
    return {
        table: [row for row in rows if office in row[:1]]
        for table, rows in everything(store).items()
    }


def test_an_office_answers_the_same_whatever_another_one_does(
    two: tuple[Desk, Callable[[], Desk]], tmp_path: Path
) -> None:
    here, live_there = two
    given = words(here, here, tmp_path)
    reads = _reads(here, given)
    before = {name: repr(ask(name, here, given)) for name in reads}
    live_there()
    for name in reads:
        assert repr(ask(name, here, given)) == before[name], name
    assert len(reads) > len(ASKED) / 3


def test_nothing_that_is_done_here_touches_the_other_office(
    two: tuple[Desk, Callable[[], Desk]], tmp_path: Path
) -> None:
    here, live_there = two
    there = live_there()
    given = words(here, there, tmp_path)
    theirs = rows_of(here.store, THERE)
    told_of = {str(row[1]) for row in theirs["appointment"]} - {*_asked_for(given)}
    assert all(theirs[table] for table in theirs if table not in {"office", "alembic_version"})
    for name in ASKED:
        answer = ask(name, here, given)
        assert rows_of(here.store, THERE) == theirs, name
        if isinstance(answer, str | Path):
            continue  # refused, in words that name what was asked; or a file by its name
        if REFERENCES & (
            inspect.signature(SERVICES[name]).parameters.keys() - own_words(name).keys()
        ):
            assert not answer, name
        told = repr(answer)
        assert [one for one in told_of if one in told] == [], name


def test_what_is_erased_here_stays_there(two: tuple[Desk, Callable[[], Desk]]) -> None:
    here, live_there = two
    live_there()
    theirs = rows_of(here.store, THERE)
    mine = rows_of(here.store, HERE)["appointment"]
    assert isinstance(here.clock, StillClock)
    here.clock.forward(timedelta(days=600))
    clock_check.repair(here)
    purge.purge(here, compact=False)
    assert rows_of(here.store, HERE)["appointment"] != mine
    assert rows_of(here.store, THERE) == theirs


def _reads(desk: Desk, given: Mapping[str, object]) -> list[str]:
    """Return the services that write nothing, asked with these words one after the other."""
    left: list[str] = ASKED
    found: list[str] = []
    before = everything(desk.store)
    while left != found:
        found, left = left, []
        for name in found:
            ask(name, desk, given)
            after = everything(desk.store)
            if after == before:
                left.append(name)
            before = after
    return found


def _asked_for(given: Mapping[str, object]) -> list[str]:
    asked, held = given["references"], given["hold"]
    assert isinstance(asked, list)
    assert isinstance(held, Hold)
    return [*asked, held.reference]
