"""What was answered so far, in one line or a few rows."""

from datetime import date

from textual.content import Content

from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Catalogue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.text import plain

LABEL_WIDTH = 22


def labels(draft: BookingDraft, known: Catalogue) -> tuple[str, str]:
    """Return the labels of the situation and of the permit kind in `draft`."""
    situations = {s.code: s.label for s in known.situations}
    kinds = {k.code: k.label for k in known.permit_kinds}
    code, kind = draft.typed.get("situation", ""), draft.typed.get("permit_kind", "")
    return situations.get(code, code), kinds.get(kind, kind)


def chosen_content(office: Office, draft: BookingDraft, known: Catalogue, today: date) -> Content:
    """Return place, situation, permit and home as they were told, a row each under a title."""
    situation, kind = labels(draft, known)
    expires = parse_date(draft.typed.get("permit_expires", ""), today, Era.FUTURE)
    home = f"{draft.typed.get('postal_code', '')} {draft.typed.get('commune', '')}".strip()
    rows = (
        (screen_fr.ROW_WHEN, moment(draft.hold.start) if draft.hold else screen_fr.NOTHING_GIVEN),
        (screen_fr.ROW_WHERE, ", ".join(office.address)),
        (screen_fr.SITUATION, situation),
        (screen_fr.PERMIT_KIND, kind),
        (screen_fr.PERMIT_EXPIRES, plain_date(expires) if expires else screen_fr.NOTHING_GIVEN),
        (screen_fr.POSTAL_CODE, home),
    )
    lines = [
        Content.assemble((f"  {label:<{LABEL_WIDTH - 2}}", "$text-muted"), plain(value))
        for label, value in rows
        if value
    ]
    return Content("\n").join([Content.styled(screen_fr.CHOSEN_SO_FAR, "bold"), *lines])


def recap_line(draft: BookingDraft, known: Catalogue, expires: date | None) -> Content:
    """Return kind, expiry and situation as one line; agents know the kinds by their codes."""
    situation, _ = labels(draft, known)
    kind = draft.typed.get("permit_kind", "")
    words = screen_fr.RECAP.format(
        situation=situation, kind=kind, expires=plain_date(expires) if expires else "–"
    )
    return plain(words, "$text-muted")
