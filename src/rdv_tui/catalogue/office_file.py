"""Reads an office's TOML file (office.toml is the default) into the domain's Office."""

import tomllib
from collections.abc import Iterator
from datetime import date, time
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from rdv_tui.catalogue.faults import fault, misshapen, unreadable
from rdv_tui.domain.office import Closure, Office, Opening, Rules

_CODE = "bad_office_file"
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_AT_LEAST_ONE = (
    "counters",
    "slot_minutes",
    "horizon_weeks",
    "hold_minutes",
    "proposal_hours",
    "proposals_at_most",
)
_NOT_NEGATIVE = (
    "cancel_notice_days",
    "kept_for_desk",
    "kept_for_phone",
    "kept_for_kiosk",
    "late_after_minutes",
    "reminder_days",
)


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A shape that takes neither more nor fewer fields than it has."""


class _Rules(_Strict):
    opens_months_before: int
    closes_months_after: int
    filing_months_before: int
    cover_months_after: int
    late_fee_eur: int
    fee_normal_eur: int
    fee_reduced_eur: int
    amounts_since: date
    departments: tuple[str, ...]
    retention_months: int


class _Openings(_Strict):
    counters: tuple[int, ...]
    weekdays: tuple[str, ...]
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None


class _Closure(_Strict):
    first: date
    last: date
    reason: str
    counter: int | None = None
    start: time | None = None
    end: time | None = None


class _Office(_Strict):
    code: str
    prefecture: str
    bureau: str
    department: str
    time_zone: str
    city: str
    address: tuple[str, ...]
    postal_address: tuple[str, ...]
    phone: str
    help_phone: str
    privacy_contact: str
    cancel_how: str
    access: str
    counters: int
    letter_names_counter: bool
    slot_minutes: int
    horizon_weeks: int
    hold_minutes: int
    as_of: date
    rules: _Rules
    email: str
    cancel_notice_days: int
    release_time: time
    kept_for_desk: int
    kept_for_phone: int
    kept_for_kiosk: int
    late_after_minutes: int
    reminder_days: int
    proposal_hours: int
    proposals_at_most: int
    openings: tuple[_Openings, ...]
    closures: tuple[_Closure, ...] = ()


Complaint = tuple[str, str, str]  # entry, field, what is wrong


def read_office(path: Path) -> Office:
    """Return the office of the file `path`; UsageError `bad_office_file` names what is wrong."""
    content: object = None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        shape = msgspec.convert(content, _Office)
    except msgspec.ValidationError as error:
        raise misshapen(_CODE, path, error, content) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise unreadable(_CODE, path, error) from error
    for entry, field, what in _complaints(shape):
        raise fault(_CODE, path, entry, field, what)
    office = _assemble(shape)
    for entry, field, what in _overlaps(office.openings):
        raise fault(_CODE, path, entry, field, what)
    return office


def _assemble(shape: _Office) -> Office:
    plain = msgspec.structs.asdict(shape)
    plain["rules"] = Rules(**msgspec.structs.asdict(shape.rules))
    plain["closures"] = tuple(Closure(**msgspec.structs.asdict(one)) for one in shape.closures)
    plain["openings"] = tuple(
        Opening(counter, _WEEKDAYS.index(name), one.start, one.end, one.valid_from, one.valid_until)
        for one in shape.openings
        for name in one.weekdays
        for counter in one.counters
    )
    return Office(**plain)


def _complaints(shape: _Office) -> Iterator[Complaint]:
    yield from _wrong_figures(shape)
    yield from _wrong_openings(shape)
    yield from _wrong_closures(shape)


def _wrong_figures(shape: _Office) -> Iterator[Complaint]:
    for field in ("code", "prefecture", "bureau", "department", "city"):
        if not getattr(shape, field).strip():
            yield "", field, "il ne peut pas être vide"
    try:
        ZoneInfo(shape.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "", "time_zone", f"« {shape.time_zone} » n'est pas un fuseau horaire connu"
    for field in _AT_LEAST_ONE + _NOT_NEGATIVE:
        least = 1 if field in _AT_LEAST_ONE else 0
        if getattr(shape, field) < least:
            yield "", field, f"il faut au moins {least}"
    for field in _Rules.__struct_fields__:
        value = getattr(shape.rules, field)
        if isinstance(value, int) and value < 0:
            yield "rules", field, "il faut un nombre positif"
    if not shape.rules.departments or any(
        len(code) != 2 or not code.isdigit() for code in shape.rules.departments
    ):
        yield "rules", "departments", "il faut les deux premiers chiffres des codes postaux"


def _wrong_openings(shape: _Office) -> Iterator[Complaint]:
    for rank, one in enumerate(shape.openings, start=1):
        entry = f"openings n° {rank}"
        if not set(one.counters) <= set(range(1, shape.counters + 1)):
            yield entry, "counters", f"les guichets vont de 1 à {shape.counters}"
        if not set(one.weekdays) <= set(_WEEKDAYS):
            yield entry, "weekdays", "les jours s'écrivent lundi, mardi… dimanche"
        if one.start >= one.end:
            yield entry, "end", "la fin doit venir après le début"
        if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
            yield entry, "valid_until", "il doit venir après valid_from"


def _wrong_closures(shape: _Office) -> Iterator[Complaint]:
    for rank, one in enumerate(shape.closures, start=1):
        entry = f"closures n° {rank}"
        if one.first > one.last:
            yield entry, "last", "le dernier jour doit venir après le premier"
        if one.counter is not None and one.counter not in range(1, shape.counters + 1):
            yield entry, "counter", f"les guichets vont de 1 à {shape.counters}"
        if one.start and one.end and one.start >= one.end:
            yield entry, "end", "la fin doit venir après le début"
        if not one.reason.strip():
            yield entry, "reason", "il ne peut pas être vide"


def _overlaps(openings: tuple[Opening, ...]) -> Iterator[Complaint]:
    """Yield the openings that would put two people before one counter at the same time."""
    for one, other in combinations(openings, 2):
        same_desk = (one.counter, one.weekday) == (other.counter, other.weekday)
        if same_desk and _meet(one, other):
            day = _WEEKDAYS[one.weekday]
            yield (
                f"openings, guichet {one.counter} le {day}",
                "start",
                "deux ouvertures se croisent",
            )


def _meet(one: Opening, other: Opening) -> bool:
    def days(opening: Opening) -> tuple[date, date]:
        return opening.valid_from or date.min, opening.valid_until or date.max

    (first, last), (other_first, other_last) = days(one), days(other)
    in_the_day = one.start < other.end and other.start < one.end
    return in_the_day and first <= other_last and other_first <= last
