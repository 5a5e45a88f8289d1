"""Where the service listens: at the socket that systemd hands over, or at one of its own."""

import os
import socket
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from rdv_tui.locales import system_errors
from rdv_tui.locales.kiosk import broker as broker_fr

FIRST = 3
"""The first descriptor that systemd hands over."""
MODE = 0o660
_BACKLOG = 64


def listen(path: Path | None, environ: Mapping[str, str]) -> socket.socket:
    """Return a listening socket; `path` None means systemd's. Raises UsageError `wrong_usage`."""
    if path is not None:
        return _own(path)
    handed = environ.get("LISTEN_FDS") == "1" and environ.get("LISTEN_PID") == str(os.getpid())
    if not handed or not _is_socket(FIRST):
        raise broker_fr.no_socket()
    os.set_inheritable(FIRST, False)
    return socket.socket(fileno=FIRST)


def _own(path: Path) -> socket.socket:
    """Make a socket that only this account and its group reach, in place of a dead one."""
    if len(os.fsencode(path)) > 100:  # the system's own limit is 107
        raise broker_fr.bad_socket(str(path), "chemin trop long")
    if _is_there(path):
        if _answers(path):
            raise broker_fr.bad_socket(str(path), "un service y écoute déjà")
        path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    former = os.umask(0o777 & ~MODE)
    try:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        made.bind(str(path))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise broker_fr.bad_socket(str(path), system_errors.reason(error)) from error
    finally:
        os.umask(former)
    return made


def forget(path: Path | None) -> None:
    """Remove the socket that `listen` made."""
    if path is not None:
        with suppress(OSError):
            path.unlink()


def _is_there(path: Path) -> bool:
    try:
        return stat.S_ISSOCK(path.lstat().st_mode)
    except OSError:
        return False


def _is_socket(number: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(1.0)
        try:
            asking.connect(str(path))
        except OSError:
            return False
    return True
