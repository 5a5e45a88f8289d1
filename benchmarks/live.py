"""From an act at one desk to its paint on another desk's day, both in real pseudo-terminals."""

import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.keys import NOW
from benchmarks.report import Figure
from benchmarks.terminal import Program

TURNS = 15
LIMIT_MS = 1000
F5 = "\x1b[15~"
SETTLED_S = 0.3
AWAITED = "Hüseyin"  # a person of the sample who has not come yet
ACTS = (("a", "notée", "◔"), ("z", "effacée", "○"))
"""Key of an act, what says that it is done, and the sign that the other desk then paints."""


def measure(store: Path, env: Mapping[str, str]) -> list[Figure]:
    """Return the longest time from the key of an arrival, or of its undoing, to the other desk."""
    desk = [str(Path(sys.executable).with_name("rdv-tui")), "--store", str(store), "--now", NOW]
    with Program(desk, env) as acting, Program(desk, env) as looking:
        for program in (acting, looking):
            program.until("Code postal")
            program.quiet(1.5)
            program.press(F5)
            program.until("venir")
        for keys in ("/", AWAITED, "\r"):
            acting.press(keys)
            acting.quiet(SETTLED_S)
        took = list(_acts(acting, looking))
    detail = f"longest of {len(took)}, median {statistics.median(took):.0f} ms"
    return [Figure("act to another desk's day", max(took), LIMIT_MS, "ms", detail)]


def _acts(acting: Program, looking: Program) -> Iterator[float]:
    for _ in range(TURNS):
        for key, done, sign in ACTS:
            looking.quiet(SETTLED_S)
            acting.press(key)
            looking.press("")  # forgets what was painted before
            yield looking.until(sign) * 1000
            acting.until(done)
            acting.quiet(SETTLED_S)
