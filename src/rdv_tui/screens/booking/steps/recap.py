"""What was answered so far, in one line or a few rows."""

from datetime import date

from textual.content import Content

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.situations import Catalogue
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import plain_date
from rdv_tui.text import plain


def labels(draft: BookingDraft, known: Catalogue) -> tuple[str, str]:
    """Return the labels of the situation and of the permit kind in `draft`."""
    situations = {s.code: s.label for s in known.situations}
    kinds = {k.code: k.label for k in known.permit_kinds}
    code, kind = draft.typed.get("situation", ""), draft.typed.get("permit_kind", "")
    return situations.get(code, code), kinds.get(kind, kind)


def recap_line(draft: BookingDraft, known: Catalogue, expires: date | None) -> Content:
    """Return kind, expiry and situation as one line; agents know the kinds by their codes."""
    situation, _ = labels(draft, known)
    kind = draft.typed.get("permit_kind", "")
    words = screen_fr.RECAP.format(
        situation=situation, kind=kind, expires=plain_date(expires) if expires else "–"
    )
    return plain(words, "$text-muted")
