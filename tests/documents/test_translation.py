"""The letter in the person's language: the same facts on the back, French in front."""

import logging
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from rdv_tui import catalogue
from rdv_tui.documents.faces import FONTS
from rdv_tui.documents.layout import PrintLayout
from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.documents.shaping import shape
from rdv_tui.domain.fields import LANGUAGES as KNOWN
from rdv_tui.domain.situations import Document
from rdv_tui.locales.delivery import letter_documents
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from tests.documents import readback
from tests.documents.samples import REFERENCE, letter

BINDING = "Seul le texte en français fait foi."
SAYS = {
    "en": ["Tuesday, 1 December 2026, at 09:30", "call the office on 04 88 17 84 84", "250 €"],
    "ar": ["الثلاثاء", "دجنبر", "04 88 17 84 84", "01/12/2026", "09:30", "250"],
    "tr": ["1 Aralık 2026 Salı, saat 09:30", "04 88 17 84 84 numarasından", "250 €"],
    "es": ["martes, 1 de diciembre de 2026, a las 09:30", "llame a la oficina al", "250 €"],
    "pt": ["terça-feira, 1 de dezembro de 2026, às 09:30", "ligue para o serviço", "250 €"],
    "it": ["martedì 1 dicembre 2026, alle 09:30", "chiami l'ufficio", "250 €"],
}
UNTIL = {
    "en": "Monday, 30 November 2026 at the latest",
    "ar": "نونبر",
    "tr": "30 Kasım 2026 Pazartesi",
    "es": "a más tardar el lunes, 30 de noviembre de 2026",
    "pt": "até segunda-feira, 30 de novembro de 2026",
    "it": "al più tardi entro lunedì 30 novembre 2026",
}


def printed(folder: Path, one: Letter, form: PrintLayout | None = None) -> Path:
    path = folder / "lettre.pdf"
    path.write_bytes(render_letter(one, form) if form else render_letter(one))
    return path


def pages(path: Path) -> int:
    return len(PdfReader(path).pages)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_back_says_who_when_where_what_and_until_when(language: str, tmp_path: Path) -> None:
    path = printed(tmp_path, letter(language=language, counter=3))
    front, back = readback.prose(path, 1), readback.prose(path, 2)
    back += readback.prose(path, 3)
    assert "mardi 1er décembre 2026 à 9 h 30" in front
    assert BINDING in front
    assert BINDING in back
    for fact in (
        "ŞÜKRÜ Đorđe 1",
        "84 0000 0001",
        REFERENCE,
        "2 avenue de la Folie",
        "84000 Avignon",
        UNTIL[language],
        *SAYS[language],
    ):
        assert fact in back, fact
    assert "Documents à apporter" in readback.prose(path, 4)


def test_arabic_is_read_back_in_the_order_it_is_written(tmp_path: Path) -> None:
    back = readback.text(printed(tmp_path, letter(language="ar")), 2)
    message = "".join(sign for sign in back if sign not in "\u202a\u202b\u202c")
    for sentence in (
        "ترجمة استدعاء موعدكم",
        "النص الفرنسي وحده هو الملزم قانونا",
        "الوثائق المطلوبة",
    ):
        assert sentence in message


def letters_of(path: Path, page: int) -> str:
    """Return what the glyphs of a page mean, in the order in which they stand on the paper."""
    reader = PdfReader(path)
    one: Any = reader.pages[page - 1]
    meanings = {
        name: dict(
            re.findall(
                r"<([0-9A-F]{4})> <([0-9A-F]+)>",
                font.get_object()["/ToUnicode"].get_data().decode(),
            )
        )
        for name, font in one["/Resources"]["/Font"].items()
    }
    drawn, font = [], ""
    for operands, operator in ContentStream(one["/Contents"], reader).operations:
        if operator == b"Tf":
            font = operands[0]
        elif operator in {b"Tj", b"TJ"}:
            for piece in operands[0] if operator == b"TJ" else operands:
                if not isinstance(piece, (int, float)):
                    codes = piece.original_bytes.hex().upper()
                    drawn += [meanings[font][codes[n : n + 4]] for n in range(0, len(codes), 4)]
            drawn.append("000A")
    return "".join(bytes.fromhex(code).decode("utf-16-be") for code in drawn)


def test_arabic_goes_from_right_to_left_on_the_paper_and_joins(tmp_path: Path) -> None:
    path = printed(tmp_path, letter(language="ar"))
    drawn = letters_of(path, 2)
    assert "الاسم"[::-1] in drawn
    assert "توجهوا إلى مكتب الاستقبال"[::-1] in drawn
    assert "09:30" in drawn
    assert "04\u00a088\u00a017\u00a084\u00a084" in drawn
    # Joined: an initial, a medial and a final form of one letter are three glyphs.
    forms = {
        one.glyph
        for word in ("بيت", "طبيب", "كتب")
        for one in shape(FONTS / "ConvocationArabe-Regular.ttf", word, backwards=True)
        if one.text == "ب"
    }
    assert len(forms) >= 3


@pytest.mark.parametrize("language", ["fr", "", "zz"])
def test_no_translation_where_there_is_none(language: str, tmp_path: Path) -> None:
    path = printed(tmp_path, letter(language=language))
    assert pages(path) == 2
    assert BINDING not in readback.prose(path)
    assert "Documents à apporter" in readback.prose(path, 2)


