"""Measure everything on a copy of the sample store, and print one line a figure.

    python -m benchmarks [--keep | --compare] [MEASURE…]

`--keep` writes latest.json and the README's table, where measures that are not made now stay as
they are; `--compare` says what moved against latest.json, which is not touched.
"""

import argparse
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    bookings,
    country,
    day,
    desks,
    find,
    keys,
    lead_times,
    letter,
    live,
    on_server,
    reading,
    results,
    rivals,
    soaked,
    startup,
)
from benchmarks.report import Figure

MEASURES = {
    "startup": startup.measure,
    "keys": keys.measure,
    "lead-times": lead_times.measure,
    "letter": letter.measure,
    "find": find.measure,
    "reading": reading.measure,
    "bookings": bookings.measure,
    "bookings-postgresql": on_server.measure,
    "rivals": rivals.measure,
    "desks": desks.measure,
    "country": country.measure,
    "live": live.measure,
    "day": day.measure,
    "soak": soaked.measure,
}
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Left out of the environment: an installed program is compiled once, not at each start."""
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample.db"


def main() -> int:
    """Run every benchmark named on the line, or all; exit 1 when a figure is over its limit."""
    options = _read_line()
    kept = results.read_latest() if options.compare else None
    if options.compare and kept is None:
        print(f"Nothing to compare with: {results.LATEST.name} is not there yet.")
        return 2
    figures = {name: _run(name) for name in MEASURES if name in (options.measures or MEASURES)}
    if options.keep:
        results.keep(results.as_json(figures, datetime.now(UTC).date()))
    all_of_them = [figure for some in figures.values() for figure in some]
    if kept is not None:
        print("\n".join(["", *(results.moved(kept, all_of_them) or ["Nothing moved."])]))
    return 1 if any(figure.is_over for figure in all_of_them) else 0


def _read_line() -> argparse.Namespace:
    reading = argparse.ArgumentParser(prog="python -m benchmarks")
    reading.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    ways = reading.add_mutually_exclusive_group()
    ways.add_argument("--keep", action="store_true", help="write latest.json and the README")
    ways.add_argument("--compare", action="store_true", help="say what moved")
    options = reading.parse_args()
    unknown = sorted(set(options.measures) - set(MEASURES))
    if unknown:
        reading.error(f"no such measure: {', '.join(unknown)}")
    return options


def _run(name: str) -> list[Figure]:
    with TemporaryDirectory(prefix="rdv-tui-bench-") as folder:
        store = Path(folder) / "store.db"
        shutil.copyfile(SAMPLE, store)
        homes = {f"XDG_{kind}_HOME": folder for kind in ("DATA", "STATE", "CONFIG", "CACHE")}
        given = {
            **{name: os.environ[name] for name in os.environ if name != NO_BYTECODE},
            **homes,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "RDV_AGENT": "superviseur",
            "RDV_PASSWORD": "demonstration",
        }
        figures = MEASURES[name](store, given)
    for figure in figures:
        print(figure.line(), flush=True)
    return figures


if __name__ == "__main__":
    raise SystemExit(main())
