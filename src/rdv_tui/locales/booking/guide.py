"""The words of the situation guide: its questions, its answers, and what it leads to."""

from collections.abc import Mapping

from rdv_tui.domain.guide import IN_TIME, NO_PERMIT, OTHER_PERMIT, TOO_EARLY, TOO_LATE, Topic
from rdv_tui.domain.guide_search import GuideResult
from rdv_tui.domain.office import Rules
from rdv_tui.domain.situations import Ground, Route
from rdv_tui.locales import law, screens as screen_fr

HEADING = "Ma démarche"
TITLE = "Ma démarche en fonction de ma situation"
SEARCH = "Rechercher"
SEARCH_HINT = "étudiant, conjointe de Français, algérien salarié…"
SEARCH_OR_ASK = "Tapez quelques mots, ou répondez aux questions (↓)."
FOUND = "{count} situations · ↓ ↑ choisir, Entrée valider"
FOUND_ONE = "1 situation · Entrée valider"
FOUND_NONE = "Aucune situation n'a ces mots. Effacez-les pour répondre aux questions."
NO_SITUATION = "Aucune situation n'a ces mots."
SEE_GUIDE = "F6 : ma démarche."
UNKNOWN_WORD = "Mot inconnu : {words}."
UNKNOWN_WORDS = "Mots inconnus : {words}."
MEANT = "{typed} : vouliez-vous dire {meant} ?"
NOT_TOGETHER = "Aucune situation n'a tous ces mots."
VAGUE = "Ces mots vont avec bien des situations : ajoutez le motif du séjour."
WORDS_HELP = "La demande en quelques mots : étudiant tunisien, carte perdue, asile…"
LEADS_TO = "Mène à"
TRAIL = " › "

QUESTIONS: Mapping[Topic, str] = {
    Topic.PERMIT: "Quel titre la personne détient-elle ?",
    Topic.NATIONALITY: "Quelle est sa nationalité ?",
    Topic.GROUND: "Sur quoi repose son séjour en France ?",
    Topic.SITUATION: "Laquelle de ces situations est la sienne ?",
    Topic.EXPIRY: "Quand son titre expire-t-il ?",
}

_PERMITS: Mapping[str, str] = {
    "visa": "Visa de long séjour valant titre de séjour (VLS-TS)",
    "one_year": "Carte de séjour d'un an au plus",
    "several_years": "Carte pluriannuelle : deux, trois ou quatre ans",
    "ten_years": "Carte de résident (dix ans, permanente) ou de retraité",
    "algerian": "Algérien : certificat de résidence d'un an ou de dix ans",
    "european": "Carte d'Européen, de sa famille, ou de Britannique",
    OTHER_PERMIT: "Document de mineur, de voyage, duplicata, nouvelle adresse",
    NO_PERMIT: "Aucun titre valable, ou une autre demande",
}
_NATIONALITIES: Mapping[str, str] = {
    "european": "Elle est citoyenne de l'Union, de l'EEE ou de la Suisse",
    "european_family": "Elle est de la famille d'un tel citoyen",
    "british": "Elle est britannique, ou de la famille d'un Britannique",
}
_GROUNDS: Mapping[str, str] = {
    Ground.WORK: "Travail : salarié, entrepreneur, saisonnier, talent",
    Ground.STUDIES: "Études, stage, recherche d'emploi après le diplôme",
    Ground.PRIVATE_LIFE: "Vie privée et familiale, regroupement, ancien mineur de l'ASE",
    Ground.FRENCH_FAMILY: "Famille de Français : conjoint, parent, enfant, ascendant",
    Ground.EUROPEAN_FAMILY: "Européen ou famille d'un Européen",
    Ground.PROTECTION: "Protection : réfugié, apatride, victime de violences",
    Ground.HEALTH: "Santé",
    Ground.RETIREMENT: "Retraite",
    Ground.OTHER: "Autre : visiteur, au pair, carte de dix ans, retrait, récépissé",
}
_EXPIRIES: Mapping[str, str] = {
    IN_TIME: "Dans les {opens} mois, ou depuis moins de {closes} mois",
    TOO_EARLY: "Dans plus de {opens} mois",
    TOO_LATE: "Il a expiré il y a plus de {closes} mois",
}


