"""What a backup that is put back takes the place of, whose it is then, where there is no room."""

import errno
import os
import shutil
import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales.office import backups as backup_fr
from rdv_tui.store import backup, connect, inspection, restoring
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import desk_on
from tests.store.test_backup import AT, booked, made
from tests.store.test_restoring import crash
from tests.store.test_store_file import book

pytestmark = sqlite_only

SAMPLE = Path(__file__).parents[2] / "data" / "sample.db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "rdv.db")


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """A backup without anybody."""
    backup.back_up(path, tmp_path / "nuit.db")
    return tmp_path / "nuit.db"


@pytest.mark.parametrize("what", ["damaged", "gone"])
def test_a_sample_takes_no_office_s_place(what: str, path: Path, tmp_path: Path) -> None:
    sample = Path(shutil.copyfile(SAMPLE, tmp_path / "exemple.db"))
    path.write_bytes(b"\0" * 5000) if what == "damaged" else path.unlink()
    with pytest.raises(RdvError) as caught:
        restoring.restore(sample, path, AT)
    assert caught.value.code == "not_a_backup"
    assert "base d'exemple" in caught.value.message
    assert path.exists() is (what == "damaged")


def test_a_store_that_was_made_meanwhile_is_kept(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    take_after = restoring._take_after

    def made_meanwhile(store: Path, part: Path) -> None:
        take_after(store, part)
        with open_store(str(store)) as opened:
            book(desk_on(opened), datetime(2026, 12, 1, 9), 1)

    monkeypatch.setattr(restoring, "_take_after", made_meanwhile)
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    assert (booked(aside), booked(path)) == (1, 0)
    with pytest.raises(FileExistsError):  # at the last instant
        restoring._place(copy, aside)
    assert booked(aside) == 1


def test_a_question_makes_no_file_where_a_store_is_being_exchanged(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two names there is nothing: who opens the store then waits for the new one."""
    place, refused = restoring._place, []

    def opened_in_between(part: Path, store: Path) -> None:
        for make in (True, False):
            try:
                open_store(str(store), 0.2, make=make)
            except StoreError as error:
                refused.append(error.code)
        assert not store.exists()
        place(part, store)

    monkeypatch.setattr(restoring, "_place", opened_in_between)
    aside = restoring.restore(copy, path, AT)
    assert refused == ["store_missing", "store_missing"]
    assert aside is not None
    monkeypatch.setattr(restoring, "_place", place)
    looked_at = connect._look_at

    def exchanged_after_a_look(file: Path, *, make: bool) -> None:
        looked_at(file, make=make)
        monkeypatch.setattr(connect, "_look_at", looked_at)
        path.rename(aside.with_name("rdv.db.ecarte-2027-03-02-181502"))
        threading.Timer(0.1, lambda: shutil.copyfile(copy, path)).start()

    monkeypatch.setattr(connect, "_look_at", exchanged_after_a_look)
    open_store(str(path), make=False).close()


def test_who_takes_the_name_meanwhile_keeps_it_and_the_old_store_is_named(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = restoring._place

    def taken(part: Path, store: Path) -> None:
        store.write_bytes(b"")
        place(part, store)

    monkeypatch.setattr(restoring, "_place", taken)
    with pytest.raises(StoreError) as caught:
        restoring.restore(copy, path, AT)
    assert caught.value.code == "store_in_use"
    (aside,) = path.parent.glob("*.ecarte-*")
    assert str(aside) in caught.value.message


def test_what_an_emptied_store_left_is_not_deleted(path: Path, copy: Path) -> None:
    """SQLite deletes the -wal of an empty file, and a whole evening may stand in it."""
    crash(path)
    os.truncate(path, 0)
    left = Path(f"{path}-wal").read_bytes()
    for make in (True, False):
        with pytest.raises(StoreError) as caught:
            open_store(str(path), make=make)
        assert caught.value.code == "store_damaged"
    with pytest.raises(StoreError):
        backup.back_up(path, copy.with_name("autre.db"))
    assert Path(f"{path}-wal").read_bytes() == left
    aside = restoring.restore(copy, path, AT)
    assert Path(f"{aside}-wal").read_bytes() == left


def test_a_store_whose_desk_was_just_killed_is_not_parted_from_its_wal(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = restoring._settle

    def settled_then_worked_in(store: Path) -> bool:
        settled = settle(store)
        crash(store)
        return settled

    monkeypatch.setattr(restoring, "_settle", settled_then_worked_in)
    with pytest.raises(StoreError) as caught:
        restoring.restore(copy, path, AT)
    assert caught.value.code == "store_in_use"
    monkeypatch.setattr(restoring, "_settle", settle)
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    assert booked(aside) >= 4


def test_nothing_but_a_file_is_replaced(copy: Path, tmp_path: Path) -> None:
    pipe, folder = tmp_path / "tube", tmp_path / "dossier"
    os.mkfifo(pipe)
    folder.mkdir()
    for odd in (pipe, folder):
        with pytest.raises(StoreError) as caught:
            restoring.restore(copy, odd, AT)
        assert caught.value.code == "not_a_store"
    assert pipe.is_fifo()
    with pytest.raises(RdvError) as gone:
        restoring.restore(copy, tmp_path / "ailleurs" / "rdv.db", AT)
    assert (gone.value.code, gone.value.hint) == ("unwritable_file", backup_fr.MAKE_FOLDER)


def test_a_store_of_a_group_is_given_to_no_other(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o660)

    def not_given(file: Path, like: os.stat_result) -> None:
        del file, like

    monkeypatch.setattr(backup, "give", not_given)
    real = os.stat(path)  # noqa: PTH116
    changed = os.stat_result((*real[:5], real.st_gid + 1, *real[6:]))
    stat_of = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda file, **more: changed if file == path else stat_of(file, **more)
    )
    with pytest.raises(RdvError) as caught:
        restoring._take_after(path, copy)
    assert caught.value.hint == backup_fr.AS_ITS_OWNER


def test_a_store_that_went_is_not_made_anew_beside_what_is_kept_of_it(
    path: Path, copy: Path
) -> None:
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    path.unlink()
    for make in (True, False):
        with pytest.raises(StoreError) as caught:
            open_store(str(path), make=make)
        assert caught.value.code == "store_missing"
        assert aside.name in caught.value.message
    aside.rename(path)
    open_store(str(path), make=False).close()


@pytest.mark.skipif(os.geteuid() != 0, reason="gives files away")
def test_the_store_goes_on_belonging_to_whom_it_belonged(path: Path, copy: Path) -> None:
    os.chown(path, 1234, 2345)
    path.chmod(0o660)
    restoring.restore(copy, path, AT)
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (1234, 2345, 0o660)
    path.unlink()
    for aside in path.parent.glob("*.ecarte-*"):
        aside.unlink()
    os.chown(path.parent, 3456, 4567)
    restoring.restore(copy, path, AT)
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (3456, 4567, 0o600)
    for whose, then in ((3456, 3456), (1234, 0)):  # of who has the store, and of nobody else
        os.chown(copy, whose, 2345)
        backup.back_up(path, copy)
        found = copy.stat()
        assert (found.st_uid, found.st_mode & 0o777) == (then, 0o600)


def test_a_store_that_may_not_be_renamed_keeps_its_one_name(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder of the sticky kind only its owner may rename it."""
    there = crash(path)

    def refuse(*_: object) -> Path:
        raise PermissionError(errno.EPERM, "refused")

    with monkeypatch.context() as sticky:
        sticky.setattr(Path, "rename", refuse)
        with pytest.raises(RdvError) as caught:
            restoring.restore(copy, path, AT)
    assert (caught.value.code, caught.value.hint) == ("unwritable_file", backup_fr.MAKE_ROOM)
    assert path.stat().st_nlink == 1
    assert not list(path.parent.glob("*.ecarte-*"))
    assert booked(path) == there


def test_a_full_disk_is_not_called_a_damaged_backup(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(uri: str) -> sqlite3.Connection:
        if "/copie.db?" in uri:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error
        return opened(uri)

    opened = inspection.opened
    monkeypatch.setattr(inspection, "opened", full)
    with pytest.raises(RdvError) as caught:
        restoring.restore(copy, path, AT)
    assert caught.value.code == "unwritable_file"
    assert "disque" in caught.value.message
    with pytest.raises(RdvError) as caught:
        backup.back_up(path, copy)
    assert caught.value.code == "unwritable_file"


def test_what_another_founds_just_now_is_no_remains(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two looks a file, and what SQLite puts beside it, may come to be there."""
    new = path.with_name("neuf.db")
    with open_store(str(new)):
        assert Path(f"{new}-wal").exists()
        looks = iter([False])  # the first look came before
        exists = Path.exists
        with monkeypatch.context() as before:
            before.setattr(
                Path, "exists", lambda file: next(looks, True) if file == new else exists(file)
            )
            connect._look_at(new, make=True)
    new.write_bytes(b"")
    Path(f"{new}-journal").write_bytes(b"x")  # as while its first page is written
    connect._look_at(new, make=True)
