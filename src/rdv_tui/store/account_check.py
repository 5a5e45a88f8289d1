"""Following the accounts from the audit: whether each is what somebody with the right made it.

Whoever can write the file can also give an account another role or another password, or add one.
An office whose audit tells of no account at all is a sample of before: nothing can be said of it.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, text

from rdv_tui.locales.office import store_problems
from rdv_tui.store.audit import decode_changes

_ACTS = text(
    "SELECT office, action, before, after FROM audit WHERE reference IS NULL AND action IN"
    " ('add_account', 'change_role', 'disable_account', 'reset_password', 'renew_hash',"
    " 'known_by') ORDER BY office, id"
)
_ACCOUNTS = text(
    "SELECT office, login, role, active, unix_login, password FROM account ORDER BY office, login"
)
_KNOWN_BY = text("SELECT code, known_by FROM office ORDER BY code")
_UNTOLD = "accounts"
"""How people are known where nobody chose (`known_by`)."""

Key = tuple[str, str]
Told = dict[str, object]


def digest(hashed: str | None) -> str | None:
    """Return what the audit keeps of a password's hash: enough to know it again, nothing to try."""
    return None if hashed is None else hashlib.sha256(hashed.encode()).hexdigest()


def problems(connection: Connection) -> Iterator[str]:
    """Yield what of the accounts is not as the audit tells it."""
    told: dict[Key, Told] = {}
    ways: dict[str, object] = {}
    for office, action, before, after in connection.execute(_ACTS):
        columns = {**decode_changes(before), **decode_changes(after)}
        if action == "known_by":
            ways[office] = columns["known_by"]
        else:
            account = told.setdefault((office, str(columns["login"])), {})
            _follow(account, action, columns)
    offices = {office for office, _login in told}
    for row in connection.execute(_ACCOUNTS).mappings():
        account = told.pop((row["office"], row["login"]), {})
        is_untold = not account and row["office"] in offices
        if is_untold or any(account[name] != _stored(row, name) for name in account):
            yield store_problems.ACCOUNT_CHANGED.format(row["login"])
    for _office, login in told:
        yield store_problems.ACCOUNT_GONE.format(login)
    for office, way in connection.execute(_KNOWN_BY):
        if way != ways.get(office, _UNTOLD):
            yield store_problems.KNOWN_BY_CHANGED


def _follow(account: Told, action: str, columns: Told) -> None:
    """Bring `account` to what it is after an act; lines of before did not tell of passwords."""
    if action in {"add_account", "reset_password"}:
        account["active"] = True
        account.pop("password", None)
    elif action == "disable_account":
        account["active"] = False
    account.update({name: columns[name] for name in ("role", "unix_login") if name in columns})
    if "hash" in columns:
        account["password"] = columns["hash"]


def _stored(row: RowMapping, name: str) -> object:
    if name == "active":
        return bool(row["active"])
    return digest(row["password"]) if name == "password" else row[name]
