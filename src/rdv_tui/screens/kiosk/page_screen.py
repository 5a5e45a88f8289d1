"""The one screen of the kiosk: it shows a page and ends with the answer."""

from collections.abc import Iterator

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.kiosk.lines import AnswerLine, Sentences, TopLine, TypedLine
from rdv_tui.screens.kiosk.page import MOST, Choice, Entry, Page
from rdv_tui.widgets.big_text import BigText

BACK, ERASE, TIME_OVER = "\x00back", "\x00erase", "\x00over"
"""Answers that no choice has."""
NARROW = 60
ROWS = 24
_LETTERS = frozenset(" '-.’")


class Notice(Sentences):
    """A band over the page: somebody was called, or everything will soon be erased."""

    DEFAULT_CSS = """
    Notice { display: none; background: $warning; color: $background; padding: 0 2; }
    Notice.-shown { display: block; }
    """


class PageScreen(Screen[str], inherit_bindings=False):
    """A page. Digits answer, `0` calls an agent, the left arrow goes back, Escape erases."""

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
    #keys { color: $text; }
    PageScreen.-tight AnswerLine { margin: 0; }
    PageScreen.-tighter AnswerLine { height: 1; }
    """

    def __init__(self, page: Page, place: str) -> None:
        super().__init__()
        self.page, self._place = page, place
        self._top = TopLine()
        self._step = Sentences([], "step")
        self.notice = Notice([], "notice")
        entry = page.entry
        self._typed = TypedLine(entry.text, entry.longest, hidden=entry.hidden) if entry else None
        self._wrong = Sentences([], "wrong")
        self._answers = Vertical(id="answers")
        self._is_answered = False

    def compose(self) -> ComposeResult:
        """Lay out the page from top to bottom."""
        page = self.page
        yield self._top
        yield self._step
        yield self.notice
        yield Sentences(
            [(page.question, "bold"), (page.french_question, "$text-muted")], "question"
        )
        with Vertical(id="body"):
            texts = [(line, "") for line in page.lines]
            texts += [(line, "$text-muted") for line in page.french]
            if texts:
                yield Sentences(texts, "lines")
            if page.big:
                yield BigText(page.big)
            if self._typed is not None:
                yield self._typed
                yield Sentences([(page.words.press_enter, "$text-muted")])
            if page.warning:
                self._wrong.show((f"▲ {page.warning}", "bold $text-error"))
            yield self._wrong
            with self._answers:
                yield from self._lines(page.choices)
        yield Sentences(self._keys(), "keys")

    def _lines(self, choices: tuple[Choice, ...]) -> Iterator[Widget]:
        for rank, choice in enumerate(choices[:MOST], 1):
            yield AnswerLine(str(rank), choice)

    def _keys(self) -> list[tuple[str, str]]:
        page, words = self.page, self.page.words
        agent = "0 ↵" if page.entry and page.entry.digits else "0"
        parts = [f"{agent}  {words.call_agent}"]
        if page.can_go_back:
            parts.append(f"←  {words.back}")
        if page.can_erase:
            parts.append(f"Échap  {words.erase}")
        if languages.is_from_right(words):  # one stretch of Arabic a row, in order everywhere
            return [(part, "bold") for part in parts]
        return [("   ".join(parts), "bold")]

    def on_mount(self) -> None:
        """Stand on the first answer, or in what is to be typed."""
        if self._typed is not None:
            self._typed.focus()
            self._offer()
        elif lines := self.query(AnswerLine):
            lines[self.page.stands_on].focus()
        self.show_time()

    def show_time(self, hour: str = "", time_left: tuple[int, int] | None = None) -> None:
        """Show the office's hour, and for how long the place is still held (minutes, seconds)."""
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
        self._step.show(*((row, "bold") for row in rows))

    def say(self, *texts: tuple[str, str]) -> None:
        """Show these over the page, or nothing."""
        self.notice.set_class(bool(texts), "-shown")
        self.notice.show(*texts)
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
        body = self.query_one("#body")
        room = body.region.bottom - self._answers.region.y
        count = len(self.query(AnswerLine))
        self.set_class(count * 3 - 1 > room, "-tight")
        self.set_class(count * 2 > room, "-tighter")

    # -- answers
    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers that stand there now."""
        return tuple(line.choice for line in self.query(AnswerLine))

    @on(AnswerLine.Chosen)
    def _clicked(self, message: AnswerLine.Chosen) -> None:
        self._choose(message.digit)

    def _choose(self, digit: str) -> None:
        choices = self.choices
        rank = int(digit) - 1
        if 0 <= rank < len(choices):
            self.answer(choices[rank].code)

    async def on_event(self, event: events.Event) -> None:
        """Take no paste: nobody types one."""
        if not isinstance(event, events.Paste):
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Give every key its one meaning, or none."""
        event.stop()
        event.prevent_default()
        sign = event.character or ""
        if self._typed is not None and self._type(event.key, sign):
            return
        if event.key in {"down", "tab", "up", "shift+tab"}:
            self._move(1 if event.key in {"down", "tab"} else -1)
        elif event.key == "left" and self.page.can_go_back:
            self.answer(BACK)
        elif event.key == "escape":
            self.answer(ERASE)
        elif sign == "0":
            self.call_agent()
        elif sign and sign in "123456":
            self._choose(sign)
        elif event.key == "enter" and isinstance(self.focused, AnswerLine):
            self._choose(self.focused.digit)

    def answer(self, answer: str) -> None:
        """End with an answer; keys that come after the first one are for nobody."""
        if not self._is_answered:
            self._is_answered = True
            self.dismiss(answer)

    def call_agent(self) -> None:
        """Call an agent; the page stays, with all that is typed."""
        self.app.call_agent(self.page.stage.value)  # type: ignore[attr-defined]

    def _move(self, by: int) -> None:
        lines: list[Widget] = [*([self._typed] if self._typed else []), *self.query(AnswerLine)]
        if lines:
            at = lines.index(self.focused) if self.focused in lines else -1
            lines[(at + by) % len(lines)].focus()

    # -- typing
    def _type(self, key: str, sign: str) -> bool:
        """Take a key as typed text; say whether it was."""
        typed, entry = self._typed, self.page.entry
        assert typed is not None
        assert entry is not None
        if key == "backspace":
            typed.take_back()
            self._offer()
            return True
        if key == "left" and typed.text:
            return True  # nobody leaves a half typed field by mistake
        if key == "enter" and self.focused is typed:
            self._submit(typed.text.strip())
            return True
        if len(sign) != 1 or not self._takes(entry, sign):
            return False
        typed.focus()
        typed.put(sign)
        self._wrong.show()
        self._offer()
        return True

    @staticmethod
    def _takes(entry: Entry, sign: str) -> bool:
        if entry.free:
            return sign.isprintable()
        if entry.digits:
            return sign.isascii() and (sign.isdigit() or sign in " /.-")
        return sign.isalpha() or sign in _LETTERS

    def _submit(self, text: str) -> None:
        entry = self.page.entry
        assert entry is not None
        if entry.digits and text == "0":
            assert self._typed is not None
            self._typed.take_back()
            self.call_agent()
        elif entry.find is not None:
            if len(self.choices) == 1:
                self.answer(self.choices[0].code)
            else:
                self._say_wrong(entry.check(""))
        elif not text and entry.may_be_empty:
            self.answer("")
        elif problem := entry.check(text):
            self._say_wrong(problem)
        else:
            self.answer(text)

    def _say_wrong(self, problem: str) -> None:
        self._wrong.show((f"▲ {problem}", "bold $text-error"))

    def _offer(self) -> None:
        entry = self.page.entry
        if entry is None or entry.find is None or self._typed is None:
            return
        found = entry.find(self._typed.text.strip())[:MOST]
        if found != self.choices:
            self._answers.remove_children()
            self._answers.mount(*self._lines(found))
            self.call_after_refresh(self._fit)
