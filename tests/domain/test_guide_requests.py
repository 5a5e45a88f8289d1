"""What people say at the counter, in their words, and where each request leads first."""

import pytest

from rdv_tui.catalogue import situations
from rdv_tui.domain.guide_search import GuideIndex
from rdv_tui.domain.situations import Route

INDEX = GuideIndex(situations())

# At the counter, or online: a situation of the catalogue.
SAID = {
    "je travaille en cdi": "SALARIE",
    "marocain salarié": "SALARIE",
    "travailler": "SALARIE",
    "je suis embauchée": "SALARIE",
    "intérim": "TRAVAILLEUR_TEMPORAIRE",
    "je suis à mon compte": "ENTREPRENEUR",
    "micro-entreprise": "ENTREPRENEUR",
    "on est pacsés": "VPF_LIENS",
    "je suis arrivé avant 13 ans": "VPF_AVANT_13_ANS",
    "régularisée par le travail": "AES_SALARIE",
    "algérien en cdi": "CRA1_SALARIE",
    "commerçante algérienne": "CRA1_COMMERCANT",
    "algérien 10 ans": "CRA10_RENOUVELLEMENT",
    "certificat algérien dix ans": "CRA10_RENOUVELLEMENT",
    "renouveler ma carte de résident de 10 ans": "CR_RENOUVELLEMENT",
    "première carte de résident": "CR_PREMIERE",
    "je suis anglaise, carte brexit": "BREXIT",
    "le site anef est bloqué": "SUBSTITUTION_ANEF",
    "étudiante sénégalaise": "ETUDIANT",
    "je suis en alternance": "ETUDIANT",
    "jeune diplômé": "RECE",
    "passeport talent": "TALENT",
    "sans travailler": "VISITEUR",
    "les vendanges": "SAISONNIER",
    "conjointe": "FAMILLE_FRANCAIS",
    "je suis mariée à un Français": "FAMILLE_FRANCAIS",
    "mère d'un enfant français": "FAMILLE_FRANCAIS",
    "mon mari est italien": "FAMILLE_UE",
    "mon mari est violent": "PROTECTION_VICTIME",
    "réfugié": "PROTECTION_INTERNATIONALE",
    "apatride": "CR_APATRIDE",
    "on m'a volé ma carte": "DUPLICATA",
    "changer d'adresse": "CHANGEMENT_ADRESSE",
    "voyager avec mon enfant": "DCEM",
    "expiré depuis plus de six mois": "HORS_DELAI_6_MOIS",
    "licenciée": "SALARIE",
    "je cherche du travail": "SALARIE",
    "mon mari est français": "FAMILLE_FRANCAIS",
    "papa d'un enfant français": "FAMILLE_FRANCAIS",
    "mon visa étudiant arrive à échéance": "ETUDIANT",
    "autoentrep": "ENTREPRENEUR",
    "je viens d'arriver en France": "VLSTS_VALIDATION",
    "je dois signer le CIR": "VLSTS_VALIDATION",
    "mon fils": "DCEM",
}
# Nobody's situation at this desk: who does it.
ELSEWHERE = {
    "asile": "DEMANDE_ASILE",
    "demandeur d'asile": "DEMANDE_ASILE",
    "ukrainienne protection temporaire": "PROTECTION_TEMPORAIRE",
    "ukrainien": "PROTECTION_TEMPORAIRE",
    "permis de conduire": "PERMIS_CARTE_GRISE",
    "carte grise": "PERMIS_CARTE_GRISE",
    "carte d'identité": "PERMIS_CARTE_GRISE",
    "ma carte est prête": "REMISE_TITRE",
    "remise de titre": "REMISE_TITRE",
    "récépissé expiré": "RECEPISSE",
    "renouveler mon récépissé": "RECEPISSE",
    "attestation de prolongation": "ATTESTATION_ANEF",
    "j'ai une oqtf": "REFUS_OQTF",
    "j'ai perdu ma convocation": "CONVOCATION_PERDUE",
    "je ne trouve pas mon numéro étranger": "NUMERO_ETRANGER",
    "faire venir ma femme": "REGROUPEMENT_DEMANDE",
    "j'habite à Marseille": "HORS_DEPARTEMENT",
    "devenir français": "NATURALISATION",
    "mon récépissé arrive à expiration": "RECEPISSE",
    "ofpra": "DEMANDE_ASILE",
    "recours à la cnda": "DEMANDE_ASILE",
    "je suis débouté": "DEMANDE_ASILE",
    "prêtre": "RENTE_ANCIEN_COMBATTANT",
    "ancien militaire": "RENTE_ANCIEN_COMBATTANT",
}
MISSPELT = {
    "etudient": ("ETUDIANT", "étudiant"),
    "salarier": ("SALARIE", "salarié"),
    "regrupement familiale": ("REGROUPEMENT_FAMILIAL", "regroupement"),
    "renouvelement carte de résident 10 ans": ("CR_RENOUVELLEMENT", "renouvellement"),
    "vizitteur": ("VISITEUR", "visiteur"),
    "naturalization": ("NATURALISATION", "naturalisation"),
    "refugier": ("PROTECTION_INTERNATIONALE", "réfugié"),
    "demandeur d'asille": ("DEMANDE_ASILE", "asile"),
    "comercant algerein": ("CRA1_COMMERCANT", "commerçant"),
    "stajiaire": ("STAGIAIRE", "stagiaire"),
    "britanique": ("BREXIT", "britannique"),
    "dupplicata": ("DUPLICATA", "duplicata"),
    "demenagment": ("CHANGEMENT_ADRESSE", "déménagement"),
    "aprentissage": ("ASE_16_18", "apprentissage"),
    "recipissé perdu": ("RECEPISSE", "récépissé"),
}
# Written in one word or with a letter more, and needing no question.
JOINED = {"autoentrepreneur": "ENTREPRENEUR", "microentreprise": "ENTREPRENEUR"}


