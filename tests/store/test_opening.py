"""Opening a store: made on first run, or refused with a sentence that says what to do."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import holds
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.factories import desk_on

OPEN = "import sys; from rdv_tui.store.engine import open_store; open_store(sys.argv[1]).close()"
PLACES_ROOT = "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'place'"
"""A page that opening a store does not read, and the check does."""


def refusal(target: Path | str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(str(target), limit_s=0.2)
    error = caught.value
    assert error.exit_code == 4
    assert error.message.endswith(".")
    assert error.hint
    return error


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Act as somebody whom file permissions stop; they do not stop root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_first_run_makes_folders_and_file(tmp_path: Path) -> None:
    path = tmp_path / "données" / "de l'office 100 %" / "rdv.db"
    with open_store(str(path)) as store:
        assert integrity.check(store) == []
    assert path.read_bytes().startswith(b"SQLite format 3\0")


def test_sqlite_url_opens_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    with open_store(f"sqlite:///{path}") as store, store.read() as session:
        assert session.connection().execute(text("SELECT count(*) FROM place")).scalar() == 160


def test_connections_are_durable_and_strict(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "rdv.db")) as store, store.read() as session:
        connection = session.connection()
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


AT_ONCE = """
import pathlib, sys
from rdv_tui.store.engine import open_store
from rdv_tui.store import migrating
print("ready", flush=True)
while not pathlib.Path(sys.argv[2]).exists(): pass
open_store(sys.argv[1], 60).close()
"""


def test_programs_that_open_a_new_store_at_once_all_succeed(tmp_path: Path) -> None:
    path, gate = tmp_path / "rdv.db", tmp_path / "gate"
    with ExitStack() as running:
        programs = [
            running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", AT_ONCE, str(path), str(gate)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
            )
            for _ in range(8)
        ]
        for program in programs:
            assert program.stdout
            assert program.stdout.readline() == b"ready\n"
        gate.touch()
        answers = [program.communicate(timeout=120)[1] for program in programs]
    assert [(p.returncode, a) for p, a in zip(programs, answers, strict=True)] == [(0, b"")] * 8
    with open_store(str(path)) as store:
        assert integrity.check(store) == []


@pytest.mark.parametrize("module", ["alembic", "sqlalchemy.dialects.postgresql"])
def test_opening_a_file_again_loads_neither_the_migrations_nor_the_other_engine(
    tmp_path: Path, module: str
) -> None:
    path = tmp_path / "rdv.db"
    open_store(str(path)).close()
    script = OPEN + f"; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 0


def test_store_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    open_store(str(path)).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'r9999'")
    raw.close()
    assert refusal(path).code == "store_too_new"


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_text("Madame, Monsieur,\n" * 200, encoding="utf-8")
    before = path.read_bytes()
    assert refusal(path).code == "store_damaged"
    assert path.read_bytes() == before


def test_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "autre.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recette (nom TEXT)")
    raw.close()
    before = path.read_bytes()
    assert refusal(path).code == "not_a_store"
    assert path.read_bytes() == before


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "not_a_store"


def test_damaged_header(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    open_store(str(path)).close()
    with path.open("r+b") as file:
        file.write(b"\0" * 100)
    assert refusal(path).code == "store_damaged"


def test_damaged_page_is_found_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    with closing(sqlite3.connect(path)) as raw:
        root, page = raw.execute(PLACES_ROOT).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * page : (root - 1) * page + 40] = b"\xff" * 40
    path.write_bytes(content)
    with open_store(str(path)) as store:
        try:
            problems = integrity.check(store)
        except StoreError as error:
            problems = [error.code]
    assert problems
    assert problems == ["store_damaged"] or all("endommagé" in line for line in problems)


def test_read_only_folder(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    with as_ordinary_user():
        assert refusal(shared_folder / "rdv.db").code == "store_read_only"
        assert refusal(shared_folder / "dessous" / "rdv.db").code == "store_read_only"


def test_read_only_file(shared_folder: Path) -> None:
    path = shared_folder / "rdv.db"
    open_store(str(path)).close()
    path.chmod(0o444)
    with as_ordinary_user():
        assert refusal(path).code == "store_read_only"


def test_store_that_turns_read_only_says_so_when_written(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    with open_store(str(path)) as store:
        with store.read() as session:
            session.connection().execute(text("PRAGMA query_only = ON"))
        desk = desk_on(store)
        with pytest.raises(StoreError) as caught:
            holds.hold(desk, schedule.next_free(desk, desk.clock.local())[0].start, BookingDraft())
    assert caught.value.code == "store_read_only"


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///file:{path}?mode=ro&uri=true",
        "sqlite:///file:{path}?mode=memory&uri=true",
        "sqlite:///{path}?vfs=unix-none",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_that_would_keep_or_guard_nothing(address: str, tmp_path: Path) -> None:
    assert refusal(address.format(path=tmp_path / "rdv.db")).code == "store_unreachable"
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made() -> None:
    assert refusal("/proc/rdv/rdv.db").code in {"store_read_only", "store_unreachable"}


def test_address_that_means_nothing() -> None:
    assert refusal("postgresql+inconnu://serveur/base").code == "driver_missing"
    assert refusal("://").code == "store_unreachable"


def test_password_is_never_shown() -> None:
    error = refusal("postgresql+inconnu://agent:secret@serveur/base")
    assert "secret" not in error.message + error.hint
