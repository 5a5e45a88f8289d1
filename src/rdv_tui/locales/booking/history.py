"""What was done to an appointment, in words: one sentence for each line of the audit."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.locales.booking.changes import CANCEL_REASONS
from rdv_tui.locales.dates import birth_date, plain_date, short_moment
from rdv_tui.locales.delivery.printing import job_history_text
from rdv_tui.locales.fields import LABELS

Columns = Mapping[str, object]

_PLAIN: Mapping[str, str] = {
    "book": "Rendez-vous réservé",
    "hold": "Place retenue",
    "move_hold": "Autre place retenue",
    "move_place": "Autre guichet, à la même heure",
    "take_over": "Demande reprise sur un autre poste",
    "purge": "Données effacées, délai passé",
    "erase_person": "Personne effacée sur décision",
    "export_person": "Données d'une personne remises",
    "oppose": "Opposition enregistrée, coordonnées effacées",
    "export_people": "Tableau nominatif exporté",
    "print_day_sheet": "Feuilles du jour tirées",
    "print_arrival_list": "Liste d'accueil tirée",
    "walk_in": "Venue sans rendez-vous",
    "call_walk_in": "Sans rendez-vous : appel au guichet",
    "recall_walk_in": "Sans rendez-vous : rappel au guichet",
    "put_back_walk_in": "Sans rendez-vous : de nouveau en attente",
    "transfer_walk_in": "Sans rendez-vous : autre guichet",
    "done_walk_in": "Sans rendez-vous : visite finie",
    "left_walk_in": "Sans rendez-vous : départ sans être reçu",
    "elsewhere_walk_in": "Sans rendez-vous : orientation ailleurs",
    "reopen_walk_in": "Sans rendez-vous : suite corrigée",
    "count_elsewhere": "Orientation à la porte comptée",
    "uncount_elsewhere": "Orientation à la porte retirée du compte",
    "show_audit": "Journal consulté",
    "set_pin": "Code de déverrouillage choisi",
    "list_people": "Liste de personnes donnée à un programme",
    "open_card": "Fiche consultée, hors de la journée",
    "find_number": "Recherche par un numéro entier",
    "list_searches": "Attestations d'une personne lues",
    "open_ahead": "Plages ouvertes",
    "change_office": "Fiche du bureau changée",
    "change_hours": "Horaires changés",
    "add_office": "Bureau créé",
    "confirm_clock": "Heure confirmée",
    "ask_waiting": "Inscription sur la liste d'attente",
    "change_waiting": "Liste d'attente changée",
    "certify_search": "Recherche infructueuse attestée",
    "overbook": "Place ajoutée en surnombre",
    "lapse": "Place perdue, délai passé",
    "release": "Place rendue",
    "check_in": "Arrivée enregistrée",
    "undo_check_in": "Arrivée retirée",
    "recall": "Rappel au guichet",
    "put_back": "Remis en attente",
    "no_show": "Noté absent",
    "leave": "Parti sans être reçu",
    "unrecord": "Jour passé, suite non notée",
    "reopen": "Suite corrigée",
    "propose": "Place proposée à la liste d'attente",
    "accept_proposal": "Proposition acceptée",
    "keep_again": "Réservation interrompue, place gardée pour la personne",
    "end_proposal": "Proposition close",
    "add_call": "Inscrit sur la liste d'appels",
    "answer_call": "Appel noté",
    "withdraw_message": "Courriel retiré avant l'envoi",
    "retry_message": "Courriel remis à l'envoi",
}

_NOT_SHOWN = frozenset({"draft", "renew_hold", "open_card", "find_number"})
"""What is written many times while a booking is typed or looked up, and changed nothing of it."""

_MESSAGES: Mapping[str, str] = {
    "booked": "Courriel de réservation préparé",
    "moved": "Courriel de déplacement préparé",
    "cancelled": "Courriel d'annulation préparé",
    "proposed": "Courriel de proposition préparé",
    "reminder": "Rappel par courriel préparé",
    "letter": "Convocation préparée par courriel",
}

_ENDS: Mapping[str, str] = {
    "sent": "Courriel parti",
    "failed": "Courriel non remis",
    "withdrawn": "Courriel retiré avant l'envoi",
}


def is_shown(action: str) -> bool:
    """Say whether an action is worth a line of the history."""
    return action not in _NOT_SHOWN


def sentence(action: str, before: Columns, after: Columns) -> str:
    """Return what `action` did; `before` and `after` are the audit's columns."""
    details = _SENTENCES.get(action)
    if details is not None:
        return details(before, after)
    return _PLAIN.get(action, f"Opération « {action} »")


