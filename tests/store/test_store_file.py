"""The store's files under an open desk: lost, replaced, torn; and who may read them."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import MONDAY, desk_on, person

pytestmark = sqlite_only

REPLACING = {
    "deleted": lambda path: path.unlink(),
    "moved away": lambda path: path.rename(path.with_name("ailleurs.db")),
    "replaced by a copy": lambda path: (
        shutil.copyfile(path, path.with_name("copie.db")),
        path.with_name("copie.db").replace(path),
    ),
    "its folder moved away": lambda path: path.parent.rename(path.parent.with_name("parti")),
    "its -wal removed": lambda path: Path(f"{path}-wal").unlink(),
    "its -shm removed": lambda path: Path(f"{path}-shm").unlink(),
}
WRITER = """
import sys
from pathlib import Path
from rdv_tui.store.engine import open_store
from tests.factories import desk_on
from tests.store.test_store_file import book
from rdv_tui.errors import StoreError
from rdv_tui.services.hours import schedule
store = open_store(sys.argv[1])
desk = desk_on(store, station="poste:2")
start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
book(desk, start, 8400000001)
print("ready", flush=True)
sys.stdin.readline()
try:
    book(desk, start, 8400000002)
except StoreError as error:
    print(error.code, flush=True)
store.close()
"""


def book(desk: Desk, start: datetime, number: int) -> Appointment:
    return booking.book_at(desk, start, person(number), channel=Channel.DESK)


@pytest.mark.parametrize("how", REPLACING.values(), ids=list(REPLACING))
def test_nothing_is_written_into_a_store_that_is_lost(
    how: Callable[[Path], object], tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    path = folder / "rdv.db"
    with open_store(str(path)) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, MONDAY, 1)[0].start
        book(desk, start, 8400000001)
        how(path)
        with pytest.raises(StoreError) as caught:
            book(desk, start, 8400000002)
        assert (caught.value.code, caught.value.exit_code) == ("store_moved", 4)
        assert "rien n'est enregistré" in caught.value.message
        assert schedule.next_free(desk, MONDAY, 1)  # what was there can still be read


@pytest.mark.parametrize("gone", [("-wal", "-shm"), ("-shm",)], ids=["both", "-shm"])
def test_ending_does_not_undo_what_others_wrote_since(
    gone: tuple[str, ...], tmp_path: Path
) -> None:
    """The last connection to close would copy its lost -wal over what was written since."""
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout
    assert writer.stdout.readline() == "ready\n"
    for suffix in gone:
        Path(f"{path}{suffix}").unlink()
    with open_store(str(path)) as store:
        desk = desk_on(store, station="poste:3")
        start = schedule.next_free(desk, MONDAY, 1)[0].start
        reference = book(desk, start, 8400000009).reference
    out, _ = writer.communicate("\n", timeout=30)
    assert (writer.returncode, out) == (0, "store_moved\n")
    with open_store(str(path)) as store:
        assert integrity.check(store) == []
    with closing(sqlite3.connect(path)) as raw:
        kept = raw.execute("SELECT status FROM appointment WHERE reference = ?", (reference,))
        assert kept.fetchall() == [("booked",)]


def test_a_torn_store_is_not_opened_again_by_the_same_program(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    store = open_store(str(path))
    desk_on(store)
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink()
    store.close()
    with pytest.raises(StoreError) as caught:
        open_store(str(path))
    assert caught.value.code == "store_moved"
    again = "import sys; from rdv_tui.store.engine import open_store; open_store(sys.argv[1])"
    assert subprocess.run([sys.executable, "-c", again, str(path)], check=False).returncode == 0


def test_a_store_put_back_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, MONDAY, 1)[0].start
        path.rename(tmp_path / "ailleurs.db")
        with pytest.raises(StoreError):
            book(desk, start, 8400000001)
        (tmp_path / "ailleurs.db").rename(path)
        assert book(desk, start, 8400000001).start == start


def test_a_store_over_which_an_older_copy_was_put_takes_no_more(tmp_path: Path) -> None:
    path, copy = tmp_path / "rdv.db", tmp_path / "copie.db"
    with open_store(str(path)) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, MONDAY, 1)[0].start
        book(desk, start, 8400000001)
    shutil.copyfile(path, copy)
    with open_store(str(path)) as store, open_store(str(path)) as other:
        desk, idle = desk_on(store), desk_on(other, station="poste:2")
        book(desk, start, 8400000002)
        assert store.scrub(compact=False)  # what is in the -wal would still stand
        shutil.copyfile(copy, path)
        book(idle, schedule.next_free(idle, MONDAY, 1)[0].start, 8400000003)  # as many acts again
        with pytest.raises(StoreError) as caught:
            book(desk, schedule.next_free(desk, MONDAY, 1)[0].start, 8400000004)
        assert (caught.value.code, caught.value.exit_code) == ("store_moved", 4)
        assert "revenue en arrière" in caught.value.message
    with open_store(str(path)) as store:
        desk = desk_on(store)
        book(desk, schedule.next_free(desk, MONDAY, 1)[0].start, 8400000005)
        assert integrity.check(store) == []


def test_a_program_of_before_stops_writing_once_the_store_is_of_a_newer_version(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, MONDAY, 1)[0].start
        with closing(sqlite3.connect(path)) as newer, newer:
            newer.execute("ALTER TABLE waiting ADD COLUMN wished TEXT")
        assert (
            book(desk, start, 8400000001).start == start
        )  # another schema of the same version: an index, say
        with closing(sqlite3.connect(path)) as newer, newer:
            newer.execute("ALTER TABLE place ADD COLUMN floor TEXT")
            newer.execute("UPDATE alembic_version SET version_num = 'r9999'")
        with pytest.raises(StoreError) as caught:
            book(desk, start, 8400000002)
    assert caught.value.code == "store_too_new"


def test_a_store_that_is_not_there_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "not-mounted" / "rdv.db"
    with pytest.raises(StoreError) as caught:
        open_store(str(path), make=False)
    assert (caught.value.code, caught.value.exit_code) == ("store_missing", 4)
    assert not path.parent.exists()


@pytest.mark.parametrize("target", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_store_in_memory_is_none(target: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(target)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("folder_mode", "expected"), [(0o755, 0o600), (0o2775, 0o660), (0o700, 0o600)]
)
def test_a_new_store_is_private(folder_mode: int, expected: int, tmp_path: Path) -> None:
    folder = tmp_path / "common"
    folder.mkdir()
    folder.chmod(folder_mode)
    before = os.umask(0o022)
    try:
        with open_store(str(folder / "rdv.db")) as store:
            desk_on(store)
            found = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    finally:
        os.umask(before)
    assert found == dict.fromkeys(("rdv.db", "rdv.db-wal", "rdv.db-shm"), expected)


@pytest.mark.parametrize(
    ("was", "becomes"), [(0o644, 0o600), (0o666, 0o660), (0o664, 0o660), (0o660, 0o660)]
)
def test_a_store_of_before_is_made_private(was: int, becomes: int, tmp_path: Path) -> None:
    """A group that shares it already goes on sharing it; nobody else reads it any more."""
    path = tmp_path / "rdv.db"
    open_store(str(path)).close()
    path.chmod(was)
    with open_store(str(path)) as store:
        desk_on(store)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {becomes}
