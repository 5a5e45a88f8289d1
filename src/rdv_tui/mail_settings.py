"""The mail server: `[smtp]` of the settings file, and the `RDV_SMTP_*` variables that win over it.

The password is read from its file when it is needed, or comes from the environment; it is in no
text that this program writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from rdv_tui.declared_settings import doc, refuse
from rdv_tui.locales.office import settings as setting_fr

_PASSWORD = "RDV_SMTP_PASSWORD"  # noqa: S105  (the variable's name)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the way to the server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}

Port = Annotated[int, Meta(ge=1, le=65535)]
# One plain address: nothing of which a header could be made.
Address = Annotated[str, Meta(pattern=r'^[^\s<>,;:"\\()@]+@[^\s<>,;:"\\()@]+\Z')]


@dataclass(frozen=True, slots=True)
class Smtp:
    """How to reach the mail server; what has a `doc` can be set."""

    host: Annotated[str, doc("the mail server", "none: messages wait, and F11 says so")]
    port: Annotated[Port, doc("its port", "25, 587 or 465, after `security`")]
    security: Annotated[
        Security, doc("the protection; certificates are always checked", "`starttls`")
    ] = Security.STARTTLS
    user: Annotated[
        str | None, doc("who logs in; refused without protection but on this machine", "nobody")
    ] = None
    password_file: Annotated[
        Path | None, doc("a file with the password on its first line (or `RDV_SMTP_PASSWORD`)")
    ] = None
    sender: Annotated[
        Address | None, doc("the address the messages come from", "the office's, else the user")
    ] = None
    ca_file: Annotated[
        Path | None, doc("an authority of your own, in PEM", "the system's authorities")
    ] = None
    password: str | None = field(default=None, repr=False)


def resolve_smtp(
    written: Mapping[str, Any], named: Mapping[str, Any], file: str, environ: Mapping[str, str]
) -> Smtp | None:
    """Return the mail server that `file` (`written`) and the variables (`named`) describe.

    None when they describe none. Raises UsageError `bad_settings` for what does not go together;
    values are not repeated, since one may be a password.
    """
    values = {**written, **named}
    if not values:
        return None
    if "host" not in values:
        refuse(file if written else setting_fr.ENVIRONMENT, {"smtp.host": setting_fr.MISSING})
    password = None if values.get("password_file") else environ.get(_PASSWORD) or None
    security = values.get("security", Security.STARTTLS)
    smtp = Smtp(**{"port": PORTS[security], **values}, password=password)
    if smtp.user and not (smtp.password_file or password):
        refuse(setting_fr.MAIL_SERVER, {"password_file": setting_fr.USER_ALONE})
    if smtp.user and smtp.security is Security.NONE and smtp.host not in _LOOPBACK:
        # The password would go over the network for everybody to read.
        refuse(setting_fr.MAIL_SERVER, {"security": setting_fr.IN_CLEAR})
    return smtp
