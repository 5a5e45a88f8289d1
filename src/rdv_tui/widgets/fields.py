"""One-line fields: label on the left, what was understood on the right, what is wrong beneath."""

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from rdv_tui.domain.names import clean_text
from rdv_tui.text import plain
from rdv_tui.widgets.frame import SIGNS, Level


class LineInput(Input):
    """A text field. Entering it selects what stands in it: typing replaces, the arrows edit.

    A paste of several lines is taken as one, unless `on_lines` makes something else of them. A
    field of `digits` lets typed letters through.
    """

    # How long the text is changes nothing around the field: no layout for each letter.
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, value: str = "", placeholder: str = "", *, digits: bool = False) -> None:
        super().__init__(value, placeholder, compact=True)
        self.cursor_blink = False  # half of the time it would not be seen
        self._digits = digits
        self._is_entered = False
        self.on_lines: Callable[[Sequence[str]], object] | None = None

    def begin(self, text: str) -> None:
        """Enter the field behind what stands in it, and go on with `text`."""
        self.select_on_focus = False
        self.insert(text, len(self.value))
        self.focus()

    def on_blur(self) -> None:
        """Show how a long text begins, and select everything again the next time."""
        self.select_on_focus = True
        self.cursor_position = 0

    def lets_through(self, sign: str) -> bool:
        """Say whether a typed sign is none of this field's, but perhaps a command."""
        return self._digits and sign.isalpha()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Say whether a key is text here."""
        if character and self.lets_through(character):
            return False
        return super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Leave what is let through to the screen."""
        if event.character and self.lets_through(event.character):
            event.prevent_default()

    def on_focus(self) -> None:
        """Know a click that enters the field from one inside it."""
        self._is_entered = True
        self.call_later(setattr, self, "_is_entered", False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Keep everything selected by the click that enters the field."""
        if self._is_entered:
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert the whole paste on one line, without control or direction marks."""
        event.prevent_default()
        event.stop()
        lines = [line for line in map(clean_text, event.text.splitlines()) if line]
        if len(lines) > 1 and self.on_lines is not None:
            self.on_lines(lines)
        else:
            self.insert_text(event.text)

    def insert_text(self, text: str) -> None:
        """Put `text` in the place of what is selected."""
        start, end = sorted(self.selection)
        self.replace(clean_text(text), start, end)


class FieldMessage(Message):
    """Something happened to `field`."""

    def __init__(self, field: "Field") -> None:
        super().__init__()
        self.field = field


class Field(Widget):
    """A labelled field. `note` tells what was understood, `error` on its own line what is wrong."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; layout: horizontal; }
    Field .label { width: 19; color: $text-muted; border-right: tall $edge; }
    Field Input { width: 28; background: $surface; }
    Field.-wide Input { width: 38; }
    Field Input:focus { background: $primary-muted; background-tint: transparent 0%; }
    Field Input > .input--placeholder { color: $placeholder; }
    Field .note { width: 1fr; height: auto; padding-left: 1; color: $text-muted; }
    Field.-good .label { border-right: tall $text-success; }
    Field.-wrong .label { color: $text-error; border-right: tall $text-error; }
    Field.-focused .label { color: $text-primary; text-style: bold; border-right: tall $accent; }
    """

    class Edited(FieldMessage):
        """The field's text changed by typing, pasting or choosing."""

    class Left(FieldMessage):
        """The cursor left the field."""

    class Ended(FieldMessage):
        """Enter was pressed: the field is finished."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        wide: bool = False,
        digits: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(id=f"field-{name.replace('_', '-')}", classes="-wide" if wide else "")
        self.field_name = name
        self.label = label
        self.input = LineInput(value, hint, digits=digits)
        self._note = Static(classes="note", markup=False)
        self._is_long = False
        self._error = ""
        self._error_line: Static | None = None

    def compose(self) -> ComposeResult:
        """Lay out label, input and note on one line."""
        yield Static(plain(self.label), classes="label")
        yield self.input
        yield self._note

    @property
    def text(self) -> str:
        """What stands in the field, as typed."""
        return self.input.value

    def note(self, message: str, level: Level | None = None) -> None:
        """Show beside the field what was understood of it, on as many lines as that needs."""
        style = SIGNS[level][1] if level else ""
        content = plain(message, style)
        was_long, self._is_long = self._is_long, content.cell_length > self._note.content_size.width
        self._note.update(content, layout=was_long or self._is_long)

    def fail(self, message: str) -> None:
        """Show beneath the field why it is refused; an empty message clears it."""
        if message == self._error:
            return
        self._error = message
        self.set_class(bool(message), "-wrong")
        self._show_good()
        # Most fields are never wrong: the line beneath is made when it is first needed.
        if self._error_line is not None:
            self._error_line.remove()
        self._error_line = Static(plain(f"✗ {message}"), classes="field-error") if message else None
        if self._error_line is not None and self.parent is not None:
            self.screen.mount(self._error_line, after=self)

    @property
    def error(self) -> str:
        """Why the field is refused, or an empty text."""
        return self._error

    def focus_input(self) -> None:
        """Put the cursor into the field; what is typed replaces what stands there."""
        self.input.focus()
        self.input.action_select_all()

    @on(events.DescendantFocus)
    def _mark(self) -> None:
        self.add_class("-focused")

    # Textual calls a handler in every class that has one: choices override what these do instead.
    @on(events.DescendantBlur)
    def _blurred(self) -> None:
        self.remove_class("-focused")
        self.leave()
        self._show_good()
        self.post_message(self.Left(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.take(event.value)
        self._show_good()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.end():
            self.post_message(self.Ended(self))

    def _show_good(self) -> None:
        """Let the field's edge say that something stands in it that is not wrong."""
        is_good = bool(self.text.strip()) and not self._error and not self.input.has_focus
        self.set_class(is_good, "-good")

    def take(self, typed: str) -> None:  # noqa: ARG002 - plain text means itself
        """Take what stands in the field now."""
        self.fail("")
        self.post_message(self.Edited(self))

    def end(self) -> bool:
        """Make something of the text when Enter is pressed; say whether the field is finished."""
        return True

    def leave(self) -> None:
        """Make something of the text when the cursor leaves the field."""
