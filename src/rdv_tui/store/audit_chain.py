"""How the lines of the audit are chained: each bears a digest of itself and of the one before.

A line's personal values stand apart (`audit_person`); the chain knows them by a salted digest, so
that it still verifies when they are erased. What is digested is stored and never changes: stores
of every version are verified by it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, NamedTuple

import msgspec

from rdv_tui.domain.applicant import Applicant

GENESIS = "0" * 64
"""What stands for the line before the first."""

PERSONAL = frozenset(one.name for one in fields(Applicant)) | {
    "birth_precision",
    "common_name",
    "civility",
    "missing",
    "overbooked_because",
    "reason",
    "draft",
}
"""The columns of a person, and free text in which one may be named."""

_OF_NOBODY = frozenset({"certify_search"})
"""Acts with a reference that are written without the person from the start."""

_SALT_BYTES = 16
_PUBLIC = ("office", "id", "at", "agent", "station", "action", "reference", "before", "after")


class PersonalPart(NamedTuple):
    """The personal values of one line as JSON, and the salt of their digest."""

    salt: str
    content: str

    @property
    def digest(self) -> str:
        """Return what the chain knows of it."""
        return hashlib.sha256((self.salt + self.content).encode()).hexdigest()


Columns = Mapping[str, object] | None
"""The changed columns of an act, before it or after it."""


def new_salt(_number: int) -> str:
    """Return a salt that nobody can guess."""
    return token_hex(_SALT_BYTES)


def part(
    action: str, reference: str | None, before: Columns, after: Columns, salt: str
) -> tuple[str | None, str | None, PersonalPart | None]:
    """Return what is public of `before` and `after` as JSON, and what is personal, if anything.

    Acts on the office itself, which have no reference, tell of nobody.
    """
    if reference is None or action in _OF_NOBODY:
        return _encode(before), _encode(after), None
    apart = {
        side: {name: value for name, value in columns.items() if name in PERSONAL}
        for side, columns in (("before", before), ("after", after))
        if columns
    }
    told = {side: columns for side, columns in apart.items() if columns}
    personal = PersonalPart(salt, _json(told)) if told else None
    return _encode(_public(before)), _encode(_public(after)), personal


def join(public: str | None, personal: str | None, side: str) -> str | None:
    """Return the columns of one side (`before`, `after`) of an act, the personal ones with them."""
    told = msgspec.json.decode(personal).get(side) if personal else None
    return public if told is None else _json({**msgspec.json.decode(public or "{}"), **told})


def link(previous: str, line: Mapping[str, Any]) -> str:
    """Return the digest of `line` (columns of `audit` by name) after the one `previous`."""
    at = line["at"]
    told = [_instant(at) if name == "at" else line[name] for name in _PUBLIC]
    told += [line["authorised_by"], line["personal"]]
    canonical = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256((previous + canonical).encode()).hexdigest()


def chained(
    previous: str,
    lines: Iterable[Mapping[str, Any]],
    salt_of: Callable[[int], str] = new_salt,
) -> Iterator[tuple[dict[str, Any], PersonalPart | None]]:
    """Yield `lines`, whose sides are mappings, as rows of `audit` that follow `previous`."""
    for line in lines:
        salt = salt_of(line["id"])
        sides = line["before"], line["after"]
        before, after, personal = part(line["action"], line["reference"], *sides, salt)
        row = {
            "authorised_by": None,
            **line,
            "before": before,
            "after": after,
            "personal": personal.digest if personal else None,
        }
        previous = row["chain"] = link(previous, row)
        yield row, personal


def person_rows(
    lines: Sequence[tuple[Mapping[str, Any], PersonalPart | None]],
) -> list[dict[str, Any]]:
    """Return the rows of `audit_person` that belong to what `chained` gave."""
    return [
        {"office": row["office"], "id": row["id"], **personal._asdict()}
        for row, personal in lines
        if personal is not None
    ]


def _instant(at: datetime) -> str:
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _public(columns: Columns) -> Columns:
    if columns is None:
        return None
    return {name: value for name, value in columns.items() if name not in PERSONAL}


def _encode(columns: Columns) -> str | None:
    return None if columns is None else _json(columns)


def _json(columns: Mapping[str, object]) -> str:
    return msgspec.json.encode(columns).decode()
