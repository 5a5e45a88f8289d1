"""Reads the plain tables, communes.csv, countries.csv and departments.csv, line by line."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rdv_tui.catalogue.faults import data_error, unreadable_error
from rdv_tui.domain.geography import Commune, Country, Department
from rdv_tui.locales.office import data_files as data_files_fr

_CODE = "bad_catalogue"
T = TypeVar("T")
_DIGITS = re.compile(r"[0-9]{5}")
_INSEE = re.compile(r"[0-9A-Za-z]{5}")  # Corsica's codes begin with 2A and 2B
# Two letters a country (ISO 3166-1), three what ICAO adds, four a state of the past (3166-3).
_NATIONALITY = re.compile(r"[A-Z]{2,4}")
_DEPARTMENT = re.compile(r"[0-9A-Za-z]{2,3}")
_NAME = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_WORDS = re.compile(rf"(?:{_NAME.pattern})?", re.DOTALL)


def read_communes(path: Path) -> tuple[Commune, ...]:
    """Return the communes of the file, in its order; UsageError `bad_catalogue` otherwise."""
    forms = {"insee": _INSEE, "name": _NAME, "postal_code": _DIGITS}
    return _read(path, forms, lambda row: Commune(*row))


def read_departments(path: Path) -> tuple[Department, ...]:
    """Return the departments of the file, in its order; UsageError `bad_catalogue` otherwise."""
    return _read(
        path,
        {"code": _DEPARTMENT, "name": _NAME, "prefecture": _NAME},
        lambda row: Department(*row),
    )


def read_countries(path: Path) -> tuple[Country, ...]:
    """Return the countries of the file, in its order; UsageError `bad_catalogue` otherwise."""
    return _read(path, {"code": _NATIONALITY, "name": _NAME}, lambda row: Country(*row))


def read_nationalities(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return what people call the countries by their code; UsageError `bad_catalogue` otherwise."""
    forms = {"code": _NATIONALITY, "own_names": _WORDS, "other_words": _WORDS}
    rows = _read(path, forms, tuple)
    return {code: tuple(filter(None, ";".join(words).split(";"))) for code, *words in rows}


def _read(
    path: Path, forms: Mapping[str, re.Pattern[str]], make: Callable[[Sequence[str]], T]
) -> tuple[T, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable_error(_CODE, path, error) from error
    if not lines or lines[0] != list(forms):
        raise data_error(
            _CODE,
            path,
            data_files_fr.LINE.format(line=1),
            "",
            data_files_fr.HEADS.format(names=", ".join(forms)),
        )
    made: dict[T, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        entry = data_files_fr.LINE.format(line=number)
        if len(line) != len(forms):
            raise data_error(_CODE, path, entry, "", data_files_fr.COLUMNS.format(count=len(forms)))
        for (field, form), value in zip(forms.items(), line, strict=True):
            if not form.fullmatch(value):
                raise data_error(
                    _CODE, path, entry, field, data_files_fr.NOT_POSSIBLE.format(value=value)
                )
        one = make(line)
        if one in made:
            raise data_error(
                _CODE, path, entry, "", data_files_fr.TWICE_IN_TABLE.format(line=made[one])
            )
        made[one] = number
    return tuple(made)
