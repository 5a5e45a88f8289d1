"""What a clock that was ahead left in the store, and how it is undone.

The audit is in the order in which things were done, whatever the clocks said: an act whose line
bears an instant still to come was done by a clock ahead, and the line before it tells about when.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import update
from sqlmodel import and_, col, or_, select

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.release import last_open_day, next_release
from rdv_tui.domain.waiting import ProposalOutcome
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.store import appointments, leases, offices, waiting
from rdv_tui.store.audit import ON_APPOINTMENT, decode_changes, of_action, record
from rdv_tui.store.delivery_tables import LeaseRow, MessageRow
from rdv_tui.store.tables import AppointmentRow, AuditRow, PlaceRow
from rdv_tui.store.unit import Snapshot, UnitOfWork
from rdv_tui.store.waiting_tables import ProposalRow, WaitingRow

TOLERANCE = timedelta(days=1)
"""How far beyond its due an instant may lie before a clock must have been wrong."""

_LONGEST_RETRY = timedelta(hours=2)
_LONGEST_PAUSE = timedelta(days=1)
_LONGEST_EMBARGO = timedelta(days=14)
"""Closed days may lengthen a proposal, and with it the time for which its place is held back."""


@dataclass(frozen=True, slots=True)
class ClockMark:
    """One thing that a clock ahead has left: the sentence about it, and how to undo it."""

    sentence: str
    undo: Callable[[UnitOfWork], None]


def last_instant(unit: Snapshot) -> datetime | None:
    """Return when the store was last written, as the writer's clock had it (UTC)."""
    last = select(AuditRow.at).where(col(AuditRow.office) == unit.office)
    return unit.session.exec(last.order_by(col(AuditRow.id).desc()).limit(1)).first()


def instants_back(unit: Snapshot) -> Iterator[tuple[datetime, str]]:
    """Yield instant (UTC) and action of every act, the last one first."""
    acts = select(AuditRow.at, AuditRow.action).where(col(AuditRow.office) == unit.office)
    backwards = acts.order_by(col(AuditRow.id).desc()).execution_options(yield_per=500)
    yield from unit.session.exec(backwards)


def find(unit: Snapshot) -> list[ClockMark]:
    """Return all that a clock ahead has left and that would last."""
    return [
        *_opened_ahead(unit),
        *_embargoes(unit),
        *_holds(unit),
        *_proposals(unit),
        *_pauses(unit),
        *_retries(unit),
        *_leases(unit),
    ]


# -- days that were opened
def _opened_ahead(unit: Snapshot) -> Iterator[ClockMark]:
    until = offices.opened_until(unit)
    last = last_open_day(unit.local + TOLERANCE, offices.get_record(unit.session, unit.office))
    if until is None or until <= last:
        return
    opened = of_action(unit, "open_ahead")
    if not opened or opened[-1].at <= unit.now + TOLERANCE:
        return  # a longer horizon of before, for instance
    right = [act for act in opened if act.at <= unit.now + TOLERANCE]
    marks = [decode_changes(act.after).get("opened_until") for act in right]
    mark = max((date.fromisoformat(one) for one in marks if one), default=None)

    def undo(unit: UnitOfWork) -> None:
        beyond = mark or unit.today - timedelta(days=1)
        midnight = datetime.combine(beyond + timedelta(days=1), datetime.min.time())
        unit.session.connection().execute(
            update(PlaceRow)
            .where(col(PlaceRow.office) == unit.office, col(PlaceRow.start) >= midnight)
            .values(withdrawn=True)
        )
        offices.set_opened_until(unit, beyond)
        record(
            unit,
            "repair_opened_until",
            before={"opened_until": until},
            after={"opened_until": beyond},
        )

    yield ClockMark(marks_fr.opened_ahead(until), undo)


# -- places held back
def _embargoes(unit: Snapshot) -> Iterator[ClockMark]:
    pending = col(ProposalRow.answer) == ProposalOutcome.PENDING.value
    proposed = {
        (row.start, row.number)
        for row in unit.session.exec(unit.rows_of(AppointmentRow).join(ProposalRow).where(pending))
    }
    late = unit.rows_of(PlaceRow).where(
        col(PlaceRow.free_from) > unit.now + timedelta(days=1) + TOLERANCE
    )
    longest = timedelta(hours=unit.desk.office.proposal_hours) + _LONGEST_EMBARGO
    for place in unit.session.exec(late):
        if (place.start, place.number) in proposed:
            continue
        far = _instant(place.free_from) > unit.now + longest
        if far or _first_act_ahead(unit, place.start, place.number) is not None:
            yield ClockMark(
                marks_fr.held_back(place.start, unit.desk.clock.wall(_instant(place.free_from))),
                partial(_release, place.start, place.number),
            )


def _release(start: datetime, number: int, unit: UnitOfWork) -> None:
    """Give a place back at the release that followed its cancellation, by the other clocks."""
    place = unit.session.get(PlaceRow, (unit.office, start, number))
    if place is None:
        return
    at = _cancelled_at(unit, start, number)
    office, clock = unit.desk.office, unit.desk.clock
    due = next_release(clock.wall(at), office, clock.zone) if at is not None else None
    before = place.free_from
    place.free_from = due if due is not None and due > unit.now else None
    unit.session.add(place)
    where = {"start": start, "number": number}
    record(
        unit,
        "repair_free_from",
        before={**where, "free_from": before},
        after={**where, "free_from": place.free_from},
    )


