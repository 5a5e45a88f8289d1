"""The day of all counters, read in a few short statements; the same for every screen and paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rdv_tui.domain.appointment import Appointment, status_on
from rdv_tui.domain.calendar import closed_reason, public_holidays
from rdv_tui.domain.day import Day, DayCounter, DayPlace, Visit
from rdv_tui.domain.office import Closure
from rdv_tui.domain.walk_in import WALK_INS_HERE, walk_in_status_on
from rdv_tui.services.day import walk_ins
from rdv_tui.services.desk import Desk
from rdv_tui.store import audit, days, offices
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.transactions import Snapshot, snapshot


def get_day(desk: Desk, day: date) -> Day:
    """Return `day` as it stands now: every place, every counter, why any of them is closed.

    All its statements read the same state of the store. Raises StoreError.
    """
    with snapshot(desk) as unit:
        mark = audit.last_change(unit)
        places = [_as_it_counts(place, unit) for place in days.day_places(unit, day)]
        numbers = days.counters_on(unit, day, desk.office.counters)
        closures = offices.closures(unit, day)
        openings = offices.openings(unit) if not places else []
        minutes = offices.slot_minutes(unit) if not places else 0
        came, today = walk_ins.of_day(unit, day), unit.today
    closed = ""
    if not places:
        closed = closed_reason(day, openings, closures, minutes) or ""
    return Day(
        day=day,
        now=unit.local,
        at=unit.now,
        places=tuple(places),
        counters=tuple(_counters(day, numbers, places, closures)),
        closures=tuple(closures),
        closed=closed,
        change_mark=mark,
        walk_ins=tuple(
            one for one in came if walk_in_status_on(one.status, day, today) in WALK_INS_HERE
        ),
    )


def list_appointments(desk: Desk, day: date) -> list[Appointment]:
    """Return the appointments of `day` with all that is known of them, in time order."""
    with snapshot(desk) as unit:
        found = days.list_occupants(unit, day)
        return [to_appointment(row).as_of(unit.today) for row in found]


def list_cancelled(desk: Desk, day: date) -> list[tuple[DayPlace, Visit]]:
    """Return whose appointment of `day` was cancelled, with the place that they had, in order."""
    with snapshot(desk) as unit:
        found = days.cancelled_places(unit, day)
    return [(place, place.visit) for place in found if place.visit is not None]


def _as_it_counts(place: DayPlace, unit: Snapshot) -> DayPlace:
    if place.visit is None:
        return place
    status = status_on(place.visit.status, place.start.date(), unit.today)
    return replace(place, visit=replace(place.visit, status=status))


def last_change(desk: Desk) -> int:
    """Return the number of the store's last change for this office: one indexed read at most."""

    def read() -> int:
        with snapshot(desk) as unit:
            return audit.last_change(unit)

    feed = desk.store.feed
    return feed.mark(desk.office.code, read) if feed is not None else read()


def next_open_day(desk: Desk, day: date) -> date | None:
    """Return the next day with places after `day`, None when none is opened yet."""
    with snapshot(desk) as unit:
        return days.day_after(unit, day)


def previous_open_day(desk: Desk, day: date) -> date | None:
    """Return the last day with places before `day`, None when there is none."""
    with snapshot(desk) as unit:
        return days.day_before(unit, day)


def _counters(
    day: date, numbers: Sequence[int], places: Sequence[DayPlace], closures: Sequence[Closure]
) -> list[DayCounter]:
    """Return every counter of that day, in order; places without a counter come last."""
    with_places = {place.counter for place in places}
    is_open = {place.counter for place in places if not place.withdrawn}
    found = [
        DayCounter(number, "" if number in is_open else _why(day, number, closures))
        for number in sorted({*numbers, *(one for one in with_places if one is not None)})
    ]
    return [*found, DayCounter(None)] if None in with_places else found


def _why(day: date, counter: int, closures: Sequence[Closure]) -> str:
    # Asked only here: the list of holidays costs a tenth of a second, once.
    holiday = public_holidays(day.year).get(day)
    concerned = [one for one in closures if one.counter in {None, counter}]
    # The counter's own closure tells more of it than the whole office's.
    own = sorted(concerned, key=lambda closure: closure.counter is None)
    return holiday or (own[0].reason if own else "")
