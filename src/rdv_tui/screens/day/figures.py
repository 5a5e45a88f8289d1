"""The weeks in figures: a line a week, bars on one scale, and the same as a table in a file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.figures import HallFigures, WeekFigures
from rdv_tui.domain.lead_times import LeadTime, LeadTimes
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import list_day, short_date, short_moment
from rdv_tui.locales.day import day_commands, figures as figure_fr
from rdv_tui.screens.day.figures_head import head_content
from rdv_tui.screens.live import LiveScreen
from rdv_tui.services.booking.lead_times import get_lead_times
from rdv_tui.services.day.exports import figures_csv
from rdv_tui.services.day.figures import list_hall, list_weeks
from rdv_tui.services.delivery.delivery import write_document
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind

WIDTHS = (9, 5, 7, 6, 6, 6, 7, 9, 12, 7)
PEOPLE_WIDTHS = (9, 7, 12, 10, 7, 8, 12, 10)
HALL_WIDTHS = (20, 8, 9, 8, 9, 8)
BAR_WIDTH, HALL_BAR_WIDTH = 40, 12


def _row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Content:
    """Return a name and its numbers in columns of these widths."""
    first, *others = cells
    numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return Content.styled(first.ljust(widths[0]) + "".join(numbers), style)


def _number(count: int) -> str:
    return str(count) if count else "–"


def _cells(week: WeekFigures) -> tuple[str, ...]:
    wait = figure_fr.DAYS.format(count=week.median_wait) if week.median_wait is not None else ""
    counts = (
        week.booked,
        week.done,
        week.incomplete,
        week.no_show,
        week.cancellations,
        week.moves,
    )
    rest = map(_number, (week.failed, week.asked))
    return (
        list_day(week.monday, week.monday),
        *map(_number, counts),
        wait or screen_fr.NOTHING_GIVEN,
        *rest,
    )


def stacked(week: WeekFigures, width: int) -> Content:
    """Return the week's appointments as one bar of `width`, part by part: what share each has."""
    lines = (week.done, week.incomplete, week.no_show + week.left)
    counts = (*lines, week.booked - sum(lines))
    parts, drawn, so_far = [], 0, 0
    for count, (sign, style, _) in zip(counts, figure_fr.BAR_LEGEND, strict=True):
        so_far += count
        end = round(so_far / week.booked * width) if week.booked else 0
        length = max(end - drawn, 1 if count else 0)
        parts.append((sign * length, style))
        drawn += length
    return Content.assemble(*parts)


def since_the_first(found: Sequence[WeekFigures]) -> list[WeekFigures]:
    """Return the weeks from the first one in which anything happened; the last one always."""
    empty = takewhile(lambda week: week == WeekFigures(week.monday), found[:-1])
    return list(found[sum(1 for _ in empty) :])


def table_content(found: Sequence[WeekFigures], *, with_bars: bool) -> Content:
    """Return a line a week, downwards as time goes, the one under way apart at the end.

    Where there is room its bar stands beside it.
    """
    lines = [_row(figure_fr.COLUMNS, WIDTHS, "$text-muted")]
    for week in found:
        is_last = week is found[-1]
        if is_last:
            lines.append(plain(f"── {figure_fr.UNDER_WAY}", "$text-muted"))
        row = _row(_cells(week), WIDTHS, "bold" if is_last else "")
        bar = stacked(week, BAR_WIDTH - 6)
        lines.append(Content.assemble(row, "   ", bar) if with_bars else row)
    return Content("\n").join(lines)


def bars_content(found: Sequence[WeekFigures], width: int) -> Content:
    """Return the weeks as bars of one length, as time goes; of none, what the signs mean."""
    legend = [
        Content.assemble((f"{sign} ", style), text) for sign, style, text in figure_fr.BAR_LEGEND
    ]
    head = [Content.styled(figure_fr.BARS, "bold")] if found else []
    lines = [*head, Content("  ").join(legend)]
    lines += [
        Content.assemble(
            (f"{short_date(week.monday):>13}  ", "$text-muted"),
            stacked(week, width),
            f" {week.booked}",
        )
        for week in found
    ]
    return Content("\n").join(lines)


def people_content(found: Sequence[WeekFigures]) -> Content:
    """Return who left, who has no outcome, and who came without an appointment, a line a week."""
    with_one, without = figure_fr.PEOPLE_GROUPS
    groups = f"{with_one:>{sum(PEOPLE_WIDTHS[:3])}}{without:>{sum(PEOPLE_WIDTHS[3:])}}"
    lines = [
        Content.styled(figure_fr.PEOPLE, "bold"),
        Content.styled(groups, "$text-muted"),
        _row(figure_fr.PEOPLE_COLUMNS, PEOPLE_WIDTHS, "$text-muted"),
    ]
    for week in reversed(found):
        counts = (
            week.left,
            week.unrecorded,
            week.walk_ins.came,
            week.walk_ins.done,
            week.walk_ins.left,
            week.walk_ins.unrecorded,
            week.walk_ins.sent_elsewhere,
        )
        cells = (list_day(week.monday, week.monday), *map(_number, counts))
        lines.append(_row(cells, PEOPLE_WIDTHS))
    if reasons := _summed(found, lambda week: week.walk_ins.elsewhere):
        told = figure_fr.counts_line(reasons, figure_fr.ELSEWHERE_WORDS)
        lines.append(plain(figure_fr.ELSEWHERE.format(counts=told)))
    return Content("\n").join(lines)


