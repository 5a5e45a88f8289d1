"""A form that makes a change of the hours: read, previewed, and only then written."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult

from rdv_tui.domain.date_parsing import parse_day
from rdv_tui.domain.hour_parsing import parse_hour
from rdv_tui.domain.office import Closure, Opening
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours, change_problems
from rdv_tui.locales import commands
from rdv_tui.locales.hours import hours_commands as openings_commands, opening_hours as hours_fr
from rdv_tui.screens.form import Form, text_field
from rdv_tui.screens.frame import StoreScreen, run_blocking
from rdv_tui.screens.hours.displaced import DisplacedScreen
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours
from rdv_tui.widgets.commands import bind

T = TypeVar("T")


class ChangeForm(StoreScreen[str | None], Form[str | None]):
    """Subclasses make the fields and read them; gives what was done, or None when given up."""

    CSS_PATH = "openings.tcss"
    BINDINGS = bind(openings_commands.PREVIEW, commands.CLOSE)

    leave_question = hours_fr.FORM_LEAVE
    removed: tuple[Opening | Closure, ...] = ()
    foot = hours_fr.FORM_FOOT
    """What is said beneath the fields."""

    names: tuple[str, ...] = ()
    """The fields, in the order in which they are filled."""
    hints: Mapping[str, str] = {}

    def __init__(self, desk: Desk, hours: OpeningHours, typed: Mapping[str, str]) -> None:
        super().__init__(desk)
        self.hours = hours
        self._wrong: dict[str, str] = {}
        self.fields = tuple(
            text_field(
                name,
                typed.get(name, ""),
                label=hours_fr.LABELS[name],
                hint=self.hints.get(name, ""),
            )
            for name in self.names
        )

    def read(self) -> HoursChange | None:
        """Return the change that the fields mean, None when they tell too little of one.

        What cannot be read is noted by the readers, and something harmless stands in for it: the
        other fields can be checked all the same.
        """
        raise NotImplementedError

    # -- layout
    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and what comes next."""
        yield from self.compose_form(self.foot)

    # -- reading
    def text_of(self, name: str) -> str:
        """Return what was typed in the field `name`."""
        return self.typed()[name].strip()

    def value(
        self, name: str, reader: Callable[[str], T | None], otherwise: str, *, needed: bool
    ) -> T | None:
        """Return what `reader` makes of a field, None for an empty one; note what is wrong."""
        typed = self.text_of(name)
        if not typed:
            if needed:
                self._wrong[name] = hours_fr.MISSING
            return None
        if (found := reader(typed)) is None:
            self._wrong[name] = otherwise.format(typed=typed)
        return found

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """Return the day typed in the field `name`."""
        reader = partial(parse_day, today=self.clock.today())
        return self.value(name, reader, hours_fr.NOT_A_DATE, needed=needed)

    def hour(self, name: str, *, needed: bool = False) -> time | None:
        """Return the hour typed in the field `name`."""
        return self.value(name, parse_hour, hours_fr.NOT_AN_HOUR, needed=needed)

    def number(self, name: str, otherwise: str, *, needed: bool = False) -> int | None:
        """Return the number typed in the field `name`."""
        return self.value(name, _number, otherwise, needed=needed)

    async def submit(self) -> None:
        """Show what the change does."""
        self._wrong = {}
        change = self.read()
        if self._wrong or change is None:
            self.show_wrong(self._faults(change) | self._wrong if change else self._wrong)
        elif change.added == change.removed:
            self.say(hours_fr.SAME, "waiting")
        else:
            self.say(hours_fr.PREVIEWING)
            effect = await run_blocking(opening_hours.preview, self.desk, change)
            self.say("")
            concerned = DisplacedScreen(self.desk, change=change, effect=effect)
            self.app.push_screen(concerned, self._previewed)

    def _faults(self, change: HoursChange) -> dict[str, str]:
        """Say what is wrong in each field by itself, whatever cannot be read in the others."""
        found = change_problems(self.hours, change, self.clock.local())
        return hours_fr.invalid_change([one for one in found if one.other is None]).fields

    def _previewed(self, done: str | None) -> None:
        if done is not None:
            self.dismiss(done)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None
