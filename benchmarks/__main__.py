"""Measure everything on a copy of the sample store, and print one line a figure."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import day, find, keys, lead_times, letter, live, startup
from benchmarks.report import Figure

MEASURES = (
    ("startup", startup.measure),
    ("keys", keys.measure),
    ("lead-times", lead_times.measure),
    ("letter", letter.measure),
    ("find", find.measure),
    ("live", live.measure),
    ("day", day.measure),
)
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Left out of the environment: an installed program is compiled once, not at each start."""
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample.db"


def main() -> int:
    """Run every benchmark named on the line, or all; exit 1 when a figure is over its limit."""
    wanted = set(sys.argv[1:])
    figures: list[Figure] = []
    for name, measure in MEASURES:
        if wanted and name not in wanted:
            continue
        with TemporaryDirectory(prefix="rdv-tui-bench-") as folder:
            store = Path(folder) / "store.db"
            shutil.copyfile(SAMPLE, store)
            homes = {f"XDG_{kind}_HOME": folder for kind in ("DATA", "STATE", "CONFIG", "CACHE")}
            terminal = {
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "RDV_AGENT": "superviseur",
                "RDV_PASSWORD": "demonstration",
            }
            given = {name: os.environ[name] for name in os.environ if name != NO_BYTECODE}
            for figure in measure(store, {**given, **homes, **terminal}):
                print(figure.line(), flush=True)
                figures.append(figure)
    return 1 if any(figure.ratio > 1 for figure in figures) else 0


if __name__ == "__main__":
    raise SystemExit(main())
