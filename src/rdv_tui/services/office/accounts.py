"""Accounts: who works here, as what; made, changed and disabled, never deleted."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.rights import Right, Role
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import passwords, pins
from rdv_tui.services.office.sign_in import (
    BY_SYSTEM,
    forget_failures,
    next_try_of,
    read_login,
    sign_in,
)
from rdv_tui.store import account_check, accounts
from rdv_tui.store.audit import record
from rdv_tui.store.permissions import require
from rdv_tui.store.stored import StoredAccount
from rdv_tui.store.transactions import Snapshot, signing_in, snapshot, transaction

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is shown. `waits_until` (UTC): nobody is let in before, after failures."""

    login: str
    name: str
    role: Role
    active: bool
    unix_login: str | None
    waits_until: datetime | None


def list_accounts(desk: Desk) -> list[Account]:
    """Return every account, disabled ones too. Raises NotAllowed, StoreError."""
    with snapshot(desk, Right.MANAGE_ACCOUNTS) as unit:
        return [
            Account(
                row.login,
                row.name,
                Role(row.role),
                row.active,
                row.unix_login,
                next_try_of(unit, row.login),
            )
            for row in accounts.list_all(unit)
        ]


def has_accounts(desk: Desk) -> bool:
    """Say whether the store asks people who they are."""
    with snapshot(desk) as unit:
        return accounts.exist(unit)


def add(
    desk: Desk,
    login: str,
    role: Role,
    password: str | None,
    *,
    name: str = "",
    unix_login: str | None = None,
) -> Account:
    """Make an account. The first one, a supervisor's, needs nobody to be signed in.

    Two programs that make the first one at once: one does. A login is never given twice. Without
    `password` only the operating system lets the person in. Raises UsageError `invalid_fields`,
    NotAllowed, Refusal `login_taken`, `not_allowed_now`.
    """
    login, name = read_login(login), clean_text(name) or login
    _refuse_wrong(login, name, password, unix_login)
    hashed = passwords.hash_password(password) if password is not None else None
    with signing_in(desk) as unit:
        if accounts.exist(unit):
            require(unit, Right.MANAGE_ACCOUNTS)
        elif role is not Role.SUPERVISOR:
            raise accounts_fr.first_is_supervisor()
        if accounts.find(unit, login) is not None:
            raise accounts_fr.login_taken(login)
        if unix_login and accounts.find_by_unix_login(unit, unix_login) is not None:
            raise accounts_fr.unix_login_taken(unix_login)
        accounts.add(unit, login, name=name, role=role, password=hashed, unix_login=unix_login)
    return Account(login, name, role, active=True, unix_login=unix_login, waits_until=None)


def disable(desk: Desk, login: str) -> None:
    """Let nobody in with this account any more; open desks of theirs refuse the next act.

    Raises NotAllowed, Refusal `unknown_login`, `last_supervisor`.
    """
    with transaction(desk, Right.MANAGE_ACCOUNTS) as unit:
        row = _require(unit, login)
        if not row.active:
            return
        if row.role == Role.SUPERVISOR and accounts.count_supervisors(unit) == 1:
            raise accounts_fr.last_supervisor()
        accounts.set_active(unit, row, active=False)
        record(unit, "disable_account", before={"login": row.login, "active": True})


def change_role(desk: Desk, login: str, role: Role) -> None:
    """Give an account another role, at once also on desks that are open.

    Raises NotAllowed, Refusal `unknown_login`, `last_supervisor`.
    """
    with transaction(desk, Right.MANAGE_ACCOUNTS) as unit:
        row = _require(unit, login)
        was = Role(row.role)
        if was is role:
            return
        is_last = was is Role.SUPERVISOR and row.active and accounts.count_supervisors(unit) == 1
        if is_last:
            raise accounts_fr.last_supervisor()
        accounts.set_role(unit, row, role)
        told = {"login": row.login, "role": was.value}
        record(unit, "change_role", before=told, after=told | {"role": role.value})


def reset(desk: Desk, login: str, password: str) -> None:
    """Give an account another password, and let it in again at once.

    A disabled account is active again. A supervisor does it; or, with nobody signed in, the owner
    of the store, since the last supervisor may have forgotten theirs. Open desks of the account
    sign in anew. Raises UsageError `invalid_fields`, NotAllowed, Refusal `unknown_login`.
    """
    with snapshot(desk) as seen:
        known = _require(seen, login)
    if wrong := passwords.problem(password, known.login, known.name):
        raise accounts_fr.invalid({"password": wrong})
    hashed = passwords.hash_password(password)
    with signing_in(desk) as unit:
        by_owner = desk.signed_in is None and accounts.is_owner(unit)
        if desk.signed_in is None and not by_owner:
            raise accounts_fr.not_owner()
        if not by_owner:
            require(unit, Right.MANAGE_ACCOUNTS)
        row = _require(unit, login)
        accounts.set_password(unit, row, hashed)
        forget_failures(unit, row.login)
        told = {"login": row.login, "by_owner": by_owner, "hash": account_check.digest(hashed)}
        record(unit, "reset_password", after=told)


def set_pin(desk: Desk, password: str, typed: str) -> Desk:
    """Give whoever is signed in another code to unlock with; return the desk that it opens.

    Raises UsageError `invalid_fields`, NotAllowed `wrong_password`, `too_many_failures`.
    """
    pin, signed = pins.read_pin(typed), desk.signed_in
    if signed is None:
        raise accounts_fr.not_signed_in()
    if pin is None or passwords.is_simple(pin):
        raise accounts_fr.invalid({"pin": accounts_fr.PIN_WRONG})
    sign_in(desk, signed.login, password)  # which only the person can
    stored, key = pins.seal(pin, password)
    with signing_in(desk) as unit:
        row = accounts.find(unit, signed.login)
        if row is None or not row.active or row.revision != signed.revision:
            raise accounts_fr.signed_out()
        accounts.set_pin(unit, row, stored)
        record(unit, "set_pin", after={"login": row.login})
    return replace(desk, unlock_key=key)


def set_known_by(desk: Desk, way: str) -> None:
    """Know people by accounts of the store's own, or by the operating system's (`os`).

    Raises NotAllowed, Refusal `not_allowed_now` when whoever changes it would be shut out.
    """
    with transaction(desk, Right.MANAGE_ACCOUNTS) as unit:
        before = accounts.known_by(unit)
        rows = [row for row in accounts.list_all(unit) if row.role == Role.SUPERVISOR]
        known = "unix_login" if way == BY_SYSTEM else "password"
        if not any(row.active and getattr(row, known) for row in rows):
            raise accounts_fr.nobody_left(way)
        accounts.set_known_by(unit, way)
        record(unit, "known_by", before={"known_by": before}, after={"known_by": way})


def _refuse_wrong(login: str, name: str, password: str | None, unix_login: str | None) -> None:
    wrong = {}
    if not _LOGIN.fullmatch(login):
        wrong["login"] = accounts_fr.LOGIN_WRONG
    if len(name) > _LONGEST_NAME:
        wrong["name"] = accounts_fr.NAME_WRONG
    if password is not None or not unix_login:
        told = passwords.problem(password or "", login, name)
        if told:
            wrong["password"] = told
    if wrong:
        raise accounts_fr.invalid(wrong)


def _require(unit: Snapshot, login: str) -> StoredAccount:
    row = accounts.find(unit, read_login(login))
    if row is None:
        raise accounts_fr.unknown_login(login)
    return row
