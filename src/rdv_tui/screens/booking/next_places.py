"""The next free places, day by day, as they are said on the telephone. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from textual.content import Content

from rdv_tui.domain.appointment import Slot
from rdv_tui.locales.booking import lead_times as lead_time_fr
from rdv_tui.locales.dates import short_date
from rdv_tui.locales.numbers import counted
from rdv_tui.widgets.heat import heat

_DAY_WIDTH, _FREE_WIDTH, _HOUR_WIDTH = 15, 14, 7


def next_places_content(slots: Iterable[Slot], now: datetime, width: int, height: int) -> Content:
    """Return a line a day with free places: how many, and its first hours that fit."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        if slot.start > now:
            days.setdefault(slot.start.date(), []).append(slot)
    lines = [Content.styled(lead_time_fr.NEXT_PLACES, "bold")]
    for day, of_day in sorted(days.items()):
        free = sum(slot.free for slot in of_day)
        if free and len(lines) < height:
            capacity = sum(slot.capacity for slot in of_day)
            lines.append(_line(day, of_day, heat(free, capacity), free, width))
    return Content("\n").join(lines)


def _line(day: date, of_day: list[Slot], sign: str, free: int, width: int) -> Content:
    hours = [f"{slot.start:%H:%M}" for slot in of_day if slot.free]
    room = max(1, (width - _DAY_WIDTH - _FREE_WIDTH) // _HOUR_WIDTH)
    shown = hours if len(hours) <= room else [*hours[: room - 1], "…"]
    return Content.assemble(
        f"{short_date(day):<{_DAY_WIDTH}}",
        (f"{sign} {counted(free, 'place'):<{_FREE_WIDTH - 2}}", "$text-success"),
        ("".join(hour.ljust(_HOUR_WIDTH) for hour in shown).rstrip(), "$text-muted"),
    )
