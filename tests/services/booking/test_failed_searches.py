"""Failed searches: certified only when the store agrees, numbered without gaps, counted."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.failed_search import SearchFact
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.domain.rights import Right, Role
from rdv_tui.domain.situations import Route
from rdv_tui.errors import RdvError, Refusal, UsageError
from rdv_tui.services.booking import booking, failed_searches, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.offices import add_office
from rdv_tui.store import appointments, audit, integrity
from rdv_tui.store.engine import Store
from rdv_tui.store.transactions import snapshot, transaction
from tests.documents import readback
from tests.factories import StillClock, desk_on, everything, person, small_office, still_clock
from tests.services.office.staffed import staff

NINE = datetime.fromisoformat("2026-11-30T09:00")
ANNE = {
    "situation": "SALARIE",
    "family_name": " Łukaszewska ",
    "given_names": "Anne",
    "foreign_resident_number": "84 12 34 56 78",
}
PAUL = ANNE | {"given_names": "Paul", "foreign_resident_number": "8499999999"}
AWAY = [one.code for one in catalogue.situations().situations if one.route is not Route.IN_PERSON]


@pytest.fixture
def clock() -> StillClock:
    return still_clock()


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    """A desk whose only day is today: four places, nobody on them yet."""
    return desk_on(store, office=small_office(counters=1, horizon_weeks=0), clock=clock)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """The same desk with every place taken, one of them by another desk's hold."""
    for rank, slot in enumerate(schedule.next_free(desk, NINE - timedelta(hours=1), 3)):
        booking.book_at(desk, slot.start, person(rank + 1), channel=Channel.DESK)
    last = NINE + timedelta(minutes=45)
    holds.hold(replace(desk, station="poste:2"), last, BookingDraft())
    return desk


def refused(desk: Desk, typed: dict[str, str], code: str) -> RdvError:
    before = everything(desk.store)
    with pytest.raises((Refusal, UsageError)) as caught:
        failed_searches.certify(desk, typed)
    assert caught.value.code == code
    assert everything(desk.store) == before
    return caught.value


def test_says_when_what_and_who_under_the_first_number(full: Desk, clock: StillClock) -> None:
    found = failed_searches.certify(full, ANNE)
    assert found.reference == "2026-000001"
    assert (found.year, found.number, found.searched_at) == (2026, 1, clock.now())
    assert (found.situation, found.first, found.last) == ("SALARIE", NINE.date(), NINE.date())
    assert found.holder == "ŁUKASZEWSKA Anne"
    assert found.foreign_resident_number == "8412345678"
    assert failed_searches.get(full, " 2026-1 ") == found
    assert integrity.check(full.store) == []


@pytest.mark.usefixtures("cheap_passwords")
def test_the_certificate_names_who_looked_by_their_account(full: Desk, tmp_path: Path) -> None:
    path, desks = tmp_path / "attestation.pdf", staff(full)
    for role, typed, who in (
        (Role.SUPERVISOR, ANNE, "C. Vidal"),
        (Role.AGENT, PAUL, full.office.bureau),  # an account with a login alone
    ):
        one = desks[role]
        found = failed_searches.certify(one, typed)
        path.write_bytes(failed_searches.certificate_pdf(one, found.reference))
        message = readback.prose(path)
        assert f"Affaire suivie par : {who}" in message
        assert one.agent not in message


def test_audited_without_the_person(full: Desk) -> None:
    found = failed_searches.certify(full, ANNE)
    with snapshot(full) as unit:
        (kept,) = audit.of_action(unit, "certify_search")
    assert (kept.reference, kept.agent, kept.station) == (found.reference, "agent", "poste:1")
    assert json.loads(kept.after or "") == {
        "situation": "SALARIE",
        "first": "2026-11-30",
        "last": "2026-11-30",
        "fact": "all_taken",
    }


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {"family_name"}),
        ({"family_name": "\u202e \n"}, {"family_name"}),
        ({"family_name": "x" * 300}, {"family_name"}),
        ({"family_name": "Ba", "foreign_resident_number": "123"}, {"foreign_resident_number"}),
        # nine digits: the zero in front is not confirmed
        (
            {"family_name": "Ba", "foreign_resident_number": "123456789"},
            {"foreign_resident_number"},
        ),
    ],
)
def test_nothing_is_certified_to_nobody_or_under_a_wrong_number(
    full: Desk, typed: dict[str, str], wrong: set[str]
) -> None:
    before = everything(full.store)
    with pytest.raises(InvalidFields) as caught:
        failed_searches.certify(full, {"situation": "SALARIE"} | typed)
    assert set(caught.value.problems) == wrong
    assert everything(full.store) == before


