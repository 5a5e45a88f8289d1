"""Following the chain of the audit from its first line: whether each is what was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from rdv_tui.locales.office import store_problems
from rdv_tui.store.audit_chain import GENESIS, PersonalPart, link

_NAMED_AT_MOST = 5
_LINES = text(
    "SELECT t.office, t.id, t.at, t.agent, t.station, t.action, t.reference, t.before, t.after,"
    " t.authorised_by, t.personal, t.chain, p.salt, p.content, a.reference AS held"
    " FROM audit t LEFT JOIN audit_person p ON p.office = t.office AND p.id = t.id"
    " LEFT JOIN appointment a ON a.office = t.office AND a.reference = t.reference"
    " WHERE t.office = :office ORDER BY t.id"
)
_FORGOTTEN = text(
    "SELECT reference, max(id) FROM audit WHERE office = :office AND action = 'oppose'"
    " GROUP BY reference"
)
_STRAYS = text(
    "SELECT p.id FROM audit_person p LEFT JOIN audit t ON t.office = p.office"
    " AND t.id = p.id WHERE p.office = :office AND t.id IS NULL ORDER BY p.id"
)


@dataclass(slots=True)
class Verification:
    """What following an office's chain gave: its lines, the last digest, and what is wrong."""

    lines: int = 0
    head: str = GENESIS
    has_anchor: bool = False
    broken: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Return a French sentence for each kind of fault, with the first lines that have it."""
        return [
            sentence.format(_numbers(lines))
            for sentence, lines in (
                (store_problems.CHAIN_BROKEN, self.broken),
                (store_problems.PERSON_CHANGED, self.changed),
                (store_problems.PERSON_MISSING, self.missing),
            )
            if lines
        ]


def verify(connection: Connection, office: str, anchor: str | None = None) -> Verification:
    """Follow the chain of `office`; note whether a line's digest begins with `anchor`."""
    found = Verification()
    forgotten = {row[0]: row[1] for row in connection.execute(_FORGOTTEN, {"office": office})}
    for row in connection.execute(_LINES, {"office": office}).mappings():
        _follow(found, row, forgotten)
        if anchor and str(row["chain"]).startswith(anchor):
            found.has_anchor = True
    strays = connection.scalars(_STRAYS, {"office": office})
    found.changed += list(strays)
    return found


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the chain of any office."""
    for office in connection.scalars(text("SELECT code FROM office ORDER BY code")).all():
        yield from verify(connection, office).problems


def _follow(found: Verification, row: Any, forgotten: dict[str, int]) -> None:  # noqa: ANN401
    found.lines += 1
    number = row["id"]
    if number != found.lines or row["chain"] != _link(found.head, row):
        found.broken.append(number)
    found.head = str(row["chain"])
    if row["content"] is not None:
        if row["personal"] != PersonalPart(str(row["salt"]), str(row["content"])).digest:
            found.changed.append(number)
    elif row["personal"] and row["held"] and forgotten.get(row["held"], 0) < number:
        found.missing.append(number)


def _link(previous: str, row: Any) -> str | None:  # noqa: ANN401 - a row as the driver has it
    line = dict(row)
    try:
        if not isinstance(line["at"], datetime):
            line["at"] = datetime.fromisoformat(line["at"])
        return link(previous, line)
    except (TypeError, ValueError):
        return None  # bytes, or no instant: nothing that the program writes


def _numbers(lines: list[int]) -> str:
    more = len(lines) - _NAMED_AT_MOST
    named = ", ".join(map(str, lines[:_NAMED_AT_MOST]))
    return f"{named} (+ {more})" if more > 0 else named
