"""A booking under way, as it is kept beside its hold so that an interruption loses nothing."""

from dataclasses import replace

import msgspec

from rdv_tui.catalogue import situations
from rdv_tui.domain.draft import BookingDraft


def encode(draft: BookingDraft) -> str:
    """Return `draft` as JSON, without its hold and without a situation that may not be recorded."""
    typed = {
        field: text
        for field, text in draft.typed.items()
        if not (field == "situation" and _sensitive(text))
    }
    other = draft.household
    if other is not None and _sensitive(other.situation):
        other = replace(other, situation="", permit_kind="")
    kept = replace(draft, typed=typed, hold=None, household=other)
    return msgspec.json.encode(kept).decode()


def decode(text: str | None) -> BookingDraft:
    """Return the draft that `text` keeps; an empty one without it, or of another version."""
    try:
        return msgspec.json.decode(text or "{}", type=BookingDraft)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return BookingDraft()


def _sensitive(typed: str) -> bool:
    # As the rules read it: in any case, with blanks around it.
    code = typed.strip().casefold()
    return any(
        entry.sensitive and entry.code.casefold() == code for entry in situations().situations
    )
