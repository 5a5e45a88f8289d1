"""« Consultez les délais » : how long people wait, and where places are left over the weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.lead_times import LeadTime, LeadTimes
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import lead_times as lead_time_fr
from rdv_tui.locales.dates import plain_date, short_date, short_moment
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.screens.booking.half_days import half_days, heat_content
from rdv_tui.screens.booking.next_places import next_places_content
from rdv_tui.screens.live import LiveScreen
from rdv_tui.services.booking.lead_times import get_lead_times, get_lead_times_side_by_side
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import slots
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.day_grid import FixedText

WIDTHS = (25, 20, 6, 20, 5)
BAR_WIDTH = 30
EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(part: int, whole: int, width: int) -> str:
    """Return `part` of `whole` as a bar of at most `width` cells, to an eighth of a cell."""
    eighths = round(part / whole * width * 8) if whole else 0
    if part and not eighths:
        eighths = 1
    full, rest = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def _wait(days: int | None) -> str:
    if days is None:
        return screen_fr.NOTHING_GIVEN
    return lead_time_fr.DAYS.format(count=days)


def _slot(start: datetime | None) -> str:
    return short_moment(start) if start else lead_time_fr.NONE


def _row(cells: tuple[str, ...], style: str = "") -> Content:
    return Content.styled(
        "".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)), style
    )


def groups_content(all_of_them: LeadTime, groups: Sequence[LeadTime]) -> Content:
    """Return the groups that wait otherwise than all together; one sentence where none does."""
    others = [
        row for row in groups if (row.first, row.third) != (all_of_them.first, all_of_them.third)
    ]
    return rows_content(others) if others else plain(lead_time_fr.ALL_ALIKE, "$text-muted")


def rows_content(rows: Sequence[LeadTime], head: str = lead_time_fr.COLUMNS[0]) -> Content:
    """Return the table of first and third free slots, a line a group; `head` names the groups."""
    lines = [_row((head, *lead_time_fr.COLUMNS[1:]), "$text-muted")]
    for row in rows:
        cells = (
            row.label,
            _slot(row.first),
            _wait(row.wait_days),
            _slot(row.third),
            _wait(row.third_wait_days),
        )
        lines.append(_row(cells, "bold" if row.group is None else ""))
    return Content("\n").join(lines)


def offices_content(found: Sequence[tuple[Office, LeadTimes]]) -> Content:
    """Return the waits of several offices, a line each."""
    rows = [
        replace(times.rows[0], group=office.code, label=f"{office.code} ({office.city})")
        for office, times in found
    ]
    title = Content.styled(office_fr.SIDE_BY_SIDE, "bold")
    return Content("\n").join([title, rows_content(rows, office_fr.OFFICE)])


def weeks_content(row: LeadTime) -> Content:
    """Return the free places week by week, as parts of all the places, on one scale."""
    most = max((week.capacity for week in row.weeks), default=0)
    lines = [Content.styled(lead_time_fr.WEEKS, "bold")]
    for week in row.weeks:
        text = (
            lead_time_fr.week(week.free, week.capacity) if week.capacity else lead_time_fr.NO_WEEK
        )
        taken = bar(week.free, most, BAR_WIDTH)
        track = "━" * max(0, len(bar(week.capacity, most, BAR_WIDTH)) - len(taken))
        lines.append(
            Content.assemble(
                (f"{short_date(week.monday):>16}  ", "$text-muted"),
                (taken, "$text-success"),
                (track.ljust(BAR_WIDTH - len(taken)), "$edge"),
                f" {text}",
            )
        )
    return Content("\n").join(lines)


def _opening(times: LeadTimes) -> str:
    if times.next_opening is None:
        return lead_time_fr.NO_OPENING
    return lead_time_fr.NEXT_OPENING.format(
        at=short_moment(times.next_opening.at), day=plain_date(times.next_opening.opens)
    )


_Offices = list[tuple[Office, LeadTimes]]
_Found = tuple[LeadTimes, list[Slot], _Offices]


class LeadTimesScreen(LiveScreen[None, _Found]):
    """Live figures; closing them goes back to what was being done."""

    BINDINGS = bind(commands.CLOSE)

    every_s = 5.0
    heading = lead_time_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._when = Static(plain(lead_time_fr.LOADING, "$text-muted"), id="when")
        self._halves = Static(id="halves")
        self._all, self._weeks, self._groups = Static(), Static(id="weeks"), Static(id="groups")
        self._offices = Static(id="offices")
        self._offices.display = False
        self._next = FixedText(classes="side")

    def compose_body(self) -> ComposeResult:
        """Lay out when, the waits, the weeks, and the same group by group."""
        yield self._when
        with VerticalScroll():
            yield self._all
            yield self._offices
            yield self._weeks
            yield self._halves
            yield Static(plain(lead_time_fr.ONLY_THESE, "$text-muted"))
            yield self._groups

    def compose_side(self) -> ComposeResult:
        """Keep room beside the figures for the places that one would offer next."""
        yield self._next

    def load(self) -> _Found:
        """Compute the figures, and read the places of every week told."""
        times = get_lead_times(self.desk)
        weeks = times.rows[0].weeks
        places = slots(self.desk, self.clock.today(), 7 * len(weeks)) if weeks else []
        is_supervisor = self.desk.may(Right.CHANGE_OFFICE)
        return times, places, get_lead_times_side_by_side(self.desk) if is_supervisor else []

    def show(self, told: _Found) -> None:
        """Show when they were computed, all waits, the weeks, and each group."""
        found, places, offices = told
        self._offices.display = len(offices) > 1
        self._offices.update(offices_content(offices))
        computed = lead_time_fr.COMPUTED.format(when=short_moment(found.computed_at))
        self._when.update(plain(f"{computed} · {_opening(found)}", "$text-muted"))
        self._all.update(rows_content(found.rows[:1]))
        self._groups.update(groups_content(found.rows[0], found.rows[1:]))
        self._weeks.update(weeks_content(found.rows[0]))
        self._halves.display = self.has_class("-wide")
        self._halves.update(heat_content(found.rows[0].weeks, half_days(places)))
        room, now = self._next.content_size, self.clock.local()
        self._next.text = next_places_content(places, now, room.width, room.height)
        if found.rows[0].first is None:
            self.say(lead_time_fr.EMPTY, "waiting")
