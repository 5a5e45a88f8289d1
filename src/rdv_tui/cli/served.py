"""A session of `serve`, in its own process: python -m rdv_tui.cli.served WORDS… DESCRIPTOR PARENT.

The server started it on a terminal of its own. Who sits before the browser is read from the
descriptor, with the server's secret, and is believed only when the store knows that secret: an
environment or a command line is never asked.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import sys
import termios
from collections.abc import Sequence

from rdv_tui.settings import Voucher

_PR_SET_PDEATHSIG = 1
_MAX_TOLD = 4096


def main(argv: Sequence[str]) -> int:
    """Run the desk, or the kiosk, that ends when the server does; return the exit code."""
    *words, descriptor, parent = argv
    _end_with(int(parent))
    with contextlib.suppress(OSError):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    voucher = _read_voucher(int(descriptor))
    if "kiosk" in words:
        # It begins anew after each visitor, by the words of its line: these.
        os.execv(sys.executable, [sys.executable, "-P", "-m", "rdv_tui", *words])  # noqa: S606
    from rdv_tui.cli.entry import run_line  # noqa: PLC0415  (the parent is looked at first)

    return run_line(words, voucher)


def _end_with(parent: int) -> None:
    """Have the system end this process, and what takes its place, when the server is no more."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(0)


def _read_voucher(descriptor: int) -> Voucher:
    """Return who sits there; nobody where nothing is told, as in a demonstration."""
    with os.fdopen(descriptor, "rb") as pipe:
        told = json.loads(pipe.read(_MAX_TOLD) or b"{}")
    return Voucher(told.get("login", ""), told.get("secret", ""))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
