"""The fast path: most often nobody wants a command, but the desk, and wants it now.

A line of global options alone opens the desk without the commands' parser, which takes as long to
load as the first screen to paint. Every other line is the parser's business.
"""

import gc
import os
import sys
from collections.abc import Mapping, Sequence

from rdv_tui.cli.options import open_the_desk, read_options
from rdv_tui.cli.results import use_utf8, write_error
from rdv_tui.errors import RdvError
from rdv_tui.terminal import crash

_VALUED = ("--store", "--now")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    values = desk_options(words)
    if values is not None:
        # Nothing is garbage while the program loads; the desk collects when nobody types.
        gc.disable()
        return _desk(values)
    from rdv_tui.cli.entry import run_line  # noqa: PLC0415  (brings the commands' parser)

    return run_line(words)


def desk_options(words: Sequence[str]) -> dict[str, str] | None:
    """Return the values of global options of the desk, None where `words` are anything else.

    The last one counts, as everywhere on the line.
    """
    rest, values = list(words), dict[str, str]()
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name in _VALUED and equals:
            values[name] = value
        elif name in _VALUED and rest and not rest[0].startswith("-"):
            values[name] = rest.pop(0)
        elif name == "--demo" and not equals:
            values[name] = ""
        else:
            return None
    return values


def _desk(values: Mapping[str, str]) -> int:
    use_utf8()
    try:
        store, now = values.get("--store"), values.get("--now", os.environ.get("RDV_NOW"))
        return open_the_desk(read_options(store, now, demo="--demo" in values))
    except Exception as fault:  # noqa: BLE001  (nobody is shown a traceback)
        error = fault if isinstance(fault, RdvError) else crash.as_error(fault)
        write_error(error, as_json=False)
        return error.exit_code
