"""Beneath the day on a large screen: who is called next, and the course of the day. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from textual.content import Content

from rdv_tui.domain.day import Day, DayPlace
from rdv_tui.domain.initial_focus import in_calling_order
from rdv_tui.locales.day import day as day_fr
from rdv_tui.text import plain
from rdv_tui.widgets.day_cells import CellMaker, wait_style, waited
from rdv_tui.widgets.heights import heights

_SLOT_WIDTH = 3
_LABEL_WIDTH = 12
_NAME_WIDTH, _DETAIL_WIDTH, _WAIT_WIDTH, _BAR = 34, 24, 10, 30
_QUEUE_LINES = 16
_MINUTES_A_CELL = 2


def course_content(day: Day, marks: CellMaker, width: int) -> Content:
    """Return the queue and the strip of the day, whose hours stand under one another."""
    if not day.places or day.now.date() != day.day:
        return Content("")
    queue = _queue(day, marks, width)
    return Content("\n").join([*queue, Content(""), *_course(day, marks, width)])


def _queue(day: Day, marks: CellMaker, width: int) -> list[Content]:
    order = in_calling_order(day, marks.late_after_minutes)
    title = Content.styled(day_fr.QUEUE, "bold")
    if not order:
        return [title, plain(f"  {day_fr.QUEUE_NOBODY}", "$text-muted")]
    waits = [minutes for place in order if (minutes := _minutes(place, day)) is not None] or [0]
    told = day_fr.queue_counts(len(order), max(waits), round(median(waits)))
    lines = [Content.assemble(title, "   ", plain(told, "$text-muted"))]
    shown = order if len(order) <= _QUEUE_LINES else order[: _QUEUE_LINES - 1]
    lines += [_person(rank, place, day, marks, width) for rank, place in enumerate(shown, 1)]
    if more := len(order) - len(shown):
        lines.append(plain(f"    {day_fr.QUEUE_MORE.format(count=more)}", "$text-muted"))
    return lines


def _minutes(place: DayPlace, day: Day) -> int | None:
    return waited(place.visit, day) if place.visit else None


def _person(rank: int, place: DayPlace, day: Day, marks: CellMaker, width: int) -> Content:
    text, minutes = marks.cell(place, day), _minutes(place, day)
    name = Content.assemble(plain(text.family, "bold"), " ", plain(text.given))
    bar = "▒" * min(_BAR, (minutes or 0) // _MINUTES_A_CELL)
    style = wait_style(minutes)
    return Content.assemble(
        f"{rank:>3}  {place.start:%H:%M}  ",
        (f"{text.sign} ", text.style),
        name.truncate(_NAME_WIDTH, ellipsis=True, pad=True),
        plain(text.detail, "$text-muted").truncate(_DETAIL_WIDTH, ellipsis=True, pad=True),
        plain(text.word, style).truncate(_WAIT_WIDTH + 12, ellipsis=True, pad=True),
        (bar, style),
    ).truncate(width, ellipsis=True)


def _course(day: Day, marks: CellMaker, width: int) -> list[Content]:
    """Return the hours, who is expected at each slot, and how many waited then."""
    slots = _slots(day, marks, (width - _LABEL_WIDTH - 12) // _SLOT_WIDTH)
    booked = [sum(place.start == slot for place, _ in day.visits()) for slot in slots]
    waiting = [_waiting_at(slot, day) if slot <= day.now else 0 for slot in slots]
    hours = "".join(
        (f"{slot:%-H} h" if slot.minute == 0 else "").ljust(_SLOT_WIDTH) for slot in slots
    )
    return [
        Content.assemble((day_fr.COURSE.ljust(_LABEL_WIDTH), "bold"), (hours, "$text-muted")),
        _heights(day_fr.COURSE_BOOKED, booked, "$text-muted"),
        _heights(day_fr.COURSE_WAITING, waiting, "$text-warning"),
    ]


def _slots(day: Day, marks: CellMaker, room: int) -> list[datetime]:
    """Return every slot from the first hour to the last one, as many as there is room for."""
    first = day.places[0].start.replace(minute=0)
    step = timedelta(minutes=marks.slot_minutes)
    count = (day.places[-1].start - first) // step + 1
    return [first + rank * step for rank in range(min(count, max(1, room)))]


def _waiting_at(slot: datetime, day: Day) -> int:
    """Count who was in the room and not yet called at `slot`."""
    instant = day.at - (day.now - slot)
    return sum(
        visit.arrived_at is not None
        and visit.arrived_at <= instant
        and not any(end and end <= instant for end in (visit.called_at, visit.ended_at))
        for _, visit in day.visits()
    )


def _heights(label: str, counts: Sequence[int], style: str) -> Content:
    bars = "".join(one + " " for one in _cells(counts))
    told = day_fr.COURSE_MOST.format(most=max(counts, default=0))
    return Content.assemble((label.ljust(_LABEL_WIDTH), "$text-muted"), (bars, style), f" {told}")


def _cells(counts: Sequence[int]) -> list[str]:
    line, width = heights(counts, _SLOT_WIDTH - 1), _SLOT_WIDTH - 1
    return [line[at : at + width] for at in range(0, len(line), width)]
