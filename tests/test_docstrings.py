"""What a docstring names is there: code that was renamed takes its words along."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rdv_tui

SRC = Path(rdv_tui.__file__).parent
NAMED = re.compile(r"`([A-Za-z_][A-Za-z_0-9]*)`")
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
NAMING = ("id", "attr", "arg", "name", "asname")
OF_OTHERS = frozenset({"WatchdogSec"})  # systemd's
BUILT = re.compile(r"RDV_SMTP_\w+")  # declared by their prefix


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py")}


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def known() -> set[str]:
    """Return every name and every word of a string that is no docstring."""
    found: set[str] = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            found.update(str(getattr(node, field, "")) for field in NAMING)
        for text in texts(tree):
            if "`" not in str(text.value):
                found.update(WORD.findall(str(text.value)))
    return found


def test_each_name_in_a_docstring_is_a_name_of_the_code() -> None:
    there = known() | OF_OTHERS
    named = [
        (f"{path.relative_to(SRC)}:{text.lineno}", name)
        for path, tree in trees().items()
        for text in texts(tree)
        for name in NAMED.findall(str(text.value))
    ]
    assert len(named) > 1000
    assert [one for one in named if one[1] not in there and not BUILT.fullmatch(one[1])] == []
