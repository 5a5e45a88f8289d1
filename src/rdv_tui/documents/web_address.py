"""An address of the web on paper: whole on one line, and a code beside it that a phone reads.

Whoever copies an address that is broken at its hyphen meets another site, which asks for money.
"""

from collections.abc import Sequence

from rdv_tui.documents.layout import LEFT, LIST, MEASURE, RIGHT, Sheet, TypeSize
from rdv_tui.documents.qr import bars
from rdv_tui.documents.typesetting import Run

SCHEME = "https://"
_MODULE = 0.55
"""The side of a code's module, in millimetres: a phone reads it off worn paper."""
_QUIET = 4
"""White modules around a code (ISO/IEC 18004)."""


def set_address(sheet: Sheet, address: str, leads: Sequence[str] = ()) -> None:
    """Set paragraphs, then the address under them, with its code at the right of it all."""
    address = sheet.clean(address)
    side = bars(address)[0] * _MODULE
    white = _QUIET * _MODULE
    room = MEASURE - side - 2 * white
    texts = [sheet.lines(sheet.french(one), LIST, room) for one in leads]
    is_wide = sheet.width(address, True, LIST) > room
    leading = sheet.leading(LIST)
    beside = (sum(map(len, texts)) + (not is_wide)) * leading
    height = max(beside, side + white) + is_wide * leading
    sheet.need(height)
    top = y = sheet.y
    sheet.code(address, RIGHT - side, top + white / 2, side)
    for lines in texts:
        y = sheet.draw(lines, LIST, LEFT, y)
    # What is too wide for the room beside its code stands beneath it.
    y = max(y, top + side + white) if is_wide else y
    sheet.draw([[Run(address, True)]], _fitting(sheet, address), LEFT, y)
    sheet.y = top + height + sheet.half / 2


def _fitting(sheet: Sheet, address: str) -> TypeSize:
    """Return the size in which the address fits on one line: the text's own unless it is wider."""
    own = sheet.scaled(LIST)
    wide = sheet.width(address, True, LIST)
    return TypeSize(own.size * min(1, MEASURE / wide), own.leading)
