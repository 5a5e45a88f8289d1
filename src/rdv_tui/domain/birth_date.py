"""Birth dates as permits show them: to the day, or with what nobody knows left out.

Permits of people whose day or month of birth is not established read 00/00/1980 or 00/05/1980. No
day is invented for them: letter and permit would differ.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from rdv_tui.domain.date_parsing import Era, parse_date, plain_digits, year_of

_MONTH, _YEAR = "month", "year"
_BETWEEN = r" ?[-/. ] ?"
_NOT_KNOWN = "(?:00|0|xx|--)"
_PARTIAL = (
    re.compile(rf"(?:{_NOT_KNOWN}{_BETWEEN}){{0,2}}(?P<y>\d{{4}})"),
    re.compile(rf"(?:{_NOT_KNOWN}{_BETWEEN}){{2}}(?P<y>\d{{2}})"),
    re.compile(rf"(?:{_NOT_KNOWN}{_BETWEEN})?(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}})"),
    re.compile(rf"{_NOT_KNOWN}{_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{2}})"),
    re.compile(rf"(?P<y>\d{{4}})(?:{_BETWEEN}{_NOT_KNOWN}){{1,2}}"),
    re.compile(rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}})(?:{_BETWEEN}{_NOT_KNOWN})?"),
    re.compile(r"00(?P<m>\d{2})(?P<y>\d{4}|\d{2})"),
)
"""Ways to write a date without its day, or without day and month; two zeros mean unknown."""


class BirthDate(NamedTuple):
    """A birth date; `day`, or `month` and `day`, are 0 where nobody knows them.

    Dates sort by what is known: those of a year without a month come before its first.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def on(cls, day: date, precision: str | None = None) -> "BirthDate":
        """Return the birth date that is known to `precision`; `day` is the first it can be."""
        if precision == _YEAR:
            return cls(day.year)
        return cls(day.year, day.month, 0 if precision == _MONTH else day.day)

    @property
    def precision(self) -> str | None:
        """Return to what it is known as the store keeps it: None to the day, "month" or "year"."""
        return None if self.day else _MONTH if self.month else _YEAR

    @property
    def first_day(self) -> date:
        """Return the first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Return the last day that it can be."""
        if self.day:
            return self.first_day
        following = date(self.year, self.month + 1, 1) if 0 < self.month < 12 else None
        return (following or date(self.year + 1, 1, 1)) - timedelta(days=1)

    def isoformat(self) -> str:
        """Write what is known: 1980-05-03, 1980-05 or 1980."""
        known = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(known)


def parse_birth_date(text: str, today: date) -> BirthDate | None:
    """Return the birth date that `text` means, None when it means none.

    Understood: all that parse_date reads, and what leaves out the day or day and month: 1980,
    00/00/1980, 00/05/1980, 05/1980, 1980-05, 00051980, XX/XX/1980.
    """
    if day := parse_date(text, today, Era.PAST):
        return BirthDate.on(day)
    typed = plain_digits(text).casefold()
    for form in _PARTIAL:
        if found := form.fullmatch(typed):
            year, month = year_of(found["y"], today), int(found.groupdict().get("m") or 0)
            known = year is not None and 0 <= month <= 12
            return BirthDate(year, month) if known and year else None
    return None
