"""The figures kept in latest.json, their tables in the README and on a page, and what has moved.

latest.json says on what they were measured, but nothing by which a machine could be known.
"""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.report import Figure

ROOT = Path(__file__).resolve().parents[1]
LATEST, README = ROOT / "benchmarks" / "latest.json", ROOT / "README.md"
PAGE = ROOT / "docs" / "figures.md"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- /figures -->"
LIBRARIES = ("rdv-tui", "textual", "sqlalchemy", "sqlmodel", "fpdf2")
MOVED = 0.1
"""By how much of itself a figure may differ between two runs of one revision."""


def as_json(figures: Mapping[str, Sequence[Figure]], day: date) -> dict[str, Any]:
    """Return the figures of each measure, with the machine and the versions they belong to."""
    about = {
        "date": day.isoformat(),
        "machine": {"processors": os.cpu_count(), "system": platform.system()},
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: found for name in LIBRARIES if (found := _version(name))},
        },
    }
    return {
        measure: {**about, "figures": [_as_json(one) for one in all_of_it]}
        for measure, all_of_it in figures.items()
    }


def _as_json(one: Figure) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": round(one.value, 4),
        "limit": one.limit,
        "unit": one.unit,
        "ratio": None if one.ratio is None else round(one.ratio, 4),
        "detail": one.detail,
    }


def keep(measured: Mapping[str, Any]) -> None:
    """Write latest.json, the README's table and the page of all figures.

    Measures that were not made stay in all three.
    """
    kept = {**(read_latest() or {}), **measured}
    LATEST.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _write_between(README, summary(kept))
    _write_between(PAGE, table(kept))


def _write_between(page: Path, written: str) -> None:
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, f"{BEGIN} is missing in {page.name}"
    assert end, f"{END} is missing in {page.name}"
    page.write_text(f"{before}{begin}\n\n{written}\n\n{end}{after}", encoding="utf-8")


def summary(kept: Mapping[str, Any]) -> str:
    """Return a line for each measure, in Markdown: how many figures, and that nearest its limit."""
    lines = ["| measure | within | nearest to its limit | value | limit |", "|---|---|---|---|---|"]
    for name, made in kept.items():
        limited = [one for one in made["figures"] if one["limit"] is not None]
        within = sum(one["value"] <= one["limit"] for one in limited)
        worst = max(limited, key=lambda one: one["ratio"] or float(one["value"] > one["limit"]))
        value, limit = (amount(worst[of], worst["unit"]) for of in ("value", "limit"))
        count = f"{within} of {len(limited)}"
        lines.append(f"| {name} | {count} | {worst['name']} | {value} | {limit} |")
    return "\n".join(lines)


def table(kept: Mapping[str, Any]) -> str:
    """Return every figure as tables in Markdown, each under what it was measured on."""
    lines: list[str] = []
    for name, made in kept.items():
        versions, machine = made["versions"], made["machine"]
        on = f"{machine['processors']} processors, Python {versions['python']}"
        lines += [
            f"## {name}",
            "",
            f"{made['date']}, {on}, SQLite {versions['sqlite']}.",
            "",
            "| figure | value | limit | ratio | |",
            "|---|---|---|---|---|",
            *(_row(one) for one in made["figures"]),
            "",
        ]
    return "\n".join(lines).rstrip()


def _row(one: Mapping[str, Any]) -> str:
    limit = "" if one["limit"] is None else amount(one["limit"], one["unit"])
    ratio = "" if one["ratio"] is None else f"{one['ratio']:.2f}"
    value = amount(one["value"], one["unit"])
    return f"| {one['name']} | {value} | {limit} | {ratio} | {one['detail']} |"


def amount(value: float, unit: str) -> str:
    """Return a value with its unit, in three digits."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()


def read_latest() -> dict[str, Any] | None:
    """Return what was last kept; None when nothing was."""
    if not LATEST.exists():
        return None
    kept: dict[str, Any] = json.loads(LATEST.read_text(encoding="utf-8"))
    return kept


def moved(kept: Mapping[str, Any], figures: Iterable[Figure]) -> list[str]:
    """Return a line for each figure that is another than the one kept, or was not kept."""
    before = {one["name"]: one for made in kept.values() for one in made["figures"]}
    lines = []
    for figure in figures:
        then = before.get(figure.name)
        now = amount(figure.value, figure.unit)
        if then is None:
            lines.append(f"{figure.name:<46} {now:>12}  new")
            continue
        change = figure.value / then["value"] - 1 if then["value"] else float(figure.value != 0)
        if abs(change) > MOVED:
            was = amount(then["value"], then["unit"])
            lines.append(f"{figure.name:<46} {now:>12}  was {was}, {change:+.0%}")
    return lines


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
