"""The whole form: what becomes a person, and every wrong field told at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, strategies as st

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.problems import InvalidFields, Problem
from rdv_tui.locales.fields import LABELS, sentence

TODAY = date(2026, 11, 23)
GUIDE = catalogue.situations()
AMINA = {
    "family_name": "Ben Saïd",
    "given_names": "Amina",
    "birth_date": "3/7/85",
    "nationality": "ma",
    "foreign_resident_number": "84 12 34 56 78",
    "situation": "SALARIE",
    "permit_kind": "CST",
    "permit_expires": "31/01/2027",
    "postal_code": "84000",
    "commune": "avignon",
}


def _read(**changes: str) -> Applicant:
    return parse_applicant(
        {**AMINA, **changes}, GUIDE, catalogue.communes(), catalogue.countries(), TODAY
    )


def _problems(typed: Mapping[str, str]) -> Mapping[str, Problem]:
    with pytest.raises(InvalidFields) as found:
        parse_applicant(typed, GUIDE, catalogue.communes(), catalogue.countries(), TODAY)
    return found.value.problems


def _only_problem(**changes: str) -> tuple[str, Problem]:
    problems = _problems({**AMINA, **changes})
    assert len(problems) == 1, problems
    return next(iter(problems.items()))


def test_a_person_is_read_and_normalised() -> None:
    assert _read() == Applicant(
        family_name="Ben Saïd",
        given_names="Amina",
        birth_date=BirthDate(1985, 7, 3),
        nationality="MA",
        foreign_resident_number="8412345678",
        situation="SALARIE",
        permit_kind="CST",
        permit_expires=date(2027, 1, 31),
        postal_code="84000",
        commune="Avignon",
    )


def test_what_is_optional_is_kept_in_its_normal_form() -> None:
    person = _read(
        email="Amina@EXEMPLE.fr", phone="06 12 34 56 78", address="2 rue\nNeuve", language="AR"
    )
    assert (person.email, person.phone) == ("Amina@exemple.fr", "+33612345678")
    assert (person.address, person.language) == ("2 rue Neuve", "ar")


def test_some_people_have_one_name_only() -> None:
    assert _read(given_names=" \u200e").given_names == ""
    assert _only_problem(family_name=" ") == ("family_name", Problem("required"))


def test_an_empty_form_names_every_field_that_is_needed() -> None:
    problems = _problems({})
    assert set(problems) == set(AMINA) - {"given_names"}
    assert {problem.code for problem in problems.values()} == {"required"}


def test_every_wrong_field_is_named_at_once_in_the_form_s_order() -> None:
    problems = _problems(
        {
            **AMINA,
            "family_name": "123",
            "birth_date": "24/11/2026",
            "nationality": "XX",
            "foreign_resident_number": "84A",
            "situation": "PECHEUR",
            "permit_kind": "ROSE",
            "permit_expires": "31/02/2027",
            "postal_code": "8400",
            "commune": "",
            "email": "amina",
            "phone": "3430",
            "language": "xx",
        }
    )
    assert {name: problem.code for name, problem in problems.items()} == {
        "family_name": "no_letter",
        "birth_date": "in_future",
        "nationality": "unknown_country",
        "foreign_resident_number": "not_digits",
        "situation": "unknown_situation",
        "permit_kind": "unknown_kind",
        "permit_expires": "not_a_date",
        "postal_code": "not_a_postal_code",
        "commune": "required",
        "email": "not_an_email",
        "phone": "not_a_phone",
        "language": "unknown_language",
    }
    order = list(Applicant.__dataclass_fields__)
    assert list(problems) == sorted(problems, key=order.index)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("given_names", "---", "no_letter"),
        ("given_names", "a" * 151, "too_long"),
        ("address", "a" * 301, "too_long"),
        ("birth_date", "22/11/1906", "too_old"),
        ("nationality", "FRA", "unknown_country"),
        ("foreign_resident_number", "1111111111", "repeated_digit"),
        ("foreign_resident_number", "84123", "wrong_length"),
        ("permit_kind", "CR", "kind_not_allowed"),
        ("commune", "Atlantis", "unknown_commune"),
        ("commune", "Carpentras", "other_postal_code"),
        ("postal_code", "84999", "unknown_postal_code"),
        ("postal_code", "84905", "unknown_postal_code"),
    ],
)
def test_each_problem_has_its_code(field: str, typed: str, code: str) -> None:
    name, problem = _only_problem(**{field: typed})
    assert (name, problem.code) == (field, code)


def test_the_oldest_and_the_youngest_may_come() -> None:
    assert _read(birth_date="23/11/1906").birth_date == BirthDate(1906, 11, 23)
    assert _read(birth_date="2026-11-23").birth_date == BirthDate.on(TODAY)


def test_nine_digits_come_back_completed_to_be_confirmed() -> None:
    name, problem = _only_problem(foreign_resident_number="123456789")
    assert problem == Problem("needs_zero", {"completed": "0123456789"})
    assert "0123456789" in sentence(name, problem)


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("84450", "ST SATURNIN LES AVIGNON", "Saint-Saturnin-lès-Avignon"),
        ("84490", "St. Saturnin-lès-Apt", "Saint-Saturnin-lès-Apt"),
        ("84290", "Ste Cécile les Vignes", "Sainte-Cécile-les-Vignes"),
        ("84000", "AVIGNON CEDEX", "Avignon"),
        ("84000", "Avignon Cédex 09", "Avignon"),
    ],
)
def test_a_commune_is_found_as_bills_write_it(code: str, typed: str, kept: str) -> None:
    assert _read(postal_code=code, commune=typed).commune == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("XK", "XK"), ("xkx", "XK"), ("RKS", "XK"), ("XXA", "XXA"), ("XXB", "XXB"), ("SU", "SUHH")],
)
def test_people_without_a_country_have_a_nationality_to_give(typed: str, kept: str) -> None:
    person = _read(nationality=typed)
    assert person.nationality == kept
    assert catalogue.country_names()[kept]


def test_a_commune_is_found_however_it_is_typed() -> None:
    person = _read(postal_code="84 800", commune="l’isle sur la SORGUE")
    assert (person.postal_code, person.commune) == ("84800", "L'Isle-sur-la-Sorgue")
    assert _read(postal_code="84140", commune="Avignon").postal_code == "84140"


def test_another_department_is_well_formed_and_left_to_the_rules() -> None:
    person = _read(postal_code="13001", commune=" Marseille\t1er ")
    assert (person.postal_code, person.commune) == ("13001", "Marseille 1er")


def test_an_online_situation_is_well_formed_whatever_the_kind() -> None:
    assert _read(situation="CR_RENOUVELLEMENT", permit_kind="CST").permit_kind == "CST"


def test_every_situation_at_the_desk_takes_exactly_its_kinds() -> None:
    for situation in GUIDE.situations:
        if situation.route != "in_person":
            continue
        for kind in GUIDE.permit_kinds:
            typed = {**AMINA, "situation": situation.code, "permit_kind": kind.code}
            if kind.code in situation.permit_kinds:
                assert _read(**typed).permit_kind == kind.code
            else:
                assert _problems(typed)["permit_kind"].code == "kind_not_allowed"


def test_hostile_text_is_text() -> None:
    hostile = "[/b] [Dupont] [@click=app.quit]x\\"
    assert _read(family_name=hostile, given_names="{0} %s").family_name == hostile
    for field in AMINA:
        if field not in {"family_name", "given_names"}:
            name, problem = _only_problem(**{field: hostile})
            assert name == field
            assert sentence(name, problem).startswith(LABELS[field])


def test_every_sentence_says_the_field_and_what_to_do() -> None:
    seen: dict[str, str] = {}
    wrong = {"family_name": "a" * 200, "commune": "Apt", "birth_date": "1/1/1850"}
    for typed in ({}, {**AMINA, **wrong}, {**AMINA, "permit_kind": "CR", "language": "xx"}):
        for field, problem in _problems(typed).items():
            seen[field] = sentence(field, problem)
    assert "150" in seen["family_name"]
    assert "84400" in seen["commune"]
    assert "120" in seen["birth_date"]
    assert "carte de séjour temporaire" in seen["permit_kind"]
    for field, message in seen.items():
        assert message.startswith(f"{LABELS[field]}\N{NO-BREAK SPACE}: ")
        assert message.endswith(".")
        assert "{" not in message


FIELDS = tuple(Applicant.__dataclass_fields__)


@given(st.dictionaries(st.sampled_from(FIELDS), st.text()))
def test_no_text_breaks_the_form(typed: dict[str, str]) -> None:
    try:
        person = parse_applicant(
            {**AMINA, **typed}, GUIDE, catalogue.communes(), catalogue.countries(), TODAY
        )
    except InvalidFields as found:
        for field, problem in found.problems.items():
            assert sentence(field, problem).startswith(LABELS[field])
    else:
        assert person.birth_date.first_day <= TODAY
        assert len(person.foreign_resident_number) == 10
        assert person.family_name == person.family_name.strip() != ""


@pytest.mark.parametrize(
    ("typed", "civility"),
    [("", None), ("Mme", "MME"), ("madame", "MME"), ("M.", "M"), ("m", "M"), ("Monsieur", "M")],
)
def test_a_civility_is_read_in_any_writing(typed: str, civility: str | None) -> None:
    assert _read(civility=typed).civility == civility


def test_a_civility_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidFields) as refusal:
        _read(civility="docteur")
    assert refusal.value.problems["civility"].code == "unknown_civility"


@pytest.mark.parametrize(
    ("born", "day", "is_minor"),
    [
        (BirthDate(2008, 12, 1), date(2026, 11, 30), True),
        (BirthDate(2008, 12, 1), date(2026, 12, 1), False),
        (BirthDate(2008, 2, 29), date(2026, 2, 28), True),
        (BirthDate(2008, 2, 29), date(2026, 3, 1), False),
        (BirthDate(2008), date(2026, 12, 30), True),
        (BirthDate(2008), date(2026, 12, 31), False),
    ],
)
def test_a_minor_is_so_up_to_the_eve_of_the_eighteenth_birthday(
    born: BirthDate, day: date, is_minor: bool
) -> None:
    assert replace(_read(), birth_date=born).is_minor_on(day) is is_minor
