"""The global options, read and checked; and the desk itself, when no command was given."""

import os
import sys

from rdv_tui.cli.arguments import Reading
from rdv_tui.cli.session import Options
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as say
from rdv_tui.settings import load_settings

ESCAPE_MS = "50"
"""How long the key Escape waits for the rest of a sequence: a slow line may part the two."""
PAINTS_PER_SECOND = "250"
"""How often the screen may change: at Textual's usual 60 a key waits up to 17 ms for its paint."""


def read_options(
    store: str | None, now: str | None, *, demo: bool, as_json: bool = False
) -> Options:
    """Return the global options. Raises UsageError `wrong_usage` for what cannot be meant."""
    reading = Reading()
    moment = reading.moment("--now", now or None)
    reading.refuse_wrong()
    if store is not None and not store.strip():
        raise UsageError("wrong_usage", say.STORE_EMPTY, say.SEE_HELP)
    if store and demo:
        raise UsageError("wrong_usage", say.STORE_AND_DEMO, say.SEE_HELP)
    return Options(as_json, store, demo, moment)


def open_the_desk(options: Options) -> int:
    """Open the desk on this terminal until the agent quits; return the exit code."""
    if options.as_json:
        raise UsageError("wrong_usage", say.NOT_FOR_DESK, say.SEE_HELP)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("wrong_usage", say.NO_TERMINAL, say.SEE_HELP)
    os.environ.setdefault("TEXTUAL_FPS", PAINTS_PER_SECOND)
    os.environ.setdefault("ESCDELAY", ESCAPE_MS)
    from rdv_tui import catalogue  # noqa: PLC0415  (the lines that open no desk need no data)
    from rdv_tui.launch import run  # noqa: PLC0415  (brings Textual)

    settings = load_settings(os.environ)
    catalogue.override_situations(settings.situations)
    return run(settings, store_target=options.store, now=options.now, demo=options.demo)
