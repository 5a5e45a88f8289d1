"""Values of options: read strictly, and every wrong one named at once."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TypeVar

from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr

V = TypeVar("V")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_POSTAL_CODE = re.compile(r"\d{5}", re.ASCII)
_HOUR = re.compile(r"\d{2}:\d{2}", re.ASCII)
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The calendar: beyond it a day before or weeks after may be no day any more."""
_MAX_COUNTERS = 999
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?", re.ASCII)


class OptionReader:
    """Reads the options of one command and keeps what is wrong until `refuse_wrong`."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def given(self, option: str, text: str | None) -> str | None:
        """Return `text`; note that `option` is missing when it is None or blank."""
        if text is None or not text.strip():
            self.wrong[option] = cli_fr.MISSING
            return None
        return text

    def day(self, option: str, text: str | None) -> date | None:
        """Read `2026-12-01`; None stays None."""
        day = self._read(option, text, _DAY, date.fromisoformat, cli_fr.not_a_day)
        self._require_in_calendar(option, text, day)
        return day

    def moment(self, option: str, text: str | None) -> datetime | None:
        """Read the office's wall clock, `2026-12-01T09:00`, without offset; None stays None."""
        moment = self._read(option, text, _MOMENT, datetime.fromisoformat, cli_fr.not_a_moment)
        self._require_in_calendar(option, text, moment.date() if moment else None)
        return moment

    def hour(self, option: str, text: str | None) -> time | None:
        """Read `09:30`; None stays None."""
        return self._read(option, text, _HOUR, time.fromisoformat, cli_fr.not_an_hour)

    def _read(
        self,
        option: str,
        text: str | None,
        form: re.Pattern[str],
        parse: Callable[[str], V],
        why: Callable[[str], str],
    ) -> V | None:
        """Return what `parse` makes of a text of that form; note `why` it is none."""
        if text is None:
            return None
        try:
            if form.fullmatch(text):
                return parse(text)
        except ValueError:
            pass  # 2026-02-30 has the form, and is no day; 25:00 is no hour
        self.wrong[option] = why(text)
        return None

    def _require_in_calendar(self, option: str, text: str | None, day: date | None) -> None:
        if text is not None and day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            self.wrong[option] = cli_fr.beyond_the_calendar(text, _FIRST_DAY, _LAST_DAY)

    def count(self, option: str, text: str, limit: int) -> int:
        """Read a whole number from 1 to `limit`; 1 when it is none, for nobody will use it."""
        if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= limit and len(text) < 9:
            return int(text)
        self.wrong[option] = cli_fr.not_a_count(text, limit)
        return 1

    def counter(self, text: str | None) -> int | None:
        """Read the number of `--counter`; None stays None."""
        return None if text is None else self.count("--counter", text, _MAX_COUNTERS)

    def choice(self, option: str, text: str | None, known: Mapping[str, str]) -> str | None:
        """Return `text`, one of `known` (code → meaning); None stays None."""
        if text is not None and text not in known:
            self.wrong[option] = cli_fr.not_a_choice(text, list(known))
        return text

    def postal_code(self, option: str, text: str | None) -> str | None:
        """Return the five digits of a postal code; None stays None."""
        if text is not None and not _POSTAL_CODE.fullmatch(text):
            self.wrong[option] = cli_fr.not_a_postal_code(text)
        return text

    def refuse_wrong(self) -> None:
        """Raise UsageError when anything was wrong; each option is named with its reason."""
        if self.wrong:
            raise UsageError("wrong_usage", cli_fr.wrong_options(self.wrong), cli_fr.SEE_HELP)
