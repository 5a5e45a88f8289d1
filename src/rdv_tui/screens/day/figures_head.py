"""The four figures at the head of the weeks: the last complete ones against those before. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from rdv_tui.domain.figures import WeekFigures, weighted_median
from rdv_tui.locales.day import figures as figure_fr
from rdv_tui.text import plain
from rdv_tui.widgets.heights import heights

PERIOD = 4
"""How many complete weeks are told together, and compared with as many before."""
_COURSE = 8
_CELL = 19


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure: its label, its unit, how it comes from some weeks."""

    label: str
    unit: str
    of: Callable[[Sequence[WeekFigures]], int | None]


def _share(part: Callable[[WeekFigures], int]) -> Callable[[Sequence[WeekFigures]], int | None]:
    def of(weeks: Sequence[WeekFigures]) -> int | None:
        booked = sum(week.booked for week in weeks)
        return round(100 * sum(map(part, weeks)) / booked) if booked else None

    return of


def _wait(weeks: Sequence[WeekFigures]) -> int | None:
    return weighted_median(
        (week.median_wait, week.booked) for week in weeks if week.median_wait is not None
    )


_FIGURES = (
    _Figure(figure_fr.HEAD_RECEIVED, "%", _share(lambda week: week.done + week.incomplete)),
    _Figure(figure_fr.HEAD_INCOMPLETE, "%", _share(lambda week: week.incomplete)),
    _Figure(figure_fr.HEAD_ABSENT, "%", _share(lambda week: week.no_show)),
    _Figure(figure_fr.HEAD_WAIT, figure_fr.HEAD_DAYS, _wait),
)


def head_content(found: Sequence[WeekFigures]) -> Content:
    """Return the four figures of the complete weeks in `found`, whose last one is under way.

    Beneath each stands its course, a week a cell, and how far it moved since the weeks before.
    """
    complete = found[:-1]
    last, before = complete[-PERIOD:], complete[-2 * PERIOD : -PERIOD]
    if not last:
        return plain(figure_fr.HEAD_NONE, "$text-muted")
    values = [one.of(last) for one in _FIGURES]
    rows = (
        [plain(one.label, "$text-muted") for one in _FIGURES],
        [plain(_told(value, one), "bold") for value, one in zip(values, _FIGURES, strict=True)],
        [
            _course(one, value, complete, before)
            for value, one in zip(values, _FIGURES, strict=True)
        ],
    )
    over = plain(figure_fr.head_over(len(last), len(before)), "$text-muted")
    lines = [
        Content.assemble(*(cell.pad_right(_CELL - cell.cell_length) for cell in row))
        for row in rows
    ]
    return Content("\n").join([*lines, over])


def _told(value: int | None, one: _Figure) -> str:
    return figure_fr.NOTHING_GIVEN if value is None else f"{value} {one.unit}"


def _course(
    one: _Figure,
    value: int | None,
    complete: Sequence[WeekFigures],
    before: Sequence[WeekFigures],
) -> Content:
    weeks = complete[-_COURSE:]
    line = heights([one.of([week]) for week in weeks]) if len(weeks) > PERIOD else ""
    earlier = one.of(before)
    if value is None or earlier is None:
        return plain(line, "$text-muted")
    moved = figure_fr.moved(value - earlier, one.unit)
    return Content.assemble((line, "$text-muted"), "  ", moved)
