"""Values of options: read strictly, and every wrong one named at once."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr

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
        if text is None:
            return None
        try:
            if _DAY.fullmatch(text):
                return self._within(option, text, date.fromisoformat(text))
        except ValueError:
            pass  # 2026-02-30 has the form, and is no day
        self.wrong[option] = cli_fr.not_a_day(text)
        return None

    def _within(self, option: str, text: str, day: date) -> date:
        if not _FIRST_DAY <= day <= _LAST_DAY:
            self.wrong[option] = cli_fr.beyond_the_calendar(text, _FIRST_DAY, _LAST_DAY)
        return day

    def moment(self, option: str, text: str | None) -> datetime | None:
        """Read the office's wall clock, `2026-12-01T09:00`, without offset; None stays None."""
        if text is None:
            return None
        try:
            if _MOMENT.fullmatch(text):
                moment = datetime.fromisoformat(text)
                self._within(option, text, moment.date())
                return moment
        except ValueError:
            pass  # 2026-12-01T25:00 has the form, and is no hour
        self.wrong[option] = cli_fr.not_a_moment(text)
        return None

    def hour(self, option: str, text: str | None) -> time | None:
        """Read `09:30`; None stays None."""
        if text is None:
            return None
        try:
            if _HOUR.fullmatch(text):
                return time.fromisoformat(text)
        except ValueError:
            pass  # 25:00 has the form, and is no hour
        self.wrong[option] = cli_fr.not_an_hour(text)
        return None

    def count(self, option: str, text: str, limit: int) -> int:
        """Read a whole number from 1 to `limit`; 1 when it is none, for nobody will use it."""
        if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= limit and len(text) < 9:
            return int(text)
        self.wrong[option] = cli_fr.not_a_count(text, limit)
        return 1

    def counter(self, text: str | None) -> int | None:
        """Read the number of `--counter`; None stays None."""
        return None if text is None else self.count("--counter", text, _MAX_COUNTERS)

    def choice(self, option: str, text: str, known: Mapping[str, str]) -> str:
        """Return `text` when it is one of `known` (code → meaning)."""
        if text not in known:
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
