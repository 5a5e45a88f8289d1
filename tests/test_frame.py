"""The project's frame: locked, without addresses, and told the same everywhere."""

import re
import tomllib
from pathlib import Path

import pytest

from rdv_tui import __version__

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(r"^([a-z0-9._-]+)(\[[a-z,]+\])?==([^ \\;]+)", re.MULTILINE)


def name_of(requirement: str) -> str:
    """Return the normal form of a requirement's project name."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def pins(lock: Path) -> dict[str, str]:
    return {found[1]: found[3] for found in PINNED.finditer(lock.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_hold_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in block, block


def test_locks_hold_all_that_the_project_asks_for() -> None:
    base = pins(ROOT / "requirements" / "base.txt")
    dev = pins(ROOT / "requirements" / "dev.txt")
    assert {name_of(line) for line in PROJECT["dependencies"]} <= set(base)
    assert {name_of(line) for line in PROJECT["optional-dependencies"]["dev"]} <= set(dev)
    assert "setuptools" in base
    assert base.items() <= dev.items()


def test_one_version() -> None:
    assert PROJECT["version"] == __version__


def test_the_licence_is_the_one_declared() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "EUPL-1.2"
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert "Compatible Licences" in text


def test_what_people_are_told_to_run_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "check", "bench", "lock", "sample", "release"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    ci = ROOT / ".ci" / "run"
    assert ci.stat().st_mode & 0o111
    assert ci.read_text(encoding="utf-8").rstrip().endswith("make check")


def test_nothing_is_over_four_hundred_lines() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    long = [file for file in files if len(file.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []
