"""The guide: by words or by questions, everyone gets to the right situation."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rdv_tui.catalogue import situations
from rdv_tui.domain.guide import (
    IN_TIME,
    NO_PERMIT,
    TOO_EARLY,
    TOO_LATE,
    GuideAnswers,
    Question,
    Topic,
    narrow,
    next_question,
)
from rdv_tui.domain.guide_search import GuideIndex
from rdv_tui.domain.situations import Catalogue, Ground, Route, Situation

KNOWN = situations()
INDEX = GuideIndex(KNOWN)
CODES = [situation.code for situation in KNOWN.situations]


def codes(typed: str) -> list[str]:
    return [situation.code for situation in INDEX.search(typed).situations]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("conjointe de Français, carte d'un an", "FAMILLE_FRANCAIS"),
        ("récépissé étudiant", "ETUDIANT"),
        ("RECEPISSE ETUDIANTE", "ETUDIANT"),
        ("étudiant tunisien", "ETUDIANT"),
        ("étudiante algérienne", "ETUDIANT"),
        ("algérien salarié", "CRA1_SALARIE"),
        ("salariée algérienne", "CRA1_SALARIE"),
        ("conjoint algérien de français", "FAMILLE_FRANCAIS"),
        ("je suis marocaine mariée avec un Français", "FAMILLE_FRANCAIS"),
        ("père d'un enfant français", "FAMILLE_FRANCAIS"),
        ("tunisien salarié", "SALARIE"),
        ("CDI", "SALARIE"),
        ("cdd", "TRAVAILLEUR_TEMPORAIRE"),
        ("intérim", "TRAVAILLEUR_TEMPORAIRE"),
        ("auto-entrepreneur", "ENTREPRENEUR"),
        ("fac", "ETUDIANT"),
        ("master", "ETUDIANT"),
        ("malade", "SOINS"),
        ("pacsée", "VPF_LIENS"),
        ("carte perdue", "DUPLICATA"),
        ("naturalisation", "NATURALISATION"),
        ("renouvellement certificat algérien 10 ans", "CRA10_RENOUVELLEMENT"),
        ("carte de résident dix ans", "CR_PREMIERE"),
        ("renouvellement carte de résident 10 ans", "CR_RENOUVELLEMENT"),
        ("anglais", "BREXIT"),
        ("ase avant seize ans", "ASE_AVANT_16"),
        ("violences conjugales", "PROTECTION_VICTIME"),
        ("carte expirée depuis plus de six mois", "HORS_DELAI_6_MOIS"),
        ("L.423-23", "VPF_LIENS"),
        ("demandeur d'asile", "DEMANDE_ASILE"),
        ("attestation de demande d'asile", "DEMANDE_ASILE"),
        ("réfugié", "PROTECTION_INTERNATIONALE"),
        ("protection temporaire", "PROTECTION_TEMPORAIRE"),
        ("ukrainien", "PROTECTION_TEMPORAIRE"),
        ("renouveler récépissé", "RECEPISSE"),
        ("récépissé perdu", "RECEPISSE"),
        ("enfant né en france", "DCEM"),
        ("autorisation provisoire", "APS"),
        ("conjoint de français violences", "PROTECTION_VICTIME"),
        ("retirer ma carte", "REMISE_TITRE"),
        ("étudiant vers salarié", "CHANGEMENT_STATUT"),
        ("oqtf", "REFUS_OQTF"),
        ("refus de titre", "REFUS_OQTF"),
        ("permis de conduire", "PERMIS_CARTE_GRISE"),
        ("déménagement", "CHANGEMENT_ADRESSE"),
        ("carte volée", "DUPLICATA"),
        ("monégasque", "MONACO_ANDORRE"),
    ],
)
def test_what_people_say_leads_to_their_situation(typed: str, first: str) -> None:
    assert codes(typed)[0] == first


@pytest.mark.parametrize("situation", KNOWN.situations, ids=lambda one: one.code)
def test_every_situation_is_found_by_its_label_and_by_each_of_its_words(
    situation: Situation,
) -> None:
    assert codes(situation.label)[0] == situation.code
    assert situation.words
    for word in situation.words:
        assert situation.code in codes(word), word


def test_each_word_narrows_what_was_found() -> None:
    algerian, both = codes("algérien"), codes("algérien commerçant")
    assert set(both) < set(algerian)
    assert both == ["CRA1_COMMERCANT"]


def test_results_come_while_a_word_is_being_typed() -> None:
    sentence = "conjointe de Français, récépissé"
    for end in range(len("conj"), len(sentence) + 1):
        assert "FAMILLE_FRANCAIS" in codes(sentence[:end]), sentence[:end]


@pytest.mark.parametrize(
    "typed", ["renouvellement", "tunisien", "turque", "titre expiré", "ma carte"]
)
def test_words_that_go_with_any_situation_alone_lead_to_none(typed: str) -> None:
    result = INDEX.search(typed)
    assert (result.situations, result.is_vague, result.is_sure) == ((), True, False)


@pytest.mark.parametrize("typed", ["1 an", "10 ans", "dix ans"])
def test_a_length_of_time_alone_lists_situations_and_is_sure_of_none(typed: str) -> None:
    result = INDEX.search(typed)
    assert result.situations
    assert not result.is_sure


def test_nothing_typed_finds_nothing() -> None:
    assert codes("") == codes("  ,  ") == []


def test_an_unknown_word_is_said_and_makes_no_answer_sure() -> None:
    assert INDEX.search("zorglub").unknown == ("zorglub",)
    both = INDEX.search("Zorglub étudiant")
    assert codes("zorglub étudiant") == codes("étudiant")
    assert (both.unknown, both.is_sure) == (("Zorglub",), False)


def test_words_that_no_situation_has_together_are_sure_of_none() -> None:
    result = INDEX.search("visiteur malade apatride")
    assert result.is_partial
    assert not result.is_sure


def test_a_spelling_is_forgiven_and_said() -> None:
    result = INDEX.search("etudient en mastre")
    assert result.meant == (("etudient", "étudiant"), ("mastre", "master"))
    assert result.situations[0].code == "ETUDIANT"
    assert not result.is_sure


@pytest.mark.parametrize("nationality", ["marocain", "tunisienne", "sénégalais", "népalaise"])
@pytest.mark.parametrize("ground", ["salarié", "commerçant", "vie privée", "travail"])
def test_only_an_algerian_is_offered_an_algerian_certificate(nationality: str, ground: str) -> None:
    kinds = [s.permit_kinds for s in INDEX.search(f"{nationality} {ground}").situations]
    assert kinds
    assert not [held for held in kinds if held and all(code.startswith("CRA") for code in held)]
    algerian = INDEX.search(f"algérien {ground}").situations[0]
    assert set(algerian.permit_kinds) == {"CRA1"}


@pytest.mark.parametrize("typed", ["[/x]", "\x00\u202e", "%s {0}", "a" * 300, "٣ ans", "é" * 40])
def test_hostile_text_is_only_text(typed: str) -> None:
    assert set(codes(typed)) <= set(CODES)


def ways(
    catalogue: Catalogue, answers: GuideAnswers, *, expiry_known: bool = False
) -> Iterator[GuideAnswers]:
    """Yield every way through the questions, to its end."""
    question = next_question(catalogue, answers, expiry_known=expiry_known)
    if question is None:
        yield answers
        return
    for answer in question.answers:
        further = {**answers, question.topic: answer.code}
        assert [s.code for s in narrow(catalogue, further)] == list(answer.situations)
        yield from ways(catalogue, further, expiry_known=expiry_known)


def test_every_situation_is_reached_in_four_questions_and_nobody_is_left_without() -> None:
    reached = set()
    for answers in ways(KNOWN, {}):
        assert len(answers) <= 4, answers
        [situation] = narrow(KNOWN, answers)
        reached.add(situation.code)
    assert reached == set(CODES)


def test_a_known_expiry_is_not_asked_for() -> None:
    for answers in ways(KNOWN, {}, expiry_known=True):
        assert Topic.EXPIRY not in answers
        assert len(narrow(KNOWN, answers)) == 1


def asked(answers: GuideAnswers) -> Question:
    question = next_question(KNOWN, answers)
    assert question is not None
    return question


def test_nationality_is_asked_only_of_those_with_a_european_card() -> None:
    for answers in ways(KNOWN, {}):
        assert (Topic.NATIONALITY in answers) == (answers[Topic.PERMIT] == "european")


def test_expiry_is_asked_only_of_those_whom_the_desk_serves() -> None:
    for answers in ways(KNOWN, {}):
        before: GuideAnswers = {
            topic: code for topic, code in answers.items() if topic != Topic.EXPIRY
        }
        [situation] = narrow(KNOWN, before)
        assert (Topic.EXPIRY in answers) == (situation.route is Route.IN_PERSON)


def test_the_answers_about_expiry() -> None:
    employee: GuideAnswers = {
        Topic.PERMIT: "one_year",
        Topic.GROUND: "work",
        Topic.SITUATION: "SALARIE",
    }
    question = asked(employee)
    assert [answer.code for answer in question.answers] == [IN_TIME, TOO_EARLY, TOO_LATE]
    for code, led_to in ((IN_TIME, "SALARIE"), (TOO_EARLY, TOO_EARLY), (TOO_LATE, TOO_LATE)):
        [situation] = narrow(KNOWN, {**employee, Topic.EXPIRY: code})
        assert situation.code == led_to


def test_being_too_early_is_not_offered_to_those_without_a_permit() -> None:
    left = {situation.code for situation in narrow(KNOWN, {Topic.PERMIT: NO_PERMIT})}
    assert {"PREMIERE_DEMANDE", "NATURALISATION", TOO_LATE} <= left
    assert TOO_EARLY not in left


def test_a_ground_that_leaves_one_situation_ends_the_questions() -> None:
    answers = {Topic.PERMIT: "one_year", Topic.GROUND: Ground.FRENCH_FAMILY.value}
    assert next_question(KNOWN, answers) is None
    assert [s.code for s in narrow(KNOWN, answers)] == ["FAMILLE_FRANCAIS"]


def test_an_office_with_situations_and_permits_of_its_own_has_no_dead_end() -> None:
    salaried = KNOWN.situation("SALARIE")
    own = tuple(
        replace(salaried, code=f"PROPRE_{rank}", permit_kinds=("NOUVEAU",)) for rank in range(12)
    )
    kept = tuple(s for s in KNOWN.situations if s.code not in (TOO_EARLY, TOO_LATE))
    office = replace(KNOWN, situations=kept + own)
    reached = {narrow(office, answers)[0].code for answers in ways(office, {})}
    assert reached == {s.code for s in office.situations}
