"""What stands where a list has nothing: what is missing, then why or what to do, in the middle."""

import re

from textual.content import Content

from rdv_tui.text import plain

_WIDTH = 60
_DOWN = 3
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def empty_state(text: str, width: int, height: int) -> list[Content]:
    """Return `text` in the middle of `width` cells: its first sentence bold, the others under it.

    It begins a few lines down where `height` has the room.
    """
    title, *why = _SENTENCE.split(text.replace("\n", " ").strip(), maxsplit=1)
    room = max(1, min(_WIDTH, width - 2))
    lines = plain(title, "bold").wrap(room)
    if why:
        lines += [Content(""), *plain(why[0], "$text-muted").wrap(room)]
    above = _DOWN if height >= len(lines) + 2 * _DOWN else 0
    return [Content("")] * above + [_centred(line.rstrip(), width) for line in lines]


def _centred(line: Content, width: int) -> Content:
    return Content.assemble(" " * max(0, (width - line.cell_length) // 2), line)
