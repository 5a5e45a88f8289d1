"""Those whom a change of hours moved, when it is taken back: their old place is kept for them.

It is promised for as long as a place proposed to somebody on the waiting list; until then nobody
else gets it. Who was never told of the move goes back without a word, and its message with them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from rdv_tui.domain.acts import Act
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.message import MessageKind, MessageState
from rdv_tui.domain.printing import JobState
from rdv_tui.domain.rights import Right
from rdv_tui.locales.hours import refusals as hours_refusals
from rdv_tui.services.booking.changes import give_back, require_act
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery.calls import close_calls
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, calls, hours_changes, outbox, print_jobs
from rdv_tui.store.columns import on_place
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.transactions import Snapshot, UnitOfWork, transaction

_ON_PAPER = frozenset({JobState.SUBMITTED, JobState.HELD, JobState.PRINTED})


def keep_places(
    unit: UnitOfWork, returning: Mapping[tuple[datetime, int], StoredAppointment]
) -> None:
    """Keep each place, by start and number, for the one who was moved off it."""
    until = unit.now + timedelta(hours=unit.desk.office.proposal_hours)
    hours_changes.promise(unit, returning, until)


def list_kept(unit: Snapshot) -> dict[str, tuple[StoredAppointment, datetime]]:
    """Return who may go back to a place that is kept for them, with its start, by reference."""
    return {row.reference: (row, place.start) for place, row in hours_changes.list_promised(unit)}


def earliest_return(unit: Snapshot, row: StoredAppointment, start: datetime) -> datetime | None:
    """Return the old `start` if the person can go back to it, None when they would not know.

    Who was told of the move and could not be told again in time keeps the new date, unless
    somebody reaches them.
    """
    notice = unit.today + timedelta(days=unit.desk.office.cancel_notice_days + 1)
    if start.date() >= notice or start >= row.start:
        return start
    return None if _may_know(unit, row) else start


def move_back(desk: Desk, reference: str) -> Appointment:
    """Give the person the place back that is kept for them; the new one is given to others.

    Whoever may know of the move is told of the return. Raises Refusal `unknown_reference`,
    `not_allowed_now`, `slot_taken` when no place is kept for them any more.
    """
    with transaction(desk, Right.BOOK) as unit:
        row = require_booked(unit, reference)
        require_act(unit, row, Act.MOVE)
        kept = (place for place, one in hours_changes.list_promised(unit) if one == row)
        place = next(kept, None)
        if place is None or appointments.occupant_of(unit, place.start, place.number):
            raise hours_refusals.place_not_kept()
        knows = _may_know(unit, row)
        left = row.start, row.number
        hours_changes.redeem(unit, place)
        columns = on_place(place)
        columns |= {"overbooked_because": None, "revision": row.revision + 1}
        appointments.change(unit, "move", row, **columns)
        give_back(unit, *left)
        if knows:
            announce(unit, "moved", row, former_start=left[0])
        else:
            _take_news_back(unit, row)
        return to_appointment(row)


def _take_news_back(unit: UnitOfWork, row: StoredAppointment) -> None:
    """Withdraw what was to be told; whoever was told nothing at all hears of their appointment."""
    outbox.withdraw(unit, row.reference)
    close_calls(unit, row.reference)
    sent = outbox.of_appointment(unit, row.reference)
    if not any(one.state == MessageState.SENT for one in sent):
        announce(unit, "booked", row)


def _may_know(unit: Snapshot, row: StoredAppointment) -> bool:
    """Say whether an e-mail, a call or a letter may have told the person of the move."""
    since = hours_changes.moved_since(unit, row)
    if since is None:
        return True
    told = calls.reached_by_phone(unit, [row.reference]).get(row.reference)
    return (
        (told is not None and told > since)
        or any(
            one.kind == MessageKind.MOVED and one.queued_at >= since and one.attempts > 0
            for one in outbox.of_appointment(unit, row.reference)
        )
        or any(
            job.handed_at >= since and job.status.state in _ON_PAPER
            for job in print_jobs.of_appointment(unit, row.reference)
        )
    )
