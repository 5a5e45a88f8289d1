"""A field to choose from a list by typing: accents, case and hyphens are forgiven."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual import events, on
from textual.content import Content
from textual.widgets import Input

from rdv_tui.domain.names import fold
from rdv_tui.locales import screens as screen_fr
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.fields import Field


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the list; `words` are searched beside the label, never shown."""

    code: str
    label: str
    words: str = ""
    hint: str = ""


@lru_cache(maxsize=1024)
def _folded(choice: Choice) -> tuple[str, str, tuple[str, ...]]:
    """Return code, label and all searched words of a choice, folded once for all keys."""
    code, label = fold(choice.code), fold(choice.label)
    return code, label, tuple(f"{label} {fold(choice.words)} {code}".split())


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Return the choices in which every typed word starts a word; label starts come first."""
    wanted = fold(typed).split()
    if not wanted:
        return list(choices)
    ranked: list[tuple[int, int, Choice]] = []
    for index, choice in enumerate(choices):
        code, label, words = _folded(choice)
        if all(any(word.startswith(part) for word in words) for part in wanted):
            rank = 0 if code == " ".join(wanted) else 1 if label.startswith(wanted[0]) else 2
            ranked.append((rank, index, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda found: found[:2])]


@dataclass(frozen=True, slots=True)
class Found:
    """What typed words can mean. Unless `is_sure`, nothing is marked: Enter must not take it.

    `remark` says what of the words nobody may overlook.
    """

    choices: tuple[Choice, ...]
    remark: str = ""
    is_sure: bool = True


Finder = Callable[[Sequence[Choice], str], Found]


def by_beginnings(choices: Sequence[Choice], typed: str) -> Found:
    """Find the choices in which every typed word starts a word."""
    return Found(tuple(matching(choices, typed)))


class PickField(Field):
    """A type-ahead field. `code` is the choice made; the text shown is its label."""

    DEFAULT_CSS = """
    PickField ChoiceList {
        overlay: screen; constrain: inside inside; display: none; margin: 1 0 0 20;
        width: 58; background: $panel;
    }
    PickField.-open ChoiceList { display: block; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        choices: Iterable[Choice],
        code: str = "",
        *,
        find: Finder = by_beginnings,
    ) -> None:
        self._find = find
        self._choices = tuple(choices)
        chosen = next((choice for choice in self._choices if choice.code == code), None)
        super().__init__(name, label, chosen.label if chosen else code, wide=True)
        self._chosen = chosen
        self._offered: Choice | None = None
        self.took_offer = False
        """Whether the choice made is the offered one, by Enter alone."""
        self._found = Found(())
        self._list: ChoiceList | None = None

    def _list_shown(self) -> ChoiceList:
        """Return the list under the field, made when it is first opened; it floats."""
        if self._list is None:
            self._list = ChoiceList(screen_fr.CHOICES)
            self.mount(self._list, before=0)
        return self._list

    @property
    def code(self) -> str:
        """The code of the choice made, or an empty text."""
        return self._chosen.code if self._chosen else ""

    @property
    def text(self) -> str:
        """The choice's code, or what was typed so far when nothing was chosen."""
        return self.code or self.input.value

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The list to choose from."""
        return self._choices

    @choices.setter
    def choices(self, choices: Iterable[Choice]) -> None:
        """Change the list; a choice that is no longer in it is unmade, a single one is made."""
        self._choices = tuple(choices)
        if self._chosen not in self._choices:
            self.choose(self._choices[0] if len(self._choices) == 1 else None)

    def offer(self, code: str, words: str) -> None:
        """Let Enter take the choice `code` in the empty field, as its `words` say there."""
        self._offered = next((choice for choice in self._choices if choice.code == code), None)
        self.input.placeholder = words if self._offered else ""

    def choose(self, choice: Choice | None) -> None:
        """Make `choice` the field's value, and show its label."""
        self._chosen = choice
        self.remove_class("-open")
        with self.prevent(Input.Changed):
            self.input.value = choice.label if choice else ""
        self.fail("")
        self.post_message(self.Edited(self))

    def _open(self, typed: str) -> None:
        found = self._find(self._choices, typed) if typed else Found(self._choices)
        if found == self._found and self._list is not None and self.has_class("-open") and typed:
            return
        self._found = found
        # Without a typed word nothing is chosen yet: Enter must not take the first by accident.
        highlighted = 0 if found.choices and found.is_sure and typed else None
        lines = [_line(choice) for choice in found.choices]
        self._list_shown().show(lines, highlighted, found.remark)
        self.set_class(bool(lines), "-open")
        self.note("")
        self.fail("" if lines or not typed else found.remark or screen_fr.NO_CHOICE)

    def take(self, typed: str) -> None:
        """Offer what the typed words can mean; nothing is chosen yet."""
        if self._chosen and typed == self._chosen.label:
            return
        self._chosen, self.took_offer = None, False
        self._open(typed)
        self.post_message(self.Edited(self))

    def end(self) -> bool:
        """Choose the marked entry; words that mean nothing yet keep the cursor here."""
        typed = self.input.value.strip()
        is_open = self.has_class("-open")
        if is_open and self._list and self._list.highlighted is not None:
            self.choose(self._found.choices[self._list.highlighted])
        elif self._offered and not typed:
            self.took_offer = True
            self.choose(self._offered)
        elif self._chosen or not typed:
            return True
        elif not is_open:
            self._open(typed)
        else:
            self.fail(self._found.remark or screen_fr.CHOOSE)
        return self._chosen is not None

    def leave(self) -> None:
        """Close the list; leaving by Tab keeps the only thing that the typed words can mean."""
        self.remove_class("-open")
        if self._chosen is None and self.input.value.strip():
            found = self._find(self._choices, self.input.value)
            if len(found.choices) == 1 and found.is_sure:
                self.choose(found.choices[0])
            elif not self.error:
                self.fail(
                    found.remark or (screen_fr.CHOOSE if found.choices else screen_fr.NO_CHOICE)
                )

    @on(ChoiceList.Clicked)
    def _clicked(self, event: ChoiceList.Clicked) -> None:
        event.stop()
        self.choose(self._found.choices[event.index])
        self.post_message(self.Ended(self))

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrows; Escape closes it before it means anything else."""
        is_open = self.has_class("-open")
        if event.key in ("down", "up"):
            if not is_open:
                self._open("" if self._chosen else self.input.value)
            else:
                self._list_shown().step(1 if event.key == "down" else -1)
        elif event.key in ("pagedown", "pageup") and is_open:
            shown = self._list_shown()
            shown.step(shown.rows if event.key == "pagedown" else -shown.rows)
        elif event.key == "escape" and is_open:
            self.remove_class("-open")
        else:
            return
        event.stop()
        event.prevent_default()


def _line(choice: Choice) -> Content:
    if not choice.hint:
        return plain(choice.label)
    return Content.assemble(plain(choice.label), "  ", plain(choice.hint, "$text-muted"))
