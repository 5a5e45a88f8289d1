"""Nobody who is here, or due today while a counter has room, is sent to another day."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.reseating import Presence
from rdv_tui.errors import Refusal
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating, taking_over
from rdv_tui.store.delivery_tables import MessageRow
from rdv_tui.store.engine import Store
from rdv_tui.store.integrity import check
from rdv_tui.store.tables import AuditRow, PlaceRow
from tests.factories import StillClock, desk_on, small_office
from tests.services.hours.changing import NINE, SLOTS, TUESDAY, all_rows, book, row_of

ONE_SHUT = HoursChange(added=(Closure(TUESDAY, TUESDAY, "Malaise", counter=1),))


@pytest.fixture
def full(desk: Desk) -> dict[int, list[str]]:
    """Two counters, all of Tuesday's eight places taken: the references by counter."""
    found: dict[int, list[str]] = {1: [], 2: []}
    for rank, start in enumerate(SLOTS):
        for counter in (1, 2):
            found[counter].append(book(desk, start, 10 * rank + counter, email="p@example.org"))
    return found


def _at(clock: StillClock, when: datetime) -> None:
    clock.forward(when - clock.local())


def test_who_is_here_is_received_by_the_other_counter_beyond_its_places(
    desk: Desk, store: Store, clock: StillClock, full: dict[int, list[str]]
) -> None:
    _at(clock, NINE - timedelta(minutes=5))
    here = full[1][1]
    arrivals.check_in(desk, here)
    arrived = row_of(desk, here).arrived_at
    queued = len(all_rows(desk, MessageRow))
    effect = opening_hours.preview(desk, ONE_SHUT)
    assert effect.displaced[0].reference == here  # who is here is shown first
    assert effect.staying() == dict.fromkeys(full[1], 2)
    result = opening_hours.apply_change(desk, ONE_SHUT, {}, effect.staying())
    assert sorted(result.moved) == sorted(full[1])
    row = row_of(desk, here)
    assert (row.status, row.start, row.counter, row.arrived_at) == ("arrived", SLOTS[1], 2, arrived)
    assert row.overbooked_because
    assert len(all_rows(desk, MessageRow)) == queued  # told by nobody but those who sit here
    noted = [one.reference for one in all_rows(desk, AuditRow) if one.action == "overbook"]
    assert sorted(noted) == sorted(full[1])
    assert reseating.list_displaced(desk) == []
    assert check(store) == []


def test_all_of_the_day_are_shared_out_by_hour_with_one_act(
    store: Store, clock: StillClock
) -> None:
    """Three counters; the first closes for a day whose people are all far off yet."""
    desk = desk_on(store, office=small_office(counters=3), clock=clock)
    taken = [book(desk, start, rank) for rank, start in enumerate(SLOTS * 3)]
    mine = [one for one in taken if row_of(desk, one).counter == 1]
    _at(clock, NINE - timedelta(hours=3))
    effect = opening_hours.preview(desk, ONE_SHUT)
    assert {one.presence for one in effect.displaced} == {None}
    assert sorted(effect.taken_over) == sorted(mine)
    result = opening_hours.apply_change(desk, ONE_SHUT, {}, effect.taken_over)
    assert sorted(result.moved) == sorted(mine)
    assert sorted(row_of(desk, one).counter or 0 for one in mine) == [2, 2, 3, 3]
    assert [row_of(desk, one).start for one in mine] == list(SLOTS)
    assert check(store) == []


def test_a_free_place_at_the_counter_is_taken_before_one_is_added(
    desk: Desk, clock: StillClock
) -> None:
    reference = book(desk, NINE, 1)
    _at(clock, NINE - timedelta(minutes=30))
    opening_hours.apply_change(desk, ONE_SHUT, {}, {reference: 2})
    row = row_of(desk, reference)
    assert (row.counter, row.overbooked_because) == (2, None)
    assert not any(place.extra for place in all_rows(desk, PlaceRow))


def test_who_waits_for_a_counter_that_shuts_is_shown_though_their_hour_has_begun(
    desk: Desk, clock: StillClock, full: dict[int, list[str]]
) -> None:
    here = full[2][0]
    _at(clock, NINE + timedelta(minutes=5))
    arrivals.check_in(desk, here)
    arrivals.transfer(desk, here, 1)
    effect = opening_hours.preview(desk, ONE_SHUT)
    shown = effect.displaced[0]
    assert (shown.reference, shown.presence) == (here, Presence.HERE)
    opening_hours.write_change(desk, ONE_SHUT)
    assert here in {one.reference for one in reseating.list_displaced(desk)}
    taking_over.take_over(desk, here, 2)
    assert row_of(desk, here).status == "arrived"
    assert here not in {one.reference for one in reseating.list_displaced(desk)}
    assert arrivals.call_next(desk, 2).reference == here


def test_a_counter_that_is_shut_takes_nobody_over(
    desk: Desk, clock: StillClock, full: dict[int, list[str]]
) -> None:
    _at(clock, NINE - timedelta(minutes=30))
    opening_hours.write_change(desk, ONE_SHUT)
    for counter in (1, 3):
        with pytest.raises(Refusal) as refused:
            taking_over.take_over(desk, full[1][0], counter)
        assert refused.value.code == "no_such_counter"
    tomorrow = book(desk, NINE + timedelta(days=1), 99)
    with pytest.raises(Refusal) as other_day:
        taking_over.take_over(desk, tomorrow, 2)
    assert other_day.value.code == "not_allowed_now"
    assert row_of(desk, full[1][0]).number == 1


def test_where_the_whole_office_closes_nobody_takes_over(
    desk: Desk, clock: StillClock, full: dict[int, list[str]]
) -> None:
    _at(clock, NINE - timedelta(minutes=5))
    arrivals.check_in(desk, full[1][0])
    shut = HoursChange(added=(Closure(TUESDAY, TUESDAY, "Malaise"),))
    effect = opening_hours.preview(desk, shut)
    assert effect.taken_over == {}
    assert effect.proposed[full[1][0]] is None
