"""Tables and calendars that leave the desk. Names leave it only when they are asked for.

A cell that a spreadsheet would take for a formula is written as text: people's names come from
outside.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from rdv_tui.domain.calendar import slot_end
from rdv_tui.domain.day import Day, DayPlace, Visit
from rdv_tui.domain.figures import WeekFigures, whole_minutes
from rdv_tui.domain.names import clean_text, written_family, written_given
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.domain.rights import Right
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.day import figures as figure_fr
from rdv_tui.services.day.arrivals import checklist
from rdv_tui.services.day.day import get_day, list_cancelled
from rdv_tui.services.day.figures import list_weeks
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.services.reading import note
from rdv_tui.store.transactions import snapshot

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, spreadsheets take the letters of UTF-8 for others."""


def safe_cell(text: str) -> str:
    """Return `text` as a spreadsheet shows it and never computes it."""
    if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text


def days_csv(desk: Desk, first: date, last: date, *, personal: bool = False) -> str:
    """Return every appointment from `first` to `last`, both in, one a line, in time order.

    Those that were cancelled stand after the others of their day. Without `personal` no line says
    who it is. Raises StoreError, and NotAllowed `not_allowed`.
    """
    _require_names(desk, personal=personal)
    head = (*figure_fr.DAY_HEAD, *(figure_fr.PERSONAL_HEAD if personal else ()))
    lines: list[Sequence[str]] = [head]
    for offset in range((last - first).days + 1):
        day = get_day(desk, first + timedelta(days=offset))
        for place, visit in (*day.visits(), *list_cancelled(desk, day.day)):
            row = _day_row(desk, place, visit, personal=personal)
            lines.append((*row, *_personal_columns(visit)) if personal else row)
    if personal:
        note(desk, "export_people", first=first, last=last, people=len(lines) - 1)
    return _table(lines)


def _require_names(desk: Desk, *, personal: bool) -> None:
    if personal:
        with snapshot(desk, Right.EXPORT_NAMES):
            pass  # which asks


def figures_csv(desk: Desk, found: Iterable[WeekFigures] | None = None) -> str:
    """Return the figures of the weeks, one a line, oldest first. Raises StoreError."""
    row = list_weeks(desk) if found is None else found
    return _table([figure_fr.FIGURES_HEAD, *(_figures(week) for week in row)])


def counter_ics(desk: Desk, day: date, counter: int, *, personal: bool = False) -> bytes:
    """Return the appointments of one counter's day as a calendar; named only with `personal`.

    Raises StoreError, and NotAllowed `not_allowed`.
    """
    _require_names(desk, personal=personal)
    from icalendar import Calendar, Event  # noqa: PLC0415  (only who exports)

    desk = with_current_office(desk)
    found: Day = get_day(desk, day)
    calendar = Calendar()
    calendar.add("prodid", "-//rdv-tui//journee//FR")
    calendar.add("version", "2.0")
    calendar.add("name", figure_fr.CALENDAR_NAME.format(counter=counter))
    for place, visit in found.visits():
        if place.counter != counter:
            continue
        event = Event()
        event.add("uid", f"{normalise_reference(visit.reference)}@{desk.office.code}.rdv-tui")
        event.add("dtstamp", found.at)
        event.add("dtstart", desk.clock.instant(place.start))
        ends = slot_end(desk.office, place.start, place.counter)
        event.add("dtend", desk.clock.instant(ends))
        name = clean_text(visit.name)
        message = figure_fr.EVENT_NAMED if personal else figure_fr.EVENT
        event.add("summary", message.format(name=name, reference=visit.reference))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    if personal:
        note(desk, "export_people", first=day, last=day, counter=counter)
    document: bytes = calendar.to_ical()
    return document


def _table(lines: Iterable[Sequence[str]]) -> str:
    """Return `lines` as French spreadsheets read them: semicolons, UTF-8 with its mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in line])
    return _BYTE_ORDER_MARK + out.getvalue()


def _day_row(desk: Desk, place: DayPlace, visit: Visit, *, personal: bool) -> tuple[str, ...]:
    return (
        f"{place.start:%Y-%m-%d}",
        f"{place.start:%H:%M}",
        _number(place.counter),
        visit.status.value,
        cli_fr.STATUSES[visit.status.value],
        visit.channel.value,
        cli_fr.CHANNELS[visit.channel.value],
        visit.situation,
        _hour(desk, visit.arrived_at),
        _hour(desk, visit.called_at),
        _hour(desk, visit.ended_at),
        _minutes(visit.arrived_at, visit.called_at),
        _minutes(visit.called_at, visit.ended_at),
        _number(visit.served_at),
        " ; ".join(visit.missing if personal else _of_nobody(visit)),
        "oui" if place.extra else "",
    )


def _of_nobody(visit: Visit) -> Iterable[str]:
    """Return what a file lacked, without what was told in words: it may name somebody."""
    listed = checklist(visit.situation)
    return (one if one in listed else figure_fr.OTHER_DOCUMENT for one in visit.missing)


def _personal_columns(visit: Visit) -> tuple[str, ...]:
    return (
        visit.reference,
        clean_text(written_family(visit.family_name)),
        clean_text(written_given(visit.given_names)),
        visit.birth_date.isoformat(),
        group_digits(visit.foreign_resident_number),
        visit.permit_expires.isoformat(),
        _phone(visit.phone) if visit.phone else "",
        visit.email or "",
    )


def _phone(number: str) -> str:
    """Return an E.164 number as text to every spreadsheet: no sign in front, no zero to lose."""
    import phonenumbers  # noqa: PLC0415  (only who exports)

    parsed = phonenumbers.parse(number)
    form = phonenumbers.PhoneNumberFormat
    if parsed.country_code == 33:
        return phonenumbers.format_number(parsed, form.NATIONAL)
    return phonenumbers.format_number(parsed, form.INTERNATIONAL).replace("+", "00 ", 1)


def _figures(week: WeekFigures) -> tuple[str, ...]:
    channels = (str(week.by_channel.get(code, 0)) for code in figure_fr.CHANNEL_WORDS)
    walk_ins = week.walk_ins
    reasons = (str(week.cancelled.get(code, 0)) for code in figure_fr.REASON_WORDS)
    return (
        week.monday.isoformat(),
        str(week.booked),
        *channels,
        str(week.done),
        str(week.incomplete),
        str(week.no_show),
        str(week.unrecorded),
        str(week.cancellations),
        *reasons,
        str(week.moves),
        "" if week.median_wait is None else str(week.median_wait),
        str(week.failed),
        str(week.asked),
        str(week.left),
        str(walk_ins.came),
        str(walk_ins.done),
        str(walk_ins.left),
        str(walk_ins.unrecorded),
        str(walk_ins.sent_elsewhere),
        *(str(walk_ins.elsewhere.get(code, 0)) for code in figure_fr.ELSEWHERE_CODES),
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _hour(desk: Desk, instant: datetime | None) -> str:
    return f"{desk.clock.wall(instant):%H:%M}" if instant else ""


def _minutes(since: datetime | None, until: datetime | None) -> str:
    """Return the whole minutes between two instants, empty while one of them is unknown."""
    if since is None or until is None:
        return ""
    return str(whole_minutes(since, until))
