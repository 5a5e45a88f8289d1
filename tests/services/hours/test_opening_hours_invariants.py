"""Whatever is changed in whatever order: nobody is lost, nobody is listed who should not be."""

import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.calendar import places as places_of
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.errors import RdvError
from rdv_tui.services.booking import booking
from rdv_tui.services.booking.changes import cancel
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.integrity import check
from rdv_tui.store.tables import PlaceRow
from tests.engines import new_store
from tests.factories import desk_on, person, small_office, still_clock
from tests.screens.counter import rows
from tests.services.hours.changing import all_rows, slots_of

pytestmark = pytest.mark.slow

MONDAY = date(2026, 11, 30)
DAYS = st.integers(1, 9).map(lambda days: MONDAY + timedelta(days=days))
CLOSURES = st.builds(
    lambda first, length, counter, part: Closure(
        first, first + timedelta(days=length), "Travaux", counter, *part
    ),
    DAYS,
    st.integers(0, 3),
    st.sampled_from((None, 1, 2)),
    st.sampled_from(((None, None), (time(9, 20), None), (None, time(9, 30)))),
)
OPENINGS = st.builds(
    Opening,
    counter=st.sampled_from((1, 2)),
    weekday=st.integers(0, 6),
    start=st.sampled_from((time(9, 45), time(10), time(10, 30))),
    end=st.sampled_from((time(10, 30), time(11))),
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("close"), CLOSURES),
        st.tuples(st.just("open"), OPENINGS),
        st.tuples(st.just("take back"), st.integers(0, 9)),
        st.tuples(st.just("shut"), st.integers(0, 9)),
        st.tuples(st.just("length"), st.sampled_from((10, 15, 20, 30))),
        st.tuples(st.just("book"), st.tuples(DAYS, st.integers(0, 3))),
        st.tuples(st.just("cancel"), st.integers(0, 9)),
        st.tuples(st.just("replace"), st.none()),
    ),
    min_size=3,
    max_size=14,
)


class Life:
    """One store on which acts follow each other."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ranks = desk, count(1)

    def act(self, what: str, result: object) -> None:
        try:
            getattr(self, f"_{what.replace(' ', '_')}")(result)
        except RdvError:
            return  # a refusal is an answer too: it must leave everything sound

    def _close(self, closure: Closure) -> None:
        opening_hours.write_change(self.desk, HoursChange(added=(closure,)))

    def _open(self, opening: Opening) -> None:
        opening_hours.write_change(self.desk, HoursChange(added=(opening,)))

    def _take_back(self, rank: int) -> None:
        if closures := opening_hours.get_hours(self.desk).closures:
            opening_hours.write_change(
                self.desk, HoursChange(removed=(closures[rank % len(closures)],))
            )

    def _shut(self, rank: int) -> None:
        if known := opening_hours.get_hours(self.desk).openings:
            opening_hours.write_change(self.desk, HoursChange(removed=(known[rank % len(known)],)))

    def _length(self, minutes: int) -> None:
        opening_hours.write_change(self.desk, slots_of(self.desk, minutes))

    def _book(self, lines: tuple[date, int]) -> None:
        day, quarter = lines
        start = datetime.combine(day, time(9)) + timedelta(minutes=15 * quarter)
        booking.book_at(self.desk, start, person(next(self.ranks)), channel=Channel.DESK)

    def _cancel(self, rank: int) -> None:
        if standing := rows(self.desk, "booked"):
            cancel(self.desk, standing[rank % len(standing)].reference, CancelReason.OFFICE)

    def _replace(self, _: None) -> None:
        overview = reseating.get_displaced_overview(self.desk)
        moves = {reference: start for reference, start in overview.proposed.items() if start}
        moved, refused = reseating.reseat_all(self.desk, moves)
        assert (set(moved), refused) == (set(moves), {})  # what is proposed is to be had

    def must_hold(self) -> None:
        found = opening_hours.get_overview(self.desk)
        assert found.opened_until is not None
        wanted = {
            (place.start, place.counter)
            for place in found.hours.places(self.desk.clock.today(), found.opened_until)
            if place.start > self.desk.clock.local()
        }
        standing = [(p.start, p.counter) for p in all_rows(self.desk, PlaceRow) if not p.withdrawn]
        assert sorted(standing) == sorted(wanted)
        uncovered = {
            row.reference
            for row in rows(self.desk, "booked")
            if (row.start, row.counter) not in wanted
        }
        assert {one.reference for one in reseating.list_displaced(self.desk)} == uncovered
        assert check(self.desk.store) == []


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_whatever_happens_the_store_follows_the_hours_and_lists_who_is_uncovered(
    acts: list[tuple[str, object]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        new_store(Path(folder)) as target,
        open_store(target) as store,
    ):
        life = Life(desk_on(store, office=small_office(horizon_weeks=2), clock=still_clock()))
        persons = 0
        for what, result in acts:
            life.act(what, result)
            life.must_hold()
            ever = len(rows(life.desk, "booked", "cancelled"))
            assert ever >= persons  # nobody is lost
            persons = ever


def test_booking_while_a_day_is_closed_strands_nobody_unseen(store: Store) -> None:
    desk = desk_on(store, office=small_office(counters=4))
    day = MONDAY + timedelta(days=1)
    starts = [datetime.combine(day, time(9)) + timedelta(minutes=15 * n) for n in range(4)]
    ready = threading.Barrier(5)

    def book_all(worker: int) -> None:
        own = replace(desk, station=f"poste:{worker}")
        ready.wait()
        for rank, start in enumerate(starts):
            try:
                booking.book_at(own, start, person(100 * worker + rank), channel=Channel.DESK)
            except RdvError:
                return

    def close() -> None:
        ready.wait()
        opening_hours.write_change(desk, HoursChange(added=(Closure(day, day, "Grève"),)))

    threads = [threading.Thread(target=book_all, args=(worker,)) for worker in range(1, 5)]
    threads.append(threading.Thread(target=close))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    booked = {row.reference for row in rows(desk, "booked")}
    assert {one.reference for one in reseating.list_displaced(desk)} == booked
    assert opening_hours.get_hours(desk).closures != ()
    assert check(store) == []


def test_the_hours_of_a_change_are_those_of_the_calendar(desk: Desk) -> None:
    hours = opening_hours.get_hours(desk)
    office = desk.office
    days = (MONDAY, MONDAY + timedelta(days=9))
    made = list(places_of(office.openings, office.closures, office.slot_minutes, *days))
    assert list(hours.places(*days)) == made
    assert hours.counters == (1, 2)
