"""What was answered so far, in one line or a few rows."""

from datetime import date

from textual.content import Content

from rdv_tui import catalogue
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.text import plain

LABEL_WIDTH = 22


def situation_label(code: str) -> str:
    """Return what a situation is called; a code that left the catalogue is shown as it is."""
    return next((one.label for one in catalogue.situations().situations if one.code == code), code)


def kind_label(code: str) -> str:
    """Return what a kind of permit is called, in the same way."""
    kinds = catalogue.situations().permit_kinds
    return next((one.label for one in kinds if one.code == code), code)


def chosen_content(office: Office, draft: BookingDraft, today: date) -> Content:
    """Return place, situation, permit and home as they were told, a row each under a title."""
    expires = parse_date(draft.typed.get("permit_expires", ""), today, Era.FUTURE)
    home = f"{draft.typed.get('postal_code', '')} {draft.typed.get('commune', '')}".strip()
    rows = (
        (screen_fr.ROW_WHEN, moment(draft.hold.start) if draft.hold else screen_fr.NOTHING_GIVEN),
        (screen_fr.ROW_WHERE, ", ".join(office.address)),
        (screen_fr.SITUATION, situation_label(draft.typed.get("situation", ""))),
        (screen_fr.PERMIT_KIND, kind_label(draft.typed.get("permit_kind", ""))),
        (screen_fr.PERMIT_EXPIRES, plain_date(expires) if expires else screen_fr.NOTHING_GIVEN),
        (screen_fr.POSTAL_CODE, home),
    )
    lines = [
        Content.assemble((f"  {label:<{LABEL_WIDTH - 2}}", "$text-muted"), plain(value))
        for label, value in rows
        if value
    ]
    return Content("\n").join([Content.styled(screen_fr.CHOSEN_SO_FAR, "bold"), *lines])


def recap_line(draft: BookingDraft, expires: date | None) -> Content:
    """Return kind, expiry and situation as one line; agents know the kinds by their codes."""
    words = screen_fr.RECAP.format(
        situation=situation_label(draft.typed.get("situation", "")),
        kind=draft.typed.get("permit_kind", ""),
        expires=plain_date(expires) if expires else "–",
    )
    return plain(words, "$text-muted")
