"""Marks that have no letter of their own, and text that runs from right to left."""

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from rdv_tui.documents.faces import FONTS
from rdv_tui.documents.layout import DISPLAY, LEFT, TOP, Sheet
from rdv_tui.documents.shaping import isolated, needs_shaping, shape, visual_order
from tests.documents import readback
from tests.documents.samples import BOOKED_AT

LATIN = FONTS / "Convocation-Regular.ttf"


@pytest.mark.parametrize("text", ["Dupont", "Nguyễn Thị Ánh", "Łukasz", "", "Ẹ Ọ", "李"])
def test_most_names_are_drawn_letter_by_letter(text: str) -> None:
    assert not needs_shaping(text)


def ink(folder: Path, text: str) -> list[tuple[int, int]]:
    """Print `text` and return the rows (top, bottom) of its separate blots of ink, from above."""
    sheet = Sheet("t", "s", BOOKED_AT)
    sheet.draw(sheet.lines(sheet.clean(text), DISPLAY, 150), DISPLAY, LEFT, TOP)
    path = folder / "encre.pdf"
    path.write_bytes(sheet.finish(""))
    readback._run(["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", str(path), str(path)])
    page = Image.open(f"{path}.png").crop((0, 100, 2480, 500)).convert("L").point(lambda v: v < 128)
    rows = [any(page.crop((0, y, page.width, y + 1)).tobytes()) for y in range(page.height)]
    found, start = [], None
    for y, dark in enumerate([*rows, False]):
        if dark and start is None:
            start = y
        elif not dark and start is not None:
            found.append((start, y))
            start = None
    return found


@pytest.mark.parametrize("capital", ["E", "Ẹ", "M", "Ọ", "Ɛ"])
def test_a_mark_stands_clear_above_its_capital(capital: str, tmp_path: Path) -> None:
    without = ink(tmp_path, capital)
    marked = ink(tmp_path, f"{capital}\u0300")
    assert len(marked) == len(without) + 1
    mark, body = marked[0], marked[1]
    assert mark[1] < body[0], "the mark touches its letter"
    assert body[0] == without[0][0], "the letter has moved"


def test_two_marks_stand_one_above_the_other(tmp_path: Path) -> None:
    assert len(ink(tmp_path, "M\u0302\u0301")) == 3


@pytest.mark.parametrize("name", ["Ẹ̀kúnọ́lá", "Ọ̀ṣun", "M̀bẹ", "Ŋ̀gɔ́"])
def test_marked_names_come_back_letter_by_letter(name: str, tmp_path: Path) -> None:
    sheet = Sheet("t", "s", BOOKED_AT)
    sheet.paragraph(sheet.clean(name))
    path = tmp_path / "nom.pdf"
    path.write_bytes(sheet.finish(""))
    message = readback.prose(path).replace(" ", "")
    assert message == unicodedata.normalize("NFC", name)


def test_a_marked_text_is_as_wide_as_its_letters() -> None:
    for face in (LATIN, FONTS / "Convocation-Bold.ttf"):
        plain = sum(one.advance for one in shape(face, "Mbe"))
        assert sum(one.advance for one in shape(face, "M\u0300be")) == plain


def order(text: str) -> str:
    return "|".join(piece.text for piece in visual_order(text))


def test_numbers_and_latin_words_keep_their_order_in_arabic() -> None:
    assert order("رقم 12 هنا") == " هنا|12|رقم "
    assert order("ورق A4 دون") == " دون|A4|ورق "
    phone = "04\u00a088\u00a017"
    assert phone in order(f"اتصلوا {isolated(phone)} شكرا")
    reference = isolated("7K4H-M2XA")
    assert "7K4H-M2XA" in order(f"المرجع {reference}.")


def test_pieces_cover_the_line_once_each() -> None:
    text = f"موعد 1 دجنبر 2026 ({isolated('A b')}) 09:30، نعم"
    pieces = sorted(visual_order(text), key=lambda piece: piece.start)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.start for piece in pieces] == [
        sum(len(piece.text) for piece in pieces[:rank]) for rank in range(len(pieces))
    ]
