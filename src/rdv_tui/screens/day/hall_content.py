"""What the hall's list shows of each person."""

from textual.content import Content

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.walk_in import WalkInStatus
from rdv_tui.locales.day import hall as hall_fr, walk_ins as walk_in_fr
from rdv_tui.locales.states import MARKS
from rdv_tui.services.day.queue import Queue, QueueLine
from rdv_tui.text import plain

_WIDTHS = (2, 3, 7, 0, 0, 7, 7, 8, 8, 0)
"""Of sign, rank, ticket, name, hint, appointment, arrival, wait, counter, reason."""
_NAME, _HINT, _REASON = 3, 4, 9
_REASON_WIDTH, _WIDE = 32, 104
_MOST_NAME = 64
"""Cells beyond which a name and its hint would only stand further from their hours."""


def columns_line(width: int) -> Content:
    """Name the columns."""
    return _row([Content(title) for title in hall_fr.COLUMNS], width).stylize("$text-muted")


def band_content(found: Queue) -> Content:
    """Return the counts of the hall."""
    ended: dict[str, int] = {}
    for one in found.ended:
        if one.walk_in is not None:
            status = one.walk_in.status.value
            ended[status] = ended.get(status, 0) + 1
    text = hall_fr.counts(len(found.waiting), found.longest, len(found.called), ended)
    return plain(f"{text} · {hall_fr.DISPLAYED}" if found.is_displayed else text)


def line_of(one: QueueLine, width: int) -> Content:
    """Return one person's line."""
    sign, colour, order = _state(one)
    quiet = "$text-muted" if one.has_ended else ""
    wait = "" if one.has_ended else hall_fr.MINUTES.format(minutes=one.minutes)
    counter = str(one.counter) if one.counter is not None else hall_fr.ANY_COUNTER
    cells = (
        Content.styled(sign, colour),
        plain(str(one.rank or ""), quiet),
        plain(one.ticket, "$text-primary"),
        plain(DISCRETION.name(one.name) or hall_fr.UNNAMED, quiet or "bold"),
        plain(_hint(one), "$text-muted"),
        plain(f"{one.start:%H:%M}" if one.start else "–", quiet),
        plain(f"{one.since:%H:%M}", quiet),
        plain(wait, quiet),
        plain("" if one.has_ended else counter, quiet),
        plain(order, colour if one.is_called else "$text-muted"),
    )
    return _row(cells, width)


def _hint(one: QueueLine) -> str:
    return DISCRETION.other(one.hint) if one.walk_in is not None else one.hint


def _state(one: QueueLine) -> tuple[str, str, str]:
    """Return sign, colour and words of where somebody stands."""
    if one.is_called:
        order = hall_fr.AT_COUNTER.format(counter=one.counter)
        return *MARKS[Status.IN_PROGRESS], order
    if one.has_ended and one.walk_in is not None:
        status, why = one.walk_in.status, one.walk_in.elsewhere
        if status is WalkInStatus.ELSEWHERE and why is not None:
            return "→", "$text-muted", walk_in_fr.ELSEWHERE[why]
        mark = {WalkInStatus.DONE: Status.DONE, WalkInStatus.LEFT: Status.LEFT}
        return *MARKS[mark.get(status, Status.UNRECORDED)], hall_fr.ENDED[status.value]
    reason = hall_fr.REASONS[one.reason] if one.reason else ""
    return *MARKS[Status.ARRIVED], reason


def _row(cells: "tuple[Content, ...] | list[Content]", width: int) -> Content:
    reason = _REASON_WIDTH if width >= _WIDE else 0
    rest = min(max(20, width - sum(_WIDTHS) - reason), _MOST_NAME)
    hint = min(24, rest * 2 // 5)
    widths = list(_WIDTHS)
    widths[_NAME], widths[_HINT], widths[_REASON] = rest - hint, hint, reason
    parts = []
    for cell, room in zip(cells, widths, strict=True):
        if room:
            parts.append(cell.truncate(room - 1, ellipsis=True, pad=True))
            parts.append(Content(" "))
    return Content.assemble(*parts)
