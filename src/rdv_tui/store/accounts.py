"""Accounts and failed sign-ins, in the rows of their tables."""

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, text
from sqlmodel import col, select

from rdv_tui.domain.rights import Role
from rdv_tui.store.account_check import digest
from rdv_tui.store.account_tables import AccountRow, SignInFailureRow
from rdv_tui.store.audit import record
from rdv_tui.store.tables import OfficeRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_ANY_LOGIN = select(AccountRow.login).where(col(AccountRow.office) == bindparam("office")).limit(1)


def find(unit: Snapshot, login: str) -> AccountRow | None:
    """Return the account of a login."""
    return unit.session.get(AccountRow, (unit.office, login))


def name_on_paper(unit: Snapshot, login: str | None) -> str:
    """Return how papers name who did something, empty for who has no name but a login.

    A kiosk and the waiting list have no account.
    """
    row = find(unit, login) if login else None
    return row.name if row is not None and row.name != row.login else ""


def find_by_unix_login(unit: Snapshot, name: str) -> AccountRow | None:
    """Return the account of somebody whom the operating system knows as `name`."""
    same = unit.rows_of(AccountRow).where(col(AccountRow.unix_login) == name)
    return unit.session.exec(same).first()


def exist(unit: Snapshot) -> bool:
    """Say whether the office has accounts: without any nobody is asked."""
    return bool(unit.ask(_ANY_LOGIN, {"office": unit.office}))


def list_all(unit: Snapshot) -> list[AccountRow]:
    """Return every account of the office, those that are disabled too, by login."""
    return list(unit.session.exec(unit.rows_of(AccountRow).order_by(col(AccountRow.login))))


def supervised(unit: Snapshot) -> list[str]:
    """Return the offices in which whoever is signed in is a supervisor, in order of their codes.

    Where nobody is asked: those in which nobody is.
    """
    signed = unit.desk.signed_in
    if signed is None:
        of_office = col(AccountRow.office) == col(OfficeRow.code)
        found = select(OfficeRow.code).where(~select(AccountRow.login).where(of_office).exists())
        return list(unit.session.exec(found.order_by(col(OfficeRow.code))))
    mine = select(AccountRow.office).where(
        col(AccountRow.login) == signed.login,
        col(AccountRow.role) == Role.SUPERVISOR.value,
        col(AccountRow.active),
    )
    return list(unit.session.exec(mine.order_by(col(AccountRow.office))))


def count_supervisors(unit: Snapshot) -> int:
    """Count the supervisors who may sign in."""
    return sum(row.active and row.role == Role.SUPERVISOR for row in list_all(unit))


def add(
    unit: UnitOfWork,
    login: str,
    *,
    name: str,
    role: Role,
    password: str | None,
    unix_login: str | None = None,
) -> AccountRow:
    """Add an account, and write it down; `password` is its hash."""
    row = AccountRow(
        office=unit.office,
        login=login,
        name=name,
        role=role.value,
        password=password,
        unix_login=unix_login,
        created_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    told = {"login": login, "name": name, "role": role.value, "unix_login": unix_login}
    record(unit, "add_account", after=told | {"hash": digest(password)})
    return row


def set_active(unit: UnitOfWork, row: AccountRow, *, active: bool) -> None:
    """Let nobody in with the account, or somebody again; sessions under way end."""
    row.active, row.revision = active, row.revision + 1
    unit.session.add(row)


def set_role(unit: UnitOfWork, row: AccountRow, role: Role) -> None:
    """Give the account another role; sessions under way end."""
    row.role, row.revision = role.value, row.revision + 1
    unit.session.add(row)


def set_password(unit: UnitOfWork, row: AccountRow, hashed: str, *, same: bool = False) -> None:
    """Give the account another password's hash, or the `same` one's; another ends its sessions."""
    row.password = hashed
    if not same:
        row.pin, row.active, row.revision = None, True, row.revision + 1
    unit.session.add(row)


def set_pin(unit: UnitOfWork, row: AccountRow, hashed: str) -> None:
    """Give the account another code; sessions go on."""
    row.pin = hashed
    unit.session.add(row)


def known_by(unit: Snapshot) -> str:
    """Return how agents are known: `accounts`, or `os`."""
    row = unit.session.get(OfficeRow, unit.office)
    return row.known_by if row is not None else "accounts"


def set_known_by(unit: UnitOfWork, way: str) -> None:
    """Write down how agents are known."""
    row = unit.session.get(OfficeRow, unit.office)
    assert row is not None  # its lock is held
    row.known_by = way
    unit.session.add(row)


def is_owner(unit: Snapshot) -> bool:
    """Say whether this process is of whom the store belongs to: its file, or its tables."""
    if unit.session.connection().dialect.name == "postgresql":
        owned = text("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'account'")
        return bool(unit.session.connection().execute(owned).scalar())
    file = unit.session.connection().engine.url.database
    return hasattr(os, "getuid") and bool(file) and Path(str(file)).stat().st_uid == os.getuid()


def find_failure(unit: Snapshot, subject: str) -> SignInFailureRow | None:
    """Return how often signing in failed for a subject."""
    return unit.session.get(SignInFailureRow, (unit.office, subject))


def note_failure(unit: UnitOfWork, subject: str, failures: int, next_try: datetime | None) -> None:
    """Write down one more failure of a subject."""
    unit.session.merge(
        SignInFailureRow(
            office=unit.office,
            subject=subject,
            failures=failures,
            failed_at=unit.now,
            next_try=next_try,
        )
    )


def forget_failures(unit: UnitOfWork, subject: str) -> None:
    """Forget the failures of a subject."""
    row = find_failure(unit, subject)
    if row is not None:
        unit.session.delete(row)


def forget_failures_before(unit: UnitOfWork, instant: datetime) -> None:
    """Forget what failed before `instant` (UTC), whoever it was."""
    old = unit.rows_of(SignInFailureRow).where(col(SignInFailureRow.failed_at) < instant)
    for row in unit.session.exec(old).all():
        unit.session.delete(row)
