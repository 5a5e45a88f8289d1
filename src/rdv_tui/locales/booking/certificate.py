"""The words of the certificate of a failed search, and of its commands."""

from collections.abc import Mapping
from datetime import date, datetime

from rdv_tui.domain.failed_search import SearchFact
from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Office
from rdv_tui.errors import Refusal
from rdv_tui.locales import law
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.locales.delivery.letter import Note
from rdv_tui.locales.law_sentence import states
from rdv_tui.locales.numbers import counted

TITLE = "Attestation de recherche infructueuse"
DOCUMENT_TITLE = "Attestation {reference}"
DOCUMENT_SUBJECT = "Recherche d'un rendez-vous restée sans plage libre"
FILE_NAME = "attestation-{reference}.pdf"
REFERENCE = "Attestation n°"
PERSON = "Personne"
NUMBER = "Numéro étranger"
SITUATION = "Démarche"
A_RENEWAL = "Renouvellement d'un titre de séjour"
"""Stands for a situation that papers do not name."""
DAYS = "Dates recherchées"
RESULT = "Résultat"
RESULTS: Mapping[SearchFact, str] = {
    SearchFact.ALL_TAKEN: "aucune plage libre : toutes étaient prises",
    SearchFact.NOTHING_OPEN: "aucune plage libre : aucune n'était ouverte à la réservation",
    SearchFact.NONE_IN_TIME: "aucune plage libre avant la fin de validité du titre",
}
_FACTS: Mapping[SearchFact, str] = {
    SearchFact.ALL_TAKEN: "que toutes les plages ouvertes étaient prises",
    SearchFact.NOTHING_OPEN: "qu'aucune plage n'était ouverte à la réservation",
    SearchFact.NONE_IN_TIME: (
        "qu'aucune plage n'était libre jusqu'à la fin de validité du titre, le {last}"
    ),
}
STAMP = "Cachet du bureau"
MISSING = "▯ : signe que cette attestation ne peut imprimer. L'orthographe exacte est au dossier."

ROUTING_SHEET_INSTEAD = "Imprimez la fiche d'orientation (F6) : elle dit où faire la démarche."


def searched(at: datetime) -> str:
    """Say when the search was made."""
    return f"Recherche faite le {moment(at)}"


def certified(office: Office, fact: SearchFact, last: date) -> str:
    """Say what the office certifies, in one sentence."""
    bureau = office.bureau[:1].lower() + office.bureau[1:]
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    return (
        f"Le {bureau} de la {prefecture} atteste qu'une recherche de rendez-vous a été faite à "
        "cette date et à cette heure au guichet, et "
        f"{_FACTS[fact].format(last=plain_date(last))}."
    )


def days(first: date, last: date, fact: SearchFact) -> str:
    """Say which days were searched."""
    end = {
        SearchFact.ALL_TAKEN: ", dernier jour ouvert",
        SearchFact.NOTHING_OPEN: "",
        SearchFact.NONE_IN_TIME: ", fin de validité du titre",
    }[fact]
    return f"du {plain_date(first)} au {plain_date(last)} inclus{end}"


def keep() -> Note:
    """Say what to do with the paper."""
    return (
        "Gardez cette attestation.",
        (
            "Revenez chercher une plage : des places se libèrent et de nouvelles dates ouvrent. "
            "Demandez une attestation pour chaque recherche sans résultat, une autre semaine."
        ),
    )


def judge() -> Note:
    """Say what several certificates are good for."""
    return ("Si vous ne trouvez toujours rien.", law.JUDGE.say())


def no_permit() -> Note:
    """Say what the certificate is not."""
    return (
        "Cette attestation n'est ni une convocation, ni un récépissé, ni un titre de séjour.",
        "Elle est gratuite.",
    )


@states(60)
def privacy(office: Office) -> tuple[str, str, str]:
    """Tell who keeps what and why, whom to ask; apart, the right to object (RGPD 13, 21)."""
    prefecture = office.prefecture[:1].lower() + office.prefecture[1:]
    address = ", ".join(office.postal_address)
    kept = counted(office.rules.retention_months, "mois")
    return (
        "Vos données.",
        (
            f"La {prefecture} garde le double de cette attestation (mission d'intérêt public, "
            f"article 6-1 e du RGPD) ; votre nom et votre numéro en sont effacés {kept} après. "
            "Accès, rectification, limitation : écrivez à la préfecture "
            f"({address}). Contact pour ces questions : {office.privacy_contact}. Vous pouvez "
            "aussi saisir la CNIL (cnil.fr)."
        ),
        law.OBJECTION.say(),
    )


def slots_exist(start: datetime) -> Refusal:
    """Refuse to certify that nothing is free when something is."""
    return Refusal(
        "slots_exist",
        f"Une plage est libre : {moment(start)}. Aucune attestation ne peut être établie.",
        "Proposez cette plage, même lointaine.",
    )


def unknown_search(text: str) -> Refusal:
    """Refuse a number under which nothing was certified."""
    return Refusal(
        "unknown_search",
        f"Aucune attestation ne porte le numéro « {clean_text(text)[:40]} ».",
        "Relisez le numéro sur l'attestation, par exemple 2026-000123.",
    )


# -- on the screens
OFFER = "a : attestation de recherche infructueuse, à remettre à la personne."
OFFER_HERE = "Aucune plage n'est libre. a : attestation de recherche infructueuse."
SITUATION_FIRST = "Dites d'abord la situation, à la première étape : l'attestation la nomme."
ASKING = "Recherche d'une plage libre…"
FORM_TITLE = "Pour qui est l'attestation ?"
FORM_FOOT = "L'attestation nomme la personne : c'est la preuve que le juge compte. F10 : établir."
FORM_LEAVE = "Revenir sans établir l'attestation ? Ce qui a été saisi ici sera effacé."
ISSUED_BEFORE = "{done} · déjà {count} avant, la dernière le {day}"

# -- on the command line
NUMBER_HELP = "Le numéro d'une attestation déjà établie, pour l'écrire de nouveau."
SITUATION_HELP = "Code de la situation, par exemple SALARIE : établit une attestation."
OUTPUT_HELP = "Où écrire le PDF ; - pour la sortie standard ; par défaut attestation-NUMÉRO.pdf."
FROM_HELP = "Premier jour, 2026-12-01 ; par défaut, que le dernier jour soit aujourd'hui."
FAMILY_NAME_HELP = "Le nom de famille de la personne, que l'attestation nomme."
GIVEN_NAMES_HELP = "Ses prénoms."
RESIDENT_NUMBER_HELP = "Son numéro étranger."
EXPIRES_HELP = "La fin de validité de son titre : atteste aussi que rien n'est libre avant elle."
PERSON_HELP = "Toutes les attestations d'une personne : son nom ou son numéro étranger."
NOBODY = "Aucune attestation au nom de « {person} »."
NUMBER_OR_SITUATION = (
    "Donnez --situation pour établir une attestation, ou le numéro d'une attestation établie."
)
WRITTEN = "Attestation {reference} écrite : {file}"
LINE = "{reference} : {at}, {situation}, {holder}"
UNNAMED = "personne non nommée"
NONE = "Aucune recherche infructueuse n'a été attestée ces jours-là."
WEEKS = "Par semaine, à partir du lundi :"
WEEK = "{monday} : {count}"
