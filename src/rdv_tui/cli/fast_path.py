"""The fast path: most often nobody wants a command, but the desk, and wants it now.

A line of global options alone opens the desk without the commands' parser, which takes as long to
load as the first screen to paint. Every other line is the parser's business.
"""

import gc
import os
import sys
from collections.abc import Sequence

from rdv_tui.cli.options import open_the_desk, read_options
from rdv_tui.cli.results import use_utf8, write_error
from rdv_tui.errors import RdvError
from rdv_tui.terminal import crash

_VALUED = ("--store", "--now")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if is_desk(words):
        # Nothing is garbage while the program loads; the desk collects when nobody types.
        gc.disable()
        return _desk(words)
    from rdv_tui.cli.entry import run_line  # noqa: PLC0415  (brings the commands' parser)

    return run_line(words)


def is_desk(words: Sequence[str]) -> bool:
    """Say whether `words` are global options of the desk and nothing else."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _VALUED and rest and not rest[0].startswith("-"):
            rest.pop(0)
        elif word != "--demo" and not word.startswith(tuple(f"{name}=" for name in _VALUED)):
            return False
    return True


def _desk(words: Sequence[str]) -> int:
    use_utf8()
    values = _values(words)
    try:
        store, now = values.get("--store"), values.get("--now", os.environ.get("RDV_NOW"))
        return open_the_desk(read_options(store, now, demo="--demo" in words))
    except Exception as fault:  # noqa: BLE001  (nobody is shown a traceback)
        error = fault if isinstance(fault, RdvError) else crash.as_error(fault)
        write_error(error, as_json=False)
        return error.exit_code


def _values(words: Sequence[str]) -> dict[str, str]:
    """Return the options' values; the last one counts, as everywhere on the line."""
    values: dict[str, str] = {}
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in _VALUED:
            values[name] = value if equals else words[index + 1]
    return values
