"""What is wrong with a data file, said in one French sentence: which file, entry and field."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from rdv_tui.errors import UsageError
from rdv_tui.locales import system_errors
from rdv_tui.locales.office import data_files as data_files_fr

_PLACE = re.compile(r" - at `(?P<path>[^`]*)`")
_STEP = re.compile(r"\.(?P<name>\w+)|\[(?P<rank>\d+)\]|\[\.\.\.\]")
_LINE = re.compile(r"at line (\d+), column (\d+)")


def data_error(code: str, path: Path, entry: str, field: str, what: str) -> UsageError:
    """Return the error for one wrong field; `entry` is empty for the file's own fields."""
    where = ", ".join(
        part for part in (entry, data_files_fr.FIELD.format(field=field) if field else "") if part
    )
    place = f"{path.name}, {where}" if where else path.name
    return UsageError(
        code,
        data_files_fr.FAULT.format(place=place, what=what),
        data_files_fr.CORRECT.format(path=path),
    )


def unreadable_error(code: str, path: Path, error: Exception) -> UsageError:
    """Return the error for a file that cannot be opened, or is not in its format at all."""
    if isinstance(error, OSError):
        reason = data_files_fr.UNREADABLE.format(reason=system_errors.reason(error))
        return data_error(code, path, "", "", reason)
    if isinstance(error, UnicodeDecodeError):
        return data_error(code, path, "", "", data_files_fr.NOT_UTF8)
    if found := _LINE.search(str(error)):
        place = data_files_fr.LINE_COLUMN.format(line=found[1], column=found[2])
        return data_error(code, path, place, "", data_files_fr.NOT_WRITTEN_SO)
    return data_error(code, path, "", "", data_files_fr.NOT_WRITTEN_SO)


def shape_error(
    code: str, path: Path, error: msgspec.ValidationError, content: object
) -> UsageError:
    """Return the error for content of a wrong shape; `content` is the same, read without shape."""
    message = str(error)
    place = _PLACE.search(message)
    entry, field = _locate(place["path"] if place else "", content)
    what, named = _explain(_PLACE.sub("", message))
    return data_error(code, path, entry, named or field, what)


def _locate(path: str, content: object) -> tuple[str, str]:
    """Return the entry and the field that msgspec's path leads to."""
    entry, field, here = "", "", content
    for step in _STEP.finditer(path):
        if step["name"]:
            field = step["name"]
            here = here.get(field) if isinstance(here, Mapping) else None
        elif step["rank"]:
            rank = int(step["rank"])
            inside = isinstance(here, Sequence) and not isinstance(here, str) and rank < len(here)
            here = here[rank] if inside and isinstance(here, Sequence) else None
            if isinstance(here, Mapping):
                entry, field = entry_name(field, rank, here), ""
    return entry, field


def entry_name(table: str, rank: int, entry: Mapping[str, object]) -> str:
    """Name an entry of a list for people: « situations n° 3 (SALARIE) »."""
    name = entry.get("code") or entry.get("id")
    return f"{table} n° {rank + 1}" + (f" ({name})" if isinstance(name, str) else "")


def _explain(message: str) -> tuple[str, str]:
    """Turn msgspec's English into French; also return the field that only the message names."""
    if found := re.fullmatch(r"Object missing required field `(\w+)`", message):
        return data_files_fr.MISSING, found[1]
    if found := re.fullmatch(r"Invalid enum value (.*)", message):
        return data_files_fr.UNKNOWN_VALUE.format(value=found[1]), ""
    if found := re.fullmatch(r"Expected `([^`]*)`, got `([^`]*)`", message):
        wanted, got = (_kind(found[rank]) for rank in (1, 2))
        return data_files_fr.OTHER_KIND.format(wanted=wanted, got=got), ""
    if found := re.fullmatch(r"Invalid RFC3339 encoded (date|time)", message):
        return data_files_fr.NEEDED.format(wanted=_kind(found[1])), ""
    return data_files_fr.REFUSED, ""


def _kind(name: str) -> str:
    return data_files_fr.OR.join(data_files_fr.KINDS.get(part, part) for part in name.split(" | "))
