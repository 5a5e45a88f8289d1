"""Dates as people type them: day first, except ISO; digits alone, slashes, or French words."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import Enum, auto

from rdv_tui.domain.hour_parsing import WEEKDAYS, only_word, parse_hour, parse_weekdays
from rdv_tui.domain.names import ascii_digits, clean_text, fold

_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_NEAR = {"aujourd hui": 0, "demain": 1, "apres demain": 2}
"""Days named by how far they are, folded."""
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2199

_BETWEEN = " ?[-/. ] ?"
_ISO = re.compile(rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})")
_PARTS = re.compile(rf"(?P<d>\d{{1,2}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}}|\d{{2}})")
_DIGITS = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?:(?P<w>[a-z]{3,8}) )?(?P<d>\d{1,2}) ?(?:er)? ?(?P<word>[a-z]{3,9}) ?(?P<y>\d{4}|\d{2})"
)


_DAY_AND_HOUR = re.compile(
    r"(?:le )?(?P<day>.+?)(?:,? a |,? à |,? |t)(?P<hour>\d{1,2} ?(?:h|:) ?(?:\d{2})?)"
)


class Era(Enum):
    """Which century two digits of a year stand for."""

    PAST = auto()
    """A birth: the latest year that is not in the future."""
    FUTURE = auto()
    """A permit's expiry: always this century."""


def parse_date(text: str, today: date, era: Era) -> date | None:
    """Return the day that `text` means, None when it means none.

    Understood: 3/7/27, 03072027, 030727, 3.7.2027, 2027-07-03, « 3 juillet 2027 »,
    « mardi 1er déc. 2026 » (a weekday that contradicts the date makes it none).
    """
    typed = plain_digits(text)
    for form in (_ISO, _PARTS, _DIGITS):
        if found := form.fullmatch(typed):
            return _day(found["y"], int(found["m"]), int(found["d"]), today, era)
    return _parse_words(fold(typed), today, era)


def parse_day(text: str, today: date) -> date | None:
    """Return the day that `text` means, None when it means none.

    Without a year it is the next one of that date from `today`; « mardi » is the next one after it,
    « demain » the day after it.
    """
    if (days := _NEAR.get(fold(text))) is not None:
        return today + timedelta(days=days)
    if (weekdays := parse_weekdays(text)) and len(weekdays) == 1:
        return today + timedelta(days=(weekdays[0] - today.weekday() - 1) % 7 + 1)
    if day := parse_date(text, today, Era.FUTURE):
        return day
    years = (
        parse_date(f"{text.strip()}/{year}", today, Era.FUTURE)
        for year in (today.year, today.year + 1)
    )
    return next((day for day in years if day and day >= today), None)


def parse_start(text: str, today: date) -> datetime | None:
    """Return the slot that a day and an hour mean, None when `text` is not both.

    Understood: « 4 mars 10h30 », 04/03/2027 10:30, « jeudi à 9 h ».
    """
    found = _DAY_AND_HOUR.fullmatch(plain_digits(text).casefold())
    if found is None:
        return None
    day, hour = parse_day(found["day"], today), parse_hour(found["hour"])
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def plain_digits(text: str) -> str:
    """Return `text` with ASCII digits, dashes and single spaces, without invisible marks."""
    plain = unicodedata.normalize("NFKC", clean_text(ascii_digits(text)))
    return "".join("-" if unicodedata.category(sign) == "Pd" else sign for sign in plain).strip()


def _parse_words(typed: str, today: date, era: Era) -> date | None:
    found = _WORDS.fullmatch(typed)
    month = only_word(_MONTHS, found["word"]) if found else None
    if found is None or month is None:
        return None
    day = _day(found["y"], month + 1, int(found["d"]), today, era)
    if day is None or found["w"] is None:
        return day
    return day if only_word(WEEKDAYS, found["w"]) == day.weekday() else None


def year_of(digits: str, today: date) -> int | None:
    """Return the year of a birth that two or four digits mean, None when it is none."""
    if len(digits) == 4:
        return int(digits) if int(digits) >= _EARLIEST_YEAR else None
    recent = 2000 + int(digits)
    return recent if recent <= today.year else recent - 100


def _day(year: str, month: int, day: int, today: date, era: Era) -> date | None:
    try:
        if len(year) == 4:
            is_meant = _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR
            return date(int(year), month, day) if is_meant else None
        recent = _date_or_none(2000 + int(year), month, day)
        if era is Era.FUTURE or (recent is not None and recent <= today):
            return recent
        return date(1900 + int(year), month, day)
    except ValueError:
        return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    # 29/02/00 exists in 2000 and not in 1900: each century is tried by itself.
    try:
        return date(year, month, day)
    except ValueError:
        return None
