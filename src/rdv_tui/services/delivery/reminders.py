"""Reminding people of their appointment some days before: by e-mail, or by a call in the morning.

Each appointment is reminded of once for each of its dates. Who learnt the date so late that the
day of the reminder had come already is not reminded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.calendar import places
from rdv_tui.domain.message import CallKind, MessageKind, MessageState
from rdv_tui.domain.rights import Right
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.store import calls, reminders
from rdv_tui.store.stored import StoredAppointment, StoredMessage
from rdv_tui.store.transactions import Snapshot, snapshot, transaction

_MAX_CLOSED_DAYS = 14  # days on which an office is closed in a row
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """The office's day on which somebody is reminded, and how: an e-mail, else a call."""

    day: date
    by_mail: bool


def planned(desk: Desk, booked: Appointment) -> PlannedReminder | None:
    """Return when the person of a new booking will be reminded of it, None when nobody will be."""
    desk, person = with_current_office(desk), booked.applicant
    if desk.office.reminder_days == 0 or not (person.email or person.phone):
        return None
    day = desk.clock.wall(_next_morning(desk, booked.start.date())).date()
    return PlannedReminder(day, bool(person.email)) if desk.clock.today() < day else None


def queue_due(desk: Desk) -> int:
    """Queue the reminders whose day has come, each once; return how many there were."""
    desk = with_current_office(desk)
    with snapshot(desk) as seen:
        if next(_due(desk, seen), None) is None:
            return 0
    with transaction(desk, Right.UPKEEP) as unit:
        found = list(_due(desk, unit))
        for row, by_mail, opening in found:
            if by_mail:
                announce(unit, MessageKind.REMINDER, row)
            else:
                calls.add(unit, CallKind.REMINDER, opening, row.reference)
        return len(found)


def _due(desk: Desk, unit: Snapshot) -> Iterator[tuple[StoredAppointment, bool, datetime]]:
    """Yield what to remind of now: the row, whether an e-mail will do, when to call otherwise."""
    days, today = desk.office.reminder_days, unit.today
    if days == 0:
        return
    # On the day itself it is too late; a week-end before it moves the reminder forward.
    first = datetime.combine(today + timedelta(days=1), time())
    last = first + timedelta(days=days + _MAX_CLOSED_DAYS)
    rows = reminders.booked_between(unit, first, last)
    if not rows:
        return
    sent = reminders.messages_of(unit, first, last)
    called = reminders.calls_of(unit, first, last)
    openings = {day: _next_morning(desk, day) for day in {row.start.date() for row in rows}}
    for row in rows:
        opening, messages = openings[row.start.date()], sent.get(row.reference, [])
        day = desk.clock.wall(opening).date()
        if today < day or _informed_on(desk, row, messages) >= day:
            continue
        if any(_reminds(message, row) for message in messages):
            continue
        if row.email and not _is_unreached(messages):
            yield row, True, opening
        elif row.phone and opening not in called.get(row.reference, ()):
            yield row, False, opening


def _informed_on(desk: Desk, row: StoredAppointment, messages: list[StoredMessage]) -> date:
    """Return the office's day on which the person was last told a date."""
    assert row.booked_at is not None  # by ck_appointment_person
    moves = [one.queued_at for one in messages if one.kind == MessageKind.MOVED]
    return desk.clock.wall(max([row.booked_at, *moves])).date()


def _reminds(message: StoredMessage, row: StoredAppointment) -> bool:
    return message.kind == MessageKind.REMINDER and message.sequence == row.revision


def _is_unreached(messages: list[StoredMessage]) -> bool:
    """Say whether the last message went wrong, or goes wrong still: another one would too."""
    if not messages:
        return False
    last = messages[-1]
    return last.state == MessageState.FAILED or (
        last.state == MessageState.UNSENT and last.attempts > 0
    )


def _next_morning(desk: Desk, appointed: date) -> datetime:
    """Return when (UTC) the office opens on the day to remind of an appointment of `appointed`.

    That is the day as many days before as the office says, or the last open one before it.
    """
    office = desk.office
    day = appointed - timedelta(days=office.reminder_days)
    first = day - timedelta(days=_MAX_CLOSED_DAYS)
    starts = [
        place.start
        for place in places(office.openings, office.closures, office.slot_minutes, first, day)
    ]
    last = max((start.date() for start in starts), default=day)
    opens = min((start for start in starts if start.date() == last), default=None)
    local = opens or datetime.combine(day, _MORNING)
    return desk.clock.instant(local)
