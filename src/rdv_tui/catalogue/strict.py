"""Reading data files straight into the domain's values, and nothing that these do not know.

msgspec checks types and missing fields; of dataclasses it takes unknown fields silently, and a
misspelt one would be a rule that nobody applies. So these are refused here.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args, get_origin, get_type_hints

import msgspec

from rdv_tui.catalogue.faults import data_error, entry_name, shape_error
from rdv_tui.locales.office import data_files as data_files_fr

_Shape = TypeVar("_Shape")


def convert(shape: type[_Shape], content: object, code: str, path: Path) -> _Shape:
    """Return `content`, read from `path`, as a `shape`: a dataclass whose fields may be others.

    Raises UsageError `code` that names the first wrong entry and field.
    """
    # Before what is missing: a misspelt field is often why.
    for entry, field in _strangers(content, shape, ""):
        raise data_error(code, path, entry, field, data_files_fr.UNKNOWN_FIELD)
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise shape_error(code, path, error, content) from None


def _strangers(content: object, shape: type, entry: str) -> Iterator[tuple[str, str]]:
    """Yield the entry and the name of every field that `shape` has not."""
    if not isinstance(content, Mapping):
        return  # its type is wrong, which msgspec tells
    known = _fields(shape)
    for name, value in content.items():
        if name not in known:
            yield entry, name
            continue
        inner = _dataclass_in(known[name])
        if inner is None:
            continue
        if isinstance(value, Sequence):
            for rank, one in enumerate(value):
                if isinstance(one, Mapping):
                    yield from _strangers(one, inner, entry_name(name, rank, one))
        else:
            yield from _strangers(value, inner, name)


_fields = cache(get_type_hints)


def _dataclass_in(hint: object) -> type | None:
    """Return the dataclass that a field holds, alone or in a tuple."""
    inside = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return inside if isinstance(inside, type) and dataclasses.is_dataclass(inside) else None
