"""A sentence that states law, and the mark of a text that is composed of such."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rdv_tui.locales.dates import plain_date
from rdv_tui.locales.spacing import NBSP, spaced


class Sure(StrEnum):
    """How far a sentence may be relied upon."""

    CERTAIN = "certain"
    LIKELY = "likely"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Law:
    """A sentence that states law, with braces for dates and amounts."""

    row: int
    sure: Sure
    sources: tuple[str, ...]
    text: str

    def say(self, **values: date | int | str) -> str:
        """Return the sentence: dates in words, whole numbers as amounts in euros."""
        return spaced(self.text.format(**{name: _said(value) for name, value in values.items()}))


_Writer = TypeVar("_Writer", bound=Callable[..., object])


def states(*rows: int) -> Callable[[_Writer], _Writer]:
    """Mark a function whose own words state law, with the rows of the table that they rest on."""

    def mark(writer: _Writer) -> _Writer:
        writer.__dict__["rows"] = rows
        return writer

    return mark


def _said(value: date | int | str) -> str:
    if isinstance(value, date):
        return plain_date(value)
    return f"{value}{NBSP}€" if isinstance(value, int) else value
