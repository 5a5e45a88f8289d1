"""The guards that every way of booking goes through, so that none is looser than another."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Channel, Hold, Status
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import LONGEST_REASON, Override, lifts
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.reference import new_reference
from rdv_tui.domain.release import AGENTS
from rdv_tui.locales import refusals
from rdv_tui.services import eligibility
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, people, places, waiting
from rdv_tui.store.audit import Actor, record

if TYPE_CHECKING:
    from rdv_tui.store.engine import Session
    from rdv_tui.store.tables import AppointmentRow, PlaceRow


@dataclass(frozen=True, slots=True)
class Unit:
    """One writing transaction of a desk: its session, and the actor at its instant."""

    desk: Desk
    session: "Session"
    actor: Actor

    @property
    def hold_ends(self) -> datetime:
        """Return when a hold taken or renewed now expires (UTC)."""
        return self.actor.at + timedelta(minutes=self.desk.office.hold_minutes)


@contextmanager
def writing(desk: Desk) -> Iterator[Unit]:
    """Open a transaction under the write lock, in which no expired hold stands any more.

    The instant is read after the lock is taken: waiting for it must not lengthen a hold. Proposals
    whose hold has ended, before or in this transaction, are settled at its end.
    """
    with desk.store.write(desk.office.code) as session:
        actor = Actor(desk.office.code, desk.agent, desk.station, desk.clock.now())
        appointments.lapse_expired(session, actor)
        yield Unit(desk, session, actor)
        waiting.settle(session, actor, desk.office.proposals_at_most)


def require_eligible(
    desk: Desk, applicant: Applicant, start: datetime, override: Override | None = None
) -> VerdictCode | None:
    """Raise Refusal `not_eligible` when the rules, asked today, turn the person away.

    Returns the verdict that `override` lifts, None when there is nothing to lift. Only the booking
    window and the residence can be lifted: a procedure that is filed online, by post or elsewhere
    (R.431-2, R.431-3) has no appointment to give. Raises UsageError `invalid_fields` for an
    override without a reason or without its author.
    """
    if override is not None:
        require_reason(override)
    finding = eligibility.find(
        desk.office,
        desk.clock.today(),
        situation=applicant.situation,
        permit_kind=applicant.permit_kind,
        expires=applicant.permit_expires,
        postal_code=applicant.postal_code,
        slot=start.date(),
    )
    assert finding is not None  # everything that decides is given
    verdict = finding.verdict.code
    if verdict is VerdictCode.BOOKABLE:
        return None
    situation = catalogue.situations().situation(applicant.situation.upper())
    if not lifts(override, verdict, situation):
        raise refusals.not_eligible(finding.message, verdict.value)
    return verdict


def require_reason(override: Override) -> None:
    """Raise UsageError `invalid_fields` for a decision without a reason or without its author."""
    reason = clean_text(override.reason)
    if not reason or not clean_text(override.by) or len(reason) > LONGEST_REASON:
        raise refusals.override_without_reason(LONGEST_REASON)


def record_override(
    unit: Unit, reference: str, override: Override | None, lifted: VerdictCode | None
) -> None:
    """Write the override in the audit as an action of its own, when it lifted anything."""
    if override is not None and lifted is not None:
        told = {
            "verdict": lifted.value,
            "reason": clean_text(override.reason),
            "by": clean_text(override.by),
        }
        record(unit.session, unit.actor, "override", reference, after=told)


def require_slot(unit: Unit, start: datetime, to: Collection[Channel] = AGENTS) -> None:
    """Raise Refusal `no_such_slot` or `slot_past`; `to` are the channels that ask."""
    if not places.exists(unit.session, unit.actor.office, start, to):
        raise refusals.no_such_slot(start)
    if start <= unit.desk.clock.local():
        raise refusals.slot_past(start)


def require_person_free(unit: Unit, number: str) -> None:
    """Raise Refusal `already_booked` when the person has an appointment today or later.

    One on a past day of which nobody recorded the outcome stands in nobody's way: it becomes
    `unrecorded`.
    """
    row = people.active_of(unit.session, unit.actor.office, number)
    if row is None:
        return
    if row.start.date() >= unit.desk.clock.today():
        raise refusals.already_booked(row.start, row.reference)
    appointments.change(unit.session, unit.actor, "unrecord", row, Status.UNRECORDED)
    unit.session.flush()


def free_place(
    unit: Unit,
    start: datetime,
    preferred: int | None = None,
    to: Collection[Channel] = AGENTS,
) -> "PlaceRow":
    """Return a free place of `start` for the channels `to`. Raises Refusal `slot_taken`."""
    place = places.first_free(
        unit.session, unit.actor.office, start, unit.actor.at, preferred=preferred, to=to
    )
    if place is None:
        raise refusals.slot_taken(start)
    return place


def own_row(unit: Unit, hold: Hold) -> "AppointmentRow":
    """Return the row of this desk's own hold, whatever became of it.

    Raises Refusal `not_allowed_now` when there is none, or another desk keeps it.
    """
    row = appointments.find(unit.session, unit.actor.office, hold.reference)
    if row is None:
        raise refusals.hold_gone()
    if (row.held_by, row.station) != (unit.actor.agent, unit.actor.station):
        raise refusals.hold_elsewhere()
    return row


def fresh_reference(unit: Unit) -> str:
    """Return a reference that nothing bears yet."""
    while True:
        reference = new_reference(secrets.choice)
        if appointments.find(unit.session, unit.actor.office, reference) is None:
            return reference
