"""The mail server: `[smtp]` of the settings file, and the `RDV_SMTP_*` variables that win over it.

The password is read from its file when it is needed, or comes from the environment; it is in no
text that this program writes.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rdv_tui.errors import UsageError
from rdv_tui.locales import settings as say

NAMES = ("host", "port", "security", "user", "password_file", "sender", "ca_file")
"""What may be set, in the order of the documentation; each has its `RDV_SMTP_<NAME>`."""

_PREFIX = "RDV_SMTP_"
_PASSWORD = "RDV_SMTP_PASSWORD"  # noqa: S105  (the variable's name)
_PATHS = frozenset({"password_file", "ca_file"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the way to the server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class Smtp:
    """How to reach the mail server. `sender` is the address that the messages come from."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str | None = None
    password_file: Path | None = None
    sender: str | None = None
    ca_file: Path | None = None
    password: str | None = field(default=None, repr=False)


def read_smtp(
    section: object, source: str, folder: Path, environ: Mapping[str, str]
) -> Smtp | None:
    """Return the mail server that the file's `section` and `environ` describe, None for none.

    Relative paths start from `folder`. Raises UsageError `bad_settings` naming every wrong setting
    of `source`, or of the environment; values are not repeated, since one may be a password.
    """
    told = _from_file(section, source)
    values = {
        name: str(folder / Path(t).expanduser()) if name in _PATHS else t
        for name, t in told.items()
    }
    variables = {name: environ[key] for name in NAMES if environ.get(key := _variable(name))}
    _refuse(say.ENVIRONMENT, _wrong(variables, _variable))
    values |= variables
    if not values:
        return None
    if "host" not in values:
        _refuse(source if told else say.ENVIRONMENT, {"smtp.host": say.missing()})
    return _settled(values, environ.get(_PASSWORD) or None)


def _from_file(section: object, source: str) -> dict[str, str]:
    if section is None:
        return {}
    if not isinstance(section, dict):
        _refuse(source, {"smtp": say.not_a_section()})
        return {}
    texts = {
        name: str(value) if name == "port" and type(value) is int else value
        for name, value in section.items()
    }
    _refuse(source, _wrong(texts, lambda name: f"smtp.{name}"))
    return texts


def _settled(values: Mapping[str, str], password: str | None) -> Smtp:
    """Return the settings with their defaults, when they go together."""
    security = Security(values.get("security", Security.STARTTLS))
    host, user = values["host"], values.get("user")
    file, ca_file = values.get("password_file"), values.get("ca_file")
    if user and not (file or password):
        _refuse(say.MAIL_SERVER, {"password_file": say.user_without_password()})
    if user and security is Security.NONE and host not in _LOOPBACK:
        # The password would go over the network for everybody to read.
        _refuse(say.MAIL_SERVER, {"security": say.password_in_clear()})
    return Smtp(
        host=host,
        port=int(values.get("port", PORTS[security])),
        security=security,
        user=user,
        password_file=Path(file).expanduser() if file else None,
        sender=values.get("sender"),
        ca_file=Path(ca_file).expanduser() if ca_file else None,
        password=None if file else password,
    )


def _variable(name: str) -> str:
    return f"{_PREFIX}{name.upper()}"


def _wrong(values: Mapping[str, object], shown: Callable[[str], str]) -> dict[str, str]:
    problems = {shown(name): _problem(name, value) for name, value in values.items()}
    return {name: problem for name, problem in problems.items() if problem}


def _problem(name: str, value: object) -> str:
    if name not in NAMES:
        return say.unknown_name()
    if not isinstance(value, str):
        return say.wrong_kind()
    if not value.strip():
        return say.empty()
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value):
        return say.unprintable()
    return _misfit(name, value)


def _misfit(name: str, value: str) -> str:
    """Return why a text is no port, no protection or no address, empty when it may be one."""
    if name == "port" and not (value.isascii() and value.isdigit() and len(value) <= 5):
        return say.not_a_port()
    if name == "port" and not 0 < int(value) < 65536:
        return say.not_a_port()
    if name == "security" and value not in set(Security):
        return say.not_a_security(list(Security))
    if name == "sender" and not _is_address(value):
        return say.not_an_address()
    return ""


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    return bool(local and at and domain) and text.isascii() and not set(text) & set(' <>,;:"\\()')


def _refuse(source: str, problems: Mapping[str, str]) -> None:
    if problems:
        listed = " ; ".join(f"{name} ({problem})" for name, problem in problems.items())
        raise UsageError("bad_settings", say.wrong(source, listed), say.HINT, dict(problems))
