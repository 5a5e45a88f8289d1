"""The log says what an operator needs, and nobody's name."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rdv_tui import logs
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import Refusal
from rdv_tui.services import background
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.terminal import crash
from tests.factories import StillClock, person

NAME, NUMBER, EMAIL = "Wężowska", "8400000042", "wezowska@example.org"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in which the log is written during the test."""
    log = logging.getLogger("rdv_tui")
    before = log.propagate, log.level
    logs.open_log(tmp_path / "state", "debug")
    yield tmp_path / "state"
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    log.propagate, log.level = before


def refuse(fault: Exception) -> None:
    """Raise `fault` from a place of its own."""
    raise fault


def text(folder: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file())


def test_a_fault_is_told_by_its_place_and_never_by_its_values(folder: Path) -> None:
    log = logging.getLogger("rdv_tui.services.background")
    try:
        try:
            refuse(ValueError(NAME, NUMBER))
        except ValueError as cause:
            raise Refusal("already_booked", f"{NAME} {EMAIL}") from cause
    except Refusal:
        log.exception("a round ended early")
    written = text(folder)
    assert "a round ended early" in written
    assert "Refusal" in written
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert not [one for one in (NAME, NUMBER, EMAIL) if one in written]


def test_a_day_s_log_and_reports_name_nobody(
    folder: Path, desk: Desk, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = schedule.next_free(desk, clock.local(), 1)[0].start
    who = person(42, family_name=NAME, foreign_resident_number=NUMBER, email=EMAIL)
    made = booking.book_at(desk, start, who, channel=Channel.DESK)
    changes.correct(desk, made.reference, who)
    worker = background.BackgroundWorker(desk, None, every_s=0.0, first_s=0.0)

    def fail(*_: object) -> None:
        worker._ending.set()
        raise RuntimeError(NAME, NUMBER, EMAIL)

    monkeypatch.setattr(holds, "end_expired", fail)
    worker._run()
    try:
        refuse(KeyError(f"{NAME} {NUMBER}"))
    except KeyError as fault:
        crash.write_report(fault, folder / "crashes")
    written = text(folder)
    assert "a round of the sender ended early" in written
    assert "KeyError" in written
    assert not [one for one in (NAME, NUMBER, EMAIL) if one in written]


def test_the_file_is_private_and_rotates(folder: Path) -> None:
    log = logging.getLogger("rdv_tui.test")
    for _ in range(30_000):
        log.info("%s", "x" * 200)
    files = sorted(file.name for file in folder.iterdir())
    assert files == [logs.FILE, *(f"{logs.FILE}.{rank}" for rank in range(1, 6))]
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())
    assert all(file.stat().st_size <= 1_100_000 for file in folder.iterdir())


LEVELS: list[tuple[logs.Level, int]] = [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)]


@pytest.mark.parametrize(("level", "lines"), LEVELS)
def test_the_level_is_chosen(level: logs.Level, lines: int, folder: Path) -> None:
    logs.open_log(folder, level)
    log = logging.getLogger("rdv_tui.test")
    for write in (log.debug, log.info, log.warning, log.error):
        write("a line")
    assert text(folder).count("a line") == lines


def test_a_folder_that_cannot_be_written_stops_nobody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = folder / "file"
    blocked.write_text("", encoding="utf-8")
    logs.open_log(blocked / "state", "info")
    logging.getLogger("rdv_tui.test").error("unseen")
    assert capsys.readouterr() == ("", "")
