"""« Je n'arrive pas à effectuer la démarche »: what to try, whom to call; one key prints it."""

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import certificate as certificate_fr
from rdv_tui.locales.office import help_desk as help_desk_fr
from rdv_tui.screens.delivery.print_or_save import Give, print_or_save, read_first
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import HangingText


class HelpDeskScreen(DeskScreen[None]):
    """Stands beside the booking: closing it goes back to what was being typed."""

    BINDINGS = bind(
        commands.CERTIFY_HERE, commands.PRINT_SHEET, commands.READ_SHEET, commands.CLOSE
    )

    heading = help_desk_fr.TITLE

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Open the help; it needs no store."""
        await shell.push_screen_wait(cls(shell.office, shell.clock, shell.agent))

    def __init__(self, office: Office, clock: Clock, agent: str) -> None:
        super().__init__(office, clock, agent)
        self._no_slot = False

    def compose_body(self) -> ComposeResult:
        """Show the help as it is printed."""
        parts = []
        for heading, lines in help_desk_fr.sections(self.office):
            parts.append(Content.styled(heading, "bold"))
            parts += [Content.assemble("  · ", line) for line in lines]
            parts.append(Content(""))
        with VerticalScroll():
            yield HangingText(Content("\n").join(parts))

    def on_mount(self) -> None:
        """Ask the store whether a search would fail now: then its certificate is offered."""
        self.look_for_slots()

    @work(exclusive=True, group="slots")
    async def look_for_slots(self) -> None:
        """Offer the certificate when no slot is free."""
        desk = self.shell.desk
        if desk is None:
            return
        from rdv_tui.services.booking import failed_searches  # noqa: PLC0415  (stands on the store)

        try:
            self._no_slot = await run_blocking(failed_searches.first_free_slot, desk) is None
        except RdvError as error:
            self.say(error.message, "refused")
            return
        if self._no_slot:
            self.say(certificate_fr.OFFER_HERE, "waiting")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer the certificate only where no slot is free."""
        return action != "certify_search" or self._no_slot

    async def action_certify_search(self) -> None:
        """Certify that a search fails now."""
        await self.app.run_action("certify_search")

    @work(exclusive=True, group=BACKGROUND)
    async def action_print_sheet(self) -> None:
        """Print the help sheet; without a printer, save it and say where."""
        await self._give_sheet(print_or_save)

    @work(exclusive=True, group="paper")
    async def action_read_sheet(self) -> None:
        """Read the help sheet as it is printed."""
        await self._give_sheet(read_first)

    async def _give_sheet(self, give: Give) -> None:
        from rdv_tui.services.delivery import papers  # noqa: PLC0415  (fpdf2 starts slowly)

        desk = self.shell.desk
        if desk is None:
            self.say(screen_fr.STORE_SLOW, "refused")
            return
        await give(
            self,
            desk,
            papers.help_sheet,
            title=help_desk_fr.SHEET,
            path=desk.letters / help_desk_fr.FILE_NAME,
        )
