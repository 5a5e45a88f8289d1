"""Holding a place while its booking is under way: take, move, renew, save, give back, take over.

A hold is the appointment's own row. It ends by itself: every query computes its expiry, so a
crash costs a place for minutes at most, and no janitor is needed.
"""

from datetime import datetime, timedelta

from rdv_tui.domain.appointment import Hold, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services import stations
from rdv_tui.services.booking import eligibility
from rdv_tui.services.booking.preconditions import require_own_hold
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.results import InterruptedBooking
from rdv_tui.services.waiting import proposals
from rdv_tui.store import appointments, drafts, places, unfinished
from rdv_tui.store.columns import Columns, on_place
from rdv_tui.store.mapping import to_hold
from rdv_tui.store.stored import StoredAppointment, StoredPlace
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction

_RENEWABLE = frozenset({Status.HELD, Status.LAPSED})
BESIDE = timedelta(hours=1)
"""How much later than the other of a household somebody still sits beside them."""


def hold(
    desk: Desk, start: datetime, draft: BookingDraft, *, instead_of: Hold | None = None
) -> Hold:
    """Hold a place at `start` (the office's wall clock) for the time the office allows.

    `instead_of` is this desk's present hold: it moves to the new place in one transaction, and
    stays where it is when the new slot is refused. Raises Refusal `no_such_slot`, `slot_past`,
    `slot_taken`.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_own_hold(unit, instead_of) if instead_of is not None else None
        if row is None or row.status not in _RENEWABLE:
            return to_hold(new_hold(unit, places.take(unit, start), draft))
        places.require_open(unit, start)
        if row.start != start:
            proposals.detach_hold(unit, row)
        _occupy(unit, row, start, "move_hold", {"draft": drafts.encode(draft)})
        return to_hold(row)


def hold_beside(desk: Desk, draft: BookingDraft) -> Hold | None:
    """Hold the first free place at the hour of the draft's household, or within the next hour.

    None where there is none, and where something is to be said of that day for this permit: then
    somebody has to choose. Raises Refusal `slot_taken` when another desk was faster.
    """
    other = draft.household
    if other is None or draft.hold is not None:
        return None
    day = other.start.date()
    finding = eligibility.evaluate_draft(desk.office, desk.clock.today(), draft, day)
    if finding is None or finding.warnings or finding.verdict.code is not VerdictCode.BOOKABLE:
        return None
    near = (
        slot.start
        for slot in schedule.day_slots(desk, day)
        if slot.free and other.start <= slot.start <= other.start + BESIDE
    )
    start = next(near, None)
    return None if start is None else hold(desk, start, draft)


def renew(desk: Desk, hold: Hold) -> Hold:
    """Keep a hold for the full time again, also after it lapsed if its slot has a place left.

    What was typed is not kept beyond the lapse: call `save_draft` with it afterwards. Raises
    Refusal `slot_past`, `slot_taken`, or `not_allowed_now` for a hold given back or booked.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_own_hold(unit, hold)
        if row.status not in _RENEWABLE:
            raise refusals.hold_gone()
        places.require_open(unit, row.start)
        _occupy(unit, row, row.start, "renew_hold")
        return to_hold(row)


def give_up(desk: Desk, hold: Hold | None) -> None:
    """Forget what was typed, and give back the place if there is one, as `release` does."""
    if hold is not None:
        release(desk, hold)
        return
    with transaction(desk, Right.BOOK) as unit:
        unfinished.forget(unit, unit.station)


def release(desk: Desk, hold: Hold) -> None:
    """Give the place back and erase the draft; a hold that is over already is left as it is.

    A place that was proposed to somebody on the waiting list is kept for them on. Raises Refusal
    `not_allowed_now` when the hold was booked meanwhile.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_own_hold(unit, hold)
        unfinished.forget(unit, unit.station)
        over = row.status in {Status.LAPSED, Status.RELEASED}
        if not over and not proposals.reoffer(unit, row):
            appointments.change(unit, "release", row, Status.RELEASED, draft=None)


def save_draft(desk: Desk, hold: Hold | None, draft: BookingDraft) -> None:
    """Keep what was typed for after a crash: for the day, and beside a hold as long as it lives.

    What is booked, or given back, keeps nothing.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_own_hold(unit, hold) if hold is not None else None
        if row is not None and row.status not in _RENEWABLE:
            return
        kept = drafts.encode(draft)
        unfinished.keep(unit, kept, row.reference if row else None)
        if row is not None and row.status == Status.HELD:
            appointments.change(unit, "draft", row, Status.HELD, draft=kept)


