"""Dates and hours as French administrations write them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from rdv_tui.domain.birth_date import BirthDate

_NEAR = timedelta(days=180)
"""Within these a day has one year only; further away it is written with it."""
DAYS_SHORT = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def _format(day: date, pattern: str) -> str:
    # Imported here: Babel costs 20 ms that the first paint does not have.
    from babel.dates import format_date  # noqa: PLC0415

    return str(format_date(day, pattern, locale="fr"))


def _first(text: str) -> str:
    # CLDR writes « 1 décembre »; French official style is « 1er décembre ».
    return text.replace(" 1 ", " 1er ", 1) if " 1 " in text else text


def long_date(day: date) -> str:
    """Write `day` in full: « mardi 1er décembre 2026 »."""
    return _first(_format(day, "EEEE d MMMM y"))


def plain_date(day: date) -> str:
    """Write `day` without its weekday: « 1er décembre 2026 »."""
    return _first(" " + _format(day, "d MMMM y")).strip()


def birth_date(born: BirthDate) -> str:
    """Write a birth date: « 3 juillet 1985 », or as permits do, « 05/1980 », « 1980 »."""
    return plain_date(born.first_day) if born.day else short_birth_date(born)


def short_birth_date(born: BirthDate) -> str:
    """Write a birth date in figures: « 03/07/1985 », « 05/1980 », « 1980 »."""
    known = [f"{part:02d}" for part in (born.day, born.month) if part]
    return "/".join((*known, f"{born.year:04d}"))


def short_date(day: date) -> str:
    """Write `day` for a list: « mar. 1er déc. »."""
    return _first(_format(day, "EEE d MMM ")).strip()


def spoken_hour(hour: time | datetime) -> str:
    """Write an hour as it is read in a letter: « 9 h 30 », « 14 h »."""
    minutes = f"\N{NO-BREAK SPACE}{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}\N{NO-BREAK SPACE}h{minutes}"


def moment(start: datetime) -> str:
    """Write a slot in full: « mardi 1er décembre 2026 à 9 h 30 »."""
    return f"{long_date(start.date())} à {spoken_hour(start)}"


def short_moment(start: datetime) -> str:
    """Write a slot for a list: « mar. 1er déc. 09:30 »."""
    return f"{short_date(start.date())} {start:%H:%M}"


def big_moment(start: datetime) -> str:
    """Write a slot as shortly as it is said aloud, for large letters: « MAR 1ER DÉC 9 H 30 »."""
    words = f"{short_date(start.date())} {spoken_hour(start)}".replace(".", "").upper()
    return " ".join(words.split())


def month_short(day: date) -> str:
    """Write the month of `day` short: « déc. »."""
    return _format(day, "MMM")


def brief_date(day: date, today: date) -> str:
    """Return a day without its weekday: « 15 janv. », with the year when it is another."""
    return _format(day, "d MMM" if day.year == today.year else "d MMM y")


def list_day(day: date, today: date) -> str:
    """Write a day in a narrow column: « 4 mars », far from `today` « 4 mars 26 »."""
    near = abs(day - today) < _NEAR
    return _first(f" {_format(day, 'd MMM' if near else 'd MMM yy')} ").strip()


def list_moment(at: datetime, today: date) -> str:
    """Write an instant in a narrow column: « 4 mars 09:30 »."""
    return f"{list_day(at.date(), today)} {at:%H:%M}"


def table_hour(at: time) -> str:
    """Write an hour for a table: « 09:30 »."""
    return f"{at:%H:%M}"


def days_words(weekdays: Sequence[int]) -> str:
    """Write days of the week short: « lun.–ven. », « lun. mar. jeu. »."""
    if len(weekdays) > 2 and list(weekdays) == list(range(weekdays[0], weekdays[-1] + 1)):
        return f"{DAYS_SHORT[weekdays[0]]}–{DAYS_SHORT[weekdays[-1]]}"
    return " ".join(DAYS_SHORT[day] for day in weekdays)
