"""The one door by which stored or typed text reaches a widget: text, never markup."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return `text` on one line: control and direction marks become spaces or go."""
    kept = (" " if c.isspace() or unicodedata.category(c) in _INVISIBLE else c for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def plain(text: str, style: str = "") -> "Content":
    """Return `text` as content for a widget, whatever it contains."""
    from textual.content import Content  # noqa: PLC0415  (services read text without Textual)

    return Content.styled(visible(text), style)


def cell(text: str, style: str = "") -> "Text":
    """Return `text` for a table's cell, whatever it contains."""
    from rich.text import Text  # noqa: PLC0415  (services read text without Rich)

    return Text(visible(text), style=style, no_wrap=True)
