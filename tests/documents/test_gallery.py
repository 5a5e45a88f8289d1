"""The gallery's letters: each says the facts of its person, read back as poppler reads them."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from tools.letters import GALLERY, PEOPLE, START, paper

from rdv_tui import catalogue
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from tests.documents import readback

SITE = "https://administration-etrangers-en-france.interieur.gouv.fr"
FACTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lodged": (
        ("attestation d'hébergement datée et signée", "À l'hôtel", "téléphone fixe", "tête nue"),
        ("180 €", "CIR) (", "ou visa"),
    ),
    "refugee": (
        ("Passeport : non demandé", SITE, "du 13 octobre 2026 au 12 décembre 2026"),
        ("Réfugié", "consulat", "L. 424"),
    ),
    "minor": (("est mineure au jour du rendez-vous", "représentant légal"), ("180 €",)),
    "retired-abroad": (
        ("Timbre seul : 50 €", "3 photographies"),
        ("Justificatif de domicile", "Si vous êtes hébergé", "250 €"),
    ),
    "algerian-one-year": (
        ("Certificat de résidence algérien d'un an", "250 €", "180 €", "pas certaine"),
        ("Contrat d'engagement", "jusqu'au 1er mars 2027"),
    ),
    "algerian-ten-years": (
        ("délivré gratuitement", SITE, "du 31 octobre 2026 au 30 décembre 2026"),
        ("Contrat d'engagement",),
    ),
    "brexit": (
        ("Rien à payer pour la carte", "si un retard a des suites"),
        ("180 €", "Contrat d'engagement", "L. 436-5"),
    ),
    "four-year-card-expired": (
        ("Depuis le 2 novembre 2026, ce titre seul ne justifie plus", "180 €", "récépissé"),
        ("jusqu'au 1er novembre 2026", "premier accès"),
    ),
    "large-print": (("250 €", "Documents à apporter", "Vos données"), ("180 €",)),
}
LANGUAGE_OF = {name: one.language for name, one in PEOPLE.items() if one.language != "fr"}


def read(name: str, folder: Path) -> tuple[Path, str]:
    path = folder / f"{name}.pdf"
    path.write_bytes(paper(name))
    return path, readback.prose(path)


def test_the_gallery_has_everybody() -> None:
    assert set(FACTS) | set(LANGUAGE_OF) == set(PEOPLE)
    assert set(LANGUAGE_OF.values()) == set(LANGUAGES)
    assert {one.stem for one in GALLERY.glob("*.png")} == set(PEOPLE)


@pytest.mark.parametrize("name", FACTS)
def test_each_paper_says_what_concerns_its_person(name: str, tmp_path: Path) -> None:
    _, said = read(name, tmp_path)
    says, silent = FACTS[name]
    assert [one for one in says if one not in said] == []
    assert [one for one in silent if one in said] == []


@pytest.mark.parametrize("name", [name for name, one in PEOPLE.items() if one.here])
def test_each_letter_says_who_when_where_and_by_whom(name: str, tmp_path: Path) -> None:
    path, said = read(name, tmp_path)
    person = PEOPLE[name]
    first = readback.prose(path, 1)
    assert moment(START).replace("\N{NO-BREAK SPACE}", " ") in first
    assert person.applicant.name in said
    assert plain_date(person.expires).replace("\N{NO-BREAK SPACE}", " ") in said
    assert "84 1234 5678" in said
    assert "2 avenue de la Folie" in first
    assert f"Affaire suivie par : {person.agent or 'Bureau'}" in said
    assert "vous opposer à ce traitement" in said
    assert "Même éloigné, gardez ce rendez-vous" in said
    assert "https://www.vaucluse.gouv.fr" in said or "C07" not in asked(name)
    assert readback.codes(path, tmp_path) == ["7K4H-M2XA"]
    assert "▯" not in said


def asked(name: str) -> set[str]:
    guide = catalogue.situations()
    return {one.id for one in guide.documents_for(guide.situation(PEOPLE[name].situation))}


@pytest.mark.parametrize("name", LANGUAGE_OF)
def test_each_language_is_joined_and_the_french_binds(name: str, tmp_path: Path) -> None:
    path, said = read(name, tmp_path)
    assert "Seul le texte en français fait foi." in said
    assert len(PdfReader(path).pages) <= 4
    assert PEOPLE[name].expires < START.date()
    assert "180 €" in said
    assert said.count("180") >= 2  # in both languages


def test_one_of_the_gallery_is_a_minor() -> None:
    minors = [name for name, one in PEOPLE.items() if one.applicant.is_minor_on(START.date())]
    assert minors == ["minor"]
