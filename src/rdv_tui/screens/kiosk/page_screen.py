"""The one screen of the kiosk: it shows a page and ends with the answer."""

from collections.abc import Callable, Iterator

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widget import Widget

from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.kiosk.lines import AnswerLine, KeyHint, Sentences, TopLine, TypedLine
from rdv_tui.screens.kiosk.page import MOST, Choice, Entry, Page
from rdv_tui.widgets.big_text import BigText

BACK, ERASE, TIME_OVER, PLACE_LOST = "\x00back", "\x00erase", "\x00over", "\x00lost"
"""Answers that no choice has."""
NONE_FITS = "0"
_BIG_ROWS, _TYPED_ROWS = 5, 3
"""The rows of large text, and of a field, with those left free around them."""
_MARGINS = 2
"""So many lines are won above the question where the answers have no room."""
_LETTERS = frozenset(" '-.’")


class Notice(Sentences):
    """A band over the page: somebody was called, or everything will soon be erased."""

    DEFAULT_CSS = """
    Notice { display: none; background: $warning; color: $background; padding: 0 2; }
    Notice.-shown { display: block; }
    """


class PageScreen(Screen[str], inherit_bindings=False):
    """A page. Digits answer, the left arrow goes back, Escape erases.

    `0` calls an agent; where digits are typed the right arrow does, as it does everywhere.
    """

    AUTO_FOCUS = ""
    ALLOW_MAXIMIZE = False
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    PageScreen { layout: vertical; padding: 0 2; overflow: hidden; }
    #step { color: $text-primary; }
    #question { text-style: bold; margin: 1 0 1 0; }
    #body { height: 1fr; }
    #answers { height: auto; }
    #lines { margin: 0 0 1 0; }
    PageScreen BigText { margin: 0 0 1 0; height: 4; }
    #keys { color: $text; height: auto; layout: horizontal; }
    #keys KeyHint { width: auto; margin: 0 3 0 0; }
    #keys.-under { layout: vertical; }
    #keys.-under KeyHint { width: 1fr; margin: 0; }
    PageScreen.-tight AnswerLine { margin: 0; }
    PageScreen.-tighter AnswerLine { height: 1; }
    PageScreen.-tightest #question, PageScreen.-tightest TypedLine { margin: 0; }
    PageScreen.-tightest #lines { height: 1fr; margin: 0; }
    """

    def __init__(self, page: Page, place: str, on_shown: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.page, self._place, self._on_shown = page, place, on_shown
        self._top = TopLine()
        self._step = Sentences([], "step")
        self.notice = Notice([], "notice")
        self._typed = TypedLine(page.entry) if page.entry else None
        self._enter = KeyHint("enter", page.words.press_enter, "$text-muted")
        self._echo = Sentences([])
        self._take_back = KeyHint("backspace", "", "$text-muted")
        self._wrong = Sentences([], "wrong")
        self._found: tuple[Choice, ...] = ()
        self._was_typed = False
        self._shown = page.choices
        self._answers = Vertical(id="answers")
        self._is_answered = False

    def compose(self) -> ComposeResult:
        """Lay out the page from top to bottom."""
        page = self.page
        yield self._top
        yield self._step
        yield self.notice
        asked = [(row, "bold") for row in page.question.splitlines()]
        yield Sentences([*asked, (page.french_question, "$text-muted")], "question")
        with Vertical(id="body"):
            texts = [(line, "") for line in page.lines]
            texts += [(line, "$text-muted") for line in page.french]
            if texts:
                yield Sentences(texts, "lines")
            if page.big:
                yield BigText(page.big)
            if self._typed is not None:
                yield self._typed
                yield self._echo
                yield self._enter
                yield self._take_back
            if page.warning:
                self._say_wrong(page.warning)
            yield self._wrong
            with self._answers:
                yield from self._lines(page.choices)
        with Container(id="keys", classes="-under" if self._is_from_right or page.calls else ""):
            yield from self._keys()

    @property
    def _is_from_right(self) -> bool:
        return languages.is_from_right(self.page.words)

    def _lines(self, choices: tuple[Choice, ...]) -> Iterator[Widget]:
        for rank, choice in enumerate(choices[:MOST], 1):
            yield AnswerLine(str(rank), choice)
        if self.page.may_fit_none and (self._typed is None or self._typed.text):
            none = AnswerLine(NONE_FITS, Choice(NONE_FITS, self.page.words.none_of_these))
            yield none.add_class("-none")

    def _keys(self) -> Iterator[KeyHint]:
        """Yield the keys in one row; of Arabic a row holds one stretch, in order everywhere."""
        page, words = self.page, self.page.words
        is_digit = page.entry is not None and (page.entry.free or page.entry.digits)
        agent = "→" if is_digit and page.entry and page.entry.zero else "0"
        if page.can_call:
            first, *others = page.calls or (words.call_agent,)
            yield KeyHint("right", f"{agent}  {first}")
            for row in others:
                yield KeyHint("right", f"{agent}  {row}")
        if page.can_go_back:
            yield KeyHint("left", f"←  {words.back}")
        if page.can_erase:
            escape = "Échap" if words is FRENCH else "Échap (Esc)"
            yield KeyHint("escape", f"{escape}  {words.erase}")

    def on_mount(self) -> None:
        """Stand on the first answer, or in what is to be typed."""
        if self._typed is not None:
            self._typed.focus()
            self._retyped(self._typed)
        elif lines := self.query(AnswerLine):
            lines[self.page.stands_on].focus()
        self.show_time()
        self._on_shown()

    def show_time(
        self, hour: str = "", time_left: tuple[int, int] | None = None, soon: str = ""
    ) -> None:
        """Show the office's hour, and for how long the place is still held (minutes, seconds).

        `soon` says what happens by itself.
        """
        words, page = self.page.words, self.page
        self._top.show(self._place, hour)
        rows = []
        if page.stage.number:
            name = FRENCH.steps[page.stage.number - 1]
            rows.append(f"{page.stage.number}/5 · {name}")
            if words is not FRENCH:
                rows.append(words.steps[page.stage.number - 1])
        if not languages.is_from_right(words):  # a row of its own for each stretch of Arabic
            rows = [" · ".join(rows)] if rows else []
        if time_left is not None:
            left = words.time_left.format(minutes=time_left[0], seconds=f"{time_left[1]:02d}")
            rows.append(f"● {left}")
        if soon:
            rows.append(f"● {soon}")
        self._step.show(*((row, "bold") for row in rows))

    def say(self, *texts: tuple[str, str]) -> None:
        """Show these over the page, or nothing."""
        self.notice.set_class(bool(texts), "-shown")
        if self.notice.show(*texts):
            self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Set the answers closer where there is little room."""
        self.call_after_refresh(self._fit)

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,
        from_app_focus: bool = False,
    ) -> None:
        """Keep the focus where it is when somebody touches beside all answers."""
        if widget is not None or self.focused is None or not self.focused.is_attached:
            super().set_focus(widget, scroll_visible, from_app_focus)

    def _fit(self) -> None:
        room = self._room()
        none = len(self.query("AnswerLine.-none"))
        count = len(self.query(AnswerLine)) - none
        self.set_class(count * 3 - (0 if none else 1) + none > room, "-tight")
        self.set_class(count * 2 + none > room, "-tighter")
        self.set_class(count + none > room, "-tightest")

    def _room(self) -> int:
        """Return how many rows the answers have when all above them has what it asks for."""
        body = self.query_one("#body")
        width, room = body.content_size.width, body.content_size.height
        for child in body.children:
            if isinstance(child, Sentences):
                room -= child.get_content_height(None, None, width) + (child.id == "lines")
            elif child is not self._answers:
                room -= _BIG_ROWS if isinstance(child, BigText) else _TYPED_ROWS
        return room - (_MARGINS if self.has_class("-tightest") else 0)

    # -- answers
    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers that stand on the screen now: no other one is taken."""
        return self._shown[:MOST]

    @property
    def typed_text(self) -> str:
        """What stands in the field."""
        return self._typed.text if self._typed is not None else ""

    @on(AnswerLine.Chosen)
    def _clicked(self, message: AnswerLine.Chosen) -> None:
        self._choose(message.digit)

    @on(KeyHint.Pressed)
    def _touched(self, message: KeyHint.Pressed) -> None:
        self._press(message.key, "")

    def _choose(self, digit: str) -> None:
        choices = self.choices
        rank = int(digit) - 1
        if digit == NONE_FITS:
            self.call_agent()
        elif 0 <= rank < len(choices):
            self.answer(choices[rank].code)

    async def on_event(self, event: events.Event) -> None:
        """Take no paste: nobody types one."""
        if not isinstance(event, events.Paste):
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Give every key its one meaning, or none."""
        event.stop()
        event.prevent_default()
        self._press(event.key, event.character or "")

    def _press(self, key: str, sign: str) -> None:
        if self._typed is not None and self._type(self._typed, key, sign):
            return
        if key in {"down", "tab", "up", "shift+tab"}:
            self._move(1 if key in {"down", "tab"} else -1)
        elif key in {"left", "backspace"} and self.page.can_go_back:
            self.answer(BACK)  # many keyboards draw the same arrow on both keys
        elif key == "escape":
            self.answer(ERASE)
        elif sign == "0" or key == "right":
            self.call_agent()
        elif sign and sign in "123456" and self.choices:
            self._choose(sign)
        elif key == "enter" and isinstance(self.focused, AnswerLine):
            self._choose(self.focused.digit)
        elif sign.isprintable() and sign.strip():
            self._say_misplaced()

    def answer(self, answer: str) -> None:
        """End with an answer; keys that come after the first one are for nobody."""
        if not self._is_answered:
            self._is_answered = True
            self.dismiss(answer)

    def call_agent(self) -> None:
        """Call an agent; the page stays, with all that is typed."""
        if self.page.can_call:
            self.app.call_agent(self.page.stage.value)  # type: ignore[attr-defined]

    def _move(self, by: int) -> None:
        lines: list[Widget] = [*([self._typed] if self._typed else []), *self.query(AnswerLine)]
        if lines:
            at = lines.index(self.focused) if self.focused in lines else -1
            lines[(at + by) % len(lines)].focus()

    # -- typing
    def _type(self, typed: TypedLine, key: str, sign: str) -> bool:
        """Take a key as typed text; say whether it was."""
        if key == "backspace":
            typed.take_back()
            self._retyped(typed)
            return True
        if key == "enter" and self.focused is typed:
            self._submit(typed, typed.text.strip())
            return True
        if len(sign) != 1 or not self._takes(typed.entry, sign):
            return False
        typed.focus()
        has_room = typed.put(sign)
        self._wrong.show()
        if not has_room:
            self._say_wrong(self.page.words.field_full)
        self._retyped(typed)
        return True

    @staticmethod
    def _takes(entry: Entry, sign: str) -> bool:
        if entry.free:
            return sign.isprintable()
        if entry.digits:
            is_digit = sign.isdigit() and (entry.zero or sign != "0")
            return sign.isascii() and (is_digit or sign in " /.-")
        return sign.isalpha() or sign in _LETTERS

    def _say_misplaced(self) -> None:
        """Say what this field takes, to somebody whose key did nothing."""
        if (entry := self.page.entry) is not None:
            words = self.page.words
            self._say_wrong(words.only_digits if entry.digits else words.only_letters)

    def _submit(self, typed: TypedLine, text: str) -> None:
        entry = typed.entry
        if entry.digits and text == "0":  # no number that is asked for is this one
            typed.clear()
            self._retyped(typed)
            self.call_agent()
        elif entry.find is not None:
            self._look_at_found(entry)
        elif not text and entry.may_be_empty:
            self.answer("")
        elif problem := entry.check(text):
            self._say_wrong(problem)
        else:
            self.answer(text)

    def _look_at_found(self, entry: Entry) -> None:
        """Stand on the first answer found: it is taken when Enter is pressed once it was seen."""
        if not self._found:
            self._say_wrong(entry.check(""))
        elif len(self._found) > MOST:
            self._say_wrong(self.page.words.more_letters)
        elif self._shown == self._found:
            self.query(AnswerLine).first().focus()
            self._wrong.show((self.page.words.press_again, "bold"))

    def _say_wrong(self, problem: str) -> None:
        first, *more = problem.splitlines()
        rows = [(f"▲ {first}", "bold $text-error"), *((row, "") for row in more)]
        self._wrong.show(*rows)
        self.call_after_refresh(self._fit)

    def _retyped(self, typed: TypedLine) -> None:
        """Show what follows from what is typed now: how it is understood, and answers to it."""
        entry = typed.entry
        echo = entry.echo(typed.text.strip())
        self._echo.show((echo, "bold"))
        found = entry.find(typed.text.strip()) if entry.find is not None else ()
        can_take_back = bool(typed.text) and not found  # answers to touch need the room more
        self._take_back.show((self.page.words.take_back if can_take_back else "", "$text-muted"))
        if entry.find is None:
            return
        self._enter.show((self._after_typing(len(found)), "$text-muted"))
        if (found, bool(typed.text)) != (self._found, self._was_typed):
            self._found, self._shown, self._was_typed = found, (), bool(typed.text)
            self._mount_found(found)

    def _after_typing(self, count: int) -> str:
        return self.page.words.more_letters if count > MOST else self.page.words.press_enter

    @work(exclusive=True)
    async def _mount_found(self, found: tuple[Choice, ...]) -> None:
        """Put the answers there; they count from the moment they are seen."""
        with self.app.batch_update():
            await self._answers.remove_children()
            await self._answers.mount(*self._lines(found))
            if self._found == found:
                self._shown = found
        self.call_after_refresh(self._fit)
