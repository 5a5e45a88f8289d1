"""A counter exists when an opening says so: added with its first hours, ended with its last."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import msgspec
import pytest
from sqlmodel import col, select

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange, WeeklyHours
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.services.hours.schedule import day_slots
from rdv_tui.store.integrity import check
from rdv_tui.store.tables import AuditRow
from tests.factories import StillClock, everything, person

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 4)
NINE = datetime(2026, 12, 1, 9)
WEEK = WeeklyHours(3, (0, 1, 2, 3, 4), time(9), time(10), valid_from=TUESDAY)
NEW = HoursChange(added=WEEK.openings())


def counters(desk: Desk, day: date) -> list[int | None]:
    return [counter.number for counter in get_day(desk, day).counters]


def ended(desk: Desk, counter: int, last: date) -> HoursChange:
    return opening_hours.get_hours(desk).ending(counter, last)


def last_audit(desk: Desk) -> dict[str, object]:
    with desk.store.read() as session:
        line = session.exec(select(AuditRow).order_by(col(AuditRow.id).desc())).first()
    assert line is not None
    assert line.action == "change_hours"
    details: dict[str, object] = msgspec.json.decode(line.after or "")
    return details


class TestAdding:
    def test_a_preview_names_it_and_writes_nothing(self, desk: Desk) -> None:
        before = everything(desk.store)
        effect = opening_hours.preview(desk, NEW)
        assert (effect.counters, effect.go, effect.displaced) == ((3,), 0, ())
        assert effect.appear > 4
        assert everything(desk.store) == before

    def test_it_is_there_from_its_first_day_on(self, desk: Desk, clock: StillClock) -> None:
        opening_hours.write_change(desk, NEW)
        assert counters(desk, MONDAY) == [1, 2]
        assert counters(desk, TUESDAY) == [1, 2, 3]
        assert {slot.free for slot in day_slots(desk, TUESDAY)} == {3}
        for rank in range(3):
            booking.book_at(desk, NINE, person(rank), channel=Channel.DESK)
        taken = [place.counter for place in get_day(desk, TUESDAY).places if place.visit]
        assert taken == [1, 2, 3]
        clock.forward(timedelta(days=1))
        for place in get_day(desk, TUESDAY).places:
            if place.visit:
                arrivals.check_in(desk, place.visit.reference)
        called = arrivals.call_next(desk, 3)
        assert isinstance(called, Appointment)
        assert called.start == NINE
        assert check(desk.store) == []

    def test_the_audit_tells_it(self, desk: Desk) -> None:
        opening_hours.write_change(desk, NEW)
        assert last_audit(desk)["counters"] == [3]

    def test_other_hours_of_it_make_no_other(self, desk: Desk) -> None:
        opening_hours.write_change(desk, NEW)
        evening = HoursChange(added=(Opening(3, 0, time(14), time(15)),))
        assert opening_hours.preview(desk, evening).counters == ()
        opening_hours.write_change(desk, evening)
        assert opening_hours.get_hours(desk).counters == (1, 2, 3)

    def test_it_may_be_closed_like_any_other(self, desk: Desk) -> None:
        opening_hours.write_change(desk, NEW)
        opening_hours.write_change(
            desk, HoursChange(added=(Closure(TUESDAY, TUESDAY, "Panne", counter=3),))
        )
        (third,) = [one for one in get_day(desk, TUESDAY).counters if one.number == 3]
        assert third.closed == "Panne"

    def test_taking_its_hours_back_leaves_no_trace_on_the_day(self, desk: Desk) -> None:
        opening_hours.write_change(desk, NEW)
        opening_hours.write_change(desk, HoursChange(removed=NEW.added))
        assert counters(desk, TUESDAY) == [1, 2]
        assert opening_hours.get_hours(desk).counters == (1, 2)
        opening_hours.write_change(desk, NEW)  # and it can come again
        assert counters(desk, TUESDAY) == [1, 2, 3]
        assert check(desk.store) == []

    @pytest.mark.parametrize("number", [0, -1, 100])
    def test_a_number_that_no_counter_can_have(self, desk: Desk, number: int) -> None:
        with pytest.raises(UsageError) as refused:
            opening_hours.write_change(
                desk, HoursChange(added=replace(WEEK, counter=number).openings())
            )
        assert list(refused.value.fields) == ["counter"]
        assert counters(desk, TUESDAY) == [1, 2]


class TestEnding:
    def test_who_had_a_later_appointment_is_shown_first_and_listed_until_moved(
        self, desk: Desk
    ) -> None:
        days = [TUESDAY, FRIDAY, FRIDAY + timedelta(days=4)]
        booked = [
            booking.book_at(
                desk,
                datetime.combine(day, time(9)),
                person(10 * rank + which),
                channel=Channel.DESK,
            )
            for rank, day in enumerate(days)
            for which in (1, 2)
        ]
        (concerned,) = [one for one in booked if one.counter == 2 and one.start.date() == days[2]]
        change = ended(desk, 2, FRIDAY)
        before = everything(desk.store)
        effect = opening_hours.preview(desk, change)
        assert [one.reference for one in effect.displaced] == [concerned.reference]
        assert everything(desk.store) == before
        opening_hours.write_change(desk, change)
        assert [one.reference for one in reseating.list_displaced(desk)] == [concerned.reference]
        place = effect.proposed[concerned.reference]
        assert place is not None
        assert changes.move(desk, concerned.reference, place).counter == 1
        assert reseating.list_displaced(desk) == []
        assert check(desk.store) == []

    def test_it_is_open_on_its_last_day_and_gone_the_day_after(self, desk: Desk) -> None:
        opening_hours.write_change(desk, ended(desk, 2, TUESDAY))
        after = TUESDAY + timedelta(days=1)
        assert counters(desk, TUESDAY) == [1, 2]
        assert {slot.free for slot in day_slots(desk, TUESDAY)} == {2}
        assert counters(desk, after) == [1]
        assert {slot.free for slot in day_slots(desk, after)} == {1}
        assert last_audit(desk)["ends"] == [2, "2026-12-01"]

    def test_who_still_stands_there_keeps_it_on_the_day(self, desk: Desk) -> None:
        booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
        second = booking.book_at(desk, NINE, person(2), channel=Channel.DESK)
        assert second.counter == 2
        opening_hours.write_change(desk, ended(desk, 2, MONDAY))
        assert counters(desk, TUESDAY) == [1, 2]
        assert counters(desk, TUESDAY + timedelta(days=1)) == [1]

    def test_hours_that_end_before_stay_and_those_to_come_go(self, desk: Desk) -> None:
        early = Opening(2, 0, time(14), time(15), None, TUESDAY)
        late = Opening(2, 0, time(14), time(15), FRIDAY + timedelta(days=1))
        opening_hours.write_change(desk, HoursChange(added=(early, late)))
        opening_hours.write_change(desk, ended(desk, 2, FRIDAY))
        left = [one for one in opening_hours.get_hours(desk).openings if one.counter == 2]
        assert early in left
        assert {one.valid_until for one in left if one != early} == {FRIDAY}
        assert late.valid_from not in {one.valid_from for one in left}
        assert len(left) == 6

    def test_it_can_be_taken_back(self, desk: Desk) -> None:
        change = ended(desk, 2, MONDAY)
        opening_hours.write_change(desk, change)
        opening_hours.write_change(desk, HoursChange(removed=change.added, added=change.removed))
        assert {slot.free for slot in day_slots(desk, TUESDAY)} == {2}
        assert counters(desk, TUESDAY) == [1, 2]

    def test_not_before_today(self, desk: Desk) -> None:
        with pytest.raises(UsageError) as refused:
            opening_hours.write_change(desk, ended(desk, 2, MONDAY - timedelta(days=1)))
        assert "ce jour est passé" in refused.value.fields["last"]

    def test_hours_added_by_another_desk_meanwhile_are_not_forgotten(self, desk: Desk) -> None:
        change = ended(desk, 2, FRIDAY)
        opening_hours.write_change(desk, HoursChange(added=(Opening(2, 0, time(14), time(15)),)))
        before = everything(desk.store)
        with pytest.raises(Refusal) as refused:
            opening_hours.write_change(desk, change)
        assert refused.value.code == "not_allowed_now"
        assert everything(desk.store) == before
