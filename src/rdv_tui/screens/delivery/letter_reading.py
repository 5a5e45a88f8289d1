"""A screen on which an appointment's letter can be read: beside the rest, or in its place."""

from functools import cached_property
from typing import TypeVar

from textual import work

from rdv_tui.domain.appointment import Appointment
from rdv_tui.errors import RdvError
from rdv_tui.screens.frame import BACKGROUND, DeskScreen, run_blocking
from rdv_tui.services.delivery import letter_text
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.letter_view import LetterView

R = TypeVar("R")


class LetterReading(DeskScreen[R]):
    """Subclasses put `paper` into a side panel of the class `letter`, and say whose it is.

    Where that panel has no room beside the body it takes its place, and gives it back.
    """

    desk: Desk
    _read: Appointment | None = None

    @cached_property
    def paper(self) -> LetterView:
        """The letter's pages."""
        return LetterView()

    def letter_about(self) -> Appointment | None:
        """Return whose letter it is, as it stands, or None; called off the screen's thread."""
        raise NotImplementedError

    def action_read_letter(self) -> None:
        """Show the letter, then what follows of it, and the screen again after its end."""
        if not self.paper.is_on_screen:
            self.add_class("-reading")
            self.read_letter()
        elif not self.paper.turn():
            self.paper.scroll_home(animate=False)
            self.remove_class("-reading")

    def redraw(self) -> None:
        """Set the letter when there is room for it now."""
        super().redraw()
        self.follow_letter()

    def follow_letter(self) -> None:
        """Show the letter as it is now, if it is in sight."""
        if self.paper.is_on_screen:
            self.read_letter()

    @work(exclusive=True, group=f"{BACKGROUND}-letter")
    async def read_letter(self) -> None:
        """Show the letter of the appointment as it stands."""
        try:
            about = await run_blocking(self.letter_about)
            if about is None or about == self._read:
                return
            pages = await run_blocking(letter_text.read_letter, self.desk, about)
        except RdvError as error:
            self._read = None
            await self.paper.fail(error.message)
        else:
            self._read = about
            await self.paper.show(pages)
