"""Changing the hours: seen first, then written; those concerned are moved, nobody silently not."""

from dataclasses import replace
from datetime import date, time, timedelta

import msgspec
import pytest
from sqlmodel import col, select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Opening
from rdv_tui.domain.opening_hours import HoursChange, SlotLength
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating, schedule
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.store.engine import Store
from rdv_tui.store.integrity import check
from rdv_tui.store.tables import AuditRow, PlaceRow
from tests.factories import StillClock, desk_on, everything, person, small_office
from tests.services.hours.changing import (
    COUNTER_2,
    FORMATION,
    NINE,
    SLOTS,
    TUESDAY,
    WHOLE_DAY,
    all_rows,
    book,
    fill_tuesday,
    row_of,
    slots_of,
)

QUARTERS = ("09:00", "09:15", "09:30", "09:45")


def offered(desk: Desk, day: date = TUESDAY) -> dict[str, tuple[int, int]]:
    return {f"{s.start:%H:%M}": (s.capacity, s.free) for s in schedule.day_slots(desk, day)}


# -- the preview
def test_a_preview_tells_places_and_persons_and_writes_nothing(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    before = everything(desk.store)
    effect = opening_hours.preview(desk, COUNTER_2)
    assert (effect.appear, effect.go, effect.holds) == (0, 4, 0)
    assert [one.reference for one in effect.displaced] == booked[2]
    assert effect.displaced[0].name == "ŞÜKRÜ Đorđe 2"
    assert effect.displaced[0].counter == 2
    assert everything(desk.store) == before


def test_nobody_is_proposed_a_place_that_the_change_itself_takes_away(desk: Desk) -> None:
    book(desk, NINE, 1)
    effect = opening_hours.preview(desk, WHOLE_DAY)
    assert effect.go == 8
    (proposed,) = effect.proposed.values()
    assert proposed == NINE + timedelta(days=1)
    assert not any(start.date() == TUESDAY for start, free in effect.free.items() if free)


def test_an_hour_opened_more_is_proposed_at_once(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    evening = Opening(1, 1, time(10), time(11), TUESDAY, TUESDAY)
    change = HoursChange(added=(*COUNTER_2.added, evening))
    effect = opening_hours.preview(desk, change)
    assert (effect.appear, effect.go) == (4, 4)
    new = set(effect.proposed.values())
    assert {start for start in new if start} == {s + timedelta(hours=1) for s in SLOTS}
    assert set(effect.proposed) == set(booked[2])


# -- writing
def test_after_it_the_free_places_are_offered_to_nobody(desk: Desk) -> None:
    effect = opening_hours.write_change(desk, COUNTER_2)
    assert (effect.go, effect.displaced) == (4, ())
    assert set(offered(desk).values()) == {(1, 1)}
    assert opening_hours.get_hours(desk).closures == COUNTER_2.added
    book(desk, NINE, 1)
    with pytest.raises(Refusal) as refused:
        book(desk, NINE, 2)
    assert refused.value.code == "slot_taken"


def test_a_counter_closed_over_people_says_so_while_they_are_still_there(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    opening_hours.write_change(desk, COUNTER_2)
    day = get_day(desk, TUESDAY)
    assert [(one.number, one.closed) for one in day.counters] == [(1, ""), (2, "Formation")]
    assert {p.visit.reference for p in day.places if p.visit and p.counter == 2} == {*booked[2]}


def test_a_day_wholly_closed_has_no_slot_and_says_why(desk: Desk) -> None:
    opening_hours.write_change(desk, WHOLE_DAY)
    assert offered(desk) == {}
    with pytest.raises(Refusal) as refused:
        book(desk, NINE, 1)
    assert refused.value.code == "no_such_slot"
    (summary,) = schedule.list_days(desk, TUESDAY, TUESDAY)
    assert (summary.label, summary.capacity, summary.free) == ("Formation", 0, 0)


def test_who_stands_on_a_place_that_goes_keeps_it_and_is_listed(desk: Desk, store: Store) -> None:
    booked = fill_tuesday(desk)
    opening_hours.write_change(desk, COUNTER_2)
    assert [one.reference for one in reseating.list_displaced(desk)] == booked[2]
    assert row_of(desk, booked[2][0]).start == NINE
    shown = {p.visit.reference: p.withdrawn for p in get_day(desk, TUESDAY).places if p.visit}
    assert {reference for reference, withdrawn in shown.items() if withdrawn} == set(booked[2])
    assert check(store) == []


def test_a_place_left_is_never_offered_again(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    opening_hours.write_change(desk, COUNTER_2)
    changes.cancel(desk, booked[2][0], CancelReason.APPLICANT)
    assert offered(desk)["09:00"] == (1, 0)
    assert [one.reference for one in reseating.list_displaced(desk)] == booked[2][1:]
    week = get_lead_times(desk).rows[0].weeks[0]
    free = sum(free for _, free in offered(desk).values())
    assert free == 0
    assert week.free == sum(slot.free for slot in schedule.slots(desk, week.monday, 7))


def test_taking_the_closure_back_gives_every_place_back(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    changes.cancel(desk, booked[2][0], CancelReason.OFFICE)
    before = offered(desk)
    opening_hours.write_change(desk, COUNTER_2)
    effect = opening_hours.write_change(desk, HoursChange(removed=COUNTER_2.added))
    assert (effect.appear, effect.go) == (4, 0)
    assert offered(desk) == before
    assert reseating.list_displaced(desk) == []
    assert opening_hours.get_hours(desk).closures == ()


def test_places_appear_up_to_the_last_day_opened_and_later_days_follow(
    store: Store, clock: StillClock
) -> None:
    desk = desk_on(store, clock=clock)
    saturday = Opening(1, 5, time(9), time(10))
    effect = opening_hours.write_change(desk, HoursChange(added=(saturday,)))
    assert (effect.appear, effect.go) == (16, 0)
    assert len(offered(desk, date(2026, 12, 26))) == 4
    clock.forward(timedelta(weeks=1, hours=5))
    assert schedule.open_to_horizon(desk) > 0
    assert len(offered(desk, date(2027, 1, 2))) == 4


def test_another_slot_length_holds_on_every_desk_for_the_days_to_come(
    store: Store, clock: StillClock
) -> None:
    desk, other = desk_on(store, clock=clock), desk_on(store, clock=clock, station="poste:2")
    kept = book(desk, NINE, 1)
    moved = book(desk, SLOTS[1], 2)
    effect = opening_hours.write_change(desk, slots_of(desk, 20))
    assert [one.reference for one in effect.displaced] == [moved]
    assert list(offered(desk)) == ["09:00", "09:20", "09:40"]
    assert row_of(desk, kept).start == NINE
    clock.forward(timedelta(weeks=1))
    schedule.open_to_horizon(other)  # this desk read its office before the change
    last = date(2026, 12, 30)
    assert list(offered(other, last)) == ["09:00", "09:20", "09:40"]
    assert {one.slot_minutes for one in other.office.openings} == {None}
    current = with_current_office(other).office.openings
    today = [one for one in current if one.valid_until is None]
    assert {one.slot_minutes for one in today} == {20}


def test_from_a_day_on_one_counter_has_other_slots(desk: Desk) -> None:
    thursday = date(2026, 12, 3)
    length = SlotLength(30, thursday, counter=2)
    change = opening_hours.get_hours(desk).with_slots(length)
    opening_hours.write_change(desk, change)
    assert offered(desk, thursday - timedelta(days=1)) == dict.fromkeys(QUARTERS, (2, 2))
    assert offered(desk, thursday) == {
        "09:00": (2, 2),
        "09:15": (1, 1),
        "09:30": (2, 2),
        "09:45": (1, 1),
    }
    opening_hours.write_change(desk, change.inverse())
    assert offered(desk, thursday) == dict.fromkeys(QUARTERS, (2, 2))


def test_the_places_of_the_store_are_those_of_its_hours_after_any_change(desk: Desk) -> None:
    fill_tuesday(desk)
    saturday = Opening(2, 5, time(9), time(11))
    for change in (
        COUNTER_2,
        HoursChange(added=(saturday,)),
        HoursChange(removed=(saturday,)),
        SlotLength(30, TUESDAY),
        HoursChange(removed=COUNTER_2.added, added=(FORMATION,)),
        SlotLength(20, TUESDAY, counter=1),
        SlotLength(15, TUESDAY),
        HoursChange(removed=(FORMATION,)),
    ):
        if isinstance(change, SlotLength):
            change = opening_hours.get_hours(desk).with_slots(change)  # noqa: PLW2901
        opening_hours.write_change(desk, change)
        found, today = opening_hours.get_overview(desk), desk.clock.today()
        assert found.opened_until is not None
        wanted = {(p.start, p.counter) for p in found.hours.places(today, found.opened_until)}
        there = {(p.start, p.counter) for p in all_rows(desk, PlaceRow) if not p.withdrawn}
        assert there == wanted, change
    assert reseating.list_displaced(desk) == []
    assert check(desk.store) == []


def test_a_booking_under_way_loses_its_place_and_is_offered_another(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, BookingDraft())
    effect = opening_hours.write_change(desk, WHOLE_DAY)
    assert effect.holds == 1
    assert row_of(desk, hold.reference).status == "lapsed"
    with pytest.raises(Refusal) as refused:
        booking.book(desk, hold, person(), channel=Channel.DESK, identification=None)
    assert refused.value.code == "no_such_slot"


def test_every_change_is_in_the_audit_with_all_it_did(desk: Desk) -> None:
    booked = fill_tuesday(desk)
    opening_hours.write_change(desk, COUNTER_2)
    with desk.store.read() as session:
        written = select(AuditRow).where(col(AuditRow.action) == "change_hours")
        (line,) = session.exec(written).all()
    after = msgspec.json.decode(line.after or "")
    assert line.agent == "agent"
    assert (after["gone"], after["appeared"], after["concerned"]) == (4, 0, booked[2])
    assert after["added"][0]["reason"] == "Formation"


# -- places kept for a channel, or held back
def test_new_places_are_kept_for_the_channels_that_lack_some(
    store: Store, clock: StillClock
) -> None:
    desk = desk_on(store, office=small_office(kept_for_kiosk=1, kept_for_phone=1), clock=clock)
    late = [Opening(counter, 1, time(10), time(10, 15), TUESDAY, TUESDAY) for counter in (1, 2)]
    opening_hours.write_change(desk, HoursChange(added=tuple(late)))
    kept = {(p.start, p.number): p.kept_for for p in all_rows(desk, PlaceRow)}
    ten = NINE + timedelta(hours=1)
    assert [kept[NINE, 1], kept[NINE, 2]] == ["phone", "kiosk"]
    assert [kept[ten, 1], kept[ten, 2]] == ["phone", "kiosk"]
    opening_hours.write_change(desk, HoursChange(removed=(late[0],)))
    opening_hours.write_change(desk, HoursChange(added=(late[0],)))
    again = {(p.start, p.number): p.kept_for for p in all_rows(desk, PlaceRow)}
    assert again == kept


def test_only_places_that_an_agent_may_give_are_proposed(store: Store, clock: StillClock) -> None:
    desk = desk_on(store, office=small_office(kept_for_kiosk=1), clock=clock)
    booked = [book(desk, start, rank) for rank, start in enumerate(SLOTS)]
    effect = opening_hours.preview(desk, HoursChange(added=(replace(FORMATION, counter=2),)))
    assert [one.reference for one in effect.displaced] == booked
    # Counter 1 is the kiosk's: nobody can keep their hour.
    assert all(start and start.date() != TUESDAY for start in effect.proposed.values())
    result = opening_hours.apply_change(
        desk, COUNTER_2, {r: s for r, s in effect.proposed.items() if s}
    )
    assert result.refused == {}


# -- refusals
def test_nonsense_names_its_field_and_writes_nothing(desk: Desk) -> None:
    before = everything(desk.store)
    silent = HoursChange(added=(replace(FORMATION, reason=" ", counter=9),))
    for service in (opening_hours.preview, opening_hours.write_change):
        with pytest.raises(UsageError) as wrong:
            service(desk, silent)
        assert set(wrong.value.fields) == {"counter", "reason"}
        assert "Guichet" in wrong.value.message
        assert "Motif" in wrong.value.message
    assert everything(desk.store) == before


def test_what_another_desk_has_changed_since_is_not_written_over(desk: Desk) -> None:
    opening_hours.write_change(desk, COUNTER_2)
    opening_hours.write_change(desk, HoursChange(removed=COUNTER_2.added))
    with pytest.raises(Refusal) as refused:
        opening_hours.write_change(desk, HoursChange(removed=COUNTER_2.added))
    assert refused.value.code == "not_allowed_now"
