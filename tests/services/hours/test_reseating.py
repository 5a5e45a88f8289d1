"""Those whose place goes are moved and told, each for themselves; nobody silently not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.reseating import Presence
from rdv_tui.errors import Refusal
from rdv_tui.locales.booking.history import sentence
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.store.delivery_tables import MessageRow
from rdv_tui.store.engine import Store
from rdv_tui.store.integrity import check
from rdv_tui.store.waiting_tables import CallRow
from tests.factories import StillClock, desk_on, small_office
from tests.services.hours.changing import (
    FORMATION,
    NINE,
    SLOTS,
    TUESDAY,
    WHOLE_DAY,
    all_rows,
    book,
    row_of,
)


def test_each_is_moved_and_told_by_e_mail_or_by_a_call(desk: Desk, store: Store) -> None:
    first = book(desk, NINE, 1, email="un@example.org")
    second = book(desk, NINE, 2, phone="+33612345678")
    proposed = opening_hours.preview(desk, WHOLE_DAY).proposed
    moves = {reference: start for reference, start in proposed.items() if start}
    result = opening_hours.apply_change(desk, WHOLE_DAY, moves)
    assert set(result.moved) == {first, second}
    assert result.refused == {}
    assert {row_of(desk, one).start for one in (first, second)} == {NINE + timedelta(days=1)}
    assert reseating.list_displaced(desk) == []
    moved = [m for m in all_rows(desk, MessageRow) if m.kind == "moved"]
    assert [(m.reference, m.recipient) for m in moved] == [(first, "un@example.org")]
    assert [(c.reference, c.kind, c.state) for c in all_rows(desk, CallRow)] == [
        (second, "moved", "todo")
    ]
    assert check(store) == []


def test_at_the_same_hour_at_another_counter_nothing_changes_for_the_person(desk: Desk) -> None:
    book(desk, NINE, 1)
    at_two = book(desk, NINE, 2, email="deux@example.org")
    at_one = book(desk, SLOTS[1], 3)
    assert row_of(desk, at_two).counter == 2
    change = HoursChange(added=(replace(FORMATION, counter=1),))
    proposed = opening_hours.preview(desk, change).proposed
    assert proposed[at_one] == SLOTS[1]
    queued = len(all_rows(desk, MessageRow))
    opening_hours.apply_change(desk, change, {at_one: SLOTS[1]})
    row = row_of(desk, at_one)
    assert (row.start, row.counter, row.revision) == (SLOTS[1], 2, 0)
    lines = {
        sentence(line.action, line.before, line.after) for line in get_card(desk, at_one).history
    }
    assert "Autre guichet, à la même heure" in lines
    with pytest.raises(Refusal):
        undo(desk, at_one)
    assert len(all_rows(desk, MessageRow)) == queued
    assert all_rows(desk, CallRow) == []


def test_somebody_who_is_there_already_stays_so_at_another_counter(
    desk: Desk, clock: StillClock
) -> None:
    today = clock.local().replace(hour=9, minute=0)
    reference = book(desk, today, 1)
    arrivals.check_in(desk, reference)
    change = HoursChange(added=(Closure(today.date(), today.date(), "Malade", counter=1),))
    assert opening_hours.preview(desk, change).proposed == {reference: today}
    opening_hours.apply_change(desk, change, {reference: today})
    row = row_of(desk, reference)
    assert (row.status, row.counter, row.arrived_at) == ("arrived", 2, clock.now())


@pytest.mark.parametrize(
    ("minutes", "presence"), [(60, Presence.ON_THE_WAY), (61, None)], ids=["due", "later"]
)
def test_whoever_is_here_or_on_the_way_is_sent_to_no_other_hour(
    desk: Desk, clock: StillClock, minutes: int, presence: Presence | None
) -> None:
    """The office is closed for the rest of the day; the one who waits came an hour early."""
    today = clock.local().replace(hour=9, minute=0)
    clock.forward(today - timedelta(minutes=minutes) - clock.local())
    here, to_come = book(desk, today, 1), book(desk, today, 2)
    arrivals.check_in(desk, here)
    change = HoursChange(added=(Closure(today.date(), today.date(), "Malaise"),))
    effect = opening_hours.preview(desk, change)
    assert [one.presence for one in effect.displaced] == [Presence.HERE, presence]
    assert effect.proposed[here] is None
    assert (effect.proposed[to_come] is None) == (presence is not None)
    moves = {reference: start for reference, start in effect.proposed.items() if start}
    opening_hours.apply_change(desk, change, moves)
    stays = row_of(desk, here)
    assert (stays.start, stays.status, stays.arrived_at) == (today, "arrived", clock.now())
    assert (row_of(desk, to_come).start == today) == (presence is not None)
    assert here in {one.reference for one in reseating.list_displaced(desk)}
    assert arrivals.call_next(desk, 1).reference == here


def test_where_letters_name_the_counter_another_counter_is_told(
    store: Store, clock: StillClock
) -> None:
    desk = desk_on(store, office=small_office(letter_names_counter=True), clock=clock)
    reference = book(desk, NINE, 1, email="un@example.org")
    change = HoursChange(added=(replace(FORMATION, counter=1),))
    opening_hours.apply_change(desk, change, {reference: NINE})
    assert row_of(desk, reference).counter == 2
    assert [m.kind for m in all_rows(desk, MessageRow)][-1] == "moved"


def test_a_place_taken_meanwhile_stops_only_its_own_person(desk: Desk, store: Store) -> None:
    first, second = book(desk, NINE, 1), book(desk, SLOTS[1], 2)
    proposed = opening_hours.preview(desk, WHOLE_DAY).proposed
    moves = {reference: start for reference, start in proposed.items() if start}
    assert moves[first] == NINE + timedelta(days=1)
    for rank in (81, 82):
        book(replace(desk, station="poste:2"), moves[first], rank)
    result = opening_hours.apply_change(desk, WHOLE_DAY, moves)
    assert result.moved == (second,)
    assert list(result.refused) == [first]
    overview = reseating.get_displaced_overview(desk)
    assert [one.reference for one in overview.persons] == [first]
    again = overview.proposed[first]
    assert again is not None
    assert again != moves[first]
    changes.move(desk, first, again)
    assert reseating.list_displaced(desk) == []
    assert check(store) == []


def test_who_is_not_moved_stays_listed_until_the_end_of_their_hour(
    desk: Desk, clock: StillClock
) -> None:
    reference = book(desk, NINE, 1)
    opening_hours.write_change(desk, WHOLE_DAY)
    assert [one.reference for one in reseating.list_displaced(desk)] == [reference]
    changes.move(desk, reference, NINE + timedelta(days=2))
    assert reseating.list_displaced(desk) == []


def test_without_any_place_left_there_is_no_proposal_and_nobody_is_lost(
    store: Store, clock: StillClock
) -> None:
    desk = desk_on(store, office=small_office(horizon_weeks=1), clock=clock)
    reference = book(desk, NINE, 1)
    last = TUESDAY + timedelta(days=30)
    effect = opening_hours.write_change(desk, HoursChange(added=(replace(FORMATION, last=last),)))
    assert effect.proposed == {reference: None}
    assert [one.reference for one in reseating.list_displaced(desk)] == [reference]


def test_nobody_is_proposed_an_hour_before_they_can_be_told(desk: Desk) -> None:
    thursday = datetime(2026, 12, 3, 9)
    reference = book(desk, thursday, 1)
    until = date(2026, 12, 31)
    effect = opening_hours.preview(
        desk, HoursChange(added=(Closure(thursday.date(), until, "Travaux"),))
    )
    # Today and tomorrow are too near; the day after is not.
    assert effect.proposed == {reference: datetime(2026, 12, 2, 9)}