def _cancelled_at(unit: UnitOfWork, start: datetime, number: int) -> datetime | None:
    """Return about when the place became free: the instant of the act before, in the audit."""
    first = _first_act_ahead(unit, start, number)
    if first is None:
        return None
    earlier = select(AuditRow.at).where(
        col(AuditRow.office) == unit.office,
        col(AuditRow.id) < first,
        col(AuditRow.at) <= unit.now + TOLERANCE,
    )
    return unit.session.exec(earlier.order_by(col(AuditRow.id).desc()).limit(1)).first()


def _first_act_ahead(unit: Snapshot, start: datetime, number: int) -> int | None:
    """Return the number of the first act ahead of the clock on whoever had that place."""
    ahead = (
        select(AuditRow.id)
        .join(AppointmentRow, ON_APPOINTMENT)
        .where(
            col(AuditRow.office) == unit.office,
            col(AuditRow.at) > unit.now + TOLERANCE,
            col(AppointmentRow.start) == start,
            col(AppointmentRow.number) == number,
        )
        .order_by(col(AuditRow.id))
    )
    return unit.session.exec(ahead.limit(1)).first()


# -- holds and proposals
def _holds(unit: Snapshot) -> Iterator[ClockMark]:
    longest = timedelta(minutes=unit.desk.office.hold_minutes) + TOLERANCE
    held = unit.rows_of(AppointmentRow).where(
        col(AppointmentRow.status) == Status.HELD.value,
        col(AppointmentRow.hold_expires_at) > unit.now + longest,
        col(AppointmentRow.reference).not_in(
            select(ProposalRow.reference).where(
                col(ProposalRow.office) == unit.office,
                col(ProposalRow.answer) == ProposalOutcome.PENDING.value,
            )
        ),
    )
    for row in unit.session.exec(held):
        yield ClockMark(marks_fr.held(row.start), partial(_lapse, row.reference))


def _lapse(reference: str, unit: UnitOfWork) -> None:
    """End a hold."""
    row = appointments.find(unit, reference)
    if row is not None and row.status == Status.HELD:
        appointments.change(unit, "repair_hold", row, Status.LAPSED, draft=None)


def _proposals(unit: Snapshot) -> Iterator[ClockMark]:
    ahead = unit.rows_of(ProposalRow).where(
        col(ProposalRow.answer) == ProposalOutcome.PENDING.value,
        col(ProposalRow.proposed_at) > unit.now + TOLERANCE,
    )
    for proposal in unit.session.exec(ahead):
        yield ClockMark(marks_fr.proposed(proposal.waiting), partial(_unpropose, proposal.id))


def _unpropose(number: int, unit: UnitOfWork) -> None:
    """End a proposal, which costs its person none of those that are due to them."""
    proposal = unit.session.get(ProposalRow, (unit.office, number))
    if proposal is None or proposal.answer != ProposalOutcome.PENDING:
        return
    _lapse(proposal.reference, unit)
    waiting.end_proposal(unit, proposal, ProposalOutcome.EXPIRED)
    hold = appointments.find(unit, proposal.reference)
    if hold is not None:
        _release(hold.start, hold.number, unit)


def _pauses(unit: Snapshot) -> Iterator[ClockMark]:
    paused = unit.rows_of(WaitingRow).where(
        col(WaitingRow.status) == "waiting",
        col(WaitingRow.not_before) > unit.now + _LONGEST_PAUSE + TOLERANCE,
    )
    for row in unit.session.exec(paused):
        yield ClockMark(marks_fr.paused(row.id), partial(_resume, row.id))


def _resume(number: int, unit: UnitOfWork) -> None:
    """Let a person of the waiting list be proposed a place again."""
    row = waiting.find(unit, number)
    if row is not None:
        before, row.not_before = row.not_before, None
        unit.session.add(row)
        record(
            unit,
            "repair_waiting",
            before={"waiting": row.id, "not_before": before},
            after={"waiting": row.id, "not_before": None},
        )


# -- messages and jobs
def _retries(unit: Snapshot) -> Iterator[ClockMark]:
    late = and_(
        col(MessageRow.office) == unit.office,
        col(MessageRow.state) == "waiting",
        or_(
            col(MessageRow.next_at) > unit.now + _LONGEST_RETRY + TOLERANCE,
            col(MessageRow.queued_at) > unit.now + TOLERANCE,
        ),
    )
    numbers = list(unit.session.exec(select(MessageRow.id).where(late)))

    def undo(unit: UnitOfWork) -> None:
        now = {"next_at": unit.now, "queued_at": unit.now}
        unit.session.connection().execute(update(MessageRow).where(late).values(**now))
        record(unit, "repair_messages", after={"messages": numbers, **now})

    if numbers:
        yield ClockMark(marks_fr.unsent(len(numbers)), undo)


def _leases(unit: Snapshot) -> Iterator[ClockMark]:
    ahead = unit.rows_of(LeaseRow).where(col(LeaseRow.expires_at) > unit.now + TOLERANCE)
    for row in unit.session.exec(ahead):
        yield ClockMark(marks_fr.leased(row.job), partial(_end_lease, row.job))


def _end_lease(job: str, unit: UnitOfWork) -> None:
    """Let another program have a job."""
    row = leases.find(unit, job)
    if row is not None:
        unit.session.delete(row)


def _instant(value: datetime | None) -> datetime:
    assert value is not None  # it was compared
    return value
