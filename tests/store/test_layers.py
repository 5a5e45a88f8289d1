"""Only the store knows its tables: services read what it gives out, and write through it."""

import ast
from pathlib import Path

import pytest

import rdv_tui

SERVICES = sorted(Path(rdv_tui.__file__).parent.joinpath("services").glob("*.py"))


def faults(source: str) -> list[str]:
    """Return what a service does that is the store's to do, by line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("tables"):
            found.append(f"{node.lineno}: imports tables")
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("Stored"):
            found.append(f"{node.lineno}: makes a row")
        if isinstance(node, ast.Attribute) and node.attr == "session":
            found.append(f"{node.lineno}: speaks to the session")
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            found.append(f"{node.lineno}: sets by name")
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            owner = ast.unparse(node.value)
            if owner in {"row", "hold", "proposal", "call", "place", "message", "appointment"}:
                found.append(f"{node.lineno}: writes a column")
    return found


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_a_service_leaves_rows_to_the_store(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from rdv_tui.store.waiting_tables import CallRow",
        "StoredCall(id=1)",
        "unit.session.flush()",
        "setattr(row, 'tries', 1)",
        "row.tries += 1",
        "call.state, call.at = 'closed', now",
    ],
)
def test_what_is_the_store_s_is_seen(source: str) -> None:
    assert faults(source) != []
