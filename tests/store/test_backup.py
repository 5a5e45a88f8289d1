"""Backups made while others write, and put back whole: real programs, killed ones too."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.errors import RdvError, StoreError, UsageError
from rdv_tui.services import reading
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import backup, inspection, integrity, restoring
from rdv_tui.store.audit import record
from rdv_tui.store.engine import open_store
from rdv_tui.store.schema import HEAD
from rdv_tui.store.transactions import founding
from tests.engines import sqlite_only
from tests.factories import desk_on
from tests.programs import beside
from tests.store.test_store_file import book

pytestmark = sqlite_only

ROOT = Path(__file__).parents[2]
AT = datetime.fromisoformat("2027-03-01T18:15:02")
WRITER = """
import sys
from rdv_tui.store.audit import record
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
    kept = backup.keep_before_upgrade(path, HEAD)
    assert kept.name.startswith(f"rdv.db.avant-mise-a-jour-{HEAD}-")
    assert inspection.is_store(kept)
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


# -- what takes whose place
def refused(source: Path, target: Path) -> str:
    """Back up in vain; return what is said. What stands at the target stays as it is."""
    before = target.read_bytes()
    with pytest.raises(UsageError) as caught:
        backup.back_up(source, target)
    assert caught.value.code == "not_a_backup"
    assert target.read_bytes() == before
    assert not list(target.parent.glob(".rdv-tui-copie-*"))
    return caught.value.message


def made(file: Path, *, people: int = 0) -> Path:
    """Make a store, closed, in which so many are booked."""
    with open_store(str(file)) as store:
        desk = desk_on(store)
        for rank, start in enumerate(free_starts(desk)[:people]):
            book(desk, start, rank)
    return file


def free_starts(desk: Desk) -> list[datetime]:
    return [slot.start for slot in schedule.free_slots(desk, desk.clock.today(), 60)]


def test_a_backup_in_which_somebody_has_worked_is_not_replaced(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    made(copy, people=2)
    assert "des actes que cette base n'a pas (" in refused(path, copy)
    assert booked(copy) == 2


def test_a_backup_that_was_only_looked_into_is_replaced(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    made(path, people=3)
    backup.back_up(path, copy)
    with open_store(str(copy)) as store:
        desk = desk_on(store)
        reading.note(desk, "list_people", people=11)
        with founding(desk) as unit:
            record(unit, "open_ahead")  # as the desk does by itself on another day
    assert backup.back_up(path, copy) > 0
    assert booked(copy) == 3


def test_a_closed_store_is_not_replaced_however_it_is_written(path: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "autre.db", people=2)
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE").fetchone()
    assert "n'est pas une sauvegarde" in refused(path, other)
    compact = tmp_path / "compact.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("VACUUM INTO ?", (str(compact),))
    assert "n'est pas une sauvegarde" in refused(path, compact)


def test_the_office_s_backup_gives_way_to_no_other_store_s(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "nuit.db"
    made(path, people=3)
    backup.back_up(path, copy)
    sample = tmp_path / "exemple.db"
    sample.write_bytes((ROOT / "data" / "sample.db").read_bytes())
    for other in (sample, made(tmp_path / "neuve.db")):
        assert "des actes que cette base n'a pas (" in refused(other, copy)
    restoring.restore(copy, path, AT)
    assert backup.back_up(path, copy) > 0


def test_what_was_lost_with_an_older_backup_stays_in_the_newer_one(
    path: Path, tmp_path: Path
) -> None:
    monday, tuesday = tmp_path / "1.db", tmp_path / "2.db"
    backup.back_up(path, monday)
    made(path, people=3)
    backup.back_up(path, tuesday)
    restoring.restore(monday, path, AT)
    refused(path, tuesday)
    assert booked(tuesday) == 3


def test_a_link_goes_on_leading_where_it_leads(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "nas"
    elsewhere.mkdir()
    link = tmp_path / "nuit.db"
    link.symlink_to(elsewhere / "nuit.db")
    backup.back_up(path, link)
    made(path, people=1)
    backup.back_up(path, link)
    assert link.is_symlink()
    assert booked(elsewhere / "nuit.db") == 1


def test_what_an_upgrade_finds_upgraded_already_takes_no_copy_s_place(
    path: Path, tmp_path: Path
) -> None:
    kept = backup.keep_before_upgrade(path, HEAD)
    before = kept.read_bytes()
    assert backup.keep_before_upgrade(path, "r0012").exists() is False
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'r0005'")
        raw.commit()
    backup.keep_before_upgrade(path, HEAD)
    assert kept.read_bytes() == before


def test_what_is_in_the_way_of_a_copy_before_an_upgrade_stays(path: Path) -> None:
    """An older backup may have been put back on the day of an upgrade, and is upgraded again."""
    kept = backup.keep_before_upgrade(path, HEAD)
    kept.write_text("Madame, Monsieur,")
    other = backup.keep_before_upgrade(path, HEAD)
    assert other.name == f"{kept.name}-2"
    assert inspection.is_store(other)
    assert kept.read_text() == "Madame, Monsieur,"


def test_links_in_a_circle_are_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to(tmp_path / "rond")
    for target in (tmp_path / "rond", tmp_path / "rond" / "nuit.db"):
        with pytest.raises(UsageError) as caught:
            backup.back_up(path, target)
        assert caught.value.code == "unwritable_file"


# -- where one may not write
def test_a_store_of_others_is_read_at_rest_or_beside_who_has_it_open(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that are being written are none of a copy, and no reason to call a store damaged."""
    made(path, people=2)
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    monkeypatch.setattr(os, "access", lambda where, *_: Path(where) != tmp_path)
    opened = inspection.opened
    uris: list[str] = []

    def noted(uri: str) -> sqlite3.Connection:
        uris.append(uri)
        return opened(uri)

    monkeypatch.setattr(inspection, "opened", noted)
    backup.back_up(path, folder / "nuit.db")
    assert booked(folder / "nuit.db") == 2
    with writer(path, 500) as booking:
        assert booking.stdout
        booking.stdout.readline()
        backup.back_up(path, folder / "soir.db")
        assert booking.poll() is None
    assert booked(folder / "soir.db") >= 3
    assert not [uri for uri in uris if "immutable" in uri]


def test_what_a_killed_program_left_where_one_may_not_write_is_named(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda where, *_: Path(where) != tmp_path)
    monkeypatch.setattr(inspection, "BUSY_MS", 100)
    monkeypatch.setattr(inspection, "_reader", lambda _: None)
    Path(f"{path}-wal").write_bytes(b"")
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    with pytest.raises(StoreError) as caught:
        backup.back_up(path, folder / "nuit.db")
    assert caught.value.code == "store_unreachable"
    assert "rdv.db-wal" in caught.value.message
