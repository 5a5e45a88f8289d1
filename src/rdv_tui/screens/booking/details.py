"""Step 4, Coordonnées personnelles: every wrong field is named at once, nothing typed is lost."""

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.applicant import read_applicant
from rdv_tui.domain.contacts import read_phone
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.numbers import read_number
from rdv_tui.domain.problems import InvalidFields, Problem, WrongValue
from rdv_tui.domain.typed_dates import Era, read_date
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens
from rdv_tui.locales import fields as field_words
from rdv_tui.locales.dates import plain_date
from rdv_tui.screens.booking.held_step import HeldStepScreen
from rdv_tui.screens.booking.numbers import grouped, phone_words
from rdv_tui.screens.booking.recap import recap_line
from rdv_tui.screens.booking.step import Step, Way
from rdv_tui.screens.frame import in_turn
from rdv_tui.services import booking
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.pick import Choice, PickField

TEXT_FIELDS = ("family_name", "given_names", "birth_date")
WIDE_FIELDS = {"family_name", "given_names", "email", "address"}
HINTS = {
    "given_names": screens.ONE_NAME_ONLY,
    "address": screens.OPTIONAL,
    "email": screens.OPTIONAL,
    "phone": screens.OPTIONAL,
}


class DetailsScreen(HeldStepScreen):
    """The person's form; what earlier steps asked is filled in."""

    CSS_PATH = "details.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(commands.CONTINUE)

    step = Step.DETAILS

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk, draft)
        self._known = catalogue.situations()
        self._communes = catalogue.communes()
        self._countries = catalogue.countries()
        self._nationality = self._pick(
            "nationality", [Choice(c.code, c.name, c.code) for c in self._countries]
        )
        self._postal = self._text("postal_code")
        self._commune = self._pick("commune", self._commune_choices())
        self._number = self._text("foreign_resident_number")
        language = draft.typed.get("language", "") or "fr"
        self._language = PickField(
            "language",
            field_words.LABELS["language"],
            [Choice(code, name) for code, name in screens.LANGUAGES.items()],
            language,
        )
        self._fields: tuple[Field, ...] = (
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
        value, hint = self.draft.typed.get(name, ""), HINTS.get(name, "")
        return Field(name, label, value, wide=name in WIDE_FIELDS, hint=hint)

    def _pick(self, name: str, choices: list[Choice]) -> PickField:
        return PickField(name, field_words.LABELS[name], choices, self.draft.typed.get(name, ""))

    def _commune_choices(self) -> list[Choice]:
        postal = self._postal.text.strip()
        here = [c for c in self._communes if c.postal_code == postal] or self._communes
        return [Choice(c.name, c.name, c.postal_code, c.postal_code) for c in here]

    def compose_body(self) -> ComposeResult:
        """Lay out the recap and the form."""
        expires = read_date(
            self.draft.typed.get("permit_expires", ""), self.clock.today(), Era.FUTURE
        )
        yield Static(recap_line(self.draft, self._known, expires), id="recap")
        with VerticalScroll(id="form", can_focus=False):
            yield from self._fields

    def on_mount(self) -> None:
        """Put the cursor on the first empty field that must be filled."""
        super().on_mount()
        for field in self._fields:
            self._understand(field)
        if not self._commune.code:
            self._commune.choices = self._commune_choices()
        self._first_empty(self._fields[0]).focus_input()

    def _first_empty(self, otherwise: Field) -> Field:
        optional = {"given_names", "address", "email", "phone", "language"}
        return next(
            (f for f in self._fields if f.field_name not in optional and not f.text), otherwise
        )

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
        self.keep_draft()
        later = self._fields[self._fields.index(field) + 1 :]
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

    @work(exclusive=True, group="keep")
    async def keep_draft(self) -> None:
        """Keep the form in the store beside its hold: a power cut loses at most one field."""
        if self.draft.hold is None:
            return
        try:
            await in_turn(partial(booking.save_draft, self.desk, self.draft.hold, self.current()))
        except RdvError as error:
            self.say(error.message, "waiting")

    @work(exclusive=True, group="field")
    async def action_next_step(self) -> None:
        """Check the whole form: go on, or name every wrong field and stand on the first."""
        if not await self._zero_settled():
            return
        try:
            read_applicant(
                self.current().typed,
                self._known,
                self._communes,
                self._countries,
                self.clock.today(),
            )
        except InvalidFields as error:
            self._show_problems(error.problems)
        else:
            self.leave(Way.NEXT)

    def _show_problems(self, problems: dict[str, Problem]) -> None:
        wrong = [f for f in self._fields if f.field_name in problems]
        for field in wrong:
            field.fail(field_words.sentence(field.field_name, problems[field.field_name]))
        # What step 1 asked is not on this screen: its sentences go to the status line.
        elsewhere = [
            field_words.sentence(name, problem)
            for name, problem in problems.items()
            if name not in {f.field_name for f in self._fields}
        ]
        if wrong:
            names = ", ".join(field.label for field in wrong)
            words = screens.FIELD_WRONG if len(wrong) == 1 else screens.FIELDS_WRONG
            self.say(words.format(count=len(wrong), fields=names), "refused")
            wrong[0].focus_input()
        elif elsewhere:
            self.say(" ".join(elsewhere), "refused")

    def current(self) -> BookingDraft:
        """Return the draft with every field as it stands."""
        return self.draft.with_typed({field.field_name: field.text for field in self._fields})


def _phone_note(text: str) -> str:
    if not text:
        return ""
    try:
        number = read_phone(text)
    except WrongValue:
        return ""
    return phone_words(number) if number else ""
