"""The counter at which this desk sits: what the settings say, else what was chosen at it last.

The choice is kept in the platform's state folder, so that nobody has to write a settings file.
"""

from dataclasses import dataclass
from pathlib import Path

from rdv_tui.domain.office import COUNTER_NUMBERS
from rdv_tui.locales.day import day as day_fr
from rdv_tui.services.office.saved_choice import read_choice, save_choice

FILE = "counter.toml"


@dataclass(frozen=True, slots=True)
class CounterChoice:
    """The counter of a desk. `setting` wins at each start; without `file` nothing is kept."""

    setting: int | None = None
    file: Path | None = None

    def number(self) -> int | None:
        """Return the counter, None when nobody told it yet. A spoilt file counts for nothing."""
        if self.setting is not None:
            return self.setting
        found = (read_choice(self.file) or {}).get("counter")
        return found if type(found) is int and found in COUNTER_NUMBERS else None

    def save(self, number: int) -> None:
        """Sit at that counter from the next start on, unless the settings say another.

        Raises OutputError `file_failed` when it cannot be kept.
        """
        save_choice(self.file, {"counter": number}, day_fr.counter_not_kept)


UNKNOWN = CounterChoice()
"""A desk of which nobody has told the counter."""
