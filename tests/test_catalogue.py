"""The data shipped with the program, and what is said of data that is wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, time as hour
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, strategies as st

from rdv_tui import catalogue
from rdv_tui.catalogue.guide import read_guide
from rdv_tui.catalogue.tables import read_communes, read_countries
from rdv_tui.domain.office import Closure, Opening
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


OFFICE_FAULTS = [
    ("counters = 3", "counters = 0", ["« counters »"]),
    ("counters = 3", 'counters = "trois"', ["« counters »", "un nombre entier"]),
    ("counters = 3", "counters = 2", ["openings n° 1", "« counters »", "de 1 à 2"]),
    ("slot_minutes = 15", "slot_minutes = -5", ["« slot_minutes »"]),
    ("counters = 3", "counters = 100", ["« counters »", "entre 1 et 99"]),
    ("slot_minutes = 15", "slot_minutes = 241", ["« slot_minutes »", "entre 5 et 240"]),
    ("horizon_weeks = 8", "horizon_weeks = 53", ["« horizon_weeks »", "entre 1 et 52"]),
    ("hold_minutes = 5", "hold_minutes = 999999999999", ["« hold_minutes »", "entre 1 et 60"]),
    ("late_fee_eur = 180", "late_fee_eur = 999999", ["rules", "« late_fee_eur »"]),
    ("slot_minutes = 15", "slot_minutes = 99999999999999999999", ["« slot_minutes »"]),
    ("slot_minutes = 15", "", ["« slot_minutes »", "manque"]),
    ("slot_minutes = 15", "slot_minuts = 15", ["« slot_minuts »", "n'existe pas"]),
    ("Europe/Paris", "Europe/Avignon", ["« time_zone »", "Europe/Avignon"]),
    ("Europe/Paris", "../../etc/passwd", ["« time_zone »"]),
    ('departments = ["84"]', 'departments = ["Vaucluse"]', ["rules", "« departments »"]),
    ("late_fee_eur = 180", "late_fee_eur = -1", ["rules", "« late_fee_eur »"]),
    ('"vendredi"', '"friday"', ["openings n° 1", "« weekdays »"]),
    ("end = 12:00:00", "end = 08:00:00", ["openings n° 1", "« end »"]),
    ("end = 12:00:00", "end = 14:00:00", ["guichet 1 le lundi", "se croisent"]),
    ("start = 09:00:00", "start = 9", ["openings n° 1", "« start »"]),
    ('code = "vaucluse"', 'code = ""', ["« code »"]),
    ('code = "vaucluse"', "code = vaucluse", ["ligne 4, colonne 8"]),
]


def _absurd(name: str) -> dict[str, Any]:
    return {name: 10**12}


def test_every_number_of_an_office_has_bounds(tmp_path: Path) -> None:
    office = catalogue.default_office()
    figures = [name for name, value in asdict(office).items() if type(value) is int]
    rules = [name for name, value in asdict(office.rules).items() if type(value) is int]
    for changed in (
        *(replace(office, **_absurd(name)) for name in figures),
        *(replace(office, rules=replace(office.rules, **_absurd(name))) for name in rules),
    ):
        path = tmp_path / "bureau.toml"
        path.write_text(catalogue.office_text(changed), encoding="utf-8")
        with pytest.raises(UsageError, match="entre"):
            catalogue.load_office(path)
    assert len(figures) > 10
    assert len(rules) > 5


@pytest.mark.parametrize(("before", "after", "named"), OFFICE_FAULTS)
def test_a_wrong_office_is_named_to_the_field(
    before: str, after: str, named: list[str], tmp_path: Path
) -> None:
    content = (SHIPPED / "office.toml").read_text(encoding="utf-8")
    assert before in content
    path = tmp_path / "bureau.toml"
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UsageError) as found:
        catalogue.load_office(path)
    assert found.value.code == "bad_office_file"
    for part in ("bureau.toml", *named):
        assert part in found.value.message, found.value.message


def test_the_shipped_office_is_written_as_short_as_a_person_would(tmp_path: Path) -> None:
    office = catalogue.default_office()
    text = catalogue.office_text(office)
    assert text.count("[[openings]]") == (SHIPPED / "office.toml").read_text().count("[[openings]]")
    path = tmp_path / "bureau.toml"
    path.write_text(text, encoding="utf-8")
    assert catalogue.load_office(path) == office


@st.composite
def weekly_openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    """Openings of three counters that do not cross: a morning, an afternoon, or both."""
    found = []
    for counter, weekday in draw(
        st.sets(st.tuples(st.integers(1, 3), st.integers(0, 6)), min_size=1, max_size=10)
    ):
        since, until = draw(st.sampled_from(VALID))
        for start, end in draw(st.sampled_from([HALVES[:1], HALVES[1:], HALVES])):
            found.append(Opening(counter, weekday, start, end, since, until))
    return tuple(found)


HALVES = [(hour(9), hour(12)), (hour(13, 15), hour(16))]
VALID = [
    (None, None),
    (date(2027, 1, 4), None),
    (None, date(2027, 6, 30)),
    (date(2027, 1, 4), date(2027, 6, 30)),
]
NAMED_FIELDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: bool(text.strip())
)


@given(
    openings=weekly_openings(),
    bureau=NAMED_FIELDS,
    address=st.lists(NAMED_FIELDS, min_size=1, max_size=4).map(tuple),
    closures=st.lists(
        st.builds(
            Closure,
            st.just(date(2027, 5, 7)),
            st.just(date(2027, 5, 8)),
            NAMED_FIELDS,
            st.none() | st.integers(1, 3),
            st.none() | st.just(hour(10)),
            st.none() | st.just(hour(12)),
        ),
        max_size=3,
    ).map(tuple),
)
def test_whatever_an_office_is_its_file_says_it_again(
    openings: tuple[Opening, ...],
    bureau: str,
    address: tuple[str, ...],
    closures: tuple[Closure, ...],
) -> None:
    office = replace(
        catalogue.default_office(),
        openings=openings,
        bureau=bureau,
        address=address,
        closures=closures,
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bureau.toml"
        path.write_text(catalogue.office_text(office), encoding="utf-8", newline="")
        again = catalogue.load_office(path)
    assert sorted(again.openings, key=repr) == sorted(openings, key=repr)
    assert replace(again, openings=openings) == office


def test_a_missing_office_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.toml"):
        catalogue.load_office(tmp_path / "absent.toml")


def _with_closure(folder: Path, lines: str) -> Path:
    path = folder / "bureau.toml"
    content = (SHIPPED / "office.toml").read_text(encoding="utf-8")
    path.write_text(f"{content}\n[[closures]]\n{lines}\n", encoding="utf-8")
    return path


def test_closures_are_read(tmp_path: Path) -> None:
    path = _with_closure(
        tmp_path,
        'first = 2027-05-07\nlast = 2027-05-08\nreason = "Pont"\ncounter = 2\nend = 12:00:00',
    )
    assert catalogue.load_office(path).closures == (
        Closure(date(2027, 5, 7), date(2027, 5, 8), "Pont", 2, None, hour(12)),
    )


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ('first = 2027-05-07\nlast = 2027-05-06\nreason = "Pont"', "last"),
        ('first = 2027-05-07\nlast = 2027-05-07\nreason = " "', "reason"),
        ('first = 2027-05-07\nlast = 2027-05-07\nreason = "Pont"\ncounter = 4', "counter"),
        (
            'first = 2027-05-07\nlast = 2027-05-07\nreason = "x"\nstart = 12:00:00\nend = 09:00:00',
            "end",
        ),
    ],
)
def test_a_wrong_closure_is_named(lines: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as found:
        catalogue.load_office(_with_closure(tmp_path, lines))
    assert "closures n° 1" in found.value.message
    assert f"« {field} »" in found.value.message


@pytest.mark.parametrize(
    ("kind", "nationality", "asked"),
    [
        ("CRA1", "MA", True),
        ("CRA10", "DZ", False),
        ("CST", "DZ", True),
        ("CST", "MA", False),
        ("CR", "TN", False),
        ("CS-UE", "IT", False),
        ("CS-UE", "BR", True),
        ("CS-FUE", "BR", False),
        ("AR-5ANS", "US", False),
        ("VLS-TS", "DZ", False),
        ("CRA1", "", False),
    ],
)
def test_a_permit_of_other_nationals_is_asked_about(
    kind: str, nationality: str, asked: bool
) -> None:
    assert GUIDE.permit_kind(kind).contradicts(nationality) == asked


def test_nationalities_of_permits_are_countries() -> None:
    known = {country.code for country in catalogue.countries()}
    for kind in GUIDE.permit_kinds:
        assert {*kind.held_by, *kind.not_held_by} <= known
