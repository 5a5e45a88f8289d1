"""Asking to wait: who it is and what suits them, on one short form over step 2."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.contacts import read_phone
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.numbers import read_number
from rdv_tui.domain.permits import booking_window
from rdv_tui.domain.problems import InvalidFields, WrongValue
from rdv_tui.domain.typed_dates import Era, read_date, read_day
from rdv_tui.domain.typed_hours import read_hour, read_weekdays
from rdv_tui.domain.waiting_request import FIELDS, Request, read_request
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, screens
from rdv_tui.locales import waiting_screens as words
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.openings import days_words
from rdv_tui.screens.booking.numbers import grouped, phone_words
from rdv_tui.screens.booking.recap import recap_line
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.services import waiting_list
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field

WIDE_FIELDS = {"family_name", "given_names", "email"}
OPTIONAL = {"given_names", "email", "from_time", "until_time"}


def prefilled(draft: BookingDraft, today: date, last: date) -> dict[str, str]:
    """Return the form's fields as the draft and the office suggest them; `last` ends the wait."""
    suggested = {"first": f"{today:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}", "weekdays": "lun-ven"}
    return {name: draft.typed.get(name, "") or suggested.get(name, "") for name in FIELDS}


class WaitingFormScreen(DeskScreen[str | None]):
    """The short form; gives what was done in a sentence, or None when it was given up."""

    CSS_PATH = "waiting_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind(words.REGISTER, commands.CLOSE)

    heading = words.FORM_TITLE

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk.office, desk.clock, desk.agent)
        self.desk, self.draft = desk, draft
        typed, today = draft.typed, desk.clock.today()
        self._expires = read_date(typed.get("permit_expires", ""), today, Era.FUTURE)
        self._first_typed = prefilled(draft, today, self._last_useful_day(today))
        self.fields = tuple(
            Field(
                name,
                words.label(name),
                text,
                wide=name in WIDE_FIELDS,
                hint=words.HINTS.get(name, ""),
            )
            for name, text in self._first_typed.items()
        )
        self._number = self.fields[FIELDS.index("foreign_resident_number")]
        self._asking_now = False

    def _last_useful_day(self, today: date) -> date:
        """Return the permit's last day, or that of the booking window once it has expired."""
        if self._expires is None or self._expires > today:
            return self._expires or today
        return max(today, booking_window(self._expires, self.office.rules)[1])

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show what step 1 asked, by which the person is ranked."""
        yield Static(recap_line(self.draft, catalogue.situations(), self._expires), id="recap")

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and what the person can expect."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.fields
            foot = words.FORM_FOOT.format(
                hours=self.office.proposal_hours, count=self.office.proposals_at_most
            )
            yield Static(plain(foot, "$text-muted"), id="form-foot")

    def on_mount(self) -> None:
        """Say what is understood of what is filled in; start at the first field to fill."""
        for field in self.fields:
            self._understand(field)
        empty = (f for f in self.fields if f.field_name not in OPTIONAL and not f.text)
        next(empty, self.fields[0]).focus_input()

    def _understand(self, field: Field) -> None:
        field.note(understood(field.field_name, field.text.strip(), self.clock.today()))

    @on(Field.Edited)
    def _edited(self, event: Field.Edited) -> None:
        self._understand(event.field)

    @on(Field.Ended)
    def _ended(self, event: Field.Ended) -> None:
        self.leave_field(event.field)

    @work(exclusive=True, group="field")
    async def leave_field(self, field: Field) -> None:
        """Go to the next field; the last one ends the form."""
        if field is self._number and not await self._zero_settled():
            return
        later = self.fields[self.fields.index(field) + 1 :]
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

    # -- asking
    def typed(self) -> dict[str, str]:
        """Return every field as it stands."""
        return {field.field_name: field.text for field in self.fields}

    @work(exclusive=True, group="field")
    async def action_next_step(self) -> None:
        """Check the form: put the person on the list, or name every wrong field."""
        if self._asking_now or not await self._zero_settled():
            return
        try:
            request = read_request(self.typed(), self.clock.today())
        except InvalidFields as error:
            self._show_wrong(
                {name: words.sentence(name, found) for name, found in error.problems.items()}
            )
            return
        self._asking_now = True
        try:
            await self._ask_for(request)
        finally:
            self._asking_now = False

    async def _ask_for(self, request: Request) -> None:
        self.say(words.ASKING)
        try:
            await in_thread(partial(waiting_list.ask, self.desk, self.draft, request))
        except RdvError as error:
            self.say_refused(error)
            return
        name = f"{request.family_name} {request.given_names}".strip()
        self.dismiss(words.ASKED.format(name=name))

    def _show_wrong(self, wrong: Mapping[str, str]) -> None:
        marked = [field for field in self.fields if field.field_name in wrong]
        for field in marked:
            field.fail(wrong[field.field_name])
        names = ", ".join(field.label for field in marked)
        said = screens.FIELD_WRONG if len(marked) == 1 else screens.FIELDS_WRONG
        self.say(said.format(count=len(marked), fields=names), "refused")
        marked[0].focus_input()

    def action_back(self) -> None:
        """Go back to the calendar; what was typed here is asked about first."""
        self.leave_form()

    @work(group="ask")
    async def leave_form(self) -> None:
        """Close the form, asking first when something in it would be lost."""
        if self.typed() == self._first_typed or await self.ask(words.FORM_LEAVE):
            self.dismiss(None)


def understood(name: str, text: str, today: date) -> str:
    """Return what is understood of a field, to be shown beside it; empty when nothing is."""
    if name in {"first", "last"}:
        day = read_day(text, today)
        return long_date(day) if day else ""
    if name in {"from_time", "until_time"}:
        at = read_hour(text)
        return f"{at:%H:%M}" if at else ""
    if name == "weekdays":
        return days_words(read_weekdays(text) or ())
    if name == "foreign_resident_number":
        reading = read_number(text)
        return grouped(reading.value) if reading.value and not reading.needs_zero else ""
    return _phone(text) if name == "phone" and text else ""


def _phone(text: str) -> str:
    try:
        number = read_phone(text)
    except WrongValue:
        return ""
    return phone_words(number) if number else ""
