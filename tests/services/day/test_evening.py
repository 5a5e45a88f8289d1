"""The evening: whoever has no outcome is listed, noted alone or together, and not forgotten."""

from datetime import datetime, timedelta

from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.services.booking import booking
from rdv_tui.services.day import arrivals, evening
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person

NINE = datetime.fromisoformat("2026-11-30T09:00")


def book(desk: Desk, rank: int, start: datetime = NINE) -> Appointment:
    return booking.book_at(desk, start, person(rank), channel=Channel.DESK)


def told(desk: Desk) -> list[tuple[str, bool]]:
    return [(one.appointment.reference, one.came) for one in evening.list_open(desk)]


def test_nobody_is_listed_before_their_time_is_over(desk: Desk, clock: StillClock) -> None:
    awaited, here = book(desk, 1), book(desk, 2)
    arrivals.check_in(desk, here.reference)
    clock.forward(timedelta(minutes=60))
    assert told(desk) == []
    assert evening.count_to_remind(desk) == 0
    clock.forward(timedelta(minutes=59))  # 9:59: over for who never came, not for who waits
    assert told(desk) == [(awaited.reference, False)]
    assert evening.count_to_remind(desk) == 0
    clock.forward(timedelta(minutes=1))
    assert sorted(told(desk)) == sorted([(awaited.reference, False), (here.reference, True)])
    assert evening.count_to_remind(desk) == 2


def test_a_day_before_is_listed_first_seen_and_counts(desk: Desk, clock: StillClock) -> None:
    here = book(desk, 1)
    arrivals.check_in(desk, here.reference)
    clock.forward(timedelta(days=1))
    [one] = evening.list_open(desk)
    assert (one.appointment.status, one.came) == (Status.UNRECORDED, True)
    assert evening.count_to_remind(desk) == 1
    assert arrivals.mark_left(desk, here.reference).status is Status.LEFT
    assert evening.list_open(desk) == []


def test_all_absent_spares_who_came(desk: Desk, clock: StillClock) -> None:
    never, here = [book(desk, 1), book(desk, 2)], book(desk, 3, NINE + timedelta(minutes=15))
    clock.forward(timedelta(hours=2))
    listed = [reference for reference, _ in told(desk)]
    arrivals.check_in(desk, here.reference)  # at another desk, after the look
    assert evening.mark_all_absent(desk, listed) == 2
    assert told(desk) == [(here.reference, True)]
    assert {arrivals.reopen(desk, one.reference).status for one in never} == {Status.BOOKED}
