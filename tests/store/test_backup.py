"""Backups made while others write, and put back whole: real programs, killed ones too."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.errors import RdvError, StoreError, UsageError
from rdv_tui.store import backup, integrity, restoring
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import desk_on
from tests.programs import beside

pytestmark = sqlite_only

AT = datetime.fromisoformat("2027-03-01T18:15:02")
WRITER = """
import sys
from rdv_tui.store.engine import open_store
from rdv_tui.services.hours import schedule
from tests.factories import desk_on
from tests.store.test_store_file import book
store = open_store(sys.argv[1])
desk = desk_on(store, station="poste:2")
starts = [slot.start for slot in schedule.free_slots(desk, desk.clock.today(), 60)]
for rank, start in enumerate(starts):
    book(desk, start, int(sys.argv[2]) + rank)
    print(rank, flush=True)
sys.stdin.readline()
"""


def writer(path: Path, first: int = 1) -> AbstractContextManager["subprocess.Popen[str]"]:
    """Book one person after the other in a program of its own, killed at the end."""
    return beside(WRITER, str(path), str(first))


def booked(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM appointment").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "rdv.db"
    with open_store(str(file)) as store:
        desk_on(store)
    return file


def test_a_backup_is_one_state_of_a_store_in_use(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    with writer(path) as program:
        assert program.stdout
        program.stdout.readline()
        backup.back_up(path, copy)
        assert program.poll() is None
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert 1 <= booked(copy) <= booked(path)
    with open_store(str(copy)) as store:
        assert integrity.check(store) == []


def test_a_backup_takes_the_place_of_a_backup_alone(path: Path, tmp_path: Path) -> None:
    copy, letter = tmp_path / "nuit.db", tmp_path / "lettre.txt"
    letter.write_text("Madame, Monsieur,")
    backup.back_up(path, copy)
    backup.back_up(path, copy)
    for wrong in (letter, path, tmp_path):
        with pytest.raises(UsageError):
            backup.back_up(path, wrong)
    assert letter.read_text() == "Madame, Monsieur,"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["lettre.txt", "nuit.db", "rdv.db"]


def test_after_a_crash_the_restored_store_is_the_backup(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    before = booked(copy)
    with writer(path) as program:
        assert program.stdout
        for _ in range(6):
            program.stdout.readline()
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        program.stdout.readline()
    assert Path(f"{path}-wal").stat().st_size > 0
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    assert aside.name == "rdv.db.ecarte-2027-03-01-181502"
    assert booked(path) == before == 0
    with open_store(str(path)) as store:
        assert integrity.check(store) == []
        desk_on(store)
    assert booked(aside) >= 7  # the lost evening can still be read, its -wal with it
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_store(str(aside)) as old:
        assert integrity.check(old) == []


def test_nothing_is_put_back_under_an_open_desk(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    with writer(path) as program:
        assert program.stdout
        program.stdout.readline()
        with pytest.raises(StoreError) as caught:
            restoring.restore(copy, path, AT)
        assert (caught.value.code, caught.value.exit_code) == ("store_in_use", 4)
        assert program.stdout.readline()  # it goes on
    assert restoring.restore(copy, path, AT) is not None


def test_nobody_opens_a_store_that_is_being_put_back(path: Path, tmp_path: Path) -> None:
    opened = "import sys; from rdv_tui.store.engine import open_store; open_store(sys.argv[1], 0.2)"
    with restoring._closed_to_all(path):
        code = subprocess.run(
            [sys.executable, "-c", opened, str(path)], check=False, capture_output=True
        ).returncode
    assert code == 1
    assert subprocess.run([sys.executable, "-c", opened, str(path)], check=False).returncode == 0


def damaged_copy(path: Path, folder: Path) -> Path:
    copy = folder / "abimee.db"
    backup.back_up(path, copy)
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
    copy.write_bytes(content)
    return copy


def test_a_damaged_backup_or_none_changes_nothing(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Madame, Monsieur,")
    before = path.read_bytes()
    for wrong in (damaged_copy(path, tmp_path), letter, path, tmp_path / "absent.db", tmp_path):
        with pytest.raises(RdvError):
            restoring.restore(wrong, path, AT)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["abimee.db", "lettre.txt", "rdv.db"]


def test_a_store_damaged_or_lost_is_put_back(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    path.write_bytes(b"\0" * 5000)
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    assert aside.read_bytes() == b"\0" * 5000
    path.unlink()
    assert restoring.restore(copy, path, AT) is None
    with open_store(str(path)) as store:
        assert integrity.check(store) == []


def test_a_backup_on_a_disk_that_lets_nobody_write(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    backup.back_up(path, folder / "nuit.db")
    (folder / "nuit.db").chmod(0o400)
    folder.chmod(0o500)
    try:
        assert restoring.restore(folder / "nuit.db", path, AT) is not None
    finally:
        folder.chmod(0o700)


def test_an_older_store_is_backed_up_before_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    kept = backup.keep_before_upgrade(path, "r0005")
    assert kept.name.startswith("rdv.db.avant-mise-a-jour-r0005-")
    assert backup.is_store(kept)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_two_stores_set_aside_in_one_second(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    first, second = restoring.restore(copy, path, AT), restoring.restore(copy, path, AT)
    assert first != second
    assert first
    assert first.exists()
    assert second
    assert second.exists()
