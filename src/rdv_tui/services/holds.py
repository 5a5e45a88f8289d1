"""Holding a place while its booking is under way: take, move, renew, save, give back, take over.

A hold is the appointment's own row. It ends by itself: every query computes its expiry, so a
crash costs a place for minutes at most, and no janitor is needed.
"""

from collections.abc import Collection
from datetime import datetime

from rdv_tui.domain.appointment import Channel, Hold, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.release import AGENTS
from rdv_tui.locales import refusals
from rdv_tui.services import proposals, stations
from rdv_tui.services.answers import Interrupted
from rdv_tui.services.desk import Desk
from rdv_tui.services.guards import (
    Unit,
    free_place,
    fresh_reference,
    own_row,
    require_slot,
    writing,
)
from rdv_tui.store import appointments, drafts
from rdv_tui.store.records import to_hold
from rdv_tui.store.tables import AppointmentRow

_RENEWABLE = frozenset({Status.HELD, Status.LAPSED})


def hold(
    desk: Desk, start: datetime, draft: BookingDraft, *, instead_of: Hold | None = None
) -> Hold:
    """Hold a place at `start` (the office's wall clock) for the time the office allows.

    `instead_of` is this desk's present hold: it moves to the new place in one transaction, and
    stays where it is when the new slot is refused. Raises Refusal `no_such_slot`, `slot_past`,
    `slot_taken`.
    """
    with writing(desk) as unit:
        require_slot(unit, start)
        row = own_row(unit, instead_of) if instead_of is not None else None
        if row is None or row.status not in _RENEWABLE:
            return to_hold(new_row(unit, start, draft))
        if row.start != start:
            proposals.let_go(unit, row)
        _stand(unit, row, start, "move_hold", draft=drafts.encode(draft))
        return to_hold(row)


def renew(desk: Desk, hold: Hold) -> Hold:
    """Keep a hold for the full time again, also after it lapsed if its slot has a place left.

    What was typed is not kept beyond the lapse: call `save_draft` with it afterwards. Raises
    Refusal `slot_past`, `slot_taken`, or `not_allowed_now` for a hold given back or booked.
    """
    with writing(desk) as unit:
        row = own_row(unit, hold)
        if row.status not in _RENEWABLE:
            raise refusals.hold_gone()
        require_slot(unit, row.start)
        _stand(unit, row, row.start, "renew_hold")
        return to_hold(row)


def release(desk: Desk, hold: Hold) -> None:
    """Give the place back and erase the draft; a hold that is over already is left as it is.

    A place that was proposed to somebody on the waiting list is kept for them on. Raises Refusal
    `not_allowed_now` when the hold was booked meanwhile.
    """
    with writing(desk) as unit:
        row = own_row(unit, hold)
        over = row.status in {Status.LAPSED, Status.RELEASED}
        if not over and not proposals.keep_again(unit, row):
            appointments.change(
                unit.session, unit.actor, "release", row, Status.RELEASED, draft=None
            )


def save_draft(desk: Desk, hold: Hold, draft: BookingDraft) -> None:
    """Keep what was typed beside a live hold, for after a crash.

    Nothing is kept once the hold is over: a person's data never outlives it.
    """
    with writing(desk) as unit:
        row = own_row(unit, hold)
        if row.status == Status.HELD:
            appointments.change(
                unit.session, unit.actor, "draft", row, Status.HELD, draft=drafts.encode(draft)
            )


def interrupted(desk: Desk) -> list[Interrupted]:
    """Return the agent's bookings left by programs of this host that ended, oldest first."""
    with desk.store.read() as session:
        rows = appointments.live_holds(session, desk.office.code, desk.agent, desk.clock.now())
    return [
        Interrupted(
            to_hold(row), drafts.decode(row.draft) if row.draft else BookingDraft(), desk.agent
        )
        for row in rows
        if _abandoned(desk, row)
    ]


def take_over(desk: Desk, hold: Hold) -> Hold:
    """Make an interrupted hold this desk's own, for the full time again.

    Raises Refusal `not_allowed_now` when it is over, or its desk still runs.
    """
    with writing(desk) as unit:
        row = appointments.find(unit.session, unit.actor.office, hold.reference)
        if row is None or row.status != Status.HELD:
            raise refusals.hold_gone()
        if row.held_by != desk.agent or not _abandoned(desk, row):
            raise refusals.hold_elsewhere()
        _stand(unit, row, row.start, "take_over", station=desk.station)
        return to_hold(row)


def new_row(
    unit: Unit,
    start: datetime,
    draft: BookingDraft | None,
    to: Collection[Channel] = AGENTS,
) -> AppointmentRow:
    """Add a hold on a free place of `start`. Raises Refusal `slot_taken`.

    An agent holds before the channel is known: any place but the kiosk's will do, and the place
    stays theirs by whichever channel the person turns out to come. The date that somebody was
    told counts for more than how many places are kept for whom.
    """
    place = free_place(unit, start, to=to)
    columns = {
        "start": start,
        "number": place.number,
        "counter": place.counter,
        "hold_expires_at": unit.hold_ends,
        "held_by": unit.actor.agent,
        "station": unit.actor.station,
        "draft": drafts.encode(draft) if draft is not None else None,
    }
    return appointments.create_hold(unit.session, unit.actor, fresh_reference(unit), columns)


def _stand(
    unit: Unit, row: AppointmentRow, start: datetime, action: str, **columns: object
) -> None:
    """Let `row` hold a place of `start` for the full time; its own place if it stands there."""
    if row.status != Status.HELD or row.start != start:
        place = free_place(unit, start, preferred=row.number)
        columns |= {"start": start, "number": place.number, "counter": place.counter}
        columns["overbooked_because"] = None
    # One that was proposed may be kept for hours: going on with it must not shorten that.
    kept = row.hold_expires_at if row.status == Status.HELD and row.start == start else None
    columns["hold_expires_at"] = max(kept or unit.hold_ends, unit.hold_ends)
    appointments.change(unit.session, unit.actor, action, row, Status.HELD, **columns)


def _abandoned(desk: Desk, row: AppointmentRow) -> bool:
    return (
        desk.stations is not None
        and row.station is not None
        and row.station != desk.station
        and stations.is_dead(row.station, desk.stations)
    )
