"""Papers of a demonstration, or of a clock that was set: marked, and in a folder of their own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.locales.delivery.papers import SPECIMENS
from rdv_tui.services.desk import Desk

if TYPE_CHECKING:
    from rdv_tui.documents.layout import PrintLayout


def layout_of(desk: Desk, form: "PrintLayout | None" = None) -> "PrintLayout":
    """Return how a paper of this desk is set: as `form` says, and marked in a trial."""
    from rdv_tui.documents.layout import PLAIN  # noqa: PLC0415  (fpdf2 starts slowly)

    form = form or PLAIN
    return replace(form, specimen=True) if desk.is_trial else form


def folder_of(letters: Path, *, is_trial: bool) -> Path:
    """Return where papers are saved: `letters`, or a folder in it that only a trial uses."""
    return letters / SPECIMENS if is_trial else letters
