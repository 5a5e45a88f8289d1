"""Every French string that people read: of the locales and of the catalogue, with its place."""

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import rdv_tui
from rdv_tui.locales.kiosk.words import Words

ROOT = Path(next(iter(rdv_tui.__path__)))
FOREIGN = {
    "letter_italian.py",
    "letter_documents.py",
    "letter_languages.py",
    "letter_latin.py",
    "mail_languages.py",
    *(f"{language}.py" for language in ("arabic", "english", "portuguese", "spanish", "turkish")),
}


def sentences() -> Iterator[tuple[str, str]]:
    """Yield each string that has a space, with the file and line, or the path in the JSON."""
    for file in sorted((ROOT / "locales").rglob("*.py")):
        if file.name not in FOREIGN and file.name != "spacing.py":
            yield from _of_python(file)
    yield from _of_json("situations", json.loads((ROOT / "catalogue/situations.json").read_text()))


def said_at_the_kiosk(words: Words) -> list[str]:
    """Return every sentence that the kiosk has for people in one language."""
    found: list[str] = []
    for name in Words.__slots__:
        value = getattr(words, name)
        if name not in {"code", "locale"}:
            values = value.values() if isinstance(value, Mapping) else value
            found += [value] if isinstance(value, str) else list(values)
    return found


def _of_python(file: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(file.read_text())
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            text = node.value
            if isinstance(text, str) and " " in text:
                yield f"{file.name}:{node.lineno}", text


def _of_json(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _of_json(f"{path}.{name}", one)
    elif isinstance(value, list):
        for rank, one in enumerate(value):
            yield from _of_json(f"{path}[{rank}]", one)
    elif isinstance(value, str) and " " in value:
        yield path, value
