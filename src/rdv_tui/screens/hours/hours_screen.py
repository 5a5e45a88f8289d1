"""« Horaires et fermetures »: when the counters are open, and every way to change it."""

from collections.abc import Callable, Mapping
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange, OpeningHours, WeeklyHours
from rdv_tui.locales import commands
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.hours import hours_commands as openings_commands, opening_hours as hours_fr
from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.displaced import DisplacedScreen
from rdv_tui.screens.hours.form import ChangeForm
from rdv_tui.screens.hours.lines import lines_of
from rdv_tui.screens.hours.opening_form import EndForm, OpeningForm, SlotLengthForm
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.services.hours.opening_hours import HoursOverview
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

_FORMS: Mapping[str, Callable[[Desk, OpeningHours], ChangeForm]] = {
    "closure": ClosureForm,
    "opening": OpeningForm,
    "counter": partial(OpeningForm, fresh=True),
    "slots": SlotLengthForm,
}
"""The forms that ask for something new."""


class HoursScreen(LiveListScreen[None, HoursOverview, WeeklyHours | Closure]):
    """One list; the keys act on the line under the cursor, or start something new."""

    CSS_PATH = "openings.tcss"
    BINDINGS = bind(
        openings_commands.ADD_CLOSURE,
        openings_commands.REPLACE,
        openings_commands.EDIT_LINE,
        openings_commands.REMOVE_LINE,
        openings_commands.ADD_OPENING,
        openings_commands.NEW_COUNTER,
        openings_commands.END_COUNTER,
        openings_commands.SLOT_LENGTH,
        openings_commands.TAKE_BACK,
        commands.CLOSE,
    )

    every_s = 5.0
    heading = hours_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._outline = Static(plain(hours_fr.LOADING, "$text-muted"), id="outline", markup=False)
        self.choices = ChoiceList(hours_fr.FOOT)

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show the slots' length, how far places are open, and who is displaced."""
        yield self._outline

    def compose_body(self) -> ComposeResult:
        """Show the list."""
        yield self.choices

    def load(self) -> HoursOverview:
        """Read the hours."""
        return opening_hours.get_overview(self.desk)

    def show(self, found: HoursOverview) -> None:
        """List the hours and closures; headings and remarks are passed over."""
        lines = lines_of(found.hours, self.clock.today())
        self.list_items([item for _, item in lines], [content for content, _ in lines])
        self._outline.update(_band(found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense now."""
        if action in {"edit_line", "remove_line"}:
            return self.selected is not None
        if action == "end_counter":
            return isinstance(self.selected, WeeklyHours)
        if action == "open_replace":
            return self.found is not None and self.found.displaced + self.found.kept > 0
        if action == "take_back":
            return self.found is not None and self.found.last is not None
        return True

    # -- changing
    def _open(self, screen: Screen[str | None]) -> None:
        self.app.push_screen(screen, self._after)

    def _after(self, done: str | None) -> None:
        """Tell what was done, and read the hours again."""
        self.say(done or "", "done")
        self.reload()

    def _hours(self) -> OpeningHours | None:
        return self.found.hours if self.found else None

    def action_add(self, what: str) -> None:
        """Open the form that closes, opens a counter, adds a counter or changes the slots."""
        if hours := self._hours():
            self._open(_FORMS[what](self.desk, hours))

    def action_end_counter(self) -> None:
        """Choose the last day of the counter under the cursor."""
        item, hours = self.selected, self._hours()
        if isinstance(item, WeeklyHours) and hours:
            self._open(EndForm(self.desk, hours, counter=item.counter))

    def action_edit_line(self) -> None:
        """Change the line under the cursor."""
        item, hours = self.selected, self._hours()
        if item is None or hours is None:
            return
        if isinstance(item, WeeklyHours):
            self._open(OpeningForm(self.desk, hours, changed=item))
        else:
            self._open(ClosureForm(self.desk, hours, changed=item))

    def action_remove_line(self) -> None:
        """Show what taking the line away would do."""
        item = self.selected
        if item is not None:
            removed = item.openings() if isinstance(item, WeeklyHours) else (item,)
            self.preview(HoursChange(removed=removed))

    def action_take_back(self) -> None:
        """Show what taking the last change back would do."""
        if self.found is not None and self.found.last is not None:
            self.preview(self.found.last.inverse())

    @work(group="store", exclusive=True)
    async def preview(self, change: HoursChange) -> None:
        """Show what `change` does, before it is written."""
        effect = await self.attempt(opening_hours.preview, self.desk, change)
        if effect is None:
            self.reload()
        else:
            self._open(DisplacedScreen(self.desk, change=change, effect=effect))

    @work(group="store", exclusive=True)
    async def action_open_replace(self) -> None:
        """Show those whose place is not covered any more."""
        if overview := await self.attempt(reseating.get_displaced_overview, self.desk):
            self._open(DisplacedScreen(self.desk, overview=overview))


def _band(found: HoursOverview) -> Content:
    minutes = hours_fr.listed(found.hours.slot_lengths)
    text = (
        hours_fr.SLOTS.format(minutes=minutes, day=long_date(found.opened_until))
        if found.opened_until
        else hours_fr.SLOTS_NONE.format(minutes=minutes)
    )
    if not found.displaced and found.kept:
        return plain(f"▲ {hours_fr.kept_hint(found.kept)}", "bold $text-warning")
    if not found.displaced:
        return plain(text, "$text-muted")
    return plain(f"▲ {hours_fr.displaced_hint(found.displaced)}", "bold $text-warning")
