"""The one form under every form: what is typed is understood, corrected, and never lost unasked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from rdv_tui.clock import Clock
from rdv_tui.domain.birth_date import parse_birth_date
from rdv_tui.domain.contacts import is_doubtful_phone, parse_phone
from rdv_tui.domain.date_parsing import Era, parse_date, parse_day
from rdv_tui.domain.hour_parsing import parse_hour, parse_weekdays
from rdv_tui.domain.numbers import group_digits, parse_number
from rdv_tui.domain.problems import InvalidFields, Problem, WrongValue
from rdv_tui.errors import RdvError, UsageError
from rdv_tui.locales import commands, fields as field_fr, screens as screen_fr
from rdv_tui.locales.booking.form_commands import JUMP
from rdv_tui.locales.dates import birth_date, days_words, long_date, plain_date, table_hour
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.screens.booking.steps.step import StepScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.jump import JumpScreen, go_to, targets
from rdv_tui.screens.patient import PatientScreen
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field, LineInput
from rdv_tui.widgets.frame import SIGNS, Level
from rdv_tui.widgets.pick import PickField

R = TypeVar("R")
T = TypeVar("T")

NUMBER = "foreign_resident_number"
WIDE = frozenset(
    {"known", "family_name", "common_name", "given_names", "email", "address", "reason"}
)
OF_LINES = frozenset({"address", "reason"})
"""Fields whose text may well come in lines."""
DIGITS = frozenset({NUMBER, "postal_code", "counter", "slot_minutes"})


class Kind(NamedTuple):
    """How a field is understood: what is shown of it, None for what is `unread`."""

    read: Callable[[str, date], str | None]
    unread: str


def _reader(
    parse: Callable[[str, date], T | None], shown: Callable[[T], str]
) -> Callable[[str, date], str | None]:
    """Return how a value that `parse` reads is shown again."""

    def read(text: str, today: date) -> str | None:
        found = parse(text, today)
        return shown(found) if found else None

    return read


def _number(text: str, _: date) -> str | None:
    number = parse_number(text)
    if number.needs_zero:
        return ""  # that is asked
    return group_digits(number.value) if number.value else None


def _phone(text: str, _: date) -> str | None:
    try:
        number = parse_phone(text)
    except WrongValue:
        return None
    if number is None:
        return None
    doubt = field_fr.PHONE_DOUBTFUL if is_doubtful_phone(number) else ""
    return f"{phone_words(number)}{doubt}"


_DAY = Kind(_reader(parse_day, long_date), field_fr.DATE_UNREAD)
_HOUR = Kind(_reader(lambda text, _: parse_hour(text), table_hour), field_fr.HOUR_UNREAD)
KINDS: Mapping[str, Kind] = {
    "birth_date": Kind(_reader(parse_birth_date, birth_date), field_fr.BIRTH_UNREAD),
    "permit_expires": Kind(
        _reader(partial(parse_date, era=Era.FUTURE), plain_date), field_fr.DATE_UNREAD
    ),
    NUMBER: Kind(_number, field_fr.NUMBER_UNREAD),
    "phone": Kind(_phone, field_fr.PHONE_UNREAD),
    "weekdays": Kind(
        _reader(lambda text, _: parse_weekdays(text), days_words), field_fr.WEEKDAYS_UNREAD
    ),
    **dict.fromkeys(("first", "last", "valid_from", "valid_until"), _DAY),
    **dict.fromkeys(("start", "end", "from_time", "until_time"), _HOUR),
}


def text_field(name: str, value: str = "", *, label: str = "", hint: str = "") -> Field:
    """Return the field `name` of a form, as wide as what it takes."""
    label = label or field_fr.LABELS[name]
    return Field(name, label, value, wide=name in WIDE, digits=name in DIGITS, hint=hint)


class Form(PatientScreen[R], Generic[R]):
    """A screen with `fields`, in the order in which they are filled.

    Subclasses make the fields, say what to do with a form that is filled (`submit`) and, where
    Escape closes it, what would be lost (`leave_question`).
    """

    BINDINGS = bind(JUMP)

    clock: Clock
    fields: tuple[Field, ...] = ()
    needed: frozenset[str] = frozenset()
    """The fields that the cursor looks for at first, as long as they are empty."""
    leave_question = ""
    splits_lines = False
    """Whether lines pasted together may be for one field each: that is asked."""
    _as_found: Mapping[str, str] | None = None
    _submitting = False

    # -- what a subclass may say of its fields
    def understood(self, name: str, text: str) -> str | None:
        """Return what is understood of a field, None when what is typed makes no sense."""
        kind = KINDS.get(name)
        return kind.read(text, self.clock.today()) if kind and text else ""

    def sentence(self, name: str, problem: Problem) -> str:
        """Return which field is wrong and why."""
        return field_fr.sentence(name, problem)

    def next_field(self, field: Field) -> Field | None:
        """Return the field after `field`, None after the last."""
        return next(iter(self.fields[self.fields.index(field) + 1 :]), None)

    def start(self) -> None:
        """Put the cursor where something is to be filled, else on the first field."""
        empty = (f for f in self.fields if f.field_name in self.needed and not f.text)
        next(empty, self.fields[0]).focus_input()

    def edited(self, field: Field) -> None:
        """Let other things follow what was typed in `field`."""

    def keep(self) -> None:
        """Keep what is typed so far safe, where there is anything to keep it beside."""

    async def submit(self) -> None:
        """Go on with what is typed. Raises InvalidFields or UsageError naming every wrong field."""
        raise NotImplementedError

    def finish(self) -> None:
        """End the form after its last field."""
        self.check()

    # -- one way for all
    def compose_form(self, *foot: str) -> ComposeResult:
        """Lay out the fields, and under them what there is to know, a paragraph each."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.fields
            for text in filter(None, foot):
                yield Static(plain(text, "$text-muted"), classes="form-foot")

    def action_next_step(self) -> None:
        """Go on with what is typed, or name every wrong field."""
        self.check()

    def typed(self) -> dict[str, str]:
        """Return every field as it stands."""
        return {field.field_name: field.text for field in self.fields}

    @property
    def is_touched(self) -> bool:
        """Whether anything here would be lost."""
        return self._as_found is not None and self.typed() != self._as_found

    def on_mount(self) -> None:
        """Say what is understood of what is filled in, and let it be filled."""
        for field in self.fields:
            self.understand(field)
            if self.splits_lines and field.field_name not in OF_LINES:
                field.input.on_lines = partial(self.paste_lines, field)
        self.start()
        self._as_found = self.typed()

    def understand(self, field: Field, *, is_left: bool = True) -> None:
        """Say beside a field what is understood of it; that nothing is, once it `is_left`."""
        found = self.understood(field.field_name, field.text.strip())
        if found is None and is_left:
            field.note(KINDS[field.field_name].unread, "waiting")
        elif found or not isinstance(field, PickField):
            field.note(found or "")

    @on(Field.Edited)
    def _edited(self, event: Field.Edited) -> None:
        event.stop()
        self.understand(event.field, is_left=not event.field.has_class("-focused"))
        self.edited(event.field)

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        event.stop()
        self.understand(event.field)

    @on(Field.Ended)
    def _ended(self, event: Field.Ended) -> None:
        event.stop()
        self.leave_field(event.field)

    @work(exclusive=True, group="field")
    async def leave_field(self, field: Field) -> None:
        """Go to the next field; the last one ends the form."""
        if field.field_name == NUMBER and not await self.zero_settled():
            return
        self.keep()
        following = self.next_field(field)
        if following:
            following.focus_input()
        else:
            self.finish()

    @work(group="field")
    async def paste_lines(self, field: Field, lines: Sequence[str]) -> None:
        """Ask whether pasted lines are for as many fields; else they go into this one, in a row."""
        targets = [one for one in self.fields[self.fields.index(field) :] if one.display]
        targets = targets[: len(lines)]
        names = ", ".join(one.label for one in targets)
        question = screen_fr.PASTE_ASK.format(count=len(lines), fields=names)
        if len(targets) < len(lines) or not await self.ask(question):
            field.input.insert_text(" ".join(lines))
            return
        for target, line in zip(targets, lines, strict=True):
            target.focus_input()
            target.input.insert_text(line)

    async def zero_settled(self) -> bool:
        """Ask whether nine digits lack the zero in front; False when they do not."""
        number = next((field for field in self.fields if field.field_name == NUMBER), None)
        reading = parse_number(number.text) if number else None
        if not (number and reading and reading.value and reading.needs_zero):
            return True
        if await self.ask(screen_fr.ADD_ZERO.format(number=group_digits(reading.value))):
            number.input.value = reading.value
            return True
        number.focus_input()
        return False

    @work
    async def check(self) -> None:
        """Go on with a form that is right, or name every wrong field; once at a time."""
        if self._submitting:
            return
        self._submitting = True
        try:
            if await self.zero_settled():
                await self.submit()
        except InvalidFields as error:
            problems = error.problems.items()
            self.show_wrong({name: self.sentence(name, problem) for name, problem in problems})
        except UsageError as error:
            self.show_wrong(error.fields or {"": error.message})
        except RdvError as error:
            self.say(f"{error.message} {error.hint}".strip(), "refused")
        finally:
            self._submitting = False

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say beneath every wrong field why, name them all and stand on the first."""
        for field in self.fields:
            field.fail(wrong.get(field.field_name, ""))
        marked = [field for field in self.fields if field.error]
        if marked:
            names = ", ".join(field.label for field in marked)
            message = screen_fr.FIELD_WRONG if len(marked) == 1 else screen_fr.FIELDS_WRONG
            self.say(message.format(count=len(marked), fields=names), "refused")
            marked[0].focus_input()
        else:  # what is wrong was asked on another screen
            self.say(" ".join(wrong.values()), "refused")

    @work(group="ask")
    async def action_jump(self) -> None:
        """Show a letter at each field and button; the next key goes there."""
        target = await self.app.push_screen_wait(JumpScreen(targets(self)))
        if target is not None:
            go_to(target)

    async def on_key(self, event: events.Key) -> None:
        """Take a letter that a field of digits let through for the command that it means."""
        letter, field = event.character, self.focused
        if not (isinstance(field, LineInput) and letter and field.lets_through(letter)):
            return
        event.stop()
        event.prevent_default()
        active = self.active_bindings.get(letter.lower())
        if active and active.enabled:
            await self.app.run_action(active.binding.action, active.node)
        else:
            self.say(screen_fr.DIGITS_ONLY.format(letter=letter), "refused")

    # -- leaving
    def say(self, message: str, level: Level = "info") -> None:
        """Write `message` where the form tells what it has to tell."""
        raise NotImplementedError

    async def ask(self, question: str) -> bool:
        """Ask a yes-or-no question."""
        answer: bool = await self.app.push_screen_wait(AskScreen(question))
        return answer

    def action_back(self) -> None:
        """Give up; what was typed here is asked about first."""
        self.leave_form()

    @work
    async def leave_form(self) -> None:
        """Close the form, asking first when something in it would be lost."""
        if await self.may_leave():
            self.dismiss(None)

    async def may_leave(self) -> bool:
        """Ask whether what was typed here may be lost; there is no question where nothing was."""
        return not self.is_touched or await self.ask(self.leave_question)


class DialogForm(ModalScreen[R | None], Form[R | None], Generic[R]):
    """A form in a dialog, whose last line tells the `keys`; Escape gives it up."""

    BINDINGS = bind(commands.CLOSE)
    DEFAULT_CSS = """
    DialogForm Field Input { width: 1fr; }
    DialogForm Field .note { display: none; }
    """

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.foot = Static(plain(keys), classes="keys")

    def say(self, message: str, level: Level = "info") -> None:
        """Write `message` in place of the keys."""
        sign, colour = SIGNS[level]
        self.foot.update(plain(f"{sign} {message}", colour))


def is_anything_typed(stack: Iterable[Screen[object]]) -> bool:
    """Say whether anything typed on these screens would be lost by leaving them."""
    return any(isinstance(s, StepScreen | Form) and s.is_touched for s in stack)
