"""The program's log: one file that rotates, for whoever runs it, and never about anybody served.

A fault is written by its kind and its place in the program: its message may hold a person's name.
"""

import contextlib
import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Literal

from rdv_tui.terminal import crash

Level = Literal["debug", "info", "warning", "error"]

FILE = "rdv-tui.log"
_BYTES = 1_000_000
_KEPT = 5
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Nameless(logging.Formatter):
    """Writes where a fault was raised, and never with which values."""

    def formatException(self, ei: _Fault) -> str:  # noqa: N802 - the library's name
        fault = ei[1]
        return "\n".join(crash.places(fault)) if fault is not None else ""


class _Private(RotatingFileHandler):
    """A rotating file that only its owner reads."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        Path(self.baseFilename).chmod(0o600)
        return stream


def open_log(folder: Path, level: Level) -> None:
    """Write what the program does into `folder` from now on; without it, nothing is written.

    A second call changes the folder and the level.
    """
    log = logging.getLogger("rdv_tui")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    log.propagate = False
    log.setLevel(level.upper())
    log.addHandler(logging.NullHandler())
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _Private(folder / FILE, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
        file.setFormatter(_Nameless(_FORMAT))
        log.addHandler(file)
