"""The certificate of a failed search, from any screen: the store decides, the paper goes out."""

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.failed_search import PERSON_FIELDS, FailedSearch
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.dates import plain_date
from rdv_tui.screens.booking.steps.step import StepScreen
from rdv_tui.screens.delivery.print_or_save import read_first
from rdv_tui.screens.form import Form, text_field
from rdv_tui.screens.frame import DeskScreen, StoreScreen, run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.services.booking import failed_searches
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind


class CertificateForm(StoreScreen[FailedSearch | None], Form[FailedSearch | None]):
    """Three fields, filled from the draft; gives the search certified, or None when given up."""

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


async def certify(shell: Shell, screen: DeskScreen[Any]) -> None:
    """Certify the search of the booking under way, and print or save the paper.

    The certificate names a person: who was not asked for yet is asked first. `screen` tells what
    came of it.
    """
    desk, typed = shell.desk, _typed(shell)
    if desk is None:
        screen.say(screen_fr.NO_STORE_YET if shell.lost else screen_fr.LOADING, "refused")
        return
    if not typed.get("situation"):
        screen.say(certificate_fr.SITUATION_FIRST, "refused")
        return
    screen.say(certificate_fr.ASKING)
    try:
        await run_blocking(failed_searches.require_failed, desk, typed)
        search = await _search_of(shell, desk, typed)
        if search is None:
            screen.say("")
            return
        before = await run_blocking(_before, desk, search)
    except RdvError as error:
        screen.show_refusal(error)
        return
    title = certificate_fr.DOCUMENT_TITLE.format(reference=search.reference)
    if before:
        last = plain_date(desk.clock.wall(before[-1].searched_at).date())
        title = certificate_fr.ISSUED_BEFORE.format(done=title, count=len(before), day=last)
    # It names a person, and a judge may see it: it is read before it is given.
    await read_first(
        screen,
        desk,
        lambda desk: failed_searches.certificate_pdf(desk, search.reference),
        title=title,
        path=desk.letters / certificate_fr.FILE_NAME.format(reference=search.reference),
    )


async def _search_of(shell: Shell, desk: Desk, typed: dict[str, str]) -> FailedSearch | None:
    """Return the search certified for the draft's person, or for whom the form names."""
    try:
        if all(typed.get(name, "").strip() for name in PERSON_FIELDS):
            return await run_blocking(failed_searches.certify, desk, typed)
    except InvalidFields:
        pass  # the form says which field, and why
    form = CertificateForm(desk, typed)
    search = await shell.push_screen_wait(form)
    if search is not None and (step := _step(shell)):
        # Nothing is typed twice: the person goes on with the booking, or asks again.
        step.draft = step.draft.with_typed(form.typed())
    return search


def _before(desk: Desk, search: "FailedSearch") -> list[FailedSearch]:
    """Return the earlier searches of the same person."""
    of_them = failed_searches.of_person(desk, search.foreign_resident_number or search.holder or "")
    here = (search.year, search.number)
    return [one for one in of_them if (one.year, one.number) < here]


def _step(shell: Shell) -> StepScreen | None:
    steps = [one for one in shell.screen_stack if isinstance(one, StepScreen)]
    return steps[-1] if steps else None


def _typed(shell: Shell) -> dict[str, str]:
    """Return what the step under way says, also when a window stands over it."""
    step = _step(shell)
    return dict((step.current() if step else shell.draft).typed)
