"""The waiting times as a page that the prefecture can put on its site: « consultez les délais ».

One file, without script, picture or outside address, readable on paper and by screen readers. It
names nobody. Its date says how old it is, wherever it is copied to.
"""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from rdv_tui.domain.lead_times import LeadTime, LeadTimes
from rdv_tui.domain.office import Office
from rdv_tui.locales.booking import lead_times as lead_time_fr, lead_times_page as page_fr
from rdv_tui.locales.dates import long_date, moment, short_date

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid; vertical-align: top; }
"""


def lead_times_page(times: LeadTimes, office: Office) -> str:
    """Return the page as HTML (UTF-8): first and third slot by situation, places by week."""
    return "\n".join(_lines(times, office)) + "\n"


def _lines(times: LeadTimes, office: Office) -> Iterator[str]:
    title = page_fr.TITLE.format(bureau=office.bureau)
    yield "<!DOCTYPE html>"
    yield '<html lang="fr">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)} – {escape(office.prefecture)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield f"<p>{escape(office.prefecture)}. {page_fr.AS_OF} {_when(times.computed_at)}.</p>"
    yield f"<p>{escape(page_fr.MEANING)}</p>"
    yield from _situations(times)
    yield from _weeks(times)
    yield f"<p>{escape(_next_opening(times))}</p>"
    yield f"<p>{escape(lead_time_fr.ONLY_THESE)}</p>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _situations(times: LeadTimes) -> Iterator[str]:
    yield "<table>"
    yield f"<caption>{escape(page_fr.BY_SITUATION)}</caption>"
    yield from _head(page_fr.SITUATION_COLUMNS)
    yield "<tbody>"
    for row in times.rows:
        yield f'<tr><th scope="row">{escape(_label(row))}</th>'
        yield f"<td>{_slot(row.first, row.wait_days)}</td>"
        yield f"<td>{_slot(row.third, row.third_wait_days)}</td></tr>"
    yield "</tbody>"
    yield "</table>"


def _weeks(times: LeadTimes) -> Iterator[str]:
    yield "<table>"
    yield f"<caption>{escape(page_fr.BY_WEEK)}</caption>"
    yield from _head(page_fr.WEEK_COLUMNS)
    yield "<tbody>"
    for week in times.rows[0].weeks if times.rows else ():
        monday = page_fr.WEEK_OF.format(day=long_date(week.monday))
        counts = lead_time_fr.week(week.free, week.capacity) if week.capacity else ""
        yield f'<tr><th scope="row">{escape(monday)}</th>'
        yield f"<td>{escape(counts or lead_time_fr.NO_WEEK)}</td></tr>"
    yield "</tbody>"
    yield "</table>"


def _head(columns: tuple[str, ...]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    yield f"<thead><tr>{cells}</tr></thead>"


def _label(row: LeadTime) -> str:
    return row.label[:1].upper() + row.label[1:]


def _slot(start: datetime | None, wait_days: int | None) -> str:
    if start is None or wait_days is None:
        return escape(page_fr.NO_SLOT)
    return f"{_when(start)}, {escape(page_fr.wait(wait_days))}"


def _when(start: datetime) -> str:
    return f'<time datetime="{start:%Y-%m-%dT%H:%M}">{escape(moment(start))}</time>'


def _next_opening(times: LeadTimes) -> str:
    coming = times.next_opening
    if coming is None:
        return page_fr.NO_OPENING
    return page_fr.NEXT_OPENING.format(at=moment(coming.at), day=short_date(coming.opens))
