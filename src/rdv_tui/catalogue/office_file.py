"""An office as a TOML file (office.toml is the default): read strictly, and written again."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from itertools import combinations, groupby, product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rdv_tui.catalogue.faults import data_error, unreadable_error
from rdv_tui.catalogue.strict import convert
from rdv_tui.domain.office import COUNTER_NUMBERS, Office, Opening, Rules, overlaps
from rdv_tui.locales.office import data_files as data_files_fr

_CODE = "bad_office_file"

_BOUNDS = {
    "counters": (COUNTER_NUMBERS.start, COUNTER_NUMBERS.stop - 1),
    "slot_minutes": (5, 240),
    "horizon_weeks": (1, 52),
    "hold_minutes": (1, 60),
    "proposal_hours": (1, 24 * 14),
    "proposals_at_most": (1, 20),
    "cancel_notice_days": (0, 60),
    "kept_for_desk": (0, COUNTER_NUMBERS.stop - 1),
    "kept_for_phone": (0, COUNTER_NUMBERS.stop - 1),
    "kept_for_kiosk": (0, COUNTER_NUMBERS.stop - 1),
    "late_after_minutes": (0, 240),
    "on_the_way_minutes": (0, 240),
    "hours_mail_minutes": (0, 240),
    "reminder_days": (0, 60),
}
"""The least and the most of each number: within them every date and length can be computed."""
_MONTHS = (0, 120)
_RETENTION_MONTHS = (1, 12)
"""No longer than people are told when they book; at least until a complaint can be heard."""
_EUROS = (0, 10_000)


@dataclass(frozen=True, slots=True)
class _Openings:
    """The same opening of several counters on several days, as a person writes it."""

    counters: tuple[int, ...]
    weekdays: tuple[str, ...]
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None
    slot_minutes: int | None = None

    def each(self) -> Iterator[Opening]:
        """Yield one opening a counter and a day."""
        bounds = self.start, self.end, self.valid_from, self.valid_until, self.slot_minutes
        for name, counter in product(self.weekdays, self.counters):
            yield Opening(counter, data_files_fr.WEEKDAYS.index(name), *bounds)


@dataclass(frozen=True, slots=True)
class _Written:
    """What of the file does not go into the office as it stands."""

    openings: tuple[_Openings, ...]


Complaint = tuple[str, str, str]  # entry, field, what is wrong


def load_office(path: Path) -> Office:
    """Return the office of the file `path`; UsageError `bad_office_file` names what is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise unreadable_error(_CODE, path, error) from error
    openings = convert(_Written, {"openings": content.get("openings", ())}, _CODE, path).openings
    office = convert(Office, {**content, "openings": ()}, _CODE, path)
    for entry, field, what in _complaints(office, openings):
        raise data_error(_CODE, path, entry, field, what)
    office = replace(office, openings=tuple(one for written in openings for one in written.each()))
    for entry, field, what in _overlaps(office.openings):
        raise data_error(_CODE, path, entry, field, what)
    return office


def office_text(office: Office) -> str:
    """Return the text of a file that `load_office` reads as `office`, its openings in any order."""
    import tomli_w  # noqa: PLC0415  (seldom written, always read)

    written = asdict(replace(office, openings=(), closures=()))
    written["openings"] = [asdict(one) for one in _together(office.openings)]
    written["closures"] = [asdict(one) for one in office.closures]
    return tomli_w.dumps(_without_nothing(written))


def _together(openings: Iterable[Opening]) -> Iterator[_Openings]:
    """Yield `openings` as a person writes them, the same hours of several counters once."""
    from rdv_tui.domain.opening_hours import WeeklyHours, weekly_hours  # noqa: PLC0415  (seldom)

    def hours(one: WeeklyHours) -> tuple[time, time, date, date, int, tuple[int, ...]]:
        bounds = one.valid_from or date.min, one.valid_until or date.max, one.slot_minutes or 0
        return one.start, one.end, *bounds, one.weekdays

    for _, alike in groupby(sorted(weekly_hours(openings), key=hours), hours):
        found = list(alike)
        first = found[0]
        yield _Openings(
            tuple(one.counter for one in found),
            tuple(data_files_fr.WEEKDAYS[day] for day in first.weekdays),
            first.start,
            first.end,
            first.valid_from,
            first.valid_until,
            first.slot_minutes,
        )