def _summed(
    found: Sequence[WeekFigures], of: Callable[[WeekFigures], Mapping[str, int]]
) -> Counter[str]:
    total: Counter[str] = Counter()
    for week in found:
        total.update(of(week))
    return total


def shares_content(found: Sequence[WeekFigures]) -> Content:
    """Return by which channel people booked and why they cancelled, over all weeks."""
    channels = _summed(found, lambda week: week.by_channel)
    reasons = _summed(found, lambda week: week.cancelled)
    lines = (
        figure_fr.CHANNELS.format(counts=figure_fr.counts_line(channels, figure_fr.CHANNEL_WORDS)),
        figure_fr.REASONS.format(counts=figure_fr.counts_line(reasons, figure_fr.REASON_WORDS)),
    )
    over = figure_fr.SHARES.get(len(found)) or figure_fr.SHARES_MANY.format(count=len(found))
    return Content("\n").join([plain(over, "bold"), *map(plain, lines)])


def hall_content(found: Sequence[HallFigures], width: int) -> Content:
    """Return how long people waited, a bar a line with its number beside, then at the counter."""
    lines = [Content.styled(figure_fr.HALL, "bold")]
    longest = max((one.waited.ninety or 0 for one in found), default=0)
    lines.append(_row(figure_fr.HALL_COLUMNS, HALL_WIDTHS, "$text-muted"))
    for one in found:
        values = (
            one.waited.count,
            one.waited.median,
            one.waited.ninety,
            one.served.median,
            one.served.ninety,
        )
        cells = ("" if value is None else str(value) for value in values)
        numbers = "".join(map(str.rjust, cells, HALL_WIDTHS[1:]))
        name = plain(figure_fr.hall_name(one.by, one.code))
        name = name.truncate(HALL_WIDTHS[0], ellipsis=True, pad=True)
        drawn = round((one.waited.median or 0) * width / longest) if longest else 0
        bar = Content.styled("█" * drawn, "$text-primary")
        lines.append(Content.assemble(name, numbers, "  ", bar))
    lines.append(plain(figure_fr.HALL_EXPLAINED, "$text-muted"))
    return Content("\n").join(lines)


def now_line(row: LeadTime) -> str:
    """Return the first and the third free place as they are now."""
    first = short_moment(row.first) if row.first else figure_fr.NOTHING_F
    third = short_moment(row.third) if row.third else figure_fr.NOTHING_F
    return figure_fr.NOW.format(first=first, third=third)


_Found = tuple[LeadTimes, list[WeekFigures], list[HallFigures]]


class FiguresScreen(LiveScreen[None, _Found]):
    """The figures; closing them goes back to what was being done."""

    CSS_PATH = "figures.tcss"
    BINDINGS = bind(day_commands.SAVE_FIGURES, commands.CLOSE)

    heading = figure_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._now = Static(plain(figure_fr.LOADING, "$text-muted"), id="figures-now")
        self._head = Static(id="figures-head")
        self._table, self._bars = Static(id="figures-table"), Static(id="figures-bars")
        self._people = Static(id="figures-people")
        self._shares, self._hall = Static(id="figures-shares"), Static(id="figures-hall")

    def compose_body(self) -> ComposeResult:
        """Lay out the present wait, the table, the bars, and what the columns count."""
        yield self._now
        with VerticalScroll():
            yield self._head
            yield self._table
            yield self._bars
            yield self._people
            yield self._shares
            yield self._hall
            yield Static(plain(figure_fr.EXPLAINED, "$text-muted"))

    def load(self) -> _Found:
        """Count the weeks, how long people wait for a place now, and in the hall."""
        return get_lead_times(self.desk), list_weeks(self.desk), list_hall(self.desk)

    def show(self, found: _Found) -> None:
        """Show the weeks from the first one in which anything happened."""
        times, counted, visits = found
        wide, lines = self.has_class("-wide"), since_the_first(counted)
        self._now.update(plain(now_line(times.rows[0]), "bold"))
        self._head.update(head_content(lines))
        self._table.update(table_content(lines, with_bars=wide))
        self._bars.update(bars_content([] if wide else lines, BAR_WIDTH))
        self._people.update(people_content(lines))
        self._shares.update(shares_content(lines))
        self._hall.update(hall_content(visits, BAR_WIDTH if wide else HALL_BAR_WIDTH))

    @work
    async def action_save_figures(self) -> None:
        """Write the same as a table beside the letters."""
        if self.found is None:
            return
        name = figure_fr.FIGURES_FILE.format(day=self.clock.today())
        table = figures_csv(self.desk, self.found[1]).encode()
        if path := await self.attempt(write_document, table, self.desk.letters / name):
            self.say(figure_fr.SAVED.format(file=path), "done")