def remark(result: GuideResult) -> str:
    """Return what nobody may overlook of a result, empty when all of its words were found."""
    quoted = [f"« {word} »" for word in result.unknown]
    parts = [
        MEANT.format(typed=f"« {typed} »", meant=f"« {meant} »") for typed, meant in result.meant
    ]
    if quoted:
        sentence = UNKNOWN_WORD if len(quoted) == 1 else UNKNOWN_WORDS
        parts.append(sentence.format(words=", ".join(quoted)))
    if result.is_vague:
        parts.append(VAGUE)
    elif result.is_partial:
        parts.append(NOT_TOGETHER)
    return " ".join(parts)


def answer_label(topic: Topic, code: str, rules: Rules) -> str:
    """Return an answer in words; situations are answered by their own label, not known here."""
    known = {
        Topic.PERMIT: _PERMITS,
        Topic.NATIONALITY: _NATIONALITIES,
        Topic.GROUND: _GROUNDS,
        Topic.EXPIRY: _EXPIRIES,
    }
    label = known[topic][code]
    return label.format(opens=rules.opens_months_before, closes=rules.closes_months_after)


CHANNELS: Mapping[Route, str] = {
    Route.IN_PERSON: "Au guichet, sur rendez-vous",
    Route.ONLINE: "En ligne, sur l'ANEF",
    Route.BY_POST: "Par courrier",
    Route.ELSEWHERE: "Pas de rendez-vous ici",
}
CHANNELS_SHORT: Mapping[Route, str] = {
    Route.IN_PERSON: "guichet",
    Route.ONLINE: "en ligne",
    Route.BY_POST: "courrier",
    Route.ELSEWHERE: "ailleurs",
}

SAY = "À dire"
SENTENCES: Mapping[Route, str] = {
    Route.IN_PERSON: "« Votre demande se dépose ici, en personne, sur rendez-vous. »",
    Route.ONLINE: (
        "« Votre demande se fait sur internet, sur le site de l'ANEF. "
        "Vous n'avez pas de rendez-vous à prendre ici. »"
    ),
    Route.BY_POST: (
        "« Votre demande se fait par courrier. Vous n'avez pas de rendez-vous à prendre ici. »"
    ),
    Route.ELSEWHERE: (
        "« Votre demande ne se fait pas à ce guichet. Je vous donne une fiche qui dit où aller. »"
    ),
}
"""What is said to the person, as it is said."""
WHY = "Pourquoi"
WHY_IN_PERSON = "Le dossier se dépose en personne, au guichet, sur rendez-vous."
LEGAL_BASIS = "Base légale"
WINDOW = "Réservation"

WINDOW_DAYS = "Du {first} au {last} inclus, pour un titre valable jusqu'au {expires}."
FEE = "Timbres"
NOTE = "À savoir"
AS_OF = "Guide au"
TO_CONFIRM = screen_fr.TO_CONFIRM

BRING = "À apporter, originaux et copies"
ATTACH = "À joindre à la demande"
BRING_NOTHING = "Aucune pièce n'est listée pour cette démarche."
LIST_TO_CONFIRM = "Liste à confirmer par le bureau"

CHECKLIST = "Liste des pièces"
DOSSIER = "Demande à remplir"
DOSSIER_FILE = "dossier-de-demande.pdf"
ROUTING = "Fiche d'orientation"
CHECKLIST_FILE = "liste-des-pieces.pdf"
ROUTING_FILE = "fiche-orientation.pdf"
REFUSAL_FILE = "fiche-orientation-{at:%Y-%m-%d-%H%M%S}.pdf"
"""That of somebody who was turned away: it holds what they said, and no other's takes its place."""
BOOKABLE_HERE = "Entrée : réserver pour cette situation. i : imprimer la liste des pièces."
NOT_HERE = "Aucun rendez-vous à prendre ici. i : imprimer la fiche d'orientation."
PRINTING = "{paper} : impression en cours…"
PRINTED = "{paper} : envoyée à l'imprimante {printer}{job}."
READ_ONLY = "{paper} : rien n'est imprimé."
JOB = ", travail {job}"
SAVED_THERE = "{paper} : enregistrée dans {file}"
SAVED = "{paper} enregistrée : {file}. Non imprimée : {reason}"
STORE_NOT_OPEN = "La base des rendez-vous n'est pas ouverte : l'impression attend son ouverture."


def window(rules: Rules) -> str:
    """Return the booking window, which is the module's rule."""
    months = (rules.opens_months_before, rules.closes_months_after)
    return law.MODULE_WINDOW.say(opens=str(months[0]), closes=str(months[1]))
