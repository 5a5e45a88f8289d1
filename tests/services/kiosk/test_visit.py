"""What a kiosk may do: its own channel's places, its own holds, and refusals that tell nothing."""

import time
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.errors import Refusal, SlotTaken, UsageError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.booking.search import get
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.kiosk import devices, help_calls, visit
from rdv_tui.services.kiosk.first_day import offered_from
from rdv_tui.store.engine import Store
from tests.factories import StillClock, desk_on, person, small_office

RULES = KioskRules()


def kiosk_on(desk: Desk, name: str = "Borne 1") -> Desk:
    secret = devices.enrol(desk, name)
    device = devices.recognise(desk, secret)
    return devices.at_kiosk(replace(desk, station=f"{desk.station}:{name}"), device)


@pytest.fixture
def desk(store: Store, clock: StillClock) -> Desk:
    office = small_office(counters=3, kept_for_kiosk=1, kept_for_desk=1)
    return desk_on(store, office=office, clock=clock)


@pytest.fixture
def kiosk(desk: Desk) -> Desk:
    return kiosk_on(desk)


def book(kiosk: Desk, number: int) -> str:
    start = visit.offers(kiosk, kiosk.clock.local(), 1)[0].start
    held = visit.hold(kiosk, start)
    return visit.book(kiosk, held, person(number), RULES).reference


@pytest.mark.parametrize(
    ("situation", "kind", "expires", "first"),
    [
        ("SALARIE", "CST", date(2027, 2, 20), date(2026, 12, 20)),  # R.431-5: two months before
        ("SALARIE", "CST", date(2027, 1, 10), None),
        ("SALARIE", "CST", date(2026, 11, 1), None),
        ("CR_PREMIERE", "CSP-4ANS", date(2027, 2, 20), None),  # R.431-6: at any time
        ("BREXIT", "AR-5ANS", date(2027, 2, 20), None),
        ("SALARIE", "", date(2027, 2, 20), date(2026, 12, 20)),
        ("SALARIE", "CST", None, None),
    ],
)
def test_no_day_is_offered_on_which_the_file_would_not_be_taken(
    kiosk: Desk, situation: str, kind: str, expires: date | None, first: date | None
) -> None:
    begins = offered_from(kiosk.office, kiosk.clock.local(), situation, kind, expires)
    offered = visit.offers(kiosk, begins, 1)
    if first is None:
        assert begins == kiosk.clock.local()
    else:
        assert begins.date() < first
        assert [one for one in offered if one.start.date() < first] == []
        assert offered


def test_it_sees_and_takes_the_places_of_its_channel_and_leaves_the_desks_own(
    desk: Desk, kiosk: Desk
) -> None:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    at_desk = schedule.next_free(desk, desk.clock.local(), 1)[0].free
    at_kiosk = visit.offers(kiosk, kiosk.clock.local(), 1)[0]
    assert (at_kiosk.start, at_kiosk.free, at_desk) == (start, 2, 2)
    for number in (1, 2):
        held = visit.hold(kiosk, start)
        made = visit.book(kiosk, held, person(number), RULES)
        assert made.channel is Channel.KIOSK
    with pytest.raises(SlotTaken):
        visit.hold(kiosk, start)
    assert holds.hold(desk, start, BookingDraft()).start == start  # the desk's own place is left


def test_a_kiosk_that_begins_gives_back_what_the_visitor_before_left(kiosk: Desk) -> None:
    start = visit.offers(kiosk, kiosk.clock.local(), 1)[0].start
    free = visit.offers(kiosk, kiosk.clock.local(), 1)[0].free
    visit.hold(kiosk, start)
    again = replace(kiosk, station=f"{kiosk.station}:2")
    visit.begin(again)
    assert visit.offers(again, again.clock.local(), 1)[0].free == free


def test_a_device_that_is_disabled_may_do_nothing_from_that_instant(
    desk: Desk, kiosk: Desk
) -> None:
    start = visit.offers(kiosk, kiosk.clock.local(), 1)[0].start
    held = visit.hold(kiosk, start)
    devices.disable(desk, "Borne 1")
    for act in (
        lambda: visit.begin(kiosk),
        lambda: visit.offers(kiosk, kiosk.clock.local(), 1),
        lambda: visit.hold(kiosk, start),
        lambda: visit.renew(kiosk, held),
    ):
        with pytest.raises(Refusal, match="borne"):
            act()
    with pytest.raises(Refusal) as refused:
        visit.book(kiosk, held, person(1), RULES)
    assert refused.value.code == "see_an_agent"


