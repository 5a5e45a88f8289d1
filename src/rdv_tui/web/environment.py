"""The environment of a session's program, built from nothing: what it needs, and no more."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from rdv_tui.declared_settings import settings_of, variable
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.mail_settings import Smtp
from rdv_tui.settings import Settings, settings_file

_OWN = frozenset({"RDV_STORE", "RDV_AGENT", "RDV_LETTERS", "RDV_COUNTER"})
"""Settings that a session has of its own."""
_SYSTEM = ("HOME", "TZ", "CUPS_SERVER", "SSL_CERT_FILE", "SSL_CERT_DIR")
_SERVER = ("PGPASSFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGPASSWORD")
_SQLITE = "sqlite:///"
_SECRETS = ("RDV_SMTP_PASSWORD",)


def environment_of(environ: Mapping[str, str], store: str) -> dict[str, str]:
    """Return what every session has: the operator's settings, and a terminal's usual words.

    Each works in a folder of its own: paths are whole.
    """
    settings = {
        variable(prefix + name): one
        for record, prefix in ((Settings, ""), (Smtp, "smtp."))
        for name, one in settings_of(record).items()
    }
    kept = {*(settings.keys() - _OWN), *_SYSTEM, *_SERVER, *_SECRETS}
    paths = {name for name, one in settings.items() if one.kind is Path}
    return {
        **{
            name: str(Path(value).expanduser().absolute()) if name in paths and value else value
            for name, value in environ.items()
            if name in kept
        },
        "PATH": environ.get("PATH") or os.defpath,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "XDG_CONFIG_HOME": str(settings_file().parent.parent),
        "RDV_STORE": _from_anywhere(store),
    }


def _from_anywhere(store: str) -> str:
    """Return a store's name such that it does not depend on the folder that one works in."""
    if "://" not in store:
        return str(Path(store).expanduser().absolute())
    if store.startswith(_SQLITE):
        return f"{_SQLITE}{Path(store.removeprefix(_SQLITE)).absolute()}"
    return store


def at_desk(folder: Path, person: str) -> dict[str, str]:
    """Return what the desk of `person` has besides: what it keeps is theirs alone.

    Choices of a printer and of a counter stand there, and which desks of theirs run, so that a
    booking cut short is offered to nobody else.
    """
    name = hashlib.sha256(person.encode()).hexdigest()[:32]
    return {"XDG_STATE_HOME": str(folder / "web" / name), "RDV_LETTERS": browser_fr.DOWNLOADS}
