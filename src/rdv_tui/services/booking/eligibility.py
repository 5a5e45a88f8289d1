"""May this person book? The rules' answer with its French sentences; the store plays no part."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.names import ascii_digits
from rdv_tui.domain.office import Office
from rdv_tui.domain.overrides import Override, lifts
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import Verdict, VerdictCode, assess, cautions_on
from rdv_tui.domain.problems import Problem
from rdv_tui.domain.situations import Situation
from rdv_tui.errors import UsageError
from rdv_tui.locales.booking.rules import caution_sentence, verdict_sentence
from rdv_tui.locales.fields import sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict ready to be shown; `warnings` are (code, sentence) about the slot's day."""

    verdict: Verdict
    message: str
    warnings: tuple[tuple[str, str], ...] = ()


def evaluate(  # noqa: PLR0913 - each is one of the things that decide
    office: Office,
    today: date,
    *,
    situation: str | None = None,
    permit_kind: str | None = None,
    expires: date | None = None,
    postal_code: str | None = None,
    slot: date | None = None,
    override: Override | None = None,
) -> Finding | None:
    """Say whether this person may book today, None while something that decides is unknown.

    Codes may be in any case; None or empty, they are not known yet. A `postal_code` of None is
    not asked, hence not held against anybody; one that is not five digits leaves the question open.
    An `override` that lifts the verdict leaves it as it is, with the warnings of the slot's day.
    Raises UsageError `invalid_fields`, with `fields`, for a code that the catalogue has not.
    """
    entry, kind = _look_up(situation, permit_kind)
    ask = partial(
        assess,
        situation=entry,
        kind=kind,
        expires=expires,
        today=today,
        rules=office.rules,
        slot=slot,
    )
    verdict = ask(postal_code=postal_code)
    if verdict is None:
        return None
    if slot and expires and entry and lifts(override, verdict.code, entry):
        verdict = replace(verdict, cautions=cautions_on(slot, entry, kind, expires, office.rules))
    say = partial(
        verdict_sentence,
        office=office,
        today=today,
        situation=entry,
        kind=kind,
        expires=expires,
        home=catalogue.home_department(postal_code) if postal_code else None,
    )
    message = say(verdict, postal_code=postal_code)
    if verdict.code is VerdictCode.ELSEWHERE:
        # Who lifts the residence must see that the window stands in the way as well.
        window = ask(postal_code=None)
        if window is not None and window.code in _OUT_OF_WINDOW:
            message = f"{message} {say(window, postal_code=postal_code)}"
    if expires is None or slot is None or entry is None:
        return Finding(verdict, message)
    tell = partial(
        caution_sentence,
        office=office,
        situation=entry,
        kind=kind,
        expires=expires,
        slot=slot,
        today=today,
    )
    warnings = tuple((caution.value, tell(caution)) for caution in verdict.cautions)
    return Finding(verdict, message, warnings)


def evaluate_applicant(
    office: Office,
    asked_on: date,
    applicant: Applicant,
    slot: date | None = None,
    override: Override | None = None,
) -> Finding | None:
    """Say whether `applicant` could book on `asked_on`; None cannot be where all is well-formed."""
    return evaluate(
        office,
        asked_on,
        situation=applicant.situation,
        permit_kind=applicant.permit_kind,
        expires=applicant.permit_expires,
        postal_code=applicant.postal_code,
        slot=slot,
        override=override,
    )


def evaluate_draft(
    office: Office, today: date, draft: BookingDraft, slot: date | None = None
) -> Finding | None:
    """Say whether the person of `draft` may book today, None while too little is typed."""
    typed = draft.typed
    return evaluate(
        office,
        today,
        situation=typed.get("situation"),
        permit_kind=typed.get("permit_kind"),
        expires=parse_date(typed.get("permit_expires", ""), today, Era.FUTURE),
        postal_code=typed.get("postal_code"),
        slot=slot,
        override=draft.override,
    )


def residence_refusal(office: Office, today: date, draft: BookingDraft) -> str:
    """Return why the draft's postal code turns the person away, an empty text when it does not."""
    code = ascii_digits(draft.typed.get("postal_code", "")).replace(" ", "")
    finding = evaluate_draft(office, today, draft.with_typed({"postal_code": code}))
    if finding is None or finding.verdict.code is not VerdictCode.ELSEWHERE:
        return ""
    situation = catalogue.situations().situation(draft.typed["situation"].upper())
    return "" if lifts(draft.override, finding.verdict.code, situation) else finding.message


_OUT_OF_WINDOW = frozenset({VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE})


def refuse_kind(situation: str, permit_kind: str) -> None:
    """Raise UsageError `invalid_fields` for a permit that nobody in that situation holds.

    Codes that the catalogue has not are left to `evaluate`.
    """
    guide = catalogue.situations()
    known = {one.code: one for one in guide.situations}
    entry = known.get(situation.upper())
    if entry is None or not entry.permit_kinds or permit_kind.upper() in entry.permit_kinds:
        return
    kinds = {one.code: one for one in guide.permit_kinds}
    if held := kinds.get(permit_kind.upper()):
        allowed = ", ".join(one.label for one in guide.kinds_for(entry))
        problem = Problem("kind_not_allowed", {"kind": held.label, "allowed": allowed})
        text = sentence("permit_kind", problem)
        raise UsageError("invalid_fields", text, fields={"permit_kind": text})


def _look_up(
    situation: str | None, permit_kind: str | None
) -> tuple[Situation | None, PermitKind | None]:
    """Return the catalogue's entries, naming both codes at once when both are unknown."""
    guide = catalogue.situations()
    entry, kind = None, None
    wrong: dict[str, str] = {}
    if situation:
        try:
            entry = guide.situation(situation.upper())
        except KeyError:
            wrong["situation"] = sentence("situation", Problem("unknown_situation"))
    if permit_kind:
        try:
            kind = guide.permit_kind(permit_kind.upper())
        except KeyError:
            wrong["permit_kind"] = sentence("permit_kind", Problem("unknown_kind"))
    if wrong:
        raise UsageError("invalid_fields", " ".join(wrong.values()), fields=wrong)
    return entry, kind
