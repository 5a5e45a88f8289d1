"""What the system refuses is said in French, whatever it says itself."""

import ast
import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import rdv_tui
from rdv_tui.locales.system_errors import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "plus de place"),
        (errno.EISDIR, "c'est un dossier"),
        (errno.EACCES, "refusé"),
        (errno.EROFS, "lecture seule"),
        (errno.ECONNREFUSED, "rien n'y répond"),
    ],
)
def test_usual_numbers_have_their_words(number: int, words: str) -> None:
    assert words in reason(OSError(number, os.strerror(number)))


def test_an_unusual_number_is_named_and_its_english_is_not() -> None:
    assert reason(OSError(errno.ENOTTY, "Not a typewriter")) == f"erreur {errno.ENOTTY} du système"


def test_an_error_without_a_number_says_no_english_either() -> None:
    assert reason(OSError("telephone the operator")) == "erreur du système"
    assert reason(TimeoutError("timed out")) == "pas de réponse à temps"
    assert "machine" in reason(socket.gaierror(socket.EAI_NONAME, "Name or service not known"))


ROOT = Path(rdv_tui.__file__).parent
OWN_WORDS = {
    "catalogue/faults.py",  # msgspec's, taken apart
    "settings.py",  # tomllib's place
    "store/driver_errors.py",  # SQLite's name of a constraint
    "store/server_errors.py",  # a server's, told apart and quoted
}
"""Where an error's own text is read, and is not put into a sentence."""


def told_as_it_is(file: Path) -> Iterator[int]:
    """Return the lines of `file` that take an error's own text: `str(error)`, `error.strerror`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "strerror":
            if not (isinstance(node.value, ast.Name) and node.value.id == "os"):
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            (first, *_) = [*node.args, None]
            if node.func.id == "str" and isinstance(first, ast.Name) and first.id == "error":
                yield node.lineno


def test_no_error_tells_itself_in_its_own_language() -> None:
    told = {
        str(file.relative_to(ROOT)): list(told_as_it_is(file))
        for file in sorted(ROOT.rglob("*.py"))
    }
    assert {name: lines for name, lines in told.items() if lines and name not in OWN_WORDS} == {}
