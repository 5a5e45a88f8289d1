"""What a stranger may do at a kiosk: look for a place, hold one, book it. Nothing else.

Each of these asks first whether the kiosk is still allowed to.
"""

import hashlib
import time
from datetime import datetime, timedelta

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold, Slot, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal, SlotTaken
from rdv_tui.locales.kiosk import devices as device_fr
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.kiosk.devices import is_enabled
from rdv_tui.store import appointments, devices
from rdv_tui.store.transactions import snapshot, transaction

ANSWER_S = 0.6
"""How long a refusal takes at least, so that its time tells nothing either."""
_HOUR = timedelta(hours=1)


def begin(desk: Desk) -> None:
    """Give back what the visitor before has left: a kiosk never holds more than one place."""
    _require_enabled(desk)
    with transaction(desk, Right.UPKEEP) as unit:
        devices.note_seen(unit, unit.agent)
        for row in devices.left_holds(unit, unit.agent):
            appointments.change(unit, "release", row, Status.RELEASED, draft=None)


def offers(desk: Desk, after: datetime, count: int) -> list[Slot]:
    """Return the first free slots after `after` (wall clock) that this kiosk may give."""
    _require_enabled(desk)
    return schedule.next_free(desk, after, count)


def hold(desk: Desk, start: datetime, instead_of: Hold | None = None) -> Hold:
    """Hold a place; nothing of what was typed is kept beside it. Raises what `holds.hold` does."""
    _require_enabled(desk)
    draft = BookingDraft(channel=Channel.KIOSK)
    return holds.hold(desk, start, draft, instead_of=instead_of)


def renew(desk: Desk, held: Hold) -> Hold:
    """Keep the place for the full time again. Raises what `holds.renew` does."""
    _require_enabled(desk)
    return holds.renew(desk, held)


def book(desk: Desk, held: Hold, applicant: Applicant, rules: KioskRules) -> Appointment:
    """Book the place that is held.

    Raises SlotTaken when it is gone, and else Refusal `see_an_agent`, in the same words and after
    the same time whatever the reason: none tells whether a number is known here.
    """
    began = time.monotonic()
    try:
        _require_enabled(desk)
        _require_within_limits(desk, applicant.foreign_resident_number, rules)
        return booking.book(desk, held, applicant, channel=Channel.KIOSK, identification=None)
    except SlotTaken:
        raise
    except Refusal:
        _count_refusal(desk, applicant.foreign_resident_number)
        time.sleep(max(0.0, began + ANSWER_S - time.monotonic()))
        raise device_fr.not_here() from None


def count_left(desk: Desk, step: str, language: str) -> None:
    """Count a visit that somebody left at `step`: all that is kept of it."""
    with transaction(desk, Right.UPKEEP) as unit:
        devices.count(unit, f"left:{step}:{language}", unit.agent)


def _require_enabled(desk: Desk) -> None:
    if not is_enabled(desk):
        raise device_fr.not_enrolled()


def _require_within_limits(desk: Desk, number: str, rules: KioskRules) -> None:
    with snapshot(desk) as unit:
        booked = devices.booked_since(unit, desk.agent, unit.now - _HOUR)
        refused = devices.counted(unit, "refused", _subject(desk, number))
    if booked >= rules.bookings_an_hour or refused >= rules.refusals_a_day:
        raise device_fr.not_here()


def _count_refusal(desk: Desk, number: str) -> None:
    with transaction(desk, Right.UPKEEP) as unit:
        devices.count(unit, "refused", _subject(desk, number))


def _subject(desk: Desk, number: str) -> str:
    """Return what stands for a number in the day's counts."""
    return hashlib.sha256(f"{desk.office.code}:{desk.clock.today()}:{number}".encode()).hexdigest()