def _moved(before: Columns, after: Columns) -> str:
    return f"Déplacé du {_moment(before)} au {_moment(after)}"


def _cancelled(_: Columns, after: Columns) -> str:
    reason = CANCEL_REASONS.get(str(after.get("cancel_reason", "")), "")
    return f"Annulé, {reason}" if reason else "Annulé"


def _corrected(before: Columns, after: Columns) -> str:
    return f"Corrigé : {_changes(before, after)}"


def _lifted(_: Columns, after: Columns) -> str:
    return f"Dérogation de {after.get('by', '')} : {after.get('reason', '')}"


def _queued(_: Columns, after: Columns) -> str:
    return _MESSAGES.get(str(after.get("kind", "")), "Courriel préparé")


def _ended(_: Columns, after: Columns) -> str:
    return _ENDS.get(str(after.get("state", "")), "Courriel traité")


def _printed(_: Columns, after: Columns) -> str:
    return f"Convocation envoyée à l'imprimante {after.get('printer', '')}".strip()


def _print_state(_: Columns, after: Columns) -> str:
    return job_history_text(str(after.get("state", "")), str(after.get("detail", "")))


def _called(_: Columns, after: Columns) -> str:
    counter = after.get("served_at_counter")
    return "Appelé" if counter is None else f"Appelé au guichet {counter}"


def _handed_over(_: Columns, after: Columns) -> str:
    counter = after.get("served_at_counter", after.get("counter"))
    return "Changement de guichet" if counter is None else f"Passé au guichet {counter}"


def _finished(_: Columns, after: Columns) -> str:
    return "Dossier incomplet" if after.get("status") == "incomplete" else "Dossier reçu"


def _undone(before: Columns, after: Columns) -> str:
    if before.get("status") == "cancelled":
        return "Annulation défaite"
    if "start" in after:
        return f"Déplacement défait, retour au {_moment(after)}"
    return f"Correction défaite : {_changes(before, after)}"


def _changes(before: Columns, after: Columns) -> str:
    """Name each corrected detail with what it was and what it is."""
    lines = [
        f"{LABELS[name]} {_value(name, before)} → {_value(name, after)}"
        for name in LABELS
        if name in after or name in before
    ]
    return ", ".join(lines)


def _value(name: str, columns: Columns) -> str:
    value = columns.get(name)
    if value is None or value == "":
        return "(vide)"
    if name == "birth_date":
        precision = columns.get("birth_precision")
        day = date.fromisoformat(str(value))
        return birth_date(BirthDate.on(day, str(precision) if precision else None))
    if name == "permit_expires":
        return plain_date(date.fromisoformat(str(value)))
    return str(value)


def _moment(columns: Columns) -> str:
    start = columns.get("start")
    return short_moment(datetime.fromisoformat(str(start))) if start else "?"


_SENTENCES: Mapping[str, Callable[[Columns, Columns], str]] = {
    "move": _moved,
    "cancel": _cancelled,
    "correct": _corrected,
    "undo": _undone,
    "override": _lifted,
    "queue_message": _queued,
    "print": _printed,
    "print_later": lambda _before, _after: "Impression remise : imprimante absente",
    "print_state": _print_state,
    "end_message": _ended,
    "call": _called,
    "hand_over": _handed_over,
    "finish": _finished,
}
