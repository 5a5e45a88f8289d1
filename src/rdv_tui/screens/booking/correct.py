"""Correcting what was noted of a person: step 4's form, with what step 1 asked, already filled."""

from textual.app import ComposeResult

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment
from rdv_tui.locales import commands
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.screens.booking.another_slot import present_line
from rdv_tui.screens.booking.choices import (
    find_kinds,
    find_situations,
    kind_choices,
    situation_choices,
)
from rdv_tui.screens.booking.known import typed_of
from rdv_tui.screens.booking.steps.person_form import PersonForm
from rdv_tui.screens.form import text_field
from rdv_tui.screens.frame import StoreScreen, run_blocking
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field


class CorrectScreen(PersonForm[Appointment | None], StoreScreen[Appointment | None]):
    """The person's form of an appointment; gives it as corrected, or None when it stays."""

    CSS_PATH = "correct.tcss"
    BINDINGS = bind(commands.SAVE_CORRECTION, commands.CLOSE)

    heading = card_fr.CORRECT_TITLE
    leave_question = card_fr.CORRECT_LEAVE

    def __init__(self, desk: Desk, appointment: Appointment) -> None:
        super().__init__(desk)
        self.appointment = appointment
        person = appointment.applicant
        self.prepare_form(typed_of(person))
        self.confirmed_permit = (person.permit_kind, person.nationality)
        self.confirmed_names = (person.family_name, person.given_names)
        self._situation = self.pick("situation", situation_choices(self.known), find_situations)
        self._kind = self.pick(
            "permit_kind", kind_choices(self.known, person.situation), find_kinds
        )
        expires = text_field("permit_expires", self.before["permit_expires"])
        self.fields = (*self.fields, self._situation, self._kind, expires)

    def compose_band(self) -> ComposeResult:
        """Show whose appointment it is, whatever stands in the fields."""
        yield present_line(self.appointment)

    def compose_body(self) -> ComposeResult:
        """Lay out the form."""
        yield from self.compose_form()

    def edited(self, field: Field) -> None:
        """Let the kinds of permit follow the situation."""
        super().edited(field)
        if field is self._situation:
            self._kind.choices = kind_choices(self.known, self._situation.code)

    async def form_done(self, applicant: Applicant) -> None:
        """Write the corrections; whatever the rules refuse is said, and nothing has changed."""
        self.say(card_fr.CORRECT_SAVING)
        reference = self.appointment.reference
        self.dismiss(await run_blocking(changes.correct, self.desk, reference, applicant))
