"""What the guide says of one situation: the channel and why, the law, the window, the papers."""

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.guide import TOO_EARLY, TOO_LATE
from rdv_tui.domain.office import Office
from rdv_tui.domain.permits import VerdictCode, booking_window
from rdv_tui.domain.situations import Catalogue, Checked, Document, Route, Situation
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.dates import plain_date
from rdv_tui.locales.delivery.letter import condition as said_condition
from rdv_tui.locales.fees import fee
from rdv_tui.services.booking import eligibility
from rdv_tui.text import plain

_DATED = (TOO_EARLY, TOO_LATE)
CHIP_WIDTH = 10


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the booking under way already says of the person; None and empty are unknown."""

    today: date
    expires: date | None = None
    permit_kind: str = ""
    postal_code: str = ""


def facts_of(draft: BookingDraft, today: date) -> PersonFacts:
    """Return what the draft tells the guide."""
    typed = draft.typed
    return PersonFacts(
        today,
        parse_date(typed.get("permit_expires", ""), today, Era.FUTURE),
        typed.get("permit_kind", ""),
        typed.get("postal_code", "").strip(),
    )


def chip(route: Route) -> Content:
    """Return the channel as a word on a ground of its own: another one is no warning."""
    ground = "$text-success" if route is Route.IN_PERSON else "$text-muted"
    word = guide_fr.CHANNELS_SHORT[route].upper().center(CHIP_WIDTH)
    return Content.styled(word, f"bold $background on {ground}")


def channel(situation: Situation) -> Content:
    """Return the channel, and whether it is to be confirmed."""
    confirm = "" if situation.verified else f"  {guide_fr.TO_CONFIRM}"
    return Content.assemble(
        chip(situation.route),
        (f"  {guide_fr.CHANNELS[situation.route]}", "bold"),
        (confirm, "$text-warning"),
    )


def rows(
    office: Office, known: Catalogue, situation: Situation, facts: PersonFacts
) -> list[tuple[str, Content]]:
    """Return (label, text) lines: what to say, why, legal basis, window, fee, note, date."""
    basis = "" if situation.legal_basis_verified else f" ({guide_fr.TO_CONFIRM})"
    found = [
        (guide_fr.SAY, plain(guide_fr.SENTENCES[situation.route], "bold")),
        (guide_fr.WHY, _why(office, situation, facts)),
        (
            guide_fr.LEGAL_BASIS,
            Content.assemble(plain(situation.legal_basis), (basis, "$text-warning")),
        ),
        (guide_fr.WINDOW, plain(_window(office, situation, facts))),
        (guide_fr.FEE, plain(fee(situation, office.rules))),
        (guide_fr.NOTE, plain(situation.note, "$text-muted")),
        (guide_fr.AS_OF, plain(plain_date(known.as_of), "$text-muted")),
    ]
    return [(label, text) for label, text in found if text.plain]


def _why(office: Office, situation: Situation, facts: PersonFacts) -> Content:
    kind = facts.permit_kind if facts.permit_kind in situation.permit_kinds else None
    finding = eligibility.evaluate(
        office,
        facts.today,
        situation=situation.code,
        permit_kind=kind,
        expires=facts.expires,
        postal_code=facts.postal_code or None,
    )
    if finding is None:
        return plain(guide_fr.WHY_IN_PERSON)
    if situation.route is not Route.IN_PERSON:
        return plain(finding.message)
    bookable = finding.verdict.code is VerdictCode.BOOKABLE
    return plain(finding.message, "" if bookable else "$text-error")


def _window(office: Office, situation: Situation, facts: PersonFacts) -> str:
    if situation.route is not Route.IN_PERSON and situation.code not in _DATED:
        return ""
    if facts.expires is None:
        return guide_fr.window(office.rules)
    first, last = booking_window(facts.expires, office.rules, situation)
    return guide_fr.WINDOW_DAYS.format(
        expires=plain_date(facts.expires),
        first=plain_date(first),
        last=plain_date(last),
    )


def to_bring(known: Catalogue, situation: Situation) -> Content:
    """Return the documents to bring or to attach, and how far the list is confirmed."""
    documents = known.documents_for(situation)
    if not documents:
        return plain(guide_fr.BRING_NOTHING, "$text-muted")
    here = situation.route is Route.IN_PERSON
    lines = [Content.styled(guide_fr.BRING if here else guide_fr.ATTACH, "bold")]
    lines += [_document(document) for document in documents]
    if situation.documents_verified is not Checked.YES:
        lines.append(plain(f"▲ {guide_fr.LIST_TO_CONFIRM}", "$text-warning"))
    return Content("\n").join(lines)


def _document(document: Document) -> Content:
    condition = said_condition(document.condition)
    parts = [f"· {document.label}", *([f"({condition})"] if condition else [])]
    label, *rest = (plain(part) for part in parts)
    return Content(" ").join([label, *(part.stylize("$text-muted") for part in rest)])


def card(office: Office, known: Catalogue, situation: Situation, facts: PersonFacts) -> Content:
    """Return the whole answer as running text, for the panel beside the list."""
    lines = [channel(situation), plain(situation.label, "bold"), Content("")]
    for label, text in rows(office, known, situation, facts):
        lines += [Content.assemble((f"{label} : ", "bold"), text)]
    return Content("\n").join([*lines, Content(""), to_bring(known, situation)])


def situation_line(situation: Situation) -> Content:
    """Return a situation on one line: which way it leads, and its name."""
    return Content.assemble(chip(situation.route), " ", plain(situation.label))
