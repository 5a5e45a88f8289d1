"""The free places as people ask for them, « un matin ? »: weeks by half-days, as heat. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.lead_times import WeekAvailability
from rdv_tui.locales.booking import lead_times as lead_time_fr
from rdv_tui.locales.dates import short_date
from rdv_tui.widgets.heat import LEGEND, heat

NOON = 12
_LABEL_WIDTH, _CELL, _APART = 18, 6, 3
_WORKING_DAYS = 5

Half = tuple[date, bool]
"""A day, and whether it is its afternoon."""


def half_days(slots: Iterable[Slot]) -> dict[Half, tuple[int, int]]:
    """Return the free places and all places of each half-day that has any."""
    found: dict[Half, tuple[int, int]] = {}
    for slot in slots:
        half = (slot.start.date(), slot.start.hour >= NOON)
        free, capacity = found.get(half, (0, 0))
        found[half] = (free + slot.free, capacity + slot.capacity)
    return found


def heat_content(
    weeks: Sequence[WeekAvailability], halves: Mapping[Half, tuple[int, int]]
) -> Content:
    """Return a line a week, the mornings left and the afternoons right, each with its number."""
    days = max([_WORKING_DAYS, *(day.weekday() + 1 for day, _ in halves)])
    side = days * _CELL
    names = "".join(name.ljust(_CELL) for name in lead_time_fr.WEEKDAYS[:days])
    lines = [
        Content.assemble(
            (lead_time_fr.HALF_DAYS.ljust(_LABEL_WIDTH), "bold"),
            (lead_time_fr.MORNING.ljust(side + _APART), "$text-muted"),
            (lead_time_fr.AFTERNOON, "$text-muted"),
        ),
        Content.styled(f"{'':{_LABEL_WIDTH}}{names}{'':{_APART}}{names}".rstrip(), "$text-muted"),
    ]
    for week in weeks:
        parts = [(f"{short_date(week.monday):>{_LABEL_WIDTH - 2}}  ", "$text-muted")]
        for afternoon in (False, True):
            parts += [
                _cell(halves.get((week.monday + timedelta(days=rank), afternoon)))
                for rank in range(days)
            ]
            parts.append((" " * _APART, ""))
        lines.append(Content.assemble(*parts).rstrip())
    legend = "  ".join(
        f"{sign} {word}" for sign, word in zip(_SIGNS, lead_time_fr.HEAT, strict=True)
    )
    lines.append(Content.styled(f"{'':{_LABEL_WIDTH}}{legend}", "$text-muted"))
    return Content("\n").join(lines)


_SIGNS = (lead_time_fr.CLOSED, "·", *LEGEND)


def _cell(half: tuple[int, int] | None) -> tuple[str, str]:
    if half is None:
        return lead_time_fr.CLOSED.ljust(_CELL), "$text-muted"
    free, capacity = half
    sign = heat(free, capacity)
    if not free:
        return sign.ljust(_CELL), "$text-muted"
    return f"{sign}{free}".ljust(_CELL), "bold $text-success"