def end_expired(desk: Desk) -> None:
    """End this desk's hold when it is over: others leave it to this desk's clock for a while."""
    with snapshot(desk) as unit:
        is_over = appointments.has_expired_hold(unit)
    if is_over:
        with transaction(desk, Right.UPKEEP):
            pass  # which begins by it


def forget_drafts_of_before(desk: Desk) -> None:
    """Erase what was typed before today and never booked."""
    midnight = desk.midnight(desk.clock.today())
    with snapshot(desk) as unit:
        is_old = unfinished.has_before(unit, midnight)
    if is_old:
        with transaction(desk, Right.UPKEEP) as work:
            unfinished.forget_before(work, midnight)


def list_interrupted(desk: Desk) -> list[InterruptedBooking]:
    """Return the agent's bookings left by programs of this host that ended.

    Those whose place is still held come first, the oldest before; then what was typed today and
    has no place any more, the latest before.
    """
    with snapshot(desk) as unit:
        rows = [row for row in appointments.live_holds(unit) if _abandoned(desk, row.station)]
        typed = unfinished.list_kept(unit, desk.midnight(desk.clock.today()))
    held = {row.station for row in rows}
    left = [row for row in typed if row.station not in held and _abandoned(desk, row.station)]
    return [
        *(InterruptedBooking(to_hold(row), drafts.decode(row.draft), desk.agent) for row in rows),
        *(InterruptedBooking(None, drafts.decode(row.draft), desk.agent) for row in reversed(left)),
    ]


def take_up(desk: Desk, draft: BookingDraft) -> None:
    """Make what was typed in an interrupted booking without a place this program's own."""
    with transaction(desk, Right.BOOK) as unit:
        for row in unfinished.list_kept(unit, desk.midnight(desk.clock.today())):
            if drafts.decode(row.draft) == draft and _abandoned(desk, row.station):
                unfinished.forget(unit, row.station)
        unfinished.keep(unit, drafts.encode(draft), None)


def take_over(desk: Desk, hold: Hold) -> Hold:
    """Make an interrupted hold this desk's own, for the full time again.

    Raises Refusal `not_allowed_now` when it is over, or its desk still runs.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = appointments.find(unit, hold.reference)
        if row is None or row.status != Status.HELD:
            raise refusals.hold_gone()
        if row.held_by != desk.agent or not _abandoned(desk, row.station):
            raise refusals.hold_elsewhere()
        unfinished.forget(unit, row.station or "")
        _occupy(unit, row, row.start, "take_over", {"station": desk.station})
        return to_hold(row)


def new_hold(
    unit: UnitOfWork, place: StoredPlace, draft: BookingDraft | None = None
) -> StoredAppointment:
    """Add this desk's hold on `place`, for the full time.

    An agent holds before the channel is known: any place but the kiosk's will do, and the place
    stays theirs by whichever channel the person turns out to come. The date that somebody was
    told counts for more than how many places are kept for whom.
    """
    kept = drafts.encode(draft) if draft is not None else None
    return appointments.create_hold(unit, place, draft=kept)


def _occupy(
    unit: UnitOfWork,
    row: StoredAppointment,
    at: datetime,
    action: str,
    columns: Columns | None = None,
) -> None:
    """Let `row` hold a place of the slot `at` for the full time; its own if it stands there."""
    ends, columns = unit.hold_expiry, columns or {}
    if row.status != Status.HELD or row.start != at:
        columns |= on_place(places.take(unit, at, preferred=row.number))
        columns["overbooked_because"] = None
    elif row.hold_expires_at is not None:
        # One that was proposed may be kept for hours: going on with it must not shorten that.
        ends = max(row.hold_expires_at, ends)
    columns["hold_expires_at"] = ends
    appointments.change(unit, action, row, Status.HELD, **columns)


def _abandoned(desk: Desk, station: str | None) -> bool:
    return (
        desk.stations is not None
        and station is not None
        and station != desk.station
        and stations.is_dead(station, desk.stations)
    )
