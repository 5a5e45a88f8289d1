"""What stays of a fault that nobody foresaw: where in the program, and never with which values.

A message or a local variable may hold a person's name or number, so neither is written anywhere.
"""

import contextlib
import errno
import logging
import os
import platform
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rdv_tui import __version__
from rdv_tui.errors import RdvError
from rdv_tui.locales import terminal as terminal_fr

_LOG = logging.getLogger(__name__)
# What no log takes, Python would write to whoever reads what the program answers.
logging.getLogger("rdv_tui").addHandler(logging.NullHandler())

CODE, EXIT_CODE = "internal_error", 1
KEPT = 20
"""How many reports are kept, the newest."""
_PACKAGES = ("site-packages", "lib", "src")
"""Folders after which a path says nothing of whose machine this is."""


def as_error(fault: BaseException) -> RdvError:
    """Write the report of `fault`, and return what the person is to be told of it."""
    try:
        path = write_report(fault)
    except OSError:
        return RdvError(CODE, terminal_fr.BROKEN, terminal_fr.NO_REPORT)
    _LOG.error("a fault that nobody foresaw: %s", path.name)
    return RdvError(CODE, terminal_fr.BROKEN, terminal_fr.report_in(str(path)))


def note(fault: BaseException) -> None:
    """Write the report of a fault that the program survives, if that can be."""
    with contextlib.suppress(OSError):
        write_report(fault)


def write_report(fault: BaseException, folder: Path | None = None) -> Path:
    """Write a private file that says where `fault` was raised; return its path. Raises OSError."""
    if folder is None:
        from rdv_tui.settings import state_folder  # noqa: PLC0415  (a fault may come before it)

        folder = state_folder() / "crashes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}.txt"
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(fault, now))
    _drop_old(folder)
    return path


def _lines(fault: BaseException, now: datetime) -> Iterator[str]:
    yield f"rdv-tui {__version__}, Python {platform.python_version()}, {platform.system()}"
    yield f"{now:%Y-%m-%dT%H:%M:%SZ}"
    yield from places(fault)


def places(fault: BaseException) -> Iterator[str]:
    """Yield the kind of `fault`, of what caused it, and where in the program each was raised."""
    seen: set[int] = set()
    link: BaseException | None = fault
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield ""
        yield _kind(link)
        for frame in traceback.extract_tb(link.__traceback__, limit=-100):
            yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
        link = link.__cause__ or link.__context__


def _kind(fault: BaseException) -> str:
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")
    number = fault.errno if isinstance(fault, OSError) else None
    return f"{kind} {errno.errorcode.get(number, '')}".rstrip() if number else kind


def _place(filename: str) -> str:
    parts = Path(filename).parts
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] in _PACKAGES:
            return "/".join(parts[index + 1 :])
    return parts[-1] if parts else "?"


def _drop_old(folder: Path) -> None:
    for path in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()
