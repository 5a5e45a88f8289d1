"""Signing in: by the store's own accounts or the operating system's, slower after each failure.

Failures are kept in the store, in a transaction of their own: who ends the program to try again,
or tries from another desk, gains nothing.
"""

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.rights import Approval, Right, Role, SignedIn, may
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import passwords, pins
from rdv_tui.settings import Credentials
from rdv_tui.store import account_check, accounts
from rdv_tui.store.audit import record
from rdv_tui.store.stored import StoredAccount
from rdv_tui.store.transactions import Snapshot, UnitOfWork, signing_in, snapshot

FREE_BY_LOGIN, FREE_BY_STATION = 3, 10
"""Failures that cost nothing; on one machine several people mistype."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
"""It doubles with each further failure. A colleague must not be able to lock anybody out."""
APPROVAL_LASTS = timedelta(minutes=30)
"""A booking takes as long at most; what was allowed and not done must not wait for another."""
_FORGOTTEN_AFTER = timedelta(days=1)
_CLOCK_SKEW = timedelta(minutes=1)

BY_PASSWORD, BY_SYSTEM = "accounts", "os"
"""How a store knows people: by accounts of its own, or by those of the operating system."""
SAMPLE_SUPERVISOR = "superviseur"

PROGRAM = SignedIn(accounts_fr.PROGRAM_NAME, accounts_fr.PROGRAM_NAME, Role.PROGRAM, 0)
"""What runs beside the screens, whoever sits there or nobody."""


def read_login(text: str) -> str:
    """Return a login as accounts have it, however it was typed."""
    return clean_text(text).casefold()


def sign_in(desk: Desk, login: str, password: str) -> Desk:
    """Return `desk` with the person of this login and password at it.

    Takes a fifth of a second, whether or not there is such a login. Raises NotAllowed
    `wrong_password`, `too_many_failures`; StoreError.
    """
    row = _prove(desk, login, password)
    return replace(at_work(desk, _signed(row)), unlock_key=pins.unlock_key(row, password))


def sign_in_by_system(desk: Desk, unix_login: str) -> Desk:
    """Return `desk` with the person at it whom the operating system knows as `unix_login`.

    Raises NotAllowed `not_signed_in`, `signed_out`.
    """
    with snapshot(desk) as unit:
        row = accounts.find_by_unix_login(unit, unix_login)
        if row is None:
            raise accounts_fr.unknown_unix_login(unix_login)
        if not row.active:
            raise accounts_fr.signed_out()
        return at_work(desk, _signed(row))


def sign_in_known(desk: Desk, login: str) -> Desk | None:
    """Return `desk` with the person of this login at it, who was proved elsewhere.

    None when no active account has it.
    """
    with snapshot(desk) as unit:
        row = accounts.find(unit, read_login(login))
        return at_work(desk, _signed(row)) if row is not None and row.active else None


def enter(desk: Desk, who: Credentials) -> Desk:
    """Return `desk` with the person at it whom this start names; as it is where nobody is asked.

    Raises NotAllowed `not_signed_in`, `wrong_password`, `too_many_failures`, `signed_out`.
    """
    way = asks_for(desk)
    if way is None:
        return desk
    if way == BY_SYSTEM:
        return sign_in_by_system(desk, who.unix_login)
    if who.password is None:
        raise accounts_fr.not_signed_in()
    return sign_in(desk, who.login, who.password)


def enter_sample(desk: Desk) -> Desk:
    """Return `desk`, on a demonstration's store, with the sample's supervisor at it."""
    with snapshot(desk) as unit:
        row = accounts.find(unit, SAMPLE_SUPERVISOR)
        return desk if row is None else at_work(desk, _signed(row))


def asks_for(desk: Desk) -> str | None:
    """Return how the store asks who somebody is: `accounts`, `os`, or None where it asks nobody."""
    with snapshot(desk) as unit:
        return accounts.known_by(unit) if accounts.exist(unit) else None


def is_current(desk: Desk) -> bool:
    """Say whether who sits at the desk may still: not disabled, no other password since."""
    signed = desk.signed_in
    if signed is None:
        return True
    with snapshot(desk) as unit:
        row = accounts.find(unit, signed.login)
        return row is not None and row.active and row.revision == signed.revision


def approve(
    desk: Desk,
    right: Right,
    login: str,
    password: str,
    reason: str,
    reference: str | None = None,
) -> Approval:
    """Let a supervisor allow one act at this desk, and return their approval, which it keeps.

    The reason may name somebody: the audit has it beside the appointment of that `reference`, with
    which it is erased, else in the line of the act alone. Raises NotAllowed `wrong_password`,
    `too_many_failures`, `not_allowed`.
    """
    person = _signed(_prove(desk, login, password))
    if not may(person.role, right):
        raise accounts_fr.not_a_supervisor(person.login)
    until = desk.clock.now() + APPROVAL_LASTS
    approval = Approval(right, person.login, clean_text(reason), until)
    is_of_nobody = right is Right.CHANGE_HOURS
    with signing_in(desk) as unit:
        told = {"right": right.value}
        if is_of_nobody or reference is not None:
            told["reason"] = approval.reason
        record(unit, "approve", reference, after=told, authorised_by=person.login)
    desk.approvals[:] = [one for one in desk.approvals if one.right is not right]
    desk.approvals.append(approval)
    return approval


def at_work(desk: Desk, person: SignedIn) -> Desk:
    """Return `desk` with `person` at it: nothing that was allowed to somebody else goes with it."""
    return replace(desk, agent=person.login, signed_in=person, approvals=[], unlock_key=None)


def forget_failures(unit: UnitOfWork, login: str) -> None:
    """Let the person of this login try again at once."""
    accounts.forget_failures(unit, _login_subject(login))


def next_try_of(unit: Snapshot, login: str) -> datetime | None:
    """Return before which instant (UTC) nobody is let in with this login."""
    row = accounts.find_failure(unit, _login_subject(login))
    return row.next_try if row and row.next_try and row.next_try > unit.now else None


def _prove(desk: Desk, login: str, password: str) -> StoredAccount:
    """Return who it is, or raise; only a failure is written.

    Whether to wait is asked again after the password was looked at: of many tries at once no more
    count than of as many one after the other.
    """
    login = read_login(login)
    subjects = {_login_subject(login): FREE_BY_LOGIN, _station_subject(desk): FREE_BY_STATION}
    row = _read(desk, login, subjects)
    stored = row.password if row is not None and row.active else None
    if not passwords.verify(stored, password):
        with signing_in(desk) as unit:
            accounts.forget_failures_before(unit, unit.now - _FORGOTTEN_AFTER)
            for subject, free in subjects.items():
                _count(unit, subject, free)
        raise accounts_fr.wrong_password()
    row = _read(desk, login, subjects)
    if row is None or not row.active or row.password != stored:
        raise accounts_fr.wrong_password()
    _forgive(desk, row, password, subjects)
    return row


def _read(desk: Desk, login: str, subjects: Iterable[str]) -> StoredAccount | None:
    """Return the account of a login. Raises NotAllowed while nobody is let in."""
    with snapshot(desk) as unit:
        left = max(_wait(unit, subject) for subject in subjects)
        if left > timedelta():
            raise accounts_fr.wait(max(1, -(-left // timedelta(seconds=1))))
        return accounts.find(unit, login)


def _forgive(desk: Desk, row: StoredAccount, password: str, subjects: Iterable[str]) -> None:
    """Forget the failures before, and bring the hash to today's costs; mostly there is nothing."""
    old = row.password is not None and passwords.needs_rehash(row.password)
    with snapshot(desk) as seen:
        failed = [one for one in subjects if accounts.find_failure(seen, one) is not None]
    if not failed and not old:
        return
    with signing_in(desk) as unit:
        for subject in failed:
            accounts.forget_failures(unit, subject)
        known = accounts.find(unit, row.login)
        if old and known is not None and known.password == row.password:
            hashed = passwords.hash_password(password)
            accounts.set_password(unit, known, hashed, same=True)
            told = {"login": known.login, "hash": account_check.digest(hashed)}
            record(unit, "renew_hash", after=told)


def _count(unit: UnitOfWork, subject: str, free: int) -> None:
    row = accounts.find_failure(unit, subject)
    failures = (row.failures if row is not None else 0) + 1
    beyond = failures - free - 1
    wait = min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT) if beyond >= 0 else None
    accounts.note_failure(unit, subject, failures, unit.now + wait if wait else None)


def _wait(unit: Snapshot, subject: str) -> timedelta:
    """Return how long the subject still waits; a failure of a clock ahead counts for nothing."""
    row = accounts.find_failure(unit, subject)
    if row is None or row.next_try is None or row.failed_at > unit.now + _CLOCK_SKEW:
        return timedelta()
    return row.next_try - unit.now


def _signed(row: StoredAccount) -> SignedIn:
    return SignedIn(row.login, row.name, Role(row.role), row.revision)


def _login_subject(login: str) -> str:
    return hashlib.sha256(f"login:{login}".encode()).hexdigest()


def _station_subject(desk: Desk) -> str:
    host = desk.station.partition(":")[0] or platform.node()
    return hashlib.sha256(f"station:{host}:{_home()}".encode()).hexdigest()


def _home() -> str:
    """Return what tells apart those who share a machine over SSH."""
    try:
        return str(Path.home())
    except RuntimeError:
        return ""
