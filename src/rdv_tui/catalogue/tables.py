"""Reads the plain tables, communes.csv, countries.csv and departments.csv, line by line."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rdv_tui.catalogue.faults import data_error, unreadable_error
from rdv_tui.domain.geography import Commune, Country, Department
from rdv_tui.locales.office import data_files as data_files_fr

_CODE = "bad_catalogue"
T = TypeVar("T")

Check = Callable[[str], bool]


def _digits(value: str) -> bool:
    return len(value) == 5 and value.isascii() and value.isdigit()


def _insee(value: str) -> bool:
    # Corsica's codes begin with 2A and 2B.
    return len(value) == 5 and value.isascii() and value.isalnum()


def _nationality(value: str) -> bool:
    # Two letters a country (ISO 3166-1), three what ICAO adds, four a state of the past (3166-3).
    return 2 <= len(value) <= 4 and value.isascii() and value.isalpha() and value.isupper()


def _department(value: str) -> bool:
    return len(value) in {2, 3} and value.isascii() and value.isalnum()


def _name(value: str) -> bool:
    return bool(value) and value == value.strip()


def read_communes(path: Path) -> tuple[Commune, ...]:
    """Return the communes of the file, in its order; UsageError `bad_catalogue` otherwise."""
    checks = {"insee": _insee, "name": _name, "postal_code": _digits}
    return _read(path, checks, lambda row: Commune(*row))


def read_departments(path: Path) -> tuple[Department, ...]:
    """Return the departments of the file, in its order; UsageError `bad_catalogue` otherwise."""
    return _read(
        path,
        {"code": _department, "name": _name, "prefecture": _name},
        lambda row: Department(*row),
    )


def read_countries(path: Path) -> tuple[Country, ...]:
    """Return the countries of the file, in its order; UsageError `bad_catalogue` otherwise."""
    return _read(path, {"code": _nationality, "name": _name}, lambda row: Country(*row))


def read_nationalities(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return what people call the countries by their code; UsageError `bad_catalogue` otherwise."""
    checks = {"code": _nationality, "own_names": _words, "other_words": _words}
    rows = _read(path, checks, tuple)
    return {code: tuple(filter(None, ";".join(words).split(";"))) for code, *words in rows}


def _words(value: str) -> bool:
    return value == value.strip()


def _read(
    path: Path, checks: Mapping[str, Check], make: Callable[[Sequence[str]], T]
) -> tuple[T, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable_error(_CODE, path, error) from error
    if not lines or lines[0] != list(checks):
        raise data_error(
            _CODE,
            path,
            data_files_fr.LINE.format(line=1),
            "",
            data_files_fr.HEADS.format(names=", ".join(checks)),
        )
    made: dict[T, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        entry = data_files_fr.LINE.format(line=number)
        if len(line) != len(checks):
            raise data_error(
                _CODE, path, entry, "", data_files_fr.COLUMNS.format(count=len(checks))
            )
        for (field, check), value in zip(checks.items(), line, strict=True):
            if not check(value):
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
