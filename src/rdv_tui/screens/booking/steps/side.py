"""The side panel of wide screens: what helps while the form is filled in."""

from datetime import date

from textual.content import Content

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Catalogue, Situation
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.locales.fees import fee
from rdv_tui.services.booking import eligibility
from rdv_tui.text import plain, warning_line


def what_to_bring(
    office: Office, known: Catalogue, situation: Situation, kind: str = ""
) -> Content:
    """Return the documents of a situation, what it costs, and how far the list is confirmed.

    With the code of a permit that it has, only what its holder brings.
    """
    held = known.permit_kind(kind) if kind in situation.permit_kinds else None
    lines = [Content.styled(screen_fr.SIDE_BRING, "bold")]
    lines += [
        Content.assemble("· ", plain(document.label))
        for document in known.documents_for(situation, held)
    ]
    lines.append(plain(fee(situation, office.rules)))
    as_of = screen_fr.SIDE_AS_OF.format(day=plain_date(known.as_of))
    lines.append(plain(as_of, "$text-muted"))
    return Content("\n").join(lines)


def side_content(office: Office, today: date, draft: BookingDraft, known: Catalogue) -> Content:
    """Return the slot held, the verdict with its warnings, and what to bring."""
    lines: list[Content] = []
    if draft.hold:
        lines += [
            Content.styled(screen_fr.CHECK_PLACE, "bold"),
            plain(moment(draft.hold.start)),
            Content(""),
        ]
    finding = eligibility.evaluate_draft(
        office, today, draft, draft.hold.start if draft.hold else None
    )
    if finding:
        lines += [Content.styled(screen_fr.VERDICT, "bold"), plain(finding.message)]
        lines += [warning_line(sentence) for _, sentence in finding.warnings]
        lines.append(Content(""))
    code = draft.typed.get("situation", "")
    situation = next((s for s in known.situations if s.code == code), None)
    if situation:
        lines.append(what_to_bring(office, known, situation, draft.typed.get("permit_kind", "")))
    return Content("\n").join(lines)
