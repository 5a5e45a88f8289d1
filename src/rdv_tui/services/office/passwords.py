"""Passwords: hashed by argon2, and refused when they are among the first that anybody tries."""

import secrets
import tomllib
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw

from rdv_tui import catalogue
from rdv_tui.domain.names import clean_text
from rdv_tui.locales.office import accounts as accounts_fr

LEAST, MOST = 12, 1000
"""Signs of a password. Long ones are welcome; a megabyte of one is no password."""

_SEQUENCES = ("01234567890123456789", "98765432109876543210", "azertyuiopqsdfghjklmwxcvbn")
_CHOSEN = 7
_NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$X6z9WQHvE"
    "GvXv4/HxbpFDg$ucag8tw6LQ4QYaWA9HdaksFCQu9kHL2j7G96PuhEBY8"
)
"""The hash of a password that nobody knows: an unknown login must cost as much time as a known."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Return the argon2 hash of a password; `salt` is for samples, which are always the same."""
    return _hasher().hash(_normal(password), salt=salt)


def derive_key(password: str, salt: bytes) -> bytes:
    """Return 32 bytes that nobody has without the password; takes as long as a hash."""
    hasher = _hasher()
    return hash_secret_raw(
        _normal(password).encode(),
        salt,
        time_cost=hasher.time_cost,
        memory_cost=hasher.memory_cost,
        parallelism=hasher.parallelism,
        hash_len=32,
        type=hasher.type,
    )


def verify(stored: str | None, password: str) -> bool:
    """Say whether `password` is the one of the hash; without a hash it takes as long to say no."""
    text = _normal(password) if len(password) <= MOST else ""
    try:
        _hasher().verify(stored or _NOBODYS, text)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Say whether the hash was made with other costs than today's."""
    return _hasher().check_needs_rehash(stored)


def problem(password: str, *names: str) -> str:
    """Return the sentence that says what is wrong with a new password, empty when nothing is.

    `names` are the login and the name that go with it: neither is a password.
    """
    text = _normal(password)
    if not text.strip():
        return accounts_fr.NONE_GIVEN
    if not LEAST <= len(text) <= MOST:
        return accounts_fr.password_length(LEAST, MOST)
    if _is_common(text.casefold(), names):
        return accounts_fr.TOO_COMMON
    return ""


def is_simple(digits: str) -> bool:
    """Say whether digits are the first that anybody tries: few of them, or one after the other."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    halves = digits[: len(digits) // 2] == digits[len(digits) // 2 :]
    return len(set(digits)) <= 2 or steps <= {1} or steps <= {9} or halves


def new_password() -> str:
    """Return a password that nobody chose: words, which are read out without a mistake."""
    words = sorted(_words("words"))
    return "-".join(secrets.choice(words) for _ in range(_CHOSEN))


def _is_common(text: str, names: tuple[str, ...]) -> bool:
    bare = _bare(text)
    common, told = _words("common"), {_bare(clean_text(name).casefold()) for name in names}
    core = bare.strip("0123456789")
    few = len(set(text)) <= 3  # « aaaaaaaaaaaa », « 121212121212 »
    return (
        few
        or bare in common
        or core in common
        or bare in told
        or core in told - {""}
        or any(bare in run for run in _SEQUENCES)
    )


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@cache
def _words(name: str) -> frozenset[str]:
    text = Path(catalogue.__file__).with_name("passwords.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())


def _normal(password: str) -> str:
    """Return the password as it is whichever keyboard composed its accents."""
    return unicodedata.normalize("NFC", password)
