"""From command to the first usable screen, in pairs with a bare Textual program."""

import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.terminal import Program

PAIRS, WARM_UPS = 15, 2
LIMIT = 1.6


def measure(store: Path, env: Mapping[str, str]) -> list[Figure]:
    """Return the median of the ratios desk / hello, pair by pair, on an existing `store`."""
    desk = [str(Path(sys.executable).with_name("rdv-tui")), "--store", str(store)]
    hello = [sys.executable, str(Path(__file__).with_name("hello.py"))]
    pairs = []
    for turn in range(PAIRS + WARM_UPS):
        with Program(desk, env) as program:
            ours = program.until("Code postal")
        with Program(hello, env) as program:
            theirs = program.until("hello")
        if turn >= WARM_UPS:
            pairs.append((ours, theirs))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours_ms, theirs_ms = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    detail = f"{ours_ms:.0f} ms against {theirs_ms:.0f} ms, {PAIRS} pairs"
    return [Figure("command to first usable screen, over hello", ratio, LIMIT, "times", detail)]
