"""One-line fields: label on the left, what was understood on the right, what is wrong beneath."""

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from rdv_tui.domain.names import clean_text
from rdv_tui.text import plain
from rdv_tui.widgets.frame import SIGNS, Level


class LineInput(Input):
    """A text field that takes a paste of several lines as one, and drops nothing of it."""

    def on_paste(self, event: events.Paste) -> None:
        """Insert the whole paste on one line, without control or direction marks."""
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        self.replace(clean_text(event.text), start, end)


class Field(Widget):
    """A labelled field. `note` tells what was understood, `error` on its own line what is wrong."""

    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; layout: horizontal; }
    Field .label { width: 19; color: $text-muted; }
    Field.-focused .label { color: $text-primary; text-style: bold; }
    Field Input { width: 28; background: $surface; }
    Field.-wide Input { width: 38; }
    Field Input:focus { background: $primary-muted; }
    Field .note {
        width: 1fr; height: 1; padding-left: 1; color: $text-muted;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Field.-wrong .label { color: $text-error; }
    """

    class Edited(Message):
        """The field's text changed by typing, pasting or choosing."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    class Ended(Message):
        """Enter was pressed: the field is finished."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, name: str, label: str, value: str = "", *, wide: bool = False, hint: str = ""
    ) -> None:
        super().__init__(id=f"field-{name.replace('_', '-')}", classes="-wide" if wide else "")
        self.field_name = name
        self.label = label
        self.input = LineInput(value, hint, compact=True, select_on_focus=False)
        self._note = Static(classes="note", markup=False)
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
        """Show beside the field what was understood of it."""
        style = SIGNS[level][1] if level else ""
        self._note.update(plain(message, style), layout=False)

    def fail(self, message: str) -> None:
        """Show beneath the field why it is refused; an empty message clears it."""
        if message == self._error:
            return
        self._error = message
        self.set_class(bool(message), "-wrong")
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
        """Put the cursor into the field."""
        self.input.focus()

    @on(events.DescendantFocus)
    def _mark(self) -> None:
        self.add_class("-focused")

    @on(events.DescendantBlur)
    def _unmark(self) -> None:
        self.remove_class("-focused")

    @on(Input.Changed)
    def _edited(self, event: Input.Changed) -> None:
        event.stop()
        self.fail("")
        self.post_message(self.Edited(self))

    @on(Input.Submitted)
    def _ended(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Ended(self))
