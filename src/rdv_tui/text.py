"""The one door by which stored or typed text reaches a widget: text, never markup."""

from typing import TYPE_CHECKING

from rdv_tui.domain.names import clean_text

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content


def plain(text: str, style: str = "") -> "Content":
    """Return `text` as content for a widget, whatever it contains."""
    from textual.content import Content  # noqa: PLC0415  (services read text without Textual)

    return Content.styled(clean_text(text), style)


def cell(text: str, style: str = "") -> "Text":
    """Return `text` for a table's cell, whatever it contains."""
    from rich.text import Text  # noqa: PLC0415  (services read text without Rich)

    return Text(clean_text(text), style=style, no_wrap=True)
