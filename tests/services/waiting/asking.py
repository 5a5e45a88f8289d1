"""People for the waiting list: what they ask for, and how they come on it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.waiting import WaitingEntry, Wish
from rdv_tui.domain.waiting_request import WORKDAYS, WaitingRequest
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.waiting_tables import CallRow, ProposalRow
from tests.factories import person

ALWAYS = Wish(date(2026, 11, 30), date(2027, 1, 29), WORKDAYS, time.min, time.max)


def asking(
    rank: int = 1,
    *,
    wish: Wish = ALWAYS,
    expires: str = "10/01/2027",
    **changes: Any,  # noqa: ANN401 - any field of a request
) -> tuple[BookingDraft, WaitingRequest]:
    """Return what the person of that rank typed before, and what they ask for."""
    who = person(rank)
    draft = BookingDraft(
        typed={
            "situation": who.situation,
            "permit_kind": who.permit_kind,
            "permit_expires": expires,
            "postal_code": who.postal_code,
        },
        accepted=True,
    )
    known: dict[str, Any] = {
        "family_name": who.family_name,
        "given_names": who.given_names,
        "foreign_resident_number": who.foreign_resident_number,
        "wish": wish,
        "phone": "+33639981234",
        "email": None,
    }
    return draft, WaitingRequest(**(known | changes))


def wait_for(desk: Desk, rank: int = 1, **changes: Any) -> WaitingEntry:  # noqa: ANN401
    """Put the person of that rank on the list."""
    return waiting_list.add(desk, *asking(rank, **changes))


def standing(desk: Desk, number: int) -> WaitingEntry:
    """Return how the person of that number on the list stands now."""
    return next(one for one in waiting_list.list_waiting(desk) if one.id == number)


def fill_up(desk: Desk, first_rank: int = 100) -> list[str]:
    """Book every free place of the calendar; return the references, by start."""
    free = schedule.free_slots(desk, desk.clock.today(), 7 * desk.office.horizon_weeks + 7)
    starts = [slot.start for slot in free for _ in range(slot.free)]
    return [
        booking.book_at(desk, start, person(rank), channel=Channel.DESK).reference
        for rank, start in enumerate(starts, start=first_rank)
    ]


def proposals(desk: Desk) -> list[ProposalRow]:
    """Return all proposals, oldest first."""
    with desk.store.read() as session:
        mine = select(ProposalRow).where(col(ProposalRow.office) == desk.office.code)
        return list(session.exec(mine.order_by(col(ProposalRow.id))).all())


def calls(desk: Desk) -> list[CallRow]:
    """Return all calls, oldest first."""
    with desk.store.read() as session:
        mine = select(CallRow).where(col(CallRow.office) == desk.office.code)
        return list(session.exec(mine.order_by(col(CallRow.id))).all())


def row(desk: Desk, reference: str) -> AppointmentRow:
    """Return the row of that reference."""
    with desk.store.read() as session:
        found = session.get(AppointmentRow, (desk.office.code, reference))
    assert found is not None
    return found


def instant(local: str, zone: str = "Europe/Paris") -> datetime:
    """Return the instant of a wall clock."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def later(wish: Wish, days: int) -> Wish:
    """Return `wish` beginning days later."""
    return Wish(
        wish.first + timedelta(days=days),
        wish.last,
        wish.weekdays,
        wish.from_time,
        wish.until_time,
    )


def at(full: list[str], desk: Desk, start: datetime) -> str:
    """Return the reference of who is booked at `start`."""
    return next(one for one in full if row(desk, one).start == start)


def free_up(desk: Desk, full: list[str], start: datetime) -> None:
    """Cancel the appointment of `start`, as its person asks."""
    changes.cancel(desk, at(full, desk, start), CancelReason.APPLICANT)
