"""Whatever is changed by hand in the audit is found, and what was erased by right is not missed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rdv_tui.store import audit_check, integrity
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.programs import sample_copy

pytestmark = sqlite_only

TAMPERINGS = {
    "an agent changed": "UPDATE audit SET agent = 'autre' WHERE id = 100",
    "an instant changed": "UPDATE audit SET at = '2026-01-05 09:00:00' WHERE id = 7",
    "what was changed": "UPDATE audit SET after = replace(after, 'booked', 'held') WHERE id = 50",
    "a reference taken away": "UPDATE audit SET reference = NULL WHERE id = 60",
    "who allowed it": "UPDATE audit SET authorised_by = 'chef' WHERE id = 60",
    "bytes for text": "UPDATE audit SET agent = x'ff' WHERE id = 60",
    "a line removed": "DELETE FROM audit_person WHERE id = 80; DELETE FROM audit WHERE id = 80",
    "a line removed, the others renumbered": (
        "DELETE FROM audit_person WHERE id >= 2500; DELETE FROM audit WHERE id = 2500;"
        " UPDATE audit SET id = id - 1 WHERE id > 2500"
    ),
    "two lines exchanged": (
        "UPDATE audit SET id = -1 WHERE id = 2501; UPDATE audit SET id = 2501 WHERE id = 2502;"
        " UPDATE audit SET id = 2502 WHERE id = -1"
    ),
    "a line added": (
        "INSERT INTO audit (office, id, at, agent, station, action, chain) SELECT office,"
        " max(id) + 1, at, agent, station, 'cancel', chain FROM audit"
    ),
    "what is told of a person": (
        "UPDATE audit_person SET content = replace(content, 'a', 'e') WHERE id ="
        " (SELECT max(id) FROM audit_person)"
    ),
    "what was told of a person, taken away": "DELETE FROM audit_person WHERE id = 90",
    "a digest": "UPDATE audit SET chain = '0' || substr(chain, 2) WHERE id = 1000",
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=list(TAMPERINGS))
def test_a_change_by_hand_is_found(statements: str, tmp_path: Path) -> None:
    file = sample_copy(tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(f"PRAGMA foreign_keys = OFF; {statements};")
        raw.commit()
        assert raw.total_changes
    with open_store(str(file)) as store:
        with store.read() as session:
            found = audit_check.verify(session.connection(), "vaucluse")
        assert found.problems
        assert integrity.check(store)


def test_any_byte_of_any_column_counts(tmp_path: Path) -> None:
    file = sample_copy(tmp_path)
    columns = ("at", "agent", "station", "action", "reference", "before", "after", "personal")
    with closing(sqlite3.connect(file)) as raw:
        for rank, column in enumerate((*columns, "chain"), 1):
            raw.execute(
                f"UPDATE audit SET {column} = substr({column}, 1, length({column}) - 1) || char("
                f"unicode(substr({column}, -1)) + 1) WHERE id = (SELECT min(id) FROM audit WHERE"
                f" length({column}) > 0 AND id > {rank * 200})"
            )
        raw.commit()
        touched = raw.total_changes
    with open_store(str(file)) as store, store.read() as session:
        found = audit_check.verify(session.connection(), "vaucluse")
    assert touched == len(columns) + 1
    assert len(found.broken) >= touched


def test_a_chain_that_nobody_touched_holds(tmp_path: Path) -> None:
    with open_store(str(sample_copy(tmp_path))) as store, store.read() as session:
        found = audit_check.verify(session.connection(), "vaucluse")
    assert found.problems == []
    assert found.lines > 2000