def test_who_has_one_name_and_no_number_at_hand_is_named(full: Desk) -> None:
    found = failed_searches.certify(full, {"situation": "SALARIE", "family_name": "Suharto"})
    assert (found.holder, found.foreign_resident_number) == ("SUHARTO", None)


def test_says_which_of_three_things_was_so(full: Desk, clock: StillClock) -> None:
    taken = failed_searches.certify(full, ANNE)
    assert (taken.fact, taken.last) == (SearchFact.ALL_TAKEN, NINE.date())
    clock.forward(timedelta(days=5))  # Saturday: no day is open
    nothing = failed_searches.certify(full, ANNE)
    assert nothing.fact is SearchFact.NOTHING_OPEN


def test_nothing_in_time_is_certified_up_to_the_permit_s_end(
    store: Store, clock: StillClock
) -> None:
    desk = desk_on(store, office=small_office(counters=1, horizon_weeks=1), clock=clock)
    for rank, slot in enumerate(schedule.next_free(desk, NINE - timedelta(hours=1), 4)):
        booking.book_at(desk, slot.start, person(rank + 1), channel=Channel.DESK)
    for day in ("1/12/2026", "29/11/2026", ""):  # in time, over already, not known
        error = refused(desk, ANNE | {"permit_expires": day}, "slots_exist")
        assert "mardi 1er décembre" in error.message
    found = failed_searches.certify(desk, ANNE | {"permit_expires": "30/11/2026"})
    assert (found.fact, found.last) == (SearchFact.NONE_IN_TIME, NINE.date())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Łukaszewska", 2),
        ("lukas", 2),
        ("LUKASZEWSKA anne", 1),
        ("84 1234 5678", 1),
        ("8499999999", 1),
        ("8400000000", 0),
        ("anne paul", 0),
        ("", 0),
        ("12345678", 0),
    ],
)
def test_a_person_s_searches_are_found_again(full: Desk, text: str, count: int) -> None:
    for one in (ANNE, PAUL):
        failed_searches.certify(full, one)
    assert len(failed_searches.of_person(full, text)) == count


def test_a_free_place_is_named_instead(desk: Desk) -> None:
    assert "lundi 30 novembre 2026 à 9\xa0h." in refused(desk, ANNE, "slots_exist").message
    booking.book_at(desk, NINE, person(), channel=Channel.DESK)
    assert "à 9\xa0h\xa015" in refused(desk, ANNE, "slots_exist").message


def test_a_place_held_is_not_free_until_its_time_is_over(full: Desk, clock: StillClock) -> None:
    failed_searches.certify(full, ANNE)
    clock.forward(timedelta(minutes=5))
    assert "à 9\xa0h\xa045" in refused(full, PAUL, "slots_exist").message


def test_a_place_that_is_over_is_not_free(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(hours=2))
    assert failed_searches.certify(desk, ANNE).first == NINE.date()


def test_days_to_open_are_opened_before_anything_is_certified(
    full: Desk, clock: StillClock
) -> None:
    clock.forward(timedelta(days=1))
    assert "mardi 1er décembre" in refused(full, ANNE, "slots_exist").message
    clock.forward(timedelta(days=4))  # Saturday: no places to open
    assert failed_searches.certify(full, ANNE).last == date(2026, 12, 5)


def test_the_store_is_asked_in_the_transaction_that_numbers(full: Desk) -> None:
    """Another desk gives its place back; who asks meanwhile waits, then is offered that place."""
    other = replace(full, station="poste:2")
    given_back, started = Event(), Event()

    def give_back() -> None:
        with transaction(other, Right.UPKEEP) as unit:
            (row,) = appointments.live_holds(unit)
            appointments.change(unit, "release", row, Status.RELEASED, draft=None)
            given_back.set()
            assert started.wait(10)

    def ask() -> str:
        assert given_back.wait(10)
        started.set()
        with pytest.raises(Refusal) as caught:
            failed_searches.certify(full, ANNE)
        return caught.value.code

    with ThreadPoolExecutor() as threads:
        giving, asking = threads.submit(give_back), threads.submit(ask)
        giving.result(20)
        assert asking.result(20) == "slots_exist"


def test_many_at_once_leave_no_gap_and_no_number_twice(full: Desk) -> None:
    typed = [ANNE | {"foreign_resident_number": f"84{rank:08d}"} for rank in range(12)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda one: failed_searches.certify(full, one), typed))
    assert sorted(one.number for one in found) == list(range(1, 13))


