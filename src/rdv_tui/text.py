"""The one door by which stored or typed text reaches a widget: text, never markup."""

from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.domain.names import clean_text

if TYPE_CHECKING:
    from textual.content import Content


def plain(text: str, style: str = "") -> "Content":
    """Return `text` as content for a widget, whatever it contains."""
    from textual.content import Content  # noqa: PLC0415  (services read text without Textual)

    return Content.styled(clean_text(text), style)


def warning_line(text: str) -> "Content":
    """Return a sentence that wants a second look, behind its sign."""
    from textual.content import Content  # noqa: PLC0415  (services read text without Textual)

    return Content.assemble(("▲ ", "bold $text-warning"), plain(text))


def home_path(path: Path) -> str:
    """Write a path as whoever sits there says it: « ~/Documents/… » below their own folder."""
    home = Path("~").expanduser()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