@pytest.mark.parametrize(("typed", "code"), (SAID | ELSEWHERE | JOINED).items())
def test_a_request_leads_first_where_it_belongs(typed: str, code: str) -> None:
    result = INDEX.search(typed)
    assert [one.code for one in result.situations][:1] == [code]


@pytest.mark.parametrize(("typed", "code", "meant"), [(t, *m) for t, m in MISSPELT.items()])
def test_a_misspelt_request_leads_there_and_asks_what_was_meant(
    typed: str, code: str, meant: str
) -> None:
    result = INDEX.search(typed)
    assert result.situations[0].code == code
    assert meant in [right for _, right in result.meant]
    assert not result.is_sure


@pytest.mark.parametrize("typed", ELSEWHERE)
def test_what_no_counter_of_this_desk_does_says_who_does_it(typed: str) -> None:
    situation = INDEX.search(typed).situations[0]
    assert situation.route in {Route.ELSEWHERE, Route.BY_POST}
    assert situation.advice


@pytest.mark.parametrize(
    "typed",
    [
        "visa",
        "mon visa arrive à expiration",
        "CST",
        "carte pluriannuelle",
        "20 ans",
        "trente ans",
        "en France depuis dix ans",
        "ma carte arrive à échéance",
        "je vis ici depuis vingt ans",
    ],
)
def test_what_goes_with_many_situations_is_said_and_is_sure_of_none(typed: str) -> None:
    result = INDEX.search(typed)
    assert not result.is_sure
    assert result.is_vague


def test_an_algerian_certificate_comes_after_what_is_as_near_unless_algeria_is_named() -> None:
    assert INDEX.search("trente ans de présence").situations[0].code == "PREMIERE_DEMANDE"
    named = INDEX.search("algérien, trente ans de présence")
    assert named.situations[0].code == "CRA1_VPF"
