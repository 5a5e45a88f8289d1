"""A short code that opens a locked desk again, for whoever opened it with their password.

Six digits are tried in hours from a stolen store. So what is kept is their hash together with a key
that only the password gives (argon2 with another salt), and that stands in the memory of a desk
alone: without the password no code can even be tried.
"""

import secrets
from dataclasses import replace

from rdv_tui.domain.names import ascii_digits
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.desk import UNLOCK_TRIES, Desk, UnlockKey
from rdv_tui.services.office import passwords
from rdv_tui.store import accounts
from rdv_tui.store.stored import StoredAccount
from rdv_tui.store.transactions import snapshot

LENGTH = 6
_SALT_BYTES = 16
_APART = ":"


def read_pin(typed: str) -> str | None:
    """Return the six digits of a code, None for what is none."""
    digits = "".join(ascii_digits(typed).split())
    is_code = len(digits) == LENGTH and digits.isascii() and digits.isdigit()
    return digits if is_code else None


def unlock_key(row: StoredAccount, password: str) -> UnlockKey | None:
    """Return the key that a desk keeps once `password` opened it, None without a code."""
    try:
        salt = bytes.fromhex((row.pin or "").partition(_APART)[0])
    except ValueError:
        return None  # nothing that the program writes
    return UnlockKey(passwords.derive_key(password, salt)) if len(salt) == _SALT_BYTES else None


def seal(pin: str, password: str) -> tuple[str, UnlockKey]:
    """Return what is stored of a code, and the key without which it cannot be tried."""
    salt = secrets.token_bytes(_SALT_BYTES)
    key = UnlockKey(passwords.derive_key(password, salt))
    return f"{salt.hex()}{_APART}{passwords.hash_password(_mixed(pin, key))}", key


def unlock(desk: Desk, typed: str) -> Desk:
    """Return the locked desk open again, by the code of whoever locked it.

    Raises NotAllowed `wrong_password`, `signed_out`, StoreError.
    """
    pin, signed, known = read_pin(typed), desk.signed_in, desk.unlock_key
    if pin is None or signed is None or known is None or not known.tries_left:
        raise accounts_fr.wrong_password()
    with snapshot(desk) as unit:
        row = accounts.find(unit, signed.login)
    if row is None or not row.active or row.revision != signed.revision:
        raise accounts_fr.signed_out()
    known.tries_left -= 1  # before it is known: tries at once count as one after the other
    hashed = (row.pin or "").partition(_APART)[2]
    if not passwords.verify(hashed or None, _mixed(pin, known)):
        if not known.tries_left:
            known.key = b""
        raise accounts_fr.wrong_pin(known.tries_left)
    known.tries_left = UNLOCK_TRIES
    return replace(desk, approvals=[])


def can_unlock(desk: Desk) -> bool:
    """Say whether a code opens this desk again."""
    return desk.unlock_key is not None and desk.unlock_key.tries_left > 0


def _mixed(pin: str, known: UnlockKey) -> str:
    return pin + known.key.hex()
