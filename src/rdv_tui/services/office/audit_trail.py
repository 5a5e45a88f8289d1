"""The audit as people ask for it: who did what, and whether it is still what was written."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.domain.rights import Right
from rdv_tui.errors import UsageError
from rdv_tui.locales.office import audit as audit_fr
from rdv_tui.services.desk import Desk
from rdv_tui.store import audit, audit_check, personal_data
from rdv_tui.store.stored import StoredAct
from rdv_tui.store.transactions import snapshot, transaction

MOST = 1000
"""How many acts are shown at most, the newest."""

_ANCHOR = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many lines there are, and the digest of the last (hexadecimal)."""

    lines: int
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying the chain gave; `problems` are French sentences."""

    head: Head
    problems: tuple[str, ...]


def get_head(desk: Desk) -> Head:
    """Return the end of the chain, to be kept where nobody who works here can change it."""
    with snapshot(desk) as unit:
        return Head(*audit.head(unit))


def verify(desk: Desk, anchor: str | None = None) -> Verified:
    """Follow the chain from its first line.

    `anchor` is a digest that was kept outside: without one a chain made anew as a whole verifies.
    Raises UsageError `wrong_usage` for an anchor that is none, StoreError.
    """
    wanted = _normalised(anchor) if anchor is not None else None
    with desk.store.read() as session:
        found = audit_check.verify(session.connection(), desk.office.code, wanted)
    problems = found.problems
    if wanted is not None and not found.has_anchor:
        problems.append(audit_fr.ANCHOR_UNKNOWN)
    return Verified(Head(found.lines, found.head), tuple(problems))


def _normalised(anchor: str) -> str:
    digest = re.sub(r"[\s-]", "", anchor.rpartition(":")[2]).lower()
    if not _ANCHOR.fullmatch(digest):
        raise UsageError("wrong_usage", audit_fr.NO_ANCHOR, audit_fr.ANCHOR_HINT)
    return digest


def show(
    desk: Desk,
    person: str | None = None,
    agent: str | None = None,
    day: date | None = None,
    at_most: int = MOST,
) -> list[StoredAct]:
    """Return acts, oldest first; whoever reads the audit is written in it.

    On a `person` (reference or foreign resident number), by an `agent`, on a `day` of the office.

    Everybody reads what they did themselves; the rest is a supervisor's. Raises UsageError
    `wrong_usage` for what is neither reference nor number, NotAllowed, StoreError.
    """
    right = Right.READ if agent == desk.agent else Right.SHOW_AUDIT
    with transaction(desk, right) as unit:
        references = None
        if person is not None:
            reference = normalise_reference(person)
            number = None if reference else _number(person)
            references = (
                [reference] if reference else personal_data.references_of(unit, number or "")
            )
        between = None
        if day is not None:
            between = desk.midnight(day), desk.midnight(day + timedelta(days=1))
        found = audit.chosen(
            unit, references=references, agent=agent, between=between, at_most=at_most
        )
        asked = {"of_person": person is not None, "of_agent": agent, "of_day": day}
        audit.record(unit, "show_audit", after={**asked, "lines": len(found)})
    return found


def _number(text: str) -> str:
    number = parse_number(text).value
    if number is None:
        raise UsageError("wrong_usage", audit_fr.nobody_meant(text), audit_fr.PERSON_HINT)
    return number