@pytest.mark.parametrize("situation", AWAY)
def test_what_is_filed_elsewhere_gets_its_routing_sheet(full: Desk, situation: str) -> None:
    error = refused(full, ANNE | {"situation": situation}, "not_eligible")
    assert isinstance(error, Refusal)
    assert error.verdict in {"online", "by_post", "elsewhere"}
    assert "fiche d'orientation" in error.hint
    assert everything(full.store)["failed_search"] == []


@pytest.mark.parametrize("situation", ["", " ", "INCONNUE"])
def test_an_unknown_situation_is_named(full: Desk, situation: str) -> None:
    error = refused(full, ANNE | {"situation": situation}, "invalid_fields")
    assert isinstance(error, UsageError)
    assert list(error.fields) == ["situation"]


def test_the_same_search_of_the_same_person_keeps_its_number(full: Desk, clock: StillClock) -> None:
    first = failed_searches.certify(full, ANNE)
    clock.forward(timedelta(minutes=4))
    renamed = ANNE | {"family_name": "Lukaszewska"}  # the number says who it is
    assert failed_searches.certify(full, renamed) == first
    assert failed_searches.certify(full, PAUL).number == 2
    assert failed_searches.certify(full, ANNE | {"situation": "VPF_LIENS"}).number == 3
    without = {**ANNE, "foreign_resident_number": ""}
    assert [failed_searches.certify(full, without).number for _ in range(2)] == [4, 4]


def test_another_day_is_another_search(full: Desk, clock: StillClock) -> None:
    failed_searches.certify(full, ANNE)
    clock.forward(timedelta(days=5))
    assert failed_searches.certify(full, ANNE).number == 2


def test_numbers_begin_again_with_the_office_s_year(full: Desk, clock: StillClock) -> None:
    failed_searches.certify(full, ANNE)
    # Half past midnight in Avignon, still the old year in UTC; the 1st of January is closed.
    clock.shown[0] = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    found = failed_searches.certify(full, ANNE)
    assert (found.reference, found.first) == ("2027-000001", date(2027, 1, 1))
    assert failed_searches.certify(full, PAUL).reference == "2027-000002"


def test_listed_by_day_and_counted_by_week(full: Desk, clock: StillClock) -> None:
    monday = [failed_searches.certify(full, one) for one in (ANNE, PAUL)]
    clock.forward(timedelta(days=6, hours=15, minutes=59))  # Sunday, 23 h 59 at the office
    sunday = failed_searches.certify(full, ANNE)
    clock.forward(timedelta(days=13))  # Saturday fortnight
    later = failed_searches.certify(full, ANNE)
    first, last = date(2026, 11, 30), date(2026, 12, 20)
    assert failed_searches.list_searches(full, first, last) == [*monday, sunday, later]
    assert failed_searches.list_searches(full, first, first) == monday
    assert failed_searches.list_searches(full, date(2026, 12, 6), date(2026, 12, 6)) == [sunday]
    counts = failed_searches.count_by_week(full, date(2026, 12, 1), last)
    assert [(one.monday, one.count) for one in counts] == [
        (date(2026, 11, 30), 1),  # Monday itself is before the days asked for
        (date(2026, 12, 7), 0),
        (date(2026, 12, 14), 1),
    ]


def test_an_office_does_not_see_another_s(full: Desk) -> None:
    failed_searches.certify(full, ANNE)
    elsewhere = replace(small_office(code="ailleurs", horizon_weeks=0), openings=())
    other = add_office(full, elsewhere)
    assert failed_searches.certify(other, ANNE).number == 1
    assert len(failed_searches.list_searches(other, NINE.date(), NINE.date())) == 1


def test_the_store_agrees_when_no_slot_is_free(desk: Desk, clock: StillClock) -> None:
    free = failed_searches.first_free_slot(desk)
    assert free is not None
    assert free.start == NINE
    clock.forward(timedelta(hours=2))
    assert failed_searches.first_free_slot(desk) is None


def test_the_paper_is_the_same_whenever_it_is_printed(full: Desk, clock: StillClock) -> None:
    found = failed_searches.certify(full, ANNE)
    paper = failed_searches.certificate_pdf(full, found.reference)
    assert paper.startswith(b"%PDF")
    clock.forward(timedelta(days=40))
    assert failed_searches.certificate_pdf(full, "2026 - 1") == paper


@pytest.mark.parametrize("typed", ["2026-000002", "", "7K4H-M2XA", "[/x]", "2026-"])
def test_an_unknown_number_is_told(full: Desk, typed: str) -> None:
    failed_searches.certify(full, ANNE)
    with pytest.raises(Refusal) as caught:
        failed_searches.certificate_pdf(full, typed)
    assert caught.value.code == "unknown_search"
