"""Whom a certificate names, where the booking under way has not asked it yet."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.failed_search import PERSON_FIELDS, FailedSearch
from rdv_tui.locales import commands
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.screens.form import Form, text_field
from rdv_tui.screens.frame import StoreScreen, run_blocking
from rdv_tui.services.booking import failed_searches
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind


class CertificateForm(StoreScreen[FailedSearch | None], Form[FailedSearch | None]):
    """Three fields, filled from the draft; gives the search certified, or None when given up."""

    CSS_PATH = "certificate_form.tcss"
    BINDINGS = bind(commands.CONTINUE, commands.CLOSE)

    heading = certificate_fr.TITLE
    leave_question = certificate_fr.FORM_LEAVE
    needed = frozenset(PERSON_FIELDS)

    def __init__(self, desk: Desk, typed: Mapping[str, str]) -> None:
        super().__init__(desk)
        self._asked = typed
        self.fields = tuple(text_field(name, typed.get(name, "")) for name in PERSON_FIELDS)

    def compose_band(self) -> ComposeResult:
        """Ask for whom."""
        yield Static(plain(certificate_fr.FORM_TITLE, "bold"), id="question")

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and why they are asked."""
        yield from self.compose_form(certificate_fr.FORM_FOOT)

    async def submit(self) -> None:
        """Certify for the person named."""
        typed = {**self._asked, **self.typed()}
        self.dismiss(await run_blocking(failed_searches.certify, self.desk, typed))
