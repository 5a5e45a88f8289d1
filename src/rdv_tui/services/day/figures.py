"""What the weeks came to: bookings, outcomes, cancellations, moves, and those who found nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Status, status_on
from rdv_tui.domain.figures import (
    HallFigures,
    WalkInFigures,
    WeekFigures,
    spread,
    weighted_median,
    whole_minutes,
)
from rdv_tui.domain.walk_in import WalkInStatus, walk_in_status_on
from rdv_tui.services.booking.failed_searches import count_by_week
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.slot_finder import monday_of
from rdv_tui.store import figures as figures_store
from rdv_tui.store.transactions import snapshot

WEEKS = 12
"""How many weeks are told, the present one last."""


def list_weeks(desk: Desk, count: int = WEEKS) -> list[WeekFigures]:
    """Return the last `count` weeks, oldest first, the present one last. Raises StoreError.

    Appointments, outcomes and cancellations count in the week of the appointment; moves, failed
    searches and requests to wait in the week in which they were made.
    """
    today = desk.clock.today()
    monday = monday_of(today)
    mondays = [monday - timedelta(weeks=count - 1 - rank) for rank in range(count)]
    first = datetime.combine(mondays[0], time())
    before = datetime.combine(monday + timedelta(weeks=1), time())
    instants = [desk.midnight(day) for day in (*mondays, before.date())]
    with snapshot(desk) as unit:
        booked = figures_store.booked(unit, first, before)
        cancelled = figures_store.cancelled(unit, first, before)
        walked_in = figures_store.walked_in(unit, first.date(), before.date())
        moves = figures_store.moves(unit, instants)
        asked = figures_store.asked_to_wait(unit, instants)
    failed = {week.monday: week.count for week in count_by_week(desk, mondays[0], before.date())}
    return [
        replace(
            _week(
                day,
                today,
                [one for one in booked if monday_of(one.day) == day],
                [(reason, many) for on, reason, many in cancelled if monday_of(on) == day],
                moves=moves[rank],
                failed=failed.get(day, 0),
                asked=asked[rank],
            ),
            walk_ins=_walk_ins((one for one in walked_in if monday_of(one.day) == day), today),
        )
        for rank, day in enumerate(mondays)
    ]


def list_hall(desk: Desk, count: int = WEEKS) -> list[HallFigures]:
    """Return how long people waited and were received in the last `count` weeks.

    Of all with an appointment first, then of those without one; then by situation and by counter,
    those with the most visits first. Raises StoreError.
    """
    today = desk.clock.today()
    monday = monday_of(today)
    first = datetime.combine(monday - timedelta(weeks=count - 1), time())
    with snapshot(desk) as unit:
        before = first + timedelta(weeks=count)
        came = figures_store.visits(unit, first, before)
        walked_in = figures_store.walk_in_visits(unit, first.date(), before.date())
    groups: dict[tuple[str, str], list[figures_store.HallVisit]] = {("all", ""): came}
    if walked_in:
        groups["walk_in", ""] = walked_in
    for one in came:
        groups.setdefault(("situation", one.situation), []).append(one)
        if one.counter is not None:
            groups.setdefault(("counter", str(one.counter)), []).append(one)
    found = [
        HallFigures(by, code, spread(_waits(some)), spread(_receptions(some)))
        for (by, code), some in groups.items()
    ]
    order = {"all": 0, "walk_in": 1, "situation": 2, "counter": 3}
    return sorted(found, key=lambda one: (order[one.by], -one.waited.count, one.code))


def _waits(visits: Iterable[figures_store.HallVisit]) -> list[int]:
    """Return the minutes from arrival to call."""
    return [
        whole_minutes(one.arrived_at, one.called_at) for one in visits if one.called_at is not None
    ]


def _receptions(visits: Iterable[figures_store.HallVisit]) -> list[int]:
    """Return the minutes from call to end."""
    return [
        whole_minutes(one.called_at, one.ended_at)
        for one in visits
        if one.called_at is not None and one.ended_at is not None
    ]


def _week(
    monday: date,
    today: date,
    booked: list[figures_store.Booked],
    cancelled: list[tuple[str | None, int]],
    *,
    moves: int,
    failed: int,
    asked: int,
) -> WeekFigures:
    statuses: Counter[Status] = Counter()
    channels: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for one in booked:
        statuses[status_on(Status(one.status), one.day, today)] += one.people
        channels[one.channel] += one.people
    for reason, many in cancelled:
        reasons[reason or "unknown"] += many
    return WeekFigures(
        monday=monday,
        booked=statuses.total(),
        by_channel=dict(channels),
        done=statuses[Status.DONE],
        incomplete=statuses[Status.INCOMPLETE],
        no_show=statuses[Status.NO_SHOW],
        left=statuses[Status.LEFT],
        unrecorded=statuses[Status.UNRECORDED],
        cancelled=dict(reasons),
        moves=moves,
        failed=failed,
        asked=asked,
        median_wait=weighted_median(
            (max(0, (one.day - one.booked_on).days), one.people) for one in booked
        ),
    )


def _walk_ins(found: Iterable[figures_store.WalkedIn], today: date) -> WalkInFigures:
    came: Counter[WalkInStatus] = Counter()
    elsewhere: Counter[str] = Counter()
    for one in found:
        came[walk_in_status_on(WalkInStatus(one.status), one.day, today)] += one.people
        if one.elsewhere is not None:
            elsewhere[one.elsewhere] += one.people
    return WalkInFigures(
        came=came.total(),
        done=came[WalkInStatus.DONE],
        left=came[WalkInStatus.LEFT],
        unrecorded=came[WalkInStatus.UNRECORDED],
        elsewhere=dict(elsewhere),
    )
