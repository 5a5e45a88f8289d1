"""A backup put back while others come, and however it is ended: nothing mixed, nothing lost."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.errors import RdvError, StoreError
from rdv_tui.store import backup, inspection, integrity, restoring, training
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import desk_on, small_office
from tests.programs import beside
from tests.store.test_backup import AT, WRITER, booked, writer

pytestmark = sqlite_only

PATIENCE_S = 60
IDLE = """
import sys
from rdv_tui.store.engine import open_store
with open_store(sys.argv[1], make=False):
    print("open", flush=True)
    sys.stdin.readline()
"""
RESTORE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from rdv_tui.store import restoring
left = int(sys.argv[3])
def killed_after(act):
    def acting(*args, **options):
        global left
        done = act(*args, **options)
        if "rdv.db" in f"{args}" or "copie.db" in f"{args}":
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
        return done
    return acting
os.link = killed_after(os.link)
restoring._settle = killed_after(restoring._settle)
for name in ("unlink", "rename", "replace"):
    setattr(Path, name, killed_after(getattr(Path, name)))
if sys.argv[4] == "no links":
    def refuse(*_):
        raise OSError(1, "refused")
    os.link = refuse
restoring.restore(Path(sys.argv[2]), Path(sys.argv[1]), datetime(2027, 3, 1, 18, 15, 2))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "rdv.db"
    with open_store(str(file)) as store:
        desk_on(store)
    return file


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """A backup without anybody."""
    backup.back_up(path, tmp_path / "nuit.db")
    return tmp_path / "nuit.db"


def crash(path: Path) -> int:
    """Leave a store as a crash does, with people in its -wal alone; return how many it has."""
    with writer(path) as booking:
        assert booking.stdout
        for _ in range(4):
            booking.stdout.readline()
    assert Path(f"{path}-wal").stat().st_size > 0
    kept = path.with_name("lu.db")
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{kept}{suffix}")
    there = booked(kept)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{kept}{suffix}").unlink(missing_ok=True)
    assert there >= 4
    return there


def has_opened(process: int, file: Path) -> bool:
    """Say whether a program has a descriptor of `file`."""
    for one in Path(f"/proc/{process}/fd").iterdir():
        try:
            if one.samefile(file):
                return True
        except OSError:
            continue
    return False


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_who_waits_as_a_backup_is_put_back_goes_on_with_it(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = restoring._exchange
    crash(path)

    def exchanged_while_somebody_waits(part: Path, store: Path, at: datetime) -> Path | None:
        waiting.append(running.enter_context(beside(WRITER, str(path), "500")))
        until(lambda: has_opened(waiting[0].pid, path))
        return exchange(part, store, at)

    waiting: list[subprocess.Popen[str]] = []
    monkeypatch.setattr(restoring, "_exchange", exchanged_while_somebody_waits)
    with ExitStack() as running:
        restoring.restore(copy, path, AT)
        assert waiting[0].stdout
        assert waiting[0].stdout.readline() == "0\n"  # booked
        assert booked(path) >= 1
    with open_store(str(path), make=False) as store:
        assert integrity.check(store) == []


def test_a_restored_store_is_guarded_like_any_other(path: Path, copy: Path) -> None:
    restoring.restore(copy, path, AT)
    assert path.read_bytes()[18:20] == b"\x02\x02"
    with beside(IDLE, str(path)) as idle:
        assert idle.stdout
        assert idle.stdout.readline() == "open\n"
        with pytest.raises(StoreError) as caught:
            restoring.restore(copy, path, AT)
    assert caught.value.code == "store_in_use"


def test_a_backup_copied_by_hand_becomes_a_store_like_any_other(path: Path, copy: Path) -> None:
    shutil.copyfile(copy, path)
    with open_store(str(path), make=False, upgrade=False):
        assert path.read_bytes()[18:20] == b"\x02\x02"


@pytest.mark.parametrize("links", ["links", "no links"])
def test_however_it_is_ended_the_old_store_is_whole_or_seen_to_be_gone(
    links: str, tmp_path: Path
) -> None:
    path = tmp_path / "rdv.db"
    with open_store(str(path)) as store:
        desk_on(store)
    copy = tmp_path / "nuit.db"
    backup.back_up(path, copy)
    lost = crash(path)
    outcomes = set()
    for step in range(20):
        folder = tmp_path / f"{step}"
        folder.mkdir()
        for suffix in ("", "-wal", "-shm"):
            shutil.copyfile(f"{path}{suffix}", folder / f"rdv.db{suffix}")
        here = folder / "rdv.db"
        done = subprocess.run(
            [sys.executable, "-c", RESTORE, str(here), str(copy), str(step), links],
            check=False,
            capture_output=True,
        )
        outcomes.add(_what_stands_at(here, lost))
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        restoring.restore(copy, here, AT)
        assert booked(here) == 0
        asides = list(folder.glob("rdv.db.ecarte-*[0-9]"))
        assert max(map(booked, asides)) == lost
        assert here.stat().st_nlink == 1
    else:
        pytest.fail("never ended by itself")
    assert outcomes == {"old", "new", "gone"}


def test_all_of_the_store_is_renamed_or_nothing(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash(path)
    path.unlink()  # what is left must stay where it can be found
    Path(f"{path}-journal").write_bytes(b"x")
    before = {one.name: one.read_bytes() for one in path.parent.glob("rdv.db*")}
    rename = Path.rename

    def refused(file: Path, to: Path) -> Path:
        if str(file).endswith("-journal"):
            raise PermissionError(errno.EPERM, "refused")
        return rename(file, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(RdvError) as caught:
        restoring.restore(copy, path, AT)
    assert caught.value.code == "unwritable_file"
    assert {one.name: one.read_bytes() for one in path.parent.glob("rdv.db*")} == before


def test_a_store_that_is_kept_busy_is_not_called_damaged(path: Path, tmp_path: Path) -> None:
    with restoring._closed_to_all(path):
        code = "import sys; from pathlib import Path; from rdv_tui.store import backup\n"
        code += "try: backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        code += "except Exception as error: print(error.code)"
        with beside(code, str(path), str(tmp_path / "nuit.db")) as backing_up:
            assert backing_up.stdout
            assert backing_up.stdout.readline() == "store_busy\n"


def _what_stands_at(path: Path, lost: int) -> str:
    try:
        with open_store(str(path), make=False) as store:
            assert integrity.check(store) == []
    except StoreError as error:
        assert error.code == "store_missing"  # noqa: PT017 - one of two good ends
        return "gone"
    return {lost: "old", 0: "new"}[booked(path)]


def test_a_store_moved_away_under_a_desk_is_not_put_back(path: Path, copy: Path) -> None:
    with beside(IDLE, str(path)) as idle:
        assert idle.stdout
        idle.stdout.readline()
        path.rename(path.with_name("ailleurs.db"))
        with pytest.raises(StoreError) as caught:
            restoring.restore(copy, path, AT)
        assert caught.value.code == "store_in_use"
        assert Path(f"{path}-wal").exists()


def test_what_was_left_beside_a_store_that_went_is_kept_and_told(path: Path, copy: Path) -> None:
    crash(path)
    path.unlink()
    with pytest.raises(StoreError) as caught:
        open_store(str(path))  # a new one would take the -wal away
    assert caught.value.code == "store_missing"
    aside = restoring.restore(copy, path, AT)
    assert aside is not None
    assert Path(f"{aside}-wal").stat().st_size > 0
    assert booked(path) == 0


def test_a_store_reached_by_a_link_is_one_store(tmp_path: Path, copy: Path, path: Path) -> None:
    link = tmp_path / "ailleurs" / "lien.db"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_store(str(link), make=False) as store:
        Path(f"{path}-wal").unlink()
        with pytest.raises(StoreError), store.write():
            pass
    assert [one.name for one in link.parent.iterdir()] == ["lien.db"]


@pytest.mark.parametrize("content", [b"", b"\n"])
def test_an_empty_file_is_no_store_to_anybody(content: bytes, path: Path, copy: Path) -> None:
    good = copy.read_bytes()
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_store(str(path), make=False)
    assert caught.value.code == "store_damaged"
    with pytest.raises(RdvError):
        backup.back_up(path, copy)
    assert (path.read_bytes(), copy.read_bytes()) == (content, good)
    assert restoring.restore(copy, path, AT) is not None


def test_a_store_emptied_under_a_desk_is_noticed(path: Path) -> None:
    with open_store(str(path)) as store:
        os.truncate(path, 0)
        with pytest.raises(StoreError) as caught:
            store.require_same()
        assert caught.value.code == "store_damaged"


def test_from_a_disk_that_turned_read_only_all_is_backed_up(
    path: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = crash(path)
    Path(f"{path}-shm").unlink()
    disk = {one.name: one.read_bytes() for one in tmp_path.glob("rdv.db*")}
    monkeypatch.setattr(os, "access", lambda folder, *_: Path(folder) != tmp_path)
    monkeypatch.setattr(inspection, "is_read_only_disk", lambda folder: folder == tmp_path)
    kept = tmp_path / "ailleurs" / "nuit.db"
    kept.parent.mkdir()
    backup.back_up(path, kept)
    assert booked(kept) == there
    assert {one.name: one.read_bytes() for one in tmp_path.glob("rdv.db*")} == disk


def test_a_backup_takes_no_store_s_place(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.db"
    with open_store(str(other)) as store:
        desk_on(store)
    crash(other)
    left = tmp_path / "reste.db"
    backup.back_up(path, left)
    Path(f"{left}-wal").write_bytes(b"x")
    before = other.read_bytes()
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    for target in (other, left, Path(f"{path}-wal"), Path(f"{path}-journal"), pipe):
        with pytest.raises(RdvError) as caught:
            backup.back_up(path, target)
        assert caught.value.code == "not_a_backup"
    assert other.read_bytes() == before
    with pytest.raises(RdvError):
        restoring.restore(pipe, path, AT)


def test_a_backup_that_somebody_looked_into_is_replaced_by_the_next(path: Path, copy: Path) -> None:
    with open_store(str(copy), make=False):
        pass
    assert backup.back_up(path, copy) > 0
    with beside(IDLE, str(copy)) as looking:
        assert looking.stdout
        looking.stdout.readline()
        with pytest.raises(RdvError):
            backup.back_up(path, copy)
    restoring.restore(copy, path, AT)
    found = inspection.facts_of(path)
    assert found is not None
    assert not found.is_backup


def altered(copy: Path, statement: str) -> Path:
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute(statement)
        raw.commit()
    return copy


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE alembic_version SET version_num = 'r9999'", "store_too_new"),
        (f"PRAGMA application_id = {training.SAMPLE_MARK}", "not_a_backup"),
        (f"PRAGMA application_id = {training.TRAINING_MARK}", "not_a_backup"),
    ],
)
def test_what_is_no_backup_of_this_store_is_not_put_back(
    statement: str, code: str, path: Path, copy: Path
) -> None:
    with pytest.raises(RdvError) as caught:
        restoring.restore(altered(copy, statement), path, AT)
    assert caught.value.code == code
    assert not list(path.parent.glob("*.ecarte-*"))


def test_the_store_of_another_office_is_not_put_back(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.db"
    with open_store(str(other)) as store:
        desk_on(store, office=small_office(code="lozere"))
    with pytest.raises(RdvError) as caught:
        restoring.restore(other, path, AT)
    assert caught.value.code == "not_a_backup"
    assert "lozere" in caught.value.message
