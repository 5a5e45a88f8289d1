"""How long people wait, and where places are left: « consultez les délais »."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.calendar import places as places_of
from rdv_tui.domain.situations import Route
from rdv_tui.locales.lead_times import ALL_SITUATIONS
from rdv_tui.services.desk import Desk
from rdv_tui.store import offices, places
from rdv_tui.store.engine import Session

_THIRD = 3
_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Week:
    """The places of one week from `monday` on: those free and to come, out of all."""

    monday: date
    free: int
    capacity: int


@dataclass(frozen=True, slots=True)
class LeadTime:
    """The wait of one group of situations (None: all of them), in days from today.

    `first` is the first free slot; `third` the third next available one, the health field's
    measure of access: a single cancellation moves the first, not the third.
    """

    group: str | None
    label: str
    first: datetime | None
    wait_days: int | None
    third: datetime | None
    third_wait_days: int | None
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class NextOpening:
    """On the day `on`, the places of the day `opens` appear."""

    on: date
    opens: date


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """All groups, as computed at the office's wall clock `computed_at`."""

    computed_at: datetime
    next_opening: NextOpening | None
    rows: tuple[LeadTime, ...]


def lead_times(desk: Desk) -> LeadTimes:
    """Compute the waits once: every place serves every in-person situation, so groups share them.

    Reads only. Raises StoreError.
    """
    code, now, local = desk.office.code, desk.clock.now(), desk.clock.local()
    last = local.date() + timedelta(weeks=desk.office.horizon_weeks)
    with desk.store.read() as session:
        free = places.free_after(session, code, now, local, _THIRD)
        weeks = tuple(_weeks(session, desk, now, local, last))
        openings, closures = offices.openings(session, code), offices.closures(session, code)
    groups = dict.fromkeys(
        s.group for s in catalogue.situations().situations if s.route is Route.IN_PERSON
    )
    later = places_of(
        openings,
        closures,
        desk.office.slot_minutes,
        last + timedelta(days=1),
        last + timedelta(days=_LOOK_AHEAD_DAYS),
    )
    opens = next((place.start.date() for place in later), None)
    ahead = timedelta(weeks=desk.office.horizon_weeks)
    return LeadTimes(
        local,
        NextOpening(opens - ahead, opens) if opens else None,
        (
            _row(None, ALL_SITUATIONS, free, local.date(), weeks),
            *(_row(group, group, free, local.date(), weeks) for group in groups),
        ),
    )


def _row(
    group: str | None, label: str, free: list[Slot], today: date, weeks: tuple[Week, ...]
) -> LeadTime:
    first = free[0].start if free else None
    third = free[_THIRD - 1].start if len(free) >= _THIRD else None
    return LeadTime(group, label, first, _wait(first, today), third, _wait(third, today), weeks)


def _wait(start: datetime | None, today: date) -> int | None:
    return (start.date() - today).days if start else None


def _weeks(
    session: Session, desk: Desk, now: datetime, local: datetime, last: date
) -> Iterator[Week]:
    monday = local.date() - timedelta(days=local.weekday())
    while monday <= last:
        after = monday + timedelta(weeks=1)
        capacity, free = places.week_counts(session, desk.office.code, now, local, monday, after)
        yield Week(monday, free, capacity)
        monday = after
