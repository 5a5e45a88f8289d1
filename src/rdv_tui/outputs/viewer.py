"""Open a document in the program that this machine has for it, where there is a display."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TIME_LIMIT_S = 5.0


def open_document(path: Path) -> bool:
    """Show a file; return whether a program took it: none does on a plain terminal."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606  (a file of ours, no command)
        except OSError:
            return False
        return True
    program = _program()
    if program is None:
        return False
    try:
        # The program's own words must not fall into the middle of the desk.
        shown = subprocess.Popen(  # noqa: S603  (a list of arguments, no shell)
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return shown.wait(TIME_LIMIT_S) == 0
    except subprocess.TimeoutExpired:
        return True  # it is the viewer itself, and stays open


def _program() -> str | None:
    """Return the opener's path, None where there is no display or no opener."""
    if sys.platform == "darwin":
        return shutil.which("open")
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return shutil.which("xdg-open")
    return None
