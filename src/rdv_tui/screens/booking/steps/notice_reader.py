"""The notice in full, beside the questions or over them."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.office import Office
from rdv_tui.locales import commands
from rdv_tui.locales.booking import notice as notice_fr
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.widgets.commands import bind


def notice_text(office: Office) -> Content:
    """Return the whole notice, headings marked."""
    parts = [
        Content.styled(notice_fr.TITLE, "bold"),
        Content.styled(notice_fr.MODULE, "$text-muted"),
    ]
    for heading, paragraph in notice_fr.sections(office):
        parts.append(Content.assemble("\n", (heading, "bold"), "\n", paragraph))
    return Content("\n").join(parts)


class NoticeReader(Dialog[None]):
    """The whole notice, where the screen is too narrow to show it beside the questions."""

    BINDINGS = bind(commands.CLOSE)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    def compose(self) -> ComposeResult:
        """Show the notice in a frame that scrolls."""
        with VerticalScroll(classes="dialog reader"):
            yield Static(notice_text(self._office))
