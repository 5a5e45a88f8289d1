"""The person's form: its fields, what is understood of them, and every wrong one named at once.

Step 4 and the correction of an appointment are both made of this.
"""

from collections.abc import Mapping
from typing import TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant, read_applicant
from rdv_tui.domain.contacts import read_phone
from rdv_tui.domain.numbers import read_number
from rdv_tui.domain.problems import InvalidFields, Problem, WrongValue
from rdv_tui.domain.typed_dates import Era, read_date
from rdv_tui.locales import fields as field_words
from rdv_tui.locales import screens
from rdv_tui.locales.dates import plain_date
from rdv_tui.screens.booking.numbers import grouped, phone_words
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.pick import Choice, PickField

R = TypeVar("R")

TEXT_FIELDS = ("family_name", "given_names", "birth_date")
WIDE_FIELDS = {"family_name", "given_names", "email", "address"}
HINTS = {
    "given_names": screens.ONE_NAME_ONLY,
    "address": screens.OPTIONAL,
    "email": screens.OPTIONAL,
    "phone": screens.OPTIONAL,
}


class PersonForm(DeskScreen[R]):
    """A screen with the person's fields. Subclasses say what a form without a fault leads to."""

    def prepare_form(self, typed: Mapping[str, str]) -> None:
        """Make the fields, filled with what was `typed`; to be called before composing."""
        self.typed = typed
        self.known = catalogue.situations()
        self._communes = catalogue.communes()
        self._countries = catalogue.countries()
        self._nationality = self.pick(
            "nationality", [Choice(c.code, c.name, c.code) for c in self._countries]
        )
        self._postal = self._text("postal_code")
        self._commune = self.pick("commune", self._commune_choices())
        self._number = self._text("foreign_resident_number")
        self._language = PickField(
            "language",
            field_words.LABELS["language"],
            [Choice(code, name) for code, name in screens.LANGUAGES.items()],
            typed.get("language", "") or "fr",
        )
        self.fields: tuple[Field, ...] = (
            *(self._text(name) for name in TEXT_FIELDS),
            self._nationality,
            self._number,
            self._postal,
            self._commune,
            self._text("address"),
            self._text("email"),
            self._text("phone"),
            self._language,
        )

    def _text(self, name: str) -> Field:
        label = field_words.LABELS[name]
        value, hint = self.typed.get(name, ""), HINTS.get(name, "")
        return Field(name, label, value, wide=name in WIDE_FIELDS, hint=hint)

    def pick(self, name: str, choices: list[Choice]) -> PickField:
        """Return a field to choose in, filled with what was typed."""
        return PickField(name, field_words.LABELS[name], choices, self.typed.get(name, ""))

    def _commune_choices(self) -> list[Choice]:
        postal = self._postal.text.strip()
        here = [c for c in self._communes if c.postal_code == postal] or self._communes
        return [Choice(c.name, c.name, c.postal_code, c.postal_code) for c in here]

    def compose_form(self) -> ComposeResult:
        """Lay out the fields."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.fields

    def understand_form(self) -> None:
        """Say beside each field what is understood of it, once the screen is composed."""
        for field in self.fields:
            self._understand(field)
        if not self._commune.code:
            self._commune.choices = self._commune_choices()

    def form_typed(self) -> dict[str, str]:
        """Return what was typed before, with every field as it stands."""
        return {**self.typed, **{field.field_name: field.text for field in self.fields}}

    def keep_form(self) -> None:
        """Keep what is typed so far safe, where there is anything to keep it beside."""

    def form_done(self, applicant: Applicant) -> None:
        """Go on with the person of a form without a fault."""
        raise NotImplementedError

    @on(Field.Edited)
    def _edited(self, event: Field.Edited) -> None:
        if event.field is self._postal:
            self._commune.choices = self._commune_choices()
        self._understand(event.field)

    def _understand(self, field: Field) -> None:
        """Say beside the field what was understood of it."""
        text, name, today = field.text.strip(), field.field_name, self.clock.today()
        note = ""
        if name == "birth_date" and (day := read_date(text, today, Era.PAST)):
            note = plain_date(day)
        elif name == "foreign_resident_number" and (number := read_number(text)).value:
            note = "" if number.needs_zero else grouped(number.value or "")
        elif name == "phone":
            note = _phone_note(text)
        elif name == "commune" and field.text and len(self._commune.choices) == 1:
            note = screens.COMMUNE_ONE
        if not isinstance(field, PickField) or note:
            field.note(note)

    @on(Field.Ended)
    def _ended(self, event: Field.Ended) -> None:
        self.leave_field(event.field)

    @work(exclusive=True, group="field")
    async def leave_field(self, field: Field) -> None:
        """Go to the next field; the last one ends the form. What is typed so far is kept safe."""
        if field is self._number and not await self._zero_settled():
            return
        self.keep_form()
        later = self.fields[self.fields.index(field) + 1 :]
        # A commune that its postal code already tells needs no stop.
        later = tuple(
            f for f in later if not (f is self._commune and f.text and field is self._postal)
        )
        if later:
            later[0].focus_input()
        else:
            self.action_next_step()

    async def _zero_settled(self) -> bool:
        reading = read_number(self._number.text)
        if not (reading.value and reading.needs_zero):
            return True
        if await self.ask(screens.ADD_ZERO.format(number=grouped(reading.value))):
            self._number.input.value = reading.value
            return True
        self._number.focus_input()
        return False

    @work(exclusive=True, group="field")
    async def action_next_step(self) -> None:
        """Check the whole form: go on, or name every wrong field and stand on the first."""
        if not await self._zero_settled():
            return
        try:
            applicant = read_applicant(
                self.form_typed(),
                self.known,
                self._communes,
                self._countries,
                self.clock.today(),
            )
        except InvalidFields as error:
            self._show_problems(error.problems)
        else:
            self.form_done(applicant)

    def _show_problems(self, problems: dict[str, Problem]) -> None:
        wrong = [f for f in self.fields if f.field_name in problems]
        for field in wrong:
            field.fail(field_words.sentence(field.field_name, problems[field.field_name]))
        # What step 1 asked is not on this screen: its sentences go to the status line.
        elsewhere = [
            field_words.sentence(name, problem)
            for name, problem in problems.items()
            if name not in {f.field_name for f in self.fields}
        ]
        if wrong:
            names = ", ".join(field.label for field in wrong)
            words = screens.FIELD_WRONG if len(wrong) == 1 else screens.FIELDS_WRONG
            self.say(words.format(count=len(wrong), fields=names), "refused")
            wrong[0].focus_input()
        elif elsewhere:
            self.say(" ".join(elsewhere), "refused")


def _phone_note(text: str) -> str:
    if not text:
        return ""
    try:
        number = read_phone(text)
    except WrongValue:
        return ""
    return phone_words(number) if number else ""
