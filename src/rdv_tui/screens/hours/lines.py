"""The hours as lines of one list: weekly openings, closures to come, public holidays."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from rdv_tui.domain.calendar import public_holidays
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import OpeningHours, WeeklyHours, weekly_hours
from rdv_tui.locales.dates import days_words, long_date
from rdv_tui.locales.hours import opening_hours as hours_fr
from rdv_tui.text import plain

_INDENT, _GAP = "  ", "   "
_MUTED = "$text-muted"
_MAX_HOLIDAYS = 6


Line = tuple[Content, WeeklyHours | Closure | None]
"""What a line shows, and the hours or the closure that it is; a heading is none."""


def lines_of(hours: OpeningHours, today: date) -> list[Line]:
    """Return every line, in the order in which they stand."""
    return [*_openings(hours, today), *_closures(hours, today), *_holidays(today)]


def _openings(hours: OpeningHours, today: date) -> Iterator[Line]:
    yield _heading(hours_fr.OPENINGS)
    found = weekly_hours(hours.openings)
    if not found:
        yield _row((hours_fr.NO_OPENING,), (0,)), None
    rows = [
        (
            hours_fr.counter_words(week.counter),
            days_words(week.weekdays),
            hours_fr.hours_words(week.start, week.end),
        )
        for week in found
    ]
    widths = _widths(rows)
    for row, week in zip(rows, found, strict=True):
        over = week.valid_until is not None and week.valid_until < today
        text = hours_fr.validity_words(week.valid_from, week.valid_until)
        if week.slot_minutes is not None:
            text = f"{text} · {hours_fr.OWN_SLOTS.format(minutes=week.slot_minutes)}"
        if over:
            text = f"{text} ({hours_fr.OVER})"
        style = _MUTED if over else ""
        yield Content.assemble(_row(row, widths, style), plain(text, _MUTED)), week


def _closures(hours: OpeningHours, today: date) -> Iterator[Line]:
    yield Content(""), None
    yield _heading(hours_fr.CLOSURES)
    found = sorted(
        (one for one in hours.closures if one.last >= today),
        key=lambda one: (one.first, one.last, one.counter or 0),
    )
    if not found:
        yield _row((hours_fr.NO_CLOSURE,), (0,)), None
    rows = [
        (
            hours_fr.span_words(one.first, one.last),
            hours_fr.counter_words(one.counter) if one.counter else hours_fr.ALL,
            hours_fr.hours_words(one.start, one.end),
        )
        for one in found
    ]
    widths = _widths(rows)
    for row, one in zip(rows, found, strict=True):
        yield Content.assemble(_row(row, widths), plain(one.reason, _MUTED)), one


def _holidays(today: date) -> Iterator[Line]:
    yield Content(""), None
    yield _heading(hours_fr.HOLIDAYS)
    known = {**public_holidays(today.year), **public_holidays(today.year + 1)}
    to_come = sorted((day, name) for day, name in known.items() if day >= today)
    rows = [(long_date(day), name) for day, name in to_come[:_MAX_HOLIDAYS]]
    widths = _widths(rows)
    for row in rows:
        yield _row(row, widths, _MUTED), None


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column: that of its longest text."""
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _row(row: Sequence[str], widths: Sequence[int], style: str = "") -> Content:
    """Return a line of our own words in columns; what people typed comes after it."""
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return Content.styled(f"{_INDENT}{_GAP.join(cells)}{_GAP}", style)


def _heading(title: str) -> Line:
    return plain(title, "bold"), None
