"""The certificate of a failed search, read back as its reader's programs read it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rdv_tui import catalogue
from rdv_tui.documents.certificate import Certificate, render_certificate
from rdv_tui.domain.failed_search import FailedSearch, SearchFact, parse_search_reference
from rdv_tui.domain.situations import Route
from tests.documents import readback

IN_PERSON = [s for s in catalogue.situations().situations if s.route is Route.IN_PERSON]


def certificate(situation: str = "Salarié", **changes: Any) -> Certificate:  # noqa: ANN401
    """Return the certificate of Monday 23 November 2026, a quarter past ten, changed as asked."""
    search = FailedSearch(
        2026,
        123,
        datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
        "SALARIE",
        date(2026, 11, 23),
        date(2027, 1, 18),
        "Łukaszewska Bożena",
        "8412345678",
    )
    return Certificate(
        replace(search, **changes),
        catalogue.default_office(),
        situation,
        datetime(2026, 11, 23, 10, 15),
    )


def printed(folder: Path, one: Certificate) -> Path:
    path = folder / "attestation.pdf"
    path.write_bytes(render_certificate(one))
    return path


def test_says_when_where_what_and_that_nothing_was_free(tmp_path: Path) -> None:
    message = readback.prose(printed(tmp_path, certificate()))
    for words in (
        "Attestation de recherche infructueuse",
        "2026-000123",
        "Préfecture de Vaucluse",
        "Avignon, le 23 novembre 2026",
        "Recherche faite le lundi 23 novembre 2026 à 10 h 15",
        "du 23 novembre 2026 au 18 janvier 2027 inclus",
        "aucune plage libre",
        "Łukaszewska Bożena",
        "84 1234 5678",
        "semaines différentes",
        "juge des référés une date (article L. 521-3",
        "L. 521-3",
        "ni une convocation, ni un récépissé, ni un titre de séjour",
        "Vous pouvez vous opposer à ce traitement",
    ):
        assert words in message
    assert "12 mois" in message  # after which the program erases it
    assert "▯" not in message


def test_code_says_the_number_alone(tmp_path: Path) -> None:
    assert readback.codes(printed(tmp_path, certificate()), tmp_path) == ["2026-000123"]


def test_who_was_not_named_finds_lines_and_no_notice_on_data(tmp_path: Path) -> None:
    nobody = certificate(holder=None, foreign_resident_number=None)
    message = readback.prose(printed(tmp_path, nobody))
    assert "Personne Numéro étranger Recherche faite" in message
    assert "Vos données" not in message


@pytest.mark.parametrize("situation", IN_PERSON, ids=lambda one: one.code)
def test_one_page_for_each_situation(tmp_path: Path, situation: Any) -> None:  # noqa: ANN401
    path = printed(tmp_path, certificate(situation.label))
    assert len(PdfReader(path).pages) == 1
    message = readback.prose(path)
    assert joined(situation.label) in joined(message)
    assert "▯" not in message


def joined(text: str) -> str:
    """Return `text` without what depends on where its lines break."""
    return "".join(text.split()).replace("-", "")


def test_a_hostile_or_endless_name_is_printed_letter_by_letter(tmp_path: Path) -> None:
    name = "[/b] {nb} **x** " + "Ramanantsoavina-Rakotomalala " * 10
    message = readback.text(printed(tmp_path, certificate(holder=name.strip())))
    assert joined(name) in joined(message)


def test_what_the_face_lacks_is_seen(tmp_path: Path) -> None:
    message = readback.prose(printed(tmp_path, certificate(holder="محمد Ali")))
    assert "▯▯▯▯ Ali" in message
    assert "signe que cette attestation ne peut imprimer" in message


def test_same_certificate_same_bytes_and_embedded_fonts(tmp_path: Path) -> None:
    assert render_certificate(certificate()) == render_certificate(certificate())
    rows = readback.fonts(printed(tmp_path, certificate()))
    assert {(row["emb"], row["uni"]) for row in rows} == {("yes", "yes")}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-000123", (2026, 123)),
        (" 2026 - 123 ", (2026, 123)),
        ("2026/1234567", (2026, 1_234_567)),
        ("２０２６-000123", (2026, 123)),
        ("2026", None),
        ("", None),
        ("7K4H-M2XA", None),
        ("2026-12-1", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: tuple[int, int] | None) -> None:
    assert parse_search_reference(typed) == read


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (SearchFact.ALL_TAKEN, "toutes les plages ouvertes étaient prises"),
        (SearchFact.NOTHING_OPEN, "aucune plage n'était ouverte"),
        (SearchFact.NONE_IN_TIME, "fin de validité du titre, le 18 janvier 2027"),
    ],
)
def test_it_attests_what_was_so_and_nothing_else(
    tmp_path: Path, fact: SearchFact, words: str
) -> None:
    text = readback.prose(printed(tmp_path, certificate(fact=fact)))
    assert words in text
    assert ("étaient prises" in text) == (fact is SearchFact.ALL_TAKEN)
