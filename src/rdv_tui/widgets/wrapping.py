"""Where a line on screen may end: never before « : », nor inside a number or an hour.

Rich, by which Textual wraps, ends a line at any white space, a no-break space among them, and has
no public way to be told otherwise: its idea of a word is replaced, once, for the whole program.
tests/widgets/test_wrapping.py fails when a newer Rich no longer goes by it.
"""

import re

from rich import _wrap

from rdv_tui.locales.spacing import UNBREAKABLE

_WORD = re.compile(rf"\s*(?:\S+|{UNBREAKABLE})+\s*")


def wrap_as_french() -> None:
    """Let no line end at a space that keeps its neighbours together."""
    _wrap.re_word = _WORD