def test_every_language_of_the_desk_is_translated() -> None:
    assert set(KNOWN) == {"fr", *LANGUAGES}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_translation_is_on_the_back_of_a_letter_of_one_page(
    language: str, tmp_path: Path
) -> None:
    for expires in (date(2027, 1, 10), date(2026, 11, 1)):
        one = letter(language=language, permit_kind="CSP-4ANS", permit_expires=expires)
        path = printed(tmp_path, one)
        whole = [readback.prose(path, page) for page in range(1, pages(path) + 1)]
        titled = [rank for rank, message in enumerate(whole, 1) if f"{BINDING}" in message]
        assert titled[-1] == 2


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_page_of_large_print_is_left_empty_for_a_translation(
    language: str, tmp_path: Path
) -> None:
    for expires in (date(2027, 1, 10), date(2026, 11, 1)):
        one = letter(language=language, permit_kind="CSP-4ANS", permit_expires=expires)
        path = printed(tmp_path, one, PrintLayout(large_print=True))
        filled = [len(readback.prose(path, page).split()) for page in range(1, pages(path) + 1)]
        assert min(filled) > 50


def test_a_letter_of_two_pages_has_its_translation_after_the_list(tmp_path: Path) -> None:
    many = tuple(Document(f"D{n}", f"Pièce {n}", "", True, ()) for n in range(50))
    for documents in (many[:3], many):
        one = replace(letter(language="en", family_name="Rakoto " * 90), documents=documents)
        path = printed(tmp_path, one)
        lines = [readback.prose(path, page) for page in range(1, pages(path) + 1)]
        (at,) = [rank for rank, text in enumerate(lines, 1) if "Translation of your" in text]
        assert at > 2
        assert all(len(text.split()) > 20 for text in lines)


@pytest.mark.parametrize("language", ["fr", *sorted(LANGUAGES)])
@pytest.mark.parametrize(
    "form", [PrintLayout(), PrintLayout(large_print=True), PrintLayout(archive=True)]
)
def test_no_glyph_is_missing_in_any_language(
    language: str, form: PrintLayout, caplog: pytest.LogCaptureFixture
) -> None:
    """One letter holds what all situations' letters say: a glyph is there, or it is not."""
    guide = catalogue.situations()
    situations = [one for one in guide.situations if one.route.value == "in_person"]
    assert len(situations) > 15
    documents = {one.id: one for each in situations for one in guide.documents_for(each)}
    everybody = replace(situations[0], label=" · ".join(one.label for one in situations))
    with caplog.at_level(logging.INFO):
        for expires in (date(2026, 11, 1), date(2027, 1, 10)):
            one = letter(language=language, permit_kind="CSP-4ANS", permit_expires=expires)
            held = replace(one, situation=everybody, documents=tuple(documents.values()))
            assert len(PdfReader(BytesIO(render_letter(held, form))).pages) > 2
    assert [
        one.getMessage() for one in caplog.records if one.name.startswith(("rdv", "fpdf"))
    ] == []


def test_what_everybody_brings_is_translated_from_the_catalogue_as_it_is() -> None:
    guide = catalogue.situations()
    shipped = {one.id: one.label for one in guide.common_documents}
    assert {key: shipped[key] for key in letter_documents.FRENCH} == letter_documents.FRENCH
    for language in LANGUAGES:
        assert letter_documents.TRANSLATED[language].keys() == letter_documents.FRENCH.keys()


def test_a_reworded_document_is_not_translated() -> None:
    known = Document("C08", letter_documents.FRENCH["C08"], "", True, ())
    assert letter_documents.translated(known, "es") == "Esta convocatoria, impresa"
    assert letter_documents.translated(replace(known, label="Autre chose"), "es") is None


def test_a_hostile_name_stays_text_in_the_translation(tmp_path: Path) -> None:
    name = "[/b] {nb} \u202eDupont\u2067 محمد"
    message = readback.prose(printed(tmp_path, letter(language="ar", family_name=name)), 2)
    assert "[/B] {NB} DUPONT ▯▯▯▯ Đorđe 1" in message


@pytest.mark.parametrize(
    "form", [PrintLayout(), PrintLayout(large_print=True), PrintLayout(archive=True)]
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_same_letter_same_form_same_bytes(form: PrintLayout, language: str) -> None:
    first = render_letter(letter(language=language), form)
    assert render_letter(letter(language=language), form) == first
    assert len(PdfReader(BytesIO(first)).pages) >= 2


@pytest.mark.parametrize(
    ("booked_for", "notice", "until"),
    [
        ("2026-12-01T09:30", 1, "Au plus tard le lundi 30 novembre 2026."),
        ("2026-12-01T09:30", 3, "Au plus tard le samedi 28 novembre 2026."),
        ("2026-11-24T09:30", 1, "Au plus tard le lundi 23 novembre 2026."),
        ("2026-11-24T09:30", 2, "Le plus tôt possible."),
        ("2026-11-23T16:30", 1, "Le plus tôt possible."),
        ("2026-11-23T16:30", 0, "Au plus tard le lundi 23 novembre 2026."),
    ],
)
def test_the_letter_says_until_when_to_cancel(
    booked_for: str, notice: int, until: str, tmp_path: Path
) -> None:
    one = letter(booked_for, office={"cancel_notice_days": notice})
    assert f"avec votre référence. {until}" in readback.prose(printed(tmp_path, one), 1)
