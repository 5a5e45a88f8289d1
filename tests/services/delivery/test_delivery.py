"""The letter of a booked appointment: as bytes, in a file, and when no printer is there."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.rights import Role
from rdv_tui.errors import OutputError, Refusal
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery.delivery import letter_pdf, print_letter, save_letter
from rdv_tui.services.desk import Desk
from tests.documents import readback
from tests.factories import StillClock, person
from tests.services.office.staffed import staff


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    start = datetime.fromisoformat("2026-12-01T09:30")
    return book_at(desk, start, person(nationality="VN"), channel=Channel.DESK)


def test_letter_says_what_was_booked(desk: Desk, booked: Appointment, tmp_path: Path) -> None:
    path = save_letter(desk, booked.reference, tmp_path / "nouveau" / "lettre.pdf")
    message = readback.prose(path)
    assert "mardi 1er décembre 2026 à 9 h 30" in message
    assert booked.reference in message
    assert "ŞÜKRÜ Đorđe 1" in message
    assert "Viêt Nam" in message or "Vietnam" in message
    assert "Avignon, le 30 novembre 2026" in message


@pytest.mark.usefixtures("cheap_passwords")
@pytest.mark.parametrize(
    ("role", "who"),
    [
        (Role.SUPERVISOR, "C. Vidal"),
        (Role.AGENT, catalogue.default_office().bureau),  # an account with a login alone
    ],
)
def test_papers_name_the_account_that_booked(
    desk: Desk, tmp_path: Path, role: Role, who: str
) -> None:
    one = staff(desk)[role]
    start = datetime.fromisoformat("2026-12-01T09:30")
    booked = book_at(one, start, person(), channel=Channel.DESK)
    message = readback.prose(save_letter(one, booked.reference, tmp_path / "lettre.pdf"))
    assert f"Affaire suivie par : {who}" in message
    assert one.agent not in message


def test_a_device_follows_no_file(desk: Desk, tmp_path: Path) -> None:
    # A kiosk books in its own name, which is in no account.
    start = datetime.fromisoformat("2026-12-01T09:30")
    booked = book_at(replace(desk, agent="borne-1"), start, person(), channel=Channel.DESK)
    message = readback.prose(save_letter(desk, booked.reference, tmp_path / "lettre.pdf"))
    assert f"Affaire suivie par : {catalogue.default_office().bureau}" in message
    assert "borne-1" not in message


def test_same_bytes_on_any_later_day(desk: Desk, booked: Appointment, clock: StillClock) -> None:
    before = letter_pdf(desk, booked.reference)
    clock.forward(timedelta(days=200))
    assert letter_pdf(desk, booked.reference.lower().replace("-", " ")) == before


def test_unknown_reference_is_refused(desk: Desk, tmp_path: Path) -> None:
    for call in (
        lambda: letter_pdf(desk, "2222-2222"),
        lambda: save_letter(desk, "n'importe quoi", tmp_path / "x.pdf"),
        lambda: print_letter(desk, ""),
    ):
        with pytest.raises(Refusal) as caught:
            call()
        assert caught.value.code == "unknown_reference"
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_file_is_replaced_whole_and_nothing_is_left_beside(
    desk: Desk, booked: Appointment, tmp_path: Path
) -> None:
    path = tmp_path / "lettre.pdf"
    path.write_text("une autre lettre")
    save_letter(desk, booked.reference, path)
    assert path.read_bytes() == letter_pdf(desk, booked.reference)
    assert [one.name for one in tmp_path.iterdir() if "lettre" in one.name] == ["lettre.pdf"]


@pytest.mark.parametrize(
    "typed", ["/etc/rdv.pdf", "../rdv.db", "~/.bashrc", "..", ".", "/", "lettre.pdf", "a/b/c.pdf"]
)
def test_from_a_browser_nothing_is_written_but_among_the_letters(
    desk: Desk, booked: Appointment, tmp_path: Path, typed: str
) -> None:
    letters = tmp_path / "letters"
    one = replace(desk, letters=letters, in_browser=True)
    saved = save_letter(one, booked.reference, Path(typed))
    assert saved.parent == letters
    assert not saved.name.startswith(".")
    assert list(letters.iterdir()) == [saved]


def test_a_path_that_cannot_be_written_is_told(
    desk: Desk, booked: Appointment, tmp_path: Path
) -> None:
    (tmp_path / "fichier").write_text("")
    (tmp_path / "dossier").mkdir()
    for path in (tmp_path / "fichier" / "x.pdf", tmp_path / "dossier", tmp_path / ("x" * 300)):
        with pytest.raises(OutputError) as caught:
            save_letter(desk, booked.reference, path)
        assert caught.value.code == "file_failed"
        assert str(path) in caught.value.message
    assert list(tmp_path.glob(".lettre-*")) == []


def test_no_printer_is_told_and_the_appointment_stays(
    desk: Desk, booked: Appointment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError) as caught:
        print_letter(desk, booked.reference)
    assert caught.value.code == "no_printer"
    assert letter_pdf(desk, booked.reference).startswith(b"%PDF")


def test_a_situation_gone_from_the_catalogue_is_told(
    desk: Desk, booked: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "country_names", dict)
    with pytest.raises(OutputError) as caught:
        letter_pdf(desk, booked.reference)
    assert caught.value.code == "not_in_catalogue"
    assert "« VN »" in caught.value.message
