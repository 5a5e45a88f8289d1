"""What is said of erasing, exporting and objecting; and of the audit and its chain."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rdv_tui.locales.dates import plain_date
from rdv_tui.locales.numbers import counted

# -- help
PURGE = "Efface les personnes dont le délai de conservation est passé ; à lancer chaque nuit."
DRY_RUN = "Dit ce qui partirait, sans rien effacer."
EXPORT = "Tout ce qui est gardé sur une personne, en PDF à remettre, ou en JSON (--json)."
EXPORT_OUTPUT = "Le PDF à écrire ; « - » est la sortie standard."
ERASE = "Efface une personne avant le délai, sur sa demande ou sur décision."
REASON = "Le motif, sans nom ni numéro : il reste au journal."
CANCEL = "Annule d'abord le rendez-vous à venir et l'attente d'une place."
OPPOSE = (
    "Enregistre une opposition : efface le courriel, le téléphone et l'adresse, arrête les envois."
)
NUMBER = "Le numéro étranger : dix chiffres."

# -- a person
NUMBER_WRONG = "Le numéro étranger a dix chiffres."
NOBODY = "Rien n'est gardé sous ce numéro."
NOBODY_HINT = "Vérifiez le numéro ; une personne peut avoir été inscrite sous un autre."
TO_COME = "Cette personne a un rendez-vous à venir, ou attend une place."
TO_COME_HINT = "Annulez d'abord, ou ajoutez --cancel."
REASON_EMPTY = "Il manque le motif."
REASON_NAMES = "Le motif nomme la personne : il reste au journal, où elle n'a plus à être."
REASON_HINT = "Dites pourquoi, sans nom, numéro ni adresse."
ERASED = "La personne est effacée : {what}."
OPPOSED = (
    "Opposition enregistrée : courriel, téléphone et adresse effacés, plus aucun envoi. Le bureau "
    "doit y répondre ; pour effacer le reste : "
    "rdv-tui privacy erase."
)
EXPORTED = "Écrit dans {file}."
EXPORT_FILE = "donnees-{number}.pdf"
EXPORT_TITLE = "Données gardées sur une personne"
EXPORT_SUBJECT = "Droit d'accès"
EXPORT_INTRO = (
    "Tout ce que ce bureau garde sous le numéro étranger {number}, le {day}. À remettre à cette "
    "personne seule, après avoir vérifié qui elle est."
)
SECTIONS: Mapping[str, str] = {
    "appointments": "Rendez-vous",
    "messages": "Courriels",
    "prints": "Impressions",
    "calls": "Appels",
    "waiting": "Liste d'attente",
    "proposals": "Places proposées",
    "searches": "Recherches infructueuses",
    "walk_ins": "Visites sans rendez-vous",
    "acts": "Ce qui a été fait, et par qui",
}
COLUMNS: Mapping[str, str] = {
    "reference": "Référence",
    "status": "État",
    "start": "Date et heure",
    "counter": "Guichet",
    "channel": "Par",
    "common_name": "Nom d'usage",
    "civility": "Civilité",
    "booked_at": "Réservé (UTC)",
    "created_at": "Place retenue (UTC)",
    "arrived_at": "Arrivée (UTC)",
    "called_at": "Appel (UTC)",
    "ended_at": "Fin (UTC)",
    "served_at_counter": "Reçu au guichet",
    "missing": "Pièces manquantes",
    "cancel_reason": "Motif d'annulation",
    "recipient": "Destinataire",
    "kind": "Nature",
    "state": "État",
    "sent_at": "Envoyé (UTC)",
    "queued_at": "Préparé (UTC)",
    "facts": "Ce qu'il disait",
    "last_answer": "Réponse du serveur",
    "title": "Document",
    "printer": "Imprimante",
    "asked_at": "Demandé (UTC)",
    "asked_by": "Inscrit par",
    "held_by": "Agent",
    "agent": "Agent",
    "station": "Poste",
    "first": "À partir du",
    "last": "Jusqu'au",
    "holder": "Au nom de",
    "at": "Le (UTC)",
    "action": "Acte",
    "before": "Avant",
    "after": "Après",
}

# -- purge
KINDS: Mapping[str, tuple[str, str]] = {
    "appointments": ("rendez-vous", "rendez-vous"),
    "waiting": ("inscription sur la liste d'attente", "inscriptions sur la liste d'attente"),
    "searches": ("recherche infructueuse", "recherches infructueuses"),
    "walk_ins": ("visite sans rendez-vous", "visites sans rendez-vous"),
    "drafts": ("saisie inachevée", "saisies inachevées"),
    "traces": ("ligne du journal", "lignes du journal"),
}
NOTHING_OVERDUE = "Rien n'est à effacer."
WOULD_GO = "Serait effacé, de tout ce qui précède le {day} :"
GONE = "Effacé, de tout ce qui précède le {day} :"
NOT_CLEAN = (
    "Un programme lisait la base : le journal d'écriture de SQLite (-wal) garde encore des restes. "
    "Relancez la commande quand les guichets sont fermés."
)
OVERDUE = "Délai de conservation passé, et pas effacé : {what}."
OVERDUE_HINT = "Effacez ce qui doit l'être : rdv-tui privacy purge."


def purge_words(counts: Mapping[str, int], files: int) -> list[str]:
    """Name what goes, each kind with its number."""
    words = [f"{count} {KINDS[kind][count > 1]}" for kind, count in counts.items() if count]
    return [*words, *([counted(files, "fichier")] if files else [])]


def overdue_words(counts: Mapping[str, int]) -> str:
    """Say what should have been erased."""
    return OVERDUE.format(what=", ".join(purge_words(counts, 0)))


def before_words(template: str, day: date) -> str:
    """Say before which day everything goes."""
    return template.format(day=plain_date(day))


def file_line(path: Path) -> str:
    """Name a file that goes."""
    return f"- {path}"
