"""A short soak (benchmarks/soak.py is the long one): nobody lost, no rule broken, memory flat."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.soak import GROWTH_LIMIT, soak

DESKS, SECONDS = 4, 60.0


def measure(store: Path, _: Mapping[str, str]) -> list[Figure]:
    """Return how much the memory of a desk grew in its second half; lose nobody meanwhile."""
    found = soak(str(store.with_name("soaked.db")), DESKS, SECONDS)
    assert not found["lost"], found["lost"]
    assert not found["problems"], found["problems"]
    detail = f"{found['acts']} acts of {DESKS} desks in {SECONDS:.0f} s, {found['kills']} killed"
    growth = float(str(found["growth"]))
    return [Figure("memory of a desk, second half", growth, GROWTH_LIMIT, "times", detail)]