def _without_nothing(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """Return `value` without what is not set: TOML has no word for nothing."""
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_without_nothing(one) for one in value]
    return value


def _complaints(office: Office, openings: tuple[_Openings, ...]) -> Iterator[Complaint]:
    yield from _wrong_figures(office)
    yield from _wrong_openings(office, openings)
    yield from _wrong_closures(office)


def _wrong_figures(office: Office) -> Iterator[Complaint]:
    for field in ("code", "prefecture", "bureau", "department", "city"):
        if not getattr(office, field).strip():
            yield "", field, data_files_fr.EMPTY
    try:
        ZoneInfo(office.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "", "time_zone", data_files_fr.NO_TIME_ZONE.format(name=office.time_zone)
    if office.dossier_site and not office.dossier_site.startswith("https://"):
        yield "", "dossier_site", data_files_fr.HTTPS
    for field, bounds in _BOUNDS.items():
        yield from _out_of("", field, getattr(office, field), bounds)
    for field in Rules.__dataclass_fields__:
        value = getattr(office.rules, field)
        if isinstance(value, int):
            bounds = _EUROS if field.endswith("_eur") or field.startswith("fee_") else _MONTHS
            if field == "retention_months":
                bounds = _RETENTION_MONTHS
            yield from _out_of("rules", field, value, bounds)
    if not office.rules.departments or any(
        len(code) != 2 or not code.isdigit() for code in office.rules.departments
    ):
        yield "rules", "departments", data_files_fr.DEPARTMENTS


def _out_of(entry: str, field: str, value: int, bounds: tuple[int, int]) -> Iterator[Complaint]:
    least, most = bounds
    if not least <= value <= most:
        yield entry, field, data_files_fr.BETWEEN.format(least=least, most=most)


def _wrong_openings(office: Office, openings: tuple[_Openings, ...]) -> Iterator[Complaint]:
    for rank, one in enumerate(openings, start=1):
        entry = f"openings n° {rank}"
        if not set(one.counters) <= set(range(1, office.counters + 1)):
            yield entry, "counters", data_files_fr.COUNTERS.format(last=office.counters)
        if not set(one.weekdays) <= set(data_files_fr.WEEKDAYS):
            yield entry, "weekdays", data_files_fr.WRITE_WEEKDAYS
        if one.start >= one.end:
            yield entry, "end", data_files_fr.END_FIRST
        if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
            yield entry, "valid_until", data_files_fr.UNTIL_FIRST
        if one.slot_minutes is not None:
            yield from _out_of(entry, "slot_minutes", one.slot_minutes, _BOUNDS["slot_minutes"])


def _wrong_closures(office: Office) -> Iterator[Complaint]:
    for rank, one in enumerate(office.closures, start=1):
        entry = f"closures n° {rank}"
        if one.first > one.last:
            yield entry, "last", data_files_fr.LAST_DAY_FIRST
        if one.counter is not None and one.counter not in range(1, office.counters + 1):
            yield entry, "counter", data_files_fr.COUNTERS.format(last=office.counters)
        if one.start and one.end and one.start >= one.end:
            yield entry, "end", data_files_fr.END_FIRST
        if not one.reason.strip():
            yield entry, "reason", data_files_fr.EMPTY


def _overlaps(openings: tuple[Opening, ...]) -> Iterator[Complaint]:
    """Yield the openings that would put two people before one counter at the same time."""
    for one, other in combinations(openings, 2):
        if overlaps(one, other):
            day = data_files_fr.WEEKDAYS[one.weekday]
            yield (
                data_files_fr.AT_COUNTER.format(counter=one.counter, day=day),
                "start",
                data_files_fr.CROSSING,
            )
