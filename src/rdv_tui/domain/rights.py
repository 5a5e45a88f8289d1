"""Who may do what: one table of roles and rights, which every service asks before it writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody, or the program itself, is in the office."""

    AGENT = "agent"
    ACCUEIL = "accueil"
    SUPERVISOR = "supervisor"
    PROGRAM = "program"
    """What runs beside the screens and is nobody: it sends, prints what waited, opens days."""
    KIOSK = "kiosk"
    DISPLAY = "display"


PERSONS = (Role.AGENT, Role.ACCUEIL, Role.SUPERVISOR)
"""The roles that an account may have."""


class Right(StrEnum):
    """What may be allowed. A service names the one that it needs when it begins to write."""

    UPKEEP = "upkeep"
    """What time brings about, whoever sits there: holds that end, days that open, messages."""
    READ = "read"
    RECEIVE = "receive"
    """Arrivals, calls and what came of a visit."""
    PRINT = "print"
    BOOK = "book"
    """Hold, book, move, cancel, correct; the waiting list; certificates."""
    FOLLOW_UP = "follow_up"
    """Calls to make and messages to try again."""
    CONFIRM_CLOCK = "confirm_clock"
    OVERRIDE = "override"
    OVERBOOK = "overbook"
    CHANGE_HOURS = "change_hours"
    CHANGE_OFFICE = "change_office"
    EXPORT_NAMES = "export_names"
    UNDO_OTHERS = "undo_others"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_DEVICES = "manage_devices"
    SHOW_AUDIT = "show_audit"
    """All that everybody did; what one did oneself is read with READ."""
    PURGE = "purge"


_DESK = frozenset({Right.UPKEEP, Right.READ, Right.RECEIVE, Right.PRINT})
_AGENT = _DESK | {Right.BOOK, Right.FOLLOW_UP, Right.CONFIRM_CLOCK}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PROGRAM: frozenset({Right.UPKEEP, Right.READ, Right.PRINT, Right.PURGE}),
    Role.KIOSK: frozenset({Right.UPKEEP, Right.BOOK, Right.PRINT}),
    Role.DISPLAY: frozenset({Right.UPKEEP}),
    Role.ACCUEIL: _DESK,
    Role.AGENT: _AGENT,
    Role.SUPERVISOR: frozenset(Right),
}
"""The table. What stands in no row of it nobody may do."""


def may(role: Role, right: Right) -> bool:
    """Say whether somebody of `role` has `right`."""
    return right in RIGHTS[role]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, as their account was then; a later `revision` of it ends the session."""

    login: str
    name: str
    role: Role
    revision: int


@dataclass(frozen=True, slots=True)
class Approval:
    """What a supervisor, of the login `by`, allows once at this desk, and why.

    It is for the act in hand: at `until` (UTC) it is over.
    """

    right: Right
    by: str
    reason: str
    until: datetime
