"""Facts in groups: a title, then label and value on each line; a long value stays in its column."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

MIN_VALUE_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one title: label and value each, the value as content."""

    title: str
    rows: tuple[tuple[str, Content], ...]


def lay_out(groups: Sequence[Group], width: int, label_width: int, *, airy: bool) -> list[Content]:
    """Return the groups as lines of at most `width` cells; `airy` sets the groups apart.

    Where a value's column would be too narrow to read, values stand under their labels.
    """
    indent = label_width + 3
    if width - indent < MIN_VALUE_WIDTH:
        indent = 4
    lines: list[Content] = []
    for rank, group in enumerate(groups):
        if rank and airy:
            lines.append(Content(""))
        lines.append(Content.styled(group.title, "bold"))
        for label, value in group.rows:
            first, *more = value.wrap(max(1, width - indent)) or [Content("")]
            name = Content.styled(f"  {label}", "$text-muted")
            if name.cell_length < indent:
                gap = " " * (indent - name.cell_length)
                lines.append(Content.assemble(name, gap, first))
            else:
                lines += [name, Content.assemble(" " * indent, first)]
            lines += [Content.assemble(" " * indent, part) for part in more]
    return lines


class FactSheet(Widget):
    """Groups of facts, as high as they need; or in a panel of one size (`fixed`).

    A panel's facts change with every arrow pressed in a list: they must cost no new layout.
    """

    DEFAULT_CSS = "FactSheet { height: auto; }"

    def __init__(
        self,
        label_width: int,
        *,
        fixed: bool = False,
        id: str | None = None,  # noqa: A002 - the name that every widget gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label_width, self._fixed = label_width, fixed
        self._groups: tuple[Group, ...] = ()
        self._airy = False

    def update(self, groups: Sequence[Group], *, airy: bool) -> None:
        """Show other facts."""
        shown = tuple(groups)
        if (shown, airy) != (self._groups, self._airy):
            self._groups, self._airy = shown, airy
            self.refresh(layout=not self._fixed)

    def _lines(self, width: int) -> list[Content]:
        return lay_out(self._groups, width, self._label_width, airy=self._airy)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """Return the number of lines in `width` cells."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Draw the lines."""
        return Content("\n").join(self._lines(self.content_size.width))
