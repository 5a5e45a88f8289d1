"""Power cuts, closed windows and quitting: what becomes of a booking under way."""

import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.locales.delivery.papers import SPECIMENS
from tests.desk.conftest import Open
from tests.desk.terminal import LIMIT_S
from tests.desk.test_booking import NUMBER, to_step_four, to_step_two


def held(store: Path) -> list[tuple[str, str]]:
    """Return the reference and agent of every live hold of the desks under test."""
    with sqlite3.connect(store) as connection:
        query = "SELECT reference, held_by FROM appointment WHERE status='held'"
        return connection.execute(query).fetchall()


def test_a_booking_cut_by_a_kill_is_taken_up_again_and_finished(
    open_desk: Open, store: Path
) -> None:
    first = open_desk()
    to_step_four(first)
    first.fill("Nguyễn", "Thị Ánh", "3/7/85")
    first.until_shown("3 juillet 1985")
    first.until(lambda _: _kept(store, "3/7/85"), "the draft kept in the store")

    second = open_desk()
    second.until_shown("Situation", "Code postal", "✓ en ordre")
    assert "^r" not in second.screen, "a booking of a running desk is offered"

    first.signal(signal.SIGKILL)
    assert first.ended() == -signal.SIGKILL

    third = open_desk()
    third.until_shown("Demande interrompue : NGUYỄN Thị Ánh", "^r")
    third.press("ctrl+r")
    third.until_shown("Nguyễn", "Thị Ánh", "3 juillet 1985", NUMBER, "84000", "Avignon")
    third.fill("viet")
    third.press("f10")
    third.until_shown("Entrée réserve ce rendez-vous", "NGUYỄN Thị Ánh")
    third.press("enter")
    third.until_shown("Rendez-vous enregistré")
    assert held(store) == []


def _kept(store: Path, text: str) -> bool:
    with sqlite3.connect(store) as connection:
        query = "SELECT 1 FROM appointment WHERE status='held' AND draft LIKE ?"
        return connection.execute(query, (f"%{text}%",)).fetchone() is not None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_desk_and_leaves_the_booking_to_the_next_start(
    open_desk: Open, store: Path, number: signal.Signals
) -> None:
    desk = open_desk()
    to_step_two(desk)
    desk.press("enter")
    desk.until_shown("Contrôles automatiques")
    ((reference, _),) = held(store)
    assert not desk.is_as_found
    desk.signal(number)
    assert desk.ended() == 128 + number
    assert desk.is_as_found
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = open_desk()
    again.until_shown("Demande interrompue", "^r")
    again.press("ctrl+r")
    again.until_shown("Contrôles automatiques")
    assert held(store) == [(reference, "superviseur")]


def test_quitting_with_a_place_held_asks_and_gives_it_back(open_desk: Open, store: Path) -> None:
    desk = open_desk()
    to_step_two(desk)
    desk.press("enter")
    desk.until_shown("Contrôles automatiques")
    desk.press("ctrl+q")
    desk.until_shown("Quitter le guichet ?")
    desk.press("n")
    desk.until(lambda screen: "Quitter le guichet ?" not in screen, "the step again")
    assert len(held(store)) == 1
    desk.press("ctrl+q")
    desk.until_shown("Quitter le guichet ?")
    desk.press("o")
    assert desk.ended() == 0
    assert held(store) == []


@pytest.mark.parametrize("enters", ["\r", "\r\r"])
def test_quitting_in_the_same_breath_as_booking_loses_no_letter(
    open_desk: Open, store: Path, tmp_path: Path, enters: str
) -> None:
    desk = open_desk()
    to_step_four(desk)
    desk.fill("Nguyễn", "Thị Ánh", "3/7/85")
    desk.until_shown("3 juillet 1985")
    desk.fill("viet")
    desk.press("f10")
    desk.until_shown("Entrée réserve ce rendez-vous")
    desk.write(f"{enters}\x11")
    assert desk.ended() == 0
    with sqlite3.connect(store) as connection:
        booked = "SELECT reference FROM appointment WHERE foreign_resident_number=?"
        ((reference,),) = connection.execute(f"{booked} AND status='booked'", (NUMBER,)).fetchall()
    assert (tmp_path / "letters" / SPECIMENS / f"convocation-{reference}.pdf").exists()
    assert reference in desk.screen


def letters_of(folder: Path, reference: str) -> list[Path]:
    """Return the letter of a booking, whole or being written."""
    return list(folder.glob(f"letters/{SPECIMENS}/*{reference}*"))


def booked(store: Path) -> list[str]:
    """Return the references booked for the person of the test."""
    with sqlite3.connect(store) as connection:
        query = "SELECT reference FROM appointment WHERE foreign_resident_number=?"
        rows = connection.execute(f"{query} AND status='booked'", (NUMBER,)).fetchall()
    return [reference for (reference,) in rows]


KILLED_AT: dict[str, Callable[[Path, Path], object]] = {
    "the key": lambda store, folder: True,  # noqa: ARG005
    "the booking": lambda store, folder: booked(store),  # noqa: ARG005
    "the letter": lambda store, folder: any(letters_of(folder, one) for one in booked(store)),
}


@pytest.mark.parametrize("moment", list(KILLED_AT))
def test_a_kill_while_it_books_and_writes_leaves_one_booking_and_its_letter(
    open_desk: Open, store: Path, tmp_path: Path, moment: str
) -> None:
    """Killed at any moment, it is either not booked and offered again, or booked with a letter."""
    desk = open_desk()
    to_step_four(desk)
    desk.fill("Nguyễn", "Thị Ánh", "3/7/85")
    desk.until_shown("3 juillet 1985")
    desk.fill("viet")
    desk.press("f10")
    desk.until_shown("Entrée réserve ce rendez-vous")
    desk.press("enter")
    deadline = time.monotonic() + LIMIT_S
    while not KILLED_AT[moment](store, tmp_path):
        assert time.monotonic() < deadline, f"{moment} never came"
    desk.signal(signal.SIGKILL)
    assert desk.ended() == -signal.SIGKILL

    again = open_desk()
    again.until_shown("Situation", "✓ en ordre")
    if not booked(store):
        again.until_shown("Demande interrompue : NGUYỄN Thị Ánh")
        again.press("ctrl+r")
        again.until_shown("Nom de famille", "Nguyễn")
        again.press("f10")
        again.until_shown("Entrée réserve ce rendez-vous")
        again.press("enter")
        again.until_shown("Rendez-vous enregistré")
    (reference,) = booked(store)
    letter = tmp_path / "letters" / SPECIMENS / f"convocation-{reference}.pdf"
    again.until(lambda _: letter.exists(), "its letter")
    assert reference in PdfReader(letter).pages[0].extract_text()
    assert held(store) == []
    again.write("\x11")
    again.ended()
    assert letters_of(tmp_path, reference) == [letter]  # nothing half written is left
