"""What the hall's list shows of each person."""

from textual.content import Content

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.walk_in import WalkInStatus
from rdv_tui.locales.day import hall as hall_fr, walk_ins as walk_in_fr
from rdv_tui.locales.states import MARKS
from rdv_tui.services.day.queue import Queue, QueueLine
from rdv_tui.text import plain
from rdv_tui.widgets.person_rows import Column, Part, PersonRows

ROWS = PersonRows(
    Column(Part.RANK, 3),
    Column(Part.TICKET, 7, hall_fr.TICKET),
    Column(Part.WHEN, 6, hall_fr.WHEN),
    Column(Part.COUNTER, 8, hall_fr.COUNTER),
    Column(Part.SIGN, 2),
    Column(Part.WHO, 20, hall_fr.WHO, most=44),
    Column(Part.NUMBER, 14, most=24),
    Column(Part.SINCE, 7, hall_fr.SINCE),
    Column(Part.WAIT, 8, hall_fr.WAIT),
    Column(Part.WORD, 32, hall_fr.WORD, since=104),
)


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
    cells = {
        Part.RANK: plain(str(one.rank or ""), quiet),
        Part.TICKET: plain(one.ticket, "bold"),
        Part.WHEN: plain(f"{one.start:%H:%M}" if one.start else "–", quiet),
        Part.COUNTER: plain("" if one.has_ended else counter, quiet),
        Part.SIGN: Content.styled(sign, colour),
        Part.WHO: plain(DISCRETION.name(one.name) or hall_fr.UNNAMED, quiet or "bold"),
        Part.NUMBER: plain(_hint(one), "$text-muted"),
        Part.SINCE: plain(f"{one.since:%H:%M}", quiet),
        Part.WAIT: plain(wait, quiet),
        Part.WORD: plain(order, colour if one.is_called else "$text-muted"),
    }
    return ROWS.line(cells, width)


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
