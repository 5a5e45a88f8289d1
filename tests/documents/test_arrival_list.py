"""The list for the door, by name, read back as poppler reads it."""

import logging
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.catalogue import default_office
from rdv_tui.documents.arrival_list import render_arrival_list
from rdv_tui.documents.day_sheet import DaySheet
from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import Day
from tests.documents import readback
from tests.documents.test_day_sheet import MADE, day, place, visit


def printed(folder: Path, of: Day) -> Path:
    path = folder / "liste.pdf"
    path.write_bytes(render_arrival_list(DaySheet(default_office(), of, MADE, "Chaîne : abc.")))
    return path


def test_everybody_stands_by_name_whatever_their_counter_and_hour(tmp_path: Path) -> None:
    found = day(
        place(0, 1, visit(1, "Özdemir")),
        place(0, 2, visit(2, "de Souza", Status.ARRIVED)),
        place(1, 1, visit(3, "Éboué")),
        place(2, 1),
    )
    text = readback.prose(printed(tmp_path, found))
    assert "3 rendez-vous" in text
    assert text.index("DE SOUZA") < text.index("ÉBOUÉ") < text.index("ÖZDEMIR")
    for word in ("Lundi 23 novembre 2026", "03/07/1985", "…0003", "09:10", "Guichet 2", "présent"):
        assert word in text
    assert "libre" not in text
    assert "détruire" in text
    assert "Chaîne : abc." in text
    assert "84 0000 0003" not in text  # the last digits tell people apart


def test_a_long_day_repeats_the_heading_and_loses_nobody(tmp_path: Path) -> None:
    people = [place(rank, 1, visit(rank, f"Nom{rank:03d}")) for rank in range(130)]
    path = printed(tmp_path, day(*people))
    pages = len(PdfReader(path).pages)
    assert pages > 1
    texts = [readback.prose(path, number) for number in range(1, pages + 1)]
    assert all("Naissance" in text and "130 rendez-vous" in text for text in texts)
    assert all(f"NOM{rank:03d}" in " ".join(texts) for rank in range(130))


def test_a_day_without_anybody_says_so(tmp_path: Path) -> None:
    assert "Aucun rendez-vous ce jour." in readback.prose(printed(tmp_path, day(place(0))))
    closed = Day(MADE.date(), MADE.replace(tzinfo=None), MADE, (), (), closed="Férié")
    assert "Fermé : Férié." in readback.prose(printed(tmp_path, closed))


def test_equal_days_give_equal_bytes_and_log_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    found = day(place(0, 1, visit(1, "Secret")))
    first = printed(tmp_path, found).read_bytes()
    same = DaySheet(default_office(), found, MADE, "Chaîne : abc.")
    assert render_arrival_list(same) == first
    assert "SECRET" not in caplog.text.upper()
