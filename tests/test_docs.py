"""The documentation says what the program does, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.document import DOCS, PARTS, documented

from rdv_tui.locales.commands import REOPEN

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(?<![\w/.-])(?:src|tests|docs|tools|data)/[\w./-]*\w/?")
ROOMS = "cli|domain|catalogue|store|services|documents|outputs|screens|widgets|locales"
IN_A_ROOM = re.compile(rf"(?<![\w/.-])(?:{ROOMS})/[\w./-]*\w/?")
"""A path as the pages about the house write it, from the package on."""
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.mark.parametrize("page", PARTS)
def test_what_the_program_declares_is_documented(page: str) -> None:
    assert documented(page) == (DOCS / page).read_text(encoding="utf-8"), "run make docs"


def anchor(heading: str) -> str:
    """Return the name under which a heading is reached."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


def dead_ends(page: Path) -> Iterator[str]:
    """Return what `page` names and nobody finds: relative links, and paths of this tree."""
    text = page.read_text(encoding="utf-8")
    for link in LINK.findall(text):
        if "://" in link:
            continue
        path, _, part = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists():
            yield link
        elif part:
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            if part not in {anchor(heading) for heading in headings}:
                yield link
    yield from (path for path in PATH.findall(text) if not (ROOT / path).exists())
    package = ROOT / "src" / "rdv_tui"
    yield from (path for path in IN_A_ROOM.findall(text) if not (package / path).exists())


def test_there_are_pages_and_they_name_things() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md"} <= {page.name for page in PAGES}
    assert len(LINK.findall(text)) > 50
    assert len(PATH.findall(text)) > 50


KEY = re.compile(r"(?:Ctrl|Maj)\+[A-Z]\d*\b")
TERMINAL_KEYS = {"Ctrl+C", "Ctrl+V", "Ctrl+W", "Ctrl+Z", "Maj+F2"}
"""What the terminal, the browser or the kiosk's own layer does with them."""


def test_keys_that_the_manuals_name_are_keys_of_the_desk() -> None:
    known = (DOCS / "keys.md").read_text(encoding="utf-8")
    for page in (ROOT / "README.md", *DOCS.glob("*.md")):
        for key in set(KEY.findall(page.read_text(encoding="utf-8"))) - TERMINAL_KEYS:
            name = key.lower().replace("maj+", "shift+")
            assert f"`{name}`" in known, f"{page.name}: {key}"


def test_the_key_that_opens_the_store_again_is_the_one_told() -> None:
    page = (DOCS / "operating.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| the ") and "then Maj+" in row]
    assert len(rows) == 2
    assert all(f"(`{REOPEN.keys.partition(',')[0]}`)" in row for row in rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_path_leads_somewhere(page: Path) -> None:
    assert list(dead_ends(page)) == []


def test_a_dead_end_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "[a](gone.md) [b](#none) [c](page.md) `src/rdv_tui/gone.py` `src/rdv_tui/app.py`"
    )
    assert list(dead_ends(page)) == ["gone.md", "#none", "src/rdv_tui/gone.py"]


def test_each_thing_that_a_kiosk_must_withstand_has_a_test() -> None:
    page = (DOCS / "kiosk.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == [*range(1, 17), 23, 24]
    for _, what, tests in rows:
        files = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert files, what
        assert tests == ", ".join(f"`{file}`" for file in files)
        assert [file for file in files if not (ROOT / file).is_file()] == []
