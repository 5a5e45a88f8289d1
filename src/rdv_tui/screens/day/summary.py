"""The two lines that sum up a day: which one, how much, and how far everybody is."""

from textual.content import Content

from rdv_tui.domain.day import Counts, Day
from rdv_tui.locales.dates import long_date
from rdv_tui.locales.day import day as day_fr
from rdv_tui.locales.day.hall import DISPLAYED
from rdv_tui.text import plain
from rdv_tui.widgets.frame import justify


def band_content(
    day: Day, width: int, filtered: tuple[str, int] | None, *, is_displayed: bool = False
) -> Content:
    """Return the day and its totals, then the counts; `filtered` is the filter and its finds.

    `is_displayed` says that a screen in the hall shows the calls, which is told where it fits.
    """
    counts = day.counts()
    name = long_date(day.day)
    title = plain(name[0].upper() + name[1:], "bold")
    numbers = sum(1 for counter in day.counters if counter.number is not None)
    told = day_fr.totals(counts, numbers) if day.places else day.closed
    if is_displayed:  # where room lacks, how many counters there are goes first: they are in sight
        fewer = told.partition(" · ")[2] or told
        told = next(
            (
                text
                for text in (f"{told} · {DISPLAYED}", f"{fewer} · {DISPLAYED}")
                if len(text) + title.cell_length < width
            ),
            told,
        )
    right = plain(told, "$text-muted")
    first = justify(title, right, width)
    if filtered:
        query, found = filtered
        return Content.assemble(
            first, "\n", plain(day_fr.FILTERED.format(query=query, count=found), "$text-warning")
        )
    return Content.assemble(first, "\n", _counts(counts, width) if day.places else "")


def _counts(counts: Counts, width: int) -> Content:
    """Return the counts on one line; where there is no room, what is nobody's goes first."""
    for lines, gap in (
        (day_fr.counts(counts), "  "),
        (day_fr.counts(counts), " "),
        ([one for one in day_fr.counts(counts) if not one[2].startswith("0 ")], " "),
    ):
        parts = [Content.assemble((f"{sign} ", colour), message) for sign, colour, message in lines]
        line = Content(gap).join(parts)
        if line.cell_length <= width:
            break
    return line
