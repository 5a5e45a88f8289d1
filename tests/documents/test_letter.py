"""The letter, read back as its reader's programs read it."""

import logging
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.names import written_name
from rdv_tui.domain.situations import Document
from rdv_tui.locales.booking.card import ROW_NUMBER
from rdv_tui.screens.booking.card_content import person_rows
from tests.documents import readback
from tests.documents.samples import REFERENCE, letter

COVERED = "votre titre expiré justifie votre séjour jusqu'au"
CONDITION = "Si vous avez demandé le renouvellement"
LATIN_NAMES = "Łukasz Şükrü Nguyễn Thị Ánh Đorđe Ŋ Ơ ẞ Ğ ő ț ʻ Ɓɓ Ɛɛ Ẹ Ệ Ǝ ų ŵ"


@pytest.fixture
def printed(tmp_path: Path) -> "Printer":
    return Printer(tmp_path)


class Printer:
    """Prints letters into files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, one: Letter) -> Path:
        path = self.folder / "lettre.pdf"
        path.write_bytes(render_letter(one))
        return path


def test_says_who_when_where_and_which_reference(printed: Printer) -> None:
    message = readback.prose(printed(letter(counter=3)), page=1)
    assert "mardi 1er décembre 2026 à 9 h 30" in message
    assert REFERENCE in message
    assert "ŞÜKRÜ Đorđe 1" in message
    assert "84 0000 0001" in message
    assert "Turquie" in message
    assert "10 janvier 2027" in message
    assert "3 juillet 1985" in message
    assert "2 avenue de la Folie" in message
    assert "dix minutes avant" in message
    assert "Vous devez vous présenter personnellement" in message
    assert "Une convocation n'est pas une demande déposée, ni un titre de séjour." in message
    assert "gratuit" in message
    assert "Aucune société n'est agréée" in message
    assert "prévenez le bureau" in message
    assert "article 6-1 e du RGPD" in message
    assert "effacées 12 mois après la date du rendez-vous" in message
    assert "Vous pouvez vous opposer à ce traitement" in message
    assert "Même éloigné, gardez ce rendez-vous" in message
    assert "CNIL" in message
    assert "Avignon, le 23 novembre 2026" in message


def test_the_number_reads_as_it_does_on_the_screen(printed: Printer) -> None:
    one = letter()
    on_screen = dict(person_rows(one.appointment.applicant))[ROW_NUMBER]
    assert on_screen in readback.prose(printed(one), page=1)


def test_code_says_the_reference_alone(printed: Printer, tmp_path: Path) -> None:
    assert readback.codes(printed(letter()), tmp_path) == [REFERENCE]


@pytest.mark.parametrize(
    ("counter", "named", "place"),
    [(3, True, "Guichet 3"), (3, False, "Présentez-vous à l'accueil"), (None, True, "l'accueil")],
)
def test_names_the_counter_only_where_the_office_wants_it(
    printed: Printer, counter: int | None, named: bool, place: str
) -> None:
    one = letter(counter=counter, office={"letter_names_counter": named})
    message = readback.prose(printed(one), page=1)
    assert place in message
    assert ("Guichet" in message) == (counter is not None and named)


@pytest.mark.parametrize(
    ("kind", "covered"),
    [("CST", False), ("CSP", False), ("CSP-4ANS", True), ("CR", True), ("CS-RETRAITE", False)],
)
def test_quotes_l433_3_only_for_the_permits_it_covers(
    printed: Printer, kind: str, covered: bool
) -> None:
    one = letter(permit_kind=kind, permit_expires=date(2026, 11, 30), start="2026-11-30T09:00")
    message = readback.prose(printed(one))
    assert (COVERED in message) == covered
    assert (CONDITION in message) == covered
    assert ("jusqu'au 28 février 2027 au plus tard" in message) == covered


def test_no_warning_for_a_slot_while_the_permit_is_valid(printed: Printer) -> None:
    message = readback.prose(printed(letter(permit_expires=date(2026, 12, 1))))
    assert "180" not in message
    assert "L. 436-5" not in message
    assert "R. 431-8" not in message


@pytest.mark.parametrize(
    ("kind", "expires", "says", "silent"),
    [
        (
            "CST",
            date(2026, 11, 30),
            ["expire le 30 novembre", "180 €", "fixés par arrêté", "En Vaucluse : à confirmer"],
            ["R. 431-8", "ne vise pas"],
        ),
        ("CR", date(2026, 11, 1), ["a expiré le 1er novembre 2026", COVERED], ["seul ne justifie"]),
        ("CR", date(2026, 8, 31), ["À partir du 1er décembre 2026, ce titre seul"], ["R. 431-8"]),
        (
            "CSP-4ANS",
            date(2026, 8, 1),
            ["Depuis le 2 novembre 2026, ce titre seul ne justifie plus"],
            [COVERED, "1er novembre 2026"],
        ),
        ("CS-RETRAITE", date(2026, 11, 1), ["n'est pas certaine pour ce titre"], [COVERED]),
        ("VLS-TS", date(2026, 11, 1), ["L. 433-3 ne cite pas ce visa"], [COVERED]),
        ("CST", date(2026, 5, 31), ["R. 431-8", "réservé le 23 novembre 2026"], [COVERED]),
        ("CR", date(2026, 5, 31), ["voyez le superviseur"], [COVERED, "R. 431-8"]),
    ],
)
def test_warns_of_what_a_slot_after_expiry_means(
    printed: Printer, kind: str, expires: date, says: list[str], silent: list[str]
) -> None:
    message = readback.prose(printed(letter(permit_kind=kind, permit_expires=expires)))
    assert [one for one in says if one not in message] == []
    assert [one for one in silent if one in message] == []


def test_fee_comes_from_the_office(printed: Printer) -> None:
    base = letter(permit_expires=date(2026, 11, 24))
    rules = replace(base.office.rules, late_fee_eur=199, fee_normal_eur=271)
    message = readback.prose(printed(replace(base, office=replace(base.office, rules=rules))))
    assert "199 €" in message
    assert "À payer quand la carte sera prête : 271 € (taxe 221 €, timbre 50 €)" in message


def test_latin_letters_come_back_as_they_were(printed: Printer) -> None:
    for family, given in ((LATIN_NAMES, ""), ("X", LATIN_NAMES)):
        path = printed(letter(family_name=family, given_names=given))
        for page in (1, 2):
            printed_text = "".join(readback.prose(path, page).split())
            assert "".join(written_name(family, given).split()) in printed_text


def test_a_hostile_name_is_printed_letter_by_letter(printed: Printer) -> None:
    name = "[/b] [Dupont] [@click=app.quit]x\\"
    path = printed(letter(family_name=name, given_names="(a) **b** __c__ --d-- <b> {nb} %s"))
    message = readback.prose(path)
    assert f"{name.upper()} (A) **B** __C__ --D-- <B> {{Nb}} %S" in message


def test_what_the_face_lacks_is_seen_and_told(
    printed: Printer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="rdv_tui"):
        message = readback.prose(printed(letter(family_name="محمد", given_names="李 Wei")), page=1)
    assert "▯▯▯▯ ▯ Wei" in message
    assert "signe que cette lettre ne peut imprimer" in message
    assert [record.getMessage() for record in caplog.records] == [
        f"letter {REFERENCE}: 5 characters have no glyph"
    ]


def test_no_glyph_is_missing_in_any_letter_of_the_catalogue(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="rdv_tui"):
        for kind in ("CSP-4ANS", "CST", "CS-RETRAITE"):
            render_letter(letter(permit_kind=kind, permit_expires=date(2026, 5, 25)))
    assert caplog.records == []


def test_fonts_are_embedded_and_text_can_be_copied(printed: Printer) -> None:
    rows = readback.fonts(printed(letter()))
    assert [row["name"].partition("+")[2] for row in rows] == ["Convocation", "ConvocationBold"]
    assert {(row["emb"], row["uni"]) for row in rows} == {("yes", "yes")}


def test_file_says_its_language_and_title() -> None:
    reader = PdfReader(BytesIO(render_letter(letter())))
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    preferences = reader.viewer_preferences
    assert preferences is not None
    assert str(preferences["/DisplayDocTitle"]) == "True"
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == f"Convocation {REFERENCE}"
    assert metadata.creation_date == letter().appointment.booked_at
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_same_letter_same_bytes_and_small() -> None:
    first = render_letter(letter())
    assert render_letter(letter()) == first
    assert len(first) < 40_000


def test_typical_letter_is_one_page_and_its_list(printed: Printer) -> None:
    path = printed(letter(permit_kind="CSP-4ANS"))
    first, second = readback.prose(path, 1), readback.prose(path, 2)
    assert "page 1/2" in first
    assert "page 2/2" in second
    assert "Documents à apporter" not in first
    assert "Documents à apporter" in second
    assert "ŞÜKRÜ Đorđe 1" in second
    assert REFERENCE in second


def test_list_has_the_common_and_the_own_documents(printed: Printer) -> None:
    one = letter()
    message = readback.prose(printed(one), 2).replace("*", "")
    listed = (*one.documents, *one.if_lodged)
    plain = [" ".join(document.label.replace("’", "'").split()) for document in listed]
    assert [label for label in plain if label not in message] == []
    assert "ligne à confirmer par le bureau" in message
    assert "connues au 28 novembre 2026" in message


def test_only_what_is_not_verified_is_marked(printed: Printer) -> None:
    sure = Document("X1", "Pièce sûre", "", verified=True, sources=())
    unsure = Document("X2", "Pièce incertaine", "si besoin", verified=False, sources=())
    message = readback.prose(printed(replace(letter(), documents=(sure, unsure))), 2)
    assert "Pièce sûre*" not in message
    assert "Pièce incertaine (si besoin)*" in message
    message = readback.prose(printed(replace(letter(), documents=(sure,))), 2)
    assert "ligne à confirmer" not in message


def _documents(printed: Printer, **applicant: Any) -> str:  # noqa: ANN401
    return readback.prose(printed(letter(**applicant)), 2)


def test_who_is_lodged_reads_the_papers_of_the_host(printed: Printer) -> None:
    message = _documents(printed)
    for paper in ("Si vous êtes hébergé", "attestation d'hébergement", "À l'hôtel"):
        assert paper in message


def test_only_the_papers_of_this_permit_are_asked(printed: Printer) -> None:
    card = _documents(printed, permit_kind="CSP-4ANS")
    assert "visa" not in card.replace("validité, visas", "")
    assert "acte de naissance comportant" not in card
    assert "premier accès" not in card
    visa = _documents(printed, permit_kind="VLS-TS")
    assert "Visa de long séjour valant titre de séjour" in visa
    assert "acte de naissance comportant" in visa
    assert "Titre de séjour arrivant" not in visa


def test_nobody_who_is_protected_is_sent_to_a_consulate(printed: Printer) -> None:
    message = _documents(printed, situation="CR_APATRIDE", permit_kind="CR", nationality="SY")
    assert "Passeport : non demandé" in message
    assert "n'allez pas à votre consulat" in message
    assert "attestation consulaire" not in message
    assert "déclaration de domiciliation" in message
    assert "apatride" not in message.lower()


@pytest.mark.parametrize(
    ("situation", "kind", "nationality", "asked"),
    [
        ("SALARIE", "CST", "TR", "signé Dossier"),
        ("SALARIE", "CST", "MA", "facultatif pour"),
        ("CRA1_SALARIE", "CRA1", "DZ", ""),
        ("BREXIT", "AR-5ANS", "GB", ""),
    ],
)
def test_the_contract_is_asked_of_those_who_owe_it(
    printed: Printer, situation: str, kind: str, nationality: str, asked: str
) -> None:
    message = _documents(printed, situation=situation, permit_kind=kind, nationality=nationality)
    assert ("Contrat d'engagement" in message) == bool(asked)
    assert ("facultatif pour" in message) == (asked == "facultatif pour")


def test_who_pays_nothing_late_reads_of_no_fee(printed: Printer) -> None:
    for situation, kind, text in (
        ("BREXIT", "AR-5ANS", "Le bureau vous dira si un retard a des suites"),
        ("SUBSTITUTION_ANEF", "CST", "Apportez les preuves de vos tentatives"),
    ):
        one = letter(situation=situation, permit_kind=kind, permit_expires=date(2026, 11, 25))
        message = readback.prose(printed(one))
        assert "180" not in message
        assert text in message


def test_a_minor_is_asked_to_come_with_whoever_answers_for_them(printed: Printer) -> None:
    says = "son représentant légal vient avec elle (à confirmer par le bureau)"
    for born, minor in ((date(2008, 12, 2), True), (date(2008, 12, 1), False)):
        of_birth = BirthDate.on(born)
        assert (says in readback.prose(printed(letter(birth_date=of_birth)))) == minor


def test_a_birth_date_is_printed_as_the_permit_shows_it(printed: Printer) -> None:
    for born, shown in ((BirthDate(1980), "1980"), (BirthDate(1980, 5), "05/1980")):
        message = readback.prose(printed(letter(birth_date=born)))
        assert f" {shown} " in message
        assert not any(f"{word} 1980" in message for word in ("janvier", "mai", "1er"))


def test_a_sensitive_situation_is_not_named(printed: Printer) -> None:
    one = letter()
    quiet = replace(one, situation=replace(one.situation, sensitive=True))
    assert one.situation.label in readback.prose(printed(one))
    assert one.situation.label not in readback.prose(printed(quiet))


def _outside(data: bytes) -> list[str]:
    """Return the texts that begin or end outside the margins of their page."""
    found = []
    for page in PdfReader(BytesIO(data)).pages:

        def visit(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
            if text.strip() and not (56 < tm[4] < 595 - 56 and 30 < tm[5] < 842 - 40):
                found.append(f"{text!r} at {tm[4:]} size {size}")

        page.extract_text(visitor_text=visit)
    return found


LONG_NAME = "Ramanantsoavina-Rakotomalala " * 5


def extreme(name: str) -> Letter:
    """Every warning that the law may give, to somebody of that name."""
    return letter(
        permit_kind="CR", permit_expires=date(2026, 5, 25), family_name=name, given_names="Fin"
    )


@pytest.mark.parametrize("name", [LONG_NAME.strip(), "W" * 150, "x" * 300])
def test_a_long_name_wraps_and_is_whole(printed: Printer, name: str) -> None:
    path = printed(extreme(name))
    message = "".join(readback.text(path, 1).split())
    assert "".join(f"{name.upper()}Fin".split()) in message
    assert _outside(path.read_bytes()) == []


def test_everything_at_once_flows_on_and_loses_nothing(printed: Printer) -> None:
    base = extreme(LONG_NAME.strip())
    many = tuple(
        Document(f"D{rank}", f"Document numéro {rank}, " + "très long " * 20, "", False, ())
        for rank in range(40)
    )
    address = ("Bâtiment administratif de la cour d'honneur, " * 4, "84000 Avignon")
    office = replace(base.office, address=address)
    path = printed(replace(base, documents=many, office=office))
    message = readback.prose(path)
    assert [rank for rank in range(40) if f"Document numéro {rank}," not in message] == []
    assert "Vos données" in message
    pages = len(PdfReader(path).pages)
    assert [page for page in range(1, pages + 1) if f"page {page}/{pages}" not in message] == []
    assert _outside(path.read_bytes()) == []


def test_names_in_decomposed_letters_are_composed(printed: Printer) -> None:
    name = unicodedata.normalize("NFD", "Élodie Nguyễn")
    assert "ÉLODIE NGUYỄN" in readback.text(printed(letter(family_name=name)), 1)
