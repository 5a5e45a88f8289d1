"""Running text whose marked lines hang: what follows a « · » or a sign stays to the right of it."""

import re

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

_MARK = re.compile(r" *(?:[·▲✓✗○●–]|\d+\.) ")


def hang_indent(content: Content, width: int, hang: int = 0) -> list[Content]:
    """Return the lines of `content` in `width` cells, each marked one wrapped under its text.

    With `hang` every line is wrapped under its own cell of that number, as facts under labels.
    """
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        mark = _MARK.match(line.plain)
        indent = hang or (mark.end() if mark else 0)
        if indent >= width:
            indent = 0
        wrapped = line[indent:].wrap(width - indent) or [Content("")]
        lines += [
            Content.assemble(line[:indent] if rank == 0 else " " * indent, part)
            for rank, part in enumerate(wrapped)
        ]
    return lines


class HangingText(Widget):
    """A text of several lines, as high as it needs."""

    DEFAULT_CSS = "HangingText { height: auto; }"

    def __init__(
        self,
        content: Content | str = "",
        *,
        hang: int = 0,
        id: str | None = None,  # noqa: A002 - the name that every widget gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._content = Content(content) if isinstance(content, str) else content
        self._hang = hang

    def update(self, content: Content | str) -> None:
        """Show another text."""
        self._content = Content(content) if isinstance(content, str) else content
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the number of lines in `width` cells."""
        return len(hang_indent(self._content, width, self._hang)) if self._content.plain else 0

    def render(self) -> RenderResult:
        """Draw the lines."""
        return Content("\n").join(hang_indent(self._content, self.content_size.width, self._hang))
