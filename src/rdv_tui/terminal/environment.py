"""What a shell exports is not believed over the terminal itself; for before Textual loads."""

from collections.abc import MutableMapping

ESCAPE_MS = "50"
"""How long the key Escape waits for the rest of a sequence: a slow line may part the two."""
PAINTS_PER_SECOND = "250"
"""How often the screen may change: at Textual's usual 60 a key waits up to 17 ms for its paint."""
_SIZES = ("COLUMNS", "LINES")
_HARMLESS = frozenset({"TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM"})


def prepare(environ: MutableMapping[str, str]) -> None:
    """Drop a size that is not the terminal's, and Textual's switches for programmers.

    The latter write keys and texts to files, press keys, load another driver or connect outwards.
    """
    for name in list(environ):
        switch = name == "TEXTUAL" or name.startswith("TEXTUAL_")
        if name in _SIZES or (switch and name not in _HARMLESS):
            del environ[name]
    environ.setdefault("TEXTUAL_FPS", PAINTS_PER_SECOND)
    environ.setdefault("ESCDELAY", ESCAPE_MS)
    # Sizes come from the system alone: one that is typed could be any.
    environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
