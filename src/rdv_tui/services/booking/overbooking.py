"""One more person on a full slot: a supervisor's right, with a reason that goes with them."""

from dataclasses import replace
from datetime import datetime

from rdv_tui.domain.appointment import Hold, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.rights import Right
from rdv_tui.locales import refusals
from rdv_tui.services.booking.preconditions import require_own_hold, require_reason
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, drafts, places
from rdv_tui.store.audit import record
from rdv_tui.store.mapping import to_hold
from rdv_tui.store.permissions import decider
from rdv_tui.store.transactions import transaction


def hold_extra_place(
    desk: Desk,
    start: datetime,
    draft: BookingDraft,
    decision: Override,
    *,
    instead_of: Hold | None = None,
) -> Hold:
    """Add a place at `start` (wall clock) for one person, at no counter, and hold it.

    The place is never offered to anybody else, whatever becomes of the hold. This desk's hold
    `instead_of` is given back in the same transaction. The decision is audited as an action of its
    own. Raises UsageError `invalid_fields` without a reason or an author; Refusal `no_such_slot`,
    `slot_past`, or `not_allowed_now` while the slot has a free place.
    """
    require_reason(decision)
    with transaction(desk, Right.OVERBOOK) as unit:
        places.require_open(unit, start)
        if places.first_free(unit, start) is not None:
            raise refusals.not_full(start)
        if instead_of is not None:
            before = require_own_hold(unit, instead_of)
            if before.status == Status.HELD:
                appointments.change(unit, "release", before, Status.RELEASED, draft=None)
        reason = clean_text(decision.reason)
        by = decider(unit, Right.OVERBOOK, clean_text(decision.by))
        place = places.add_extra(unit, start)
        kept = drafts.encode(replace(draft, overbooked=replace(decision, by=by)))
        row = appointments.create_hold(
            unit, place, draft=kept, overbooked_because=f"{reason} ({by})"
        )
        details = {"start": start, "number": place.number, "reason": reason, "by": by}
        record(unit, "overbook", row.reference, after=details)
        return to_hold(row)
