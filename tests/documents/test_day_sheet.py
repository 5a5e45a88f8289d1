"""The day sheet, read back as poppler reads it."""

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.catalogue import default_office
from rdv_tui.documents.day_sheet import DaySheet, render_day_sheet
from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.day import Day, DayCounter, DayPlace, Visit
from tests.documents import readback

TODAY = date(2026, 11, 23)
MADE = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


def visit(rank: int, family: str = "Şükrü", status: Status = Status.BOOKED) -> Visit:
    return Visit(
        reference=f"7K4H-M{rank:03d}",
        status=status,
        family_name=family,
        given_names=f"Đorđe {rank}",
        situation="SALARIE",
        channel=Channel.DESK,
        foreign_resident_number=f"84{rank:08d}",
        birth_date=BirthDate(1985, 7, 3),
        permit_expires=date(2027, 1, 10),
    )


def place(rank: int, counter: int = 1, someone: Visit | None = None) -> DayPlace:
    start = datetime.combine(TODAY, time(9)) + timedelta(minutes=10 * rank)
    return DayPlace(start, counter, counter, someone)


def day(*places: DayPlace, counters: tuple[DayCounter, ...] = (DayCounter(1),)) -> Day:
    now = datetime.combine(TODAY, time(10, 15))
    return Day(TODAY, now, MADE, places, counters)


def printed(folder: Path, of: Day) -> Path:
    path = folder / "feuilles.pdf"
    path.write_bytes(render_day_sheet(DaySheet(default_office(), of, MADE)))
    return path


def test_one_page_a_counter_in_time_order(tmp_path: Path) -> None:
    found = day(
        place(0, 1, visit(1, "Benali")),
        place(0, 2, visit(2, "Kaya")),
        place(1, 1, visit(3, "Diallo")),
        counters=(DayCounter(1), DayCounter(2), DayCounter(3, "Formation")),
    )
    path = printed(tmp_path, found)
    assert len(PdfReader(path).pages) == 3
    first = readback.prose(path, 1)
    assert "Guichet 1" in first
    assert "Lundi 23 novembre 2026" in first
    assert "2 rendez-vous" in first
    assert first.index("BENALI") < first.index("DIALLO")
    assert "KAYA" not in first
    for text in ("09:00", "84 0000 0001", "titre : 10/01/2027", "Notes", "10:15", "détruire"):
        assert text in first
    assert "KAYA" in readback.prose(path, 2)
    assert "Fermé : Formation." in readback.prose(path, 3)


def test_what_nobody_has_is_there_to_be_written_on(tmp_path: Path) -> None:
    path = printed(tmp_path, day(place(0), replace(place(1), held=True)))
    message = readback.prose(path)
    assert "09:00 libre" in message
    assert "09:10 en cours de réservation" in message


def test_states_are_told_in_words(tmp_path: Path) -> None:
    states = (Status.DONE, Status.NO_SHOW, Status.ARRIVED, Status.INCOMPLETE)
    places = [place(rank, 1, visit(rank, status=status)) for rank, status in enumerate(states)]
    message = readback.prose(printed(tmp_path, day(*places, replace(places[0], extra=True))))
    for text in ("(reçu)", "(absent)", "(présent)", "(incomplet)", "(surnombre, reçu)"):
        assert text in message


def test_forty_rows_flow_to_a_second_page_under_their_heading(tmp_path: Path) -> None:
    places = [place(rank, 1, visit(rank)) for rank in range(40)]
    path = printed(tmp_path, day(*places))
    pages = len(PdfReader(path).pages)
    assert pages == 2
    lines = [readback.prose(path, page) for page in range(1, pages + 1)]
    assert "Guichet 1 (suite)" in lines[1]
    assert "Lundi 23 novembre 2026" in lines[1]
    assert "N° étranger" in lines[1]
    together = " ".join(lines)
    for rank in range(40):
        assert together.count(f"Đorđe {rank} ") == 1


def test_the_longest_names_keep_to_their_column(tmp_path: Path) -> None:
    long = "Ramanantsoanirina" * 8 + "-Łukaszewska Nguyễn"
    path = printed(tmp_path, day(*(place(rank, 1, visit(rank, long)) for rank in range(40))))
    words = readback.text(path).replace("\n", "")
    assert words.count("ŁUKASZEWSKA") == 40
    assert len(PdfReader(path).pages) > 2
    boxes = _boxes(path)
    assert boxes
    assert all(right < 210 - 15 for right in boxes)


def _boxes(path: Path) -> list[float]:
    """Return where each word ends, in millimetres from the left edge."""
    import re
    import subprocess

    text = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return [float(end) / 72 * 25.4 for end in re.findall(r'xMax="([\d.]+)"', text)]


@pytest.mark.parametrize(
    "name", ["[b]Dupont[/b]", "Ali\x1b[31m\nRobert", "\u202eيلع", "e\u0301lodie", "🦄" * 20]
)
def test_whatever_was_typed_is_text(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        path = printed(tmp_path, day(place(0, 1, visit(1, name))))
    assert "09:00" in readback.prose(path)
    assert not caplog.records


def test_a_closed_day_is_one_page_that_says_why(tmp_path: Path) -> None:
    closed = replace(day(counters=()), closed="Noël")
    path = printed(tmp_path, closed)
    assert len(PdfReader(path).pages) == 1
    assert "Fermé : Noël." in readback.prose(path)


def test_black_and_white_with_its_own_letters(tmp_path: Path) -> None:
    path = printed(tmp_path, day(place(0, 1, visit(1))))
    assert all(row["emb"] == "yes" for row in readback.fonts(path))
    import subprocess

    subprocess.run(["pdftoppm", "-r", "50", "-png", str(path), str(tmp_path / "p")], check=True)
    from PIL import Image

    with Image.open(next(tmp_path.glob("p*.png"))) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 20) or []
    assert all(max(c) == min(c) for _, c in colours)  # type: ignore[arg-type]


def test_equal_days_give_equal_bytes(tmp_path: Path) -> None:
    found = day(place(0, 1, visit(1)))
    office = default_office()
    assert render_day_sheet(DaySheet(office, found, MADE)) == render_day_sheet(
        DaySheet(office, found, MADE)
    )


def test_nobody_is_named_in_what_viewers_show_of_a_file(tmp_path: Path) -> None:
    path = printed(tmp_path, day(place(0, 1, visit(1, "Secret"))))
    assert "Secret" not in str(PdfReader(path).metadata)
