"""The data shipped with the program, and what is said of data that is wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.catalogue.guide import read_guide
from rdv_tui.catalogue.tables import read_communes, read_countries
from rdv_tui.domain.permit_kinds import Cover
from rdv_tui.domain.situations import Route
from rdv_tui.errors import UsageError

SHIPPED = Path(catalogue.__file__).parent
GUIDE = catalogue.situations()


def test_the_guide_has_every_situation_and_its_date() -> None:
    assert len(GUIDE.situations) == 59
    assert GUIDE.as_of == date(2026, 11, 28)
    assert len(GUIDE.sources) == 49
    assert {one.code for one in GUIDE.situations if one.sensitive} == {
        "SOINS",
        "PROTECTION_VICTIME",
    }


def test_the_law_covers_these_kinds_and_no_other() -> None:
    cover = {kind.code: kind.cover for kind in GUIDE.permit_kinds}
    yes = {code for code, result in cover.items() if result is Cover.YES}
    unclear = {code for code, result in cover.items() if result is Cover.UNCLEAR}
    assert yes == {"CSP-4ANS", "CR", "CRA10"}
    assert unclear == {"CS-RETRAITE", "AR-5ANS", "AR-10ANS"}
    assert cover["CSP"] is cover["CST"] is Cover.BY_DEPARTMENT
    assert cover["VLS-TS"] is Cover.NOT_NAMED
    assert len(cover) == 15


def test_four_year_cards_go_wherever_multi_year_cards_go() -> None:
    with_multi_year = [one for one in GUIDE.situations if "CSP" in one.permit_kinds]
    assert len(with_multi_year) == 18
    for situation in GUIDE.situations:
        assert ("CSP" in situation.permit_kinds) == ("CSP-4ANS" in situation.permit_kinds)


def test_what_is_not_known_here_is_said_to_be_unverified() -> None:
    unverified = {one.code for one in GUIDE.situations if not one.verified}
    assert unverified == {
        "SALARIE",
        "TRAVAILLEUR_TEMPORAIRE",
        "ENTREPRENEUR",
        "AES_SALARIE",
        "AES_VPF",
        "ASE_16_18",
        "VPF_LIENS",
        "VPF_AVANT_13_ANS",
        "VPF_NE_EN_FRANCE",
        "CRA1_SALARIE",
        "CRA1_COMMERCANT",
        "CRA1_VPF",
        "RETRAITE",
        "STAGIAIRE",
        "JEUNE_AU_PAIR",
        "CR_APATRIDE",
        "BREXIT",
        "RECE",
        "REGROUPEMENT_DEMANDE",
        "REMISE_TITRE",
        "RECEPISSE",
        "CHANGEMENT_STATUT",
        "APS",
        "DEMANDE_ASILE",
        "PROTECTION_TEMPORAIRE",
        "MONACO_ANDORRE",
        "ICT",
        "RENTE_ANCIEN_COMBATTANT",
        "REFUS_OQTF",
        "PERMIS_CARTE_GRISE",
        "NUMERO_ETRANGER",
    }


def test_the_documents_are_the_common_ones_then_the_situation_s() -> None:
    documents = GUIDE.documents_for(GUIDE.situation("SALARIE"))
    common = ["C01", "C01V", *(f"C0{n}" for n in range(2, 9)), "C12"]
    assert [one.id for one in documents[:10]] == common
    assert documents[-7].label == "Contrat de travail en cours"
    assert len({one.id for one in documents}) == len(documents) == 14 + 7
    assert not documents[-1].verified
    assert documents[0].verified
    for situation in GUIDE.situations:
        if situation.route is Route.IN_PERSON:
            assert GUIDE.documents_for(situation), situation.code


def test_an_unknown_code_is_a_key_error() -> None:
    for look_up in (GUIDE.situation, GUIDE.permit_kind):
        with pytest.raises(KeyError):
            look_up("ROSE")


FEES = {
    "SALARIE": 250,
    "CRA1_SALARIE": 250,
    "ETUDIANT": 100,
    "STAGIAIRE": 100,
    "JEUNE_AU_PAIR": 100,
    "REGROUPEMENT_FAMILIAL": 100,
    "SAISONNIER": 100,
    "RETRAITE": 50,
    "BREXIT": 0,
    "FAMILLE_UE": 0,
    "PROTECTION_VICTIME": 0,
    "PROTECTION_INTERNATIONALE": None,
    "CR_APATRIDE": None,
    "SOINS": None,
    "SUBSTITUTION_ANEF": None,
    "CRA10_RENOUVELLEMENT": None,
    "DUPLICATA": None,
    "DOCUMENTS_ANNEXES": None,
    "PROTECTION_TEMPORAIRE": None,
}


def test_amounts_come_from_the_office_by_profile() -> None:
    rules = catalogue.default_office().rules
    amounts = {one.code: one.fee_eur(rules) for one in GUIDE.situations}
    assert amounts.items() >= FEES.items()
    assert (rules.late_fee_eur, rules.amounts_since) == (180, date(2026, 5, 1))


def test_the_communes_are_the_151_of_vaucluse() -> None:
    communes = catalogue.communes()
    assert len({one.insee for one in communes}) == 151
    assert len({one.postal_code for one in communes}) == 60
    assert all(one.postal_code.startswith("84") for one in communes)
    avignon = [one.postal_code for one in communes if one.name == "Avignon"]
    assert avignon == ["84000", "84140"]


def test_the_countries_are_the_249_of_the_standard_and_what_else_papers_say() -> None:
    countries = {one.code: one.name for one in catalogue.countries()}
    assert len(countries) == len(catalogue.countries())
    assert len([code for code in countries if len(code) == 2]) == 249 + len(["XK"])
    assert {"XXA", "XXB", "XXC", "XXX", "SUHH", "YUCS", "CSHH", "CSXX"} < countries.keys()
    assert (countries["MA"], countries["PS"]) == ("Maroc", "Territoires palestiniens")


def test_the_default_office_is_vaucluse() -> None:
    office = catalogue.default_office()
    assert (office.code, office.department, office.time_zone) == (
        "vaucluse",
        "Vaucluse",
        "Europe/Paris",
    )
    assert (office.counters, office.slot_minutes, office.hold_minutes) == (3, 15, 5)
    assert len(office.openings) == 3 * 5 + 2 * 3
    assert office.rules.departments == ("84",)


def test_importing_the_catalogue_brings_nothing_heavy() -> None:
    heavy = ["pydantic", "sqlmodel", "textual", "holidays", "phonenumbers", "email_validator"]
    program = (
        "import sys, rdv_tui.catalogue as c; c.situations(); c.default_office();"
        "import rdv_tui.domain.applicant, rdv_tui.domain.calendar;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def _broken(change: Callable[[Any], None], folder: Path) -> UsageError:
    content = json.loads((SHIPPED / "situations.json").read_bytes())
    change(content)
    path = folder / "situations.json"
    path.write_text(json.dumps(content))
    with pytest.raises(UsageError) as found:
        read_guide(path)
    assert found.value.code == "bad_catalogue"
    assert "situations.json" in found.value.message
    return found.value


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda c: c["situations"][2].pop("label"), ["n° 3 (ENTREPRENEUR)", "« label »", "manque"]),
        (lambda c: c["situations"][2].update(label=3), ["(ENTREPRENEUR)", "« label »", "un texte"]),
        (lambda c: c["situations"][0].update(route="fax"), ["(SALARIE)", "« route »", "fax"]),
        (lambda c: c["situations"][0].update(colour="x"), ["(SALARIE)", "« colour »"]),
        (
            lambda c: c["situations"][0]["permit_kinds"].append("ROSE"),
            ["(SALARIE)", "« permit_kinds »", "ROSE"],
        ),
        (lambda c: c["situations"][0]["documents"].append(1), ["(SALARIE)", "« documents »"]),
        (
            lambda c: c["situations"].append(c["situations"][0]),
            ["(SALARIE)", "« code »", "deux fois"],
        ),
        (lambda c: c["permit_kinds"][1].update(cover="maybe"), ["(CST)", "« cover »"]),
        (lambda c: c["common_documents"][0].update(verified="oui"), ["(C01)", "« verified »"]),
        (lambda c: c.update(as_of="hier"), ["« as_of »", "une date (2026-11-23)"]),
        (lambda c: c.pop("sources"), ["« sources »", "manque"]),
        (lambda c: c["situations"][-1].update(advice=""), ["« advice »"]),
    ],
)
def test_a_wrong_guide_is_named_to_the_field(
    change: Callable[[Any], None], named: list[str], tmp_path: Path
) -> None:
    error = _broken(change, tmp_path)
    for part in named:
        assert part in error.message, error.message
    assert "\n" not in error.message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"as_of": '])
def test_a_guide_that_is_no_json_is_told_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "situations.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"situations\.json"):
        read_guide(path)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("84007;Avignon;84000", ["ligne 2", "3 colonnes"]),
        ("84007,Avignon,8400", ["ligne 2", "« postal_code »"]),
        ("84007,,84000", ["ligne 2", "« name »"]),
        ("84007,Avignon,84000\n84007,Avignon,84000", ["ligne 3", "ligne 2"]),
    ],
)
def test_a_wrong_table_is_named_to_the_line(line: str, named: list[str], tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text(f"insee,name,postal_code\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as found:
        read_communes(path)
    for part in named:
        assert part in found.value.message
    path.write_text("nom,code\n", encoding="utf-8")
    with pytest.raises(UsageError, match="ligne 1"):
        read_countries(path)
