"""After the booking: the reference in large type, and what became of the letter."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import moment
from rdv_tui.screens.delivery.letter_screen import LetterScreen
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.big_text import BigText
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.frame import SIGNS, Level


class BookedScreen(LetterScreen[None]):
    """The appointment stands, whatever the printer does: the two are told apart."""

    CSS_PATH = "booked.tcss"
    BINDINGS = bind(
        commands.ANOTHER, commands.PRINT_AGAIN, commands.PRINT_LARGE, commands.SAVE_LETTER
    )

    heading = screen_fr.BOOKED

    def __init__(self, desk: Desk, appointment: Appointment) -> None:
        super().__init__(desk)
        self.appointment = appointment
        self._letter = Static(id="letter", markup=False)

    @property
    def letter_of(self) -> str:
        """The reference of the appointment."""
        return self.appointment.reference

    def compose_body(self) -> ComposeResult:
        """Show reference, date, person and the letter's state."""
        person = self.appointment.applicant
        name = person.name
        with Vertical():
            yield Static(plain(f"✓ {screen_fr.BOOKED}", "bold $text-success"), classes="title")
            yield BigText(self.appointment.reference)
            yield Static(plain(self.appointment.reference, "bold"), id="reference")
            yield Static(
                Content.assemble(plain(moment(self.appointment.start), "bold"), "\n", plain(name)),
                id="what",
            )
            yield self._letter

    def on_mount(self) -> None:
        """Print at once: the person is waiting."""
        self.print_letter()

    def show_letter_status(self, message: str, level: Level) -> None:
        """Say what becomes of the letter, under the date."""
        sign, colour = SIGNS[level]
        self._letter.update(
            Content.assemble(
                (f"{screen_fr.LETTER}  ", "bold"),
                (f"{sign} ", f"bold {colour}"),
                plain(message, colour),
            )
        )

    def action_another(self) -> None:
        """Go on with the next person, once the letter is on its way: the key may have bounced."""
        if self.letter_is_out:
            self.dismiss(None)
        else:
            self.say(screen_fr.LETTER_FIRST, "waiting")
