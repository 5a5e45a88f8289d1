"""The applicant's JSON, read strictly: whatever is wrong in it is named at once."""

import json
import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr, system_errors
from rdv_tui.locales.fields import kind_and_nationality, sentence

_MAX_BYTES = 200_000  # bytes; a person's description has some hundreds

_REQUIRED = tuple(field.name for field in fields(Applicant) if field.default is MISSING)
_OPTIONAL = tuple(field.name for field in fields(Applicant) if field.default is not MISSING)


def read_person(source: str, today: date, wrong_before: Mapping[str, str]) -> Applicant:
    """Read the applicant in the file `source` (`-`: standard input).

    Raises UsageError with `fields`, one French sentence for each wrong field; `wrong_before` are
    the command's other wrong values, named with them.
    """
    given, wrong = _read_object(source)
    typed = _texts(given, wrong)
    applicant = _applicant(typed, today, wrong)
    if applicant is None or wrong:
        elsewhere = {option.lstrip("-"): why for option, why in wrong_before.items()}
        raise UsageError(
            "invalid_fields",
            cli_fr.INVALID_PERSON,
            cli_fr.INVALID_PERSON_HINT,
            {**elsewhere, **wrong},
        )
    return applicant


def kind_warning(person: Applicant) -> str | None:
    """Say that the permit is hardly one of that nationality, None when there is nothing to say."""
    kind = catalogue.situations().permit_kind(person.permit_kind)
    if not kind.contradicts(person.nationality):
        return None
    country = catalogue.country_names().get(person.nationality, person.nationality)
    return kind_and_nationality(kind.label, country)


def _applicant(typed: dict[str, str], today: date, wrong: dict[str, str]) -> Applicant | None:
    """Return the applicant, or None after adding every malformed field to `wrong`."""
    try:
        return parse_applicant(
            typed, catalogue.situations(), catalogue.communes(), catalogue.countries(), today
        )
    except InvalidFields as error:
        for field, problem in error.problems.items():
            wrong.setdefault(field, sentence(field, problem))
        return None


def _read_object(source: str) -> tuple[dict[str, object], dict[str, str]]:
    """Return the JSON object in `source`, and its keys given twice as wrong fields."""
    twice: dict[str, str] = {}

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        seen: dict[str, object] = {}
        for key, value in pairs:
            if key in seen:
                twice[key] = cli_fr.TWICE
            seen[key] = value
        return seen

    try:
        text = _bytes(source).decode("utf-8-sig")
        # Numbers stay as they are written: no field is one, and one of 5000 digits is none at all.
        read = json.loads(text, object_pairs_hook=once, parse_int=_Number, parse_float=_Number)
    except UnicodeDecodeError as error:
        raise _unreadable(cli_fr.not_json(source, cli_fr.NOT_UTF8)) from error
    except json.JSONDecodeError as error:
        place = cli_fr.PLACE.format(line=error.lineno, column=error.colno)
        raise _unreadable(cli_fr.not_json(source, place)) from error
    except RecursionError as error:
        raise _unreadable(cli_fr.not_json(source, cli_fr.TOO_DEEP)) from error
    if not isinstance(read, dict):
        raise _unreadable(cli_fr.NOT_AN_OBJECT)
    return read, twice


class _Number:
    """A number in the JSON, which no field of a person is."""

    def __init__(self, digits: str) -> None:
        """Take the number as it was written; nobody asks what it is."""


def _bytes(source: str) -> bytes:
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(cli_fr.file_unreadable(source, system_errors.reason(error))) from error
    except ValueError as error:  # a name with a NUL
        raise _unreadable(cli_fr.file_unreadable(source, system_errors.NO_NAME)) from error
    if len(raw) > _MAX_BYTES:
        raise _unreadable(cli_fr.file_too_long(source))
    return raw


def _texts(given: Mapping[str, object], wrong: dict[str, str]) -> dict[str, str]:
    """Return the fields that are texts; name the others in `wrong`. Null is as good as absent."""
    texts: dict[str, str] = {}
    for name, value in given.items():
        if name not in _REQUIRED and name not in _OPTIONAL:
            wrong[name] = cli_fr.UNKNOWN_FIELD
        elif isinstance(value, str):
            if _storable(value):
                texts[name] = value
            else:
                wrong[name] = cli_fr.NOT_UNICODE
        elif name in _OPTIONAL and value is not None:
            wrong[name] = cli_fr.NOT_TEXT_OR_NULL
        elif name in _REQUIRED:
            wrong[name] = cli_fr.NOT_TEXT
    for name in _REQUIRED:
        if name not in given:
            wrong[name] = cli_fr.FIELD_MISSING
    return texts


def _storable(text: str) -> bool:
    """Say whether `text` has a UTF-8 form: JSON can write half of a surrogate pair."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _unreadable(message: str) -> UsageError:
    return UsageError("unreadable_file", message, cli_fr.INVALID_PERSON_HINT)