def test_a_secret_opens_one_device_until_it_is_enrolled_again(desk: Desk) -> None:
    first = devices.enrol(desk, "Borne 1")
    second = devices.enrol(desk, "Borne 1")
    assert devices.recognise(desk, second).name == "Borne 1"
    for secret in (first, "", "x" * 43):
        with pytest.raises(Refusal, match="inscrite"):
            devices.recognise(desk, secret)
    display = devices.enrol(desk, "Écran", kind="display")
    with pytest.raises(Refusal):
        devices.recognise(desk, display)
    for name in ("", " \t", "x" * 25):
        with pytest.raises(UsageError):
            devices.enrol(desk, name)


SAME_TIME_S = 0.05


def test_a_refusal_says_the_same_after_the_same_time_whoever_is_known(
    desk: Desk, kiosk: Desk
) -> None:
    known, unknown = person(1), person(2)
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    booking.book_at(desk, start, known, channel=Channel.DESK)
    said: set[tuple[str, ...]] = set()
    took: dict[str, list[float]] = {}
    asked = {
        "known": (known, RULES),
        "unknown, refused too often": (unknown, replace(RULES, refusals_a_day=0)),
        "known, refused too often": (known, replace(RULES, refusals_a_day=0)),
        "unknown, at a kiosk that booked enough": (unknown, replace(RULES, bookings_an_hour=0)),
    }
    for _ in range(3):
        for name, (who, limits) in asked.items():
            later = visit.offers(kiosk, kiosk.clock.local(), 1)[0].start
            held = visit.hold(kiosk, later)
            began = time.monotonic()
            with pytest.raises(Refusal) as refused:
                visit.book(kiosk, held, who, limits)
            took.setdefault(name, []).append(time.monotonic() - began)
            said.add((refused.value.code, refused.value.message, refused.value.hint))
            assert who.foreign_resident_number not in str(said)
            holds.release(kiosk, held)
    assert len(said) == 1
    usual = [median(found) for found in took.values()]
    assert min(usual) >= visit.ANSWER_S
    assert max(usual) - min(usual) < SAME_TIME_S


def test_the_seventh_booking_of_an_hour_and_the_fourth_refusal_of_a_number_are_refused(
    desk: Desk, kiosk: Desk, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "ANSWER_S", 0.0)
    for number in range(1, 7):
        assert get(desk, book(kiosk, number)).status is Status.BOOKED
    with pytest.raises(Refusal) as seventh:
        book(kiosk, 7)
    clock.forward(timedelta(minutes=61))
    assert book(kiosk, 8)
    known = person(8)
    for _ in range(3):
        with pytest.raises(Refusal):
            book(kiosk, 8)
    start = visit.offers(kiosk, kiosk.clock.local(), 1)[0].start
    calls: list[object] = []
    monkeypatch.setattr(booking, "book", lambda *_, **__: calls.append(1))
    with pytest.raises(Refusal) as fourth:
        visit.book(kiosk, visit.hold(kiosk, start), known, RULES)
    assert calls == []  # nobody looked whether the number is known
    said = [(one.value.code, one.value.message, one.value.hint) for one in (seventh, fourth)]
    assert said[0] == said[1]


def test_somebody_calls_twice_and_is_one_call_until_a_desk_answers(
    desk: Desk, kiosk: Desk, clock: StillClock
) -> None:
    first = help_calls.call(kiosk, step="notice", language="fr")
    assert help_calls.call(kiosk, step="slot", language="fr", reason="printer") == first
    (call,) = help_calls.list_open(desk)
    assert (call.device, call.step, call.reason) == ("Borne 1", "slot", "printer")
    answered = help_calls.answer(desk, first)
    assert answered is not None
    assert help_calls.list_open(desk) == []
    assert help_calls.is_answered(kiosk, first)
    assert help_calls.accepts_code(kiosk, answered.code)
    assert not help_calls.accepts_code(kiosk_on(desk, "Borne 2"), answered.code)
    clock.forward(timedelta(minutes=16))
    assert not help_calls.accepts_code(kiosk, answered.code)


def test_what_is_kept_of_a_refused_or_abandoned_visit_is_a_count(
    desk: Desk, kiosk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "ANSWER_S", 0.0)
    book(kiosk, 1)
    with pytest.raises(Refusal):
        book(kiosk, 1)
    visit.count_left(kiosk, "details", "tr")
    number = person(1).foreign_resident_number
    with store.read() as session:
        found = session.connection().exec_driver_sql("SELECT what, subject FROM device_count")
        rows = [tuple(row) for row in found]
    assert ("left:details:tr", "Borne 1") in rows
    assert not any(number in subject for _, subject in rows)
