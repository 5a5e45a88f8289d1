"""Every command by a part of its name, a synonym or a verb; and people by theirs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.names import fold
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands, palette as palette_fr, screens as screen_fr
from rdv_tui.locales.command import Command
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.dialogs import ListDialog
from rdv_tui.screens.frame import BACKGROUND, run_blocking
from rdv_tui.screens.shell import Shell
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind, listed, shown_key
from rdv_tui.widgets.fields import LineInput
from rdv_tui.widgets.pick import Choice, matching
from rdv_tui.widgets.states import state

KEY_WIDTH, LABEL_WIDTH = 7, 22
MIN_NAME = 3
"""Letters of a name from which people are looked for."""
PEOPLE_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A command of another screen, and the window in which it works, or that has the way there."""

    command: Command
    window: Command
    door: Command | None = None

    @property
    def hint(self) -> str:
        """Say how it is done once the window is open."""
        if self.door is not None:
            return palette_fr.BEHIND_A_KEY.format(
                label=self.command.label, door=self.door.shown_key, key=self.command.shown_key
            )
        on_a_card = self.window is commands.OPEN_FIND
        words = palette_fr.ON_A_CARD if on_a_card else palette_fr.THERE
        return words.format(label=self.command.label, key=self.command.shown_key)


Entry = ActiveBinding | Elsewhere | Appointment


async def find_people(shell: Shell, typed: str) -> list[Appointment]:
    """Return the nearest appointments that `typed` may mean, none while the store is away."""
    if shell.desk is None or shell.lost is not None or len(fold(typed)) < MIN_NAME:
        return []
    from rdv_tui.services.booking.search import search  # noqa: PLC0415  (stands on the store)

    try:
        answers = await run_blocking(search, shell.desk, typed, PEOPLE_AT_MOST)
    except RdvError:
        return []
    return [one.appointment for one in answers.found]


def _of_other_screens() -> Iterator[Elsewhere]:
    """Yield the commands of all other screens, with the way to each."""
    for window, others in palette_fr.ELSEWHERE.items():
        yield from (Elsewhere(command, window) for command in others)
    for door, others in palette_fr.BEHIND.items():
        yield from (Elsewhere(command, commands.OPEN_DAY, door) for command in others)


class PaletteScreen(ListDialog[Entry]):
    """Give what was chosen, or None: what works here, then elsewhere, then people."""

    BINDINGS = bind(commands.CLOSE, *commands.LIST_KEYS)

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        here = [active for active in listed(bindings) if active.enabled]
        known = {active.binding.id for active in here}
        self._entries: list[tuple[Entry, Choice]] = []
        for active in here:
            words = palette_fr.SYNONYMS.get(active.binding.id or "", "")
            text = f"{active.binding.tooltip} {words}"
            self._add(active, active.binding.description, text)
        for one in _of_other_screens():
            if one.command.id not in known and one.window.id in known:
                words = palette_fr.SYNONYMS.get(one.command.id, "")
                self._add(one, one.command.label, f"{one.command.help} {words}")
        self._found: list[Entry] = []
        self.choices = ChoiceList(screen_fr.PALETTE_FOOT)

    def _add(self, entry: Entry, label: str, words: str) -> None:
        self._entries.append((entry, Choice(str(len(self._entries)), label, words)))

    def compose(self) -> ComposeResult:
        """Put the field above the list of commands."""
        with Vertical(classes="dialog palette") as frame:
            frame.border_title = screen_fr.PALETTE_TITLE
            yield LineInput()
            yield self.choices

    def on_mount(self) -> None:
        """List everything that works here at first."""
        self._search("")

    def _search(self, typed: str) -> None:
        commands_found: list[Entry]
        if not typed.strip():
            commands_found = [e for e, _ in self._entries if not isinstance(e, Elsewhere)]
        else:
            found = matching((choice for _, choice in self._entries), typed)
            commands_found = [self._entries[int(choice.code)][0] for choice in found]
            # What works where one stands comes before what another screen has.
            commands_found.sort(key=lambda one: isinstance(one, Elsewhere))
        self._list(commands_found)
        self._look(typed)

    def _list(self, found: Sequence[Entry]) -> None:
        self._found = list(found)
        none = plain(screen_fr.PALETTE_NONE, "$text-muted")
        self.choices.show([_line(one) for one in found] or [none], 0 if found else None)

    @work(exclusive=True, group=BACKGROUND)
    async def _look(self, typed: str) -> None:
        """List the people of that name after the commands."""
        people = await find_people(cast("Shell", self.app), typed)
        if people and typed == self.query_one(LineInput).value:
            at = self.choices.highlighted
            self._list([*self._found, *people])
            self.choices.highlighted = at or 0

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    async def _chosen(self, event: Input.Submitted) -> None:
        if not self._found:  # perhaps the people are still looked for
            self._list(await find_people(cast("Shell", self.app), event.value))
        if self.choices.highlighted is not None:
            self.dismiss(self._found[self.choices.highlighted])

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        if self._found:
            self.dismiss(self._found[event.index])


def _line(entry: Entry) -> Content:
    if isinstance(entry, Appointment):
        return _person_line(entry)
    if isinstance(entry, Elsewhere):
        key, label = entry.window.shown_key, entry.command.label
        text = f"{entry.window.label} · {entry.command.help}"
    else:
        key, label = shown_key(entry.binding), entry.binding.description
        text = entry.binding.tooltip
    shown = plain(label, "bold")
    return Content.assemble(
        (f"{key:>{KEY_WIDTH}}  ", "bold"),
        shown,
        " " * max(2, LABEL_WIDTH + 1 - shown.cell_length),
        plain(text, "$text-muted"),
    )


def _person_line(one: Appointment) -> Content:
    """Tell of a person in the order of all lists of people."""
    sign, word = state(one.status)
    name = plain(DISCRETION.name(one.applicant.name), "bold")
    when = f"{' ' * (KEY_WIDTH + 2)}{short_moment(one.start):<{LABEL_WIDTH + 1}}"
    return Content.assemble(when, sign, " ", name, "  ", word)
