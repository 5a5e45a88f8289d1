"""A paper as it will leave the printer, read over the screen that offers it."""

from textual.app import ComposeResult

from rdv_tui.documents.transcript import Pages
from rdv_tui.locales import commands
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.letter_view import LetterView


class PaperScreen(Dialog[bool]):
    """Its pages, with a key that prints them: the answer is whether it was pressed."""

    BINDINGS = bind(commands.PRINT_PAPER, commands.TURN_PAGE, commands.CLOSE)

    def __init__(self, title: str, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self.paper = LetterView(title)
        self.paper.can_focus = True  # the arrows scroll it
        self.paper.add_class("paper")

    def compose(self) -> ComposeResult:
        """Show the pages alone: the keys are those of the footer."""
        yield self.paper

    async def on_mount(self) -> None:
        """Set the pages."""
        await self.paper.show(self._pages)

    def action_turn_page(self) -> None:
        """Show what follows, and after the end the beginning."""
        if not self.paper.turn():
            self.paper.scroll_home(animate=False)

    def action_print_paper(self) -> None:
        """Have it printed."""
        self.dismiss(True)
