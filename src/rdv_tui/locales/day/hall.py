"""The words of the hall: who waits, in which order and why; people without an appointment."""

from collections.abc import Mapping

from rdv_tui.domain.queue import Reason
from rdv_tui.locales.command import Command
from rdv_tui.locales.numbers import counted

OPEN_HALL = Command(
    "open_hall",
    "w",
    "Salle",
    "Qui attend, dans quel ordre, pourquoi ; venus sans rendez-vous.",
)
WALK_IN = Command("new_walk_in", "m", "Sans RDV", "Une personne sans rendez-vous : nom et motif.")
CALL = Command("call_line", "r", "Appeler", "Appeler cette personne, ou la rappeler.")
CALL_NEXT = Command("call_next", "n", "Appeler suivant", "Appeler la personne suivante.")
FINISH = Command("finish_line", "f", "Reçu", "Visite finie : dossier déposé, ou réponse donnée.")
PUT_BACK = Command("put_back_line", "p", "En attente", "Appelée et pas venue : en attente.")
HAND_OVER = Command("hand_over_line", "h", "Autre guichet", "Passer à un autre guichet.")
ELSEWHERE = Command(
    "send_elsewhere", "e", "Ailleurs", "Orienter ailleurs une personne sans rendez-vous."
)
AT_DOOR = Command(
    "count_elsewhere",
    "o",
    "Orienté",
    "Compter une personne orientée ailleurs dès la porte, sans nom ni ticket.",
)
LEAVE = Command("leave_line", "q", "Parti", "Partie sans être reçue.")
TAKE_BACK = Command("take_back_line", "z", "Défaire", "La personne attend de nouveau.")

TITLE = "Salle d'attente"
LOADING = "Lecture de la salle…"
EMPTY = "Personne n'attend. m : une personne sans rendez-vous."
FOOT = ""
TICKET, WHEN, COUNTER, WHO = "Ticket", "RDV", "Guichet", "Nom, prénoms"
SINCE, WAIT, WORD = "Depuis", "Attente", "Ordre"
REASONS: Mapping[Reason, str] = {
    Reason.HOUR: "à l'heure du rendez-vous",
    Reason.LATE: "en retard : à l'heure d'arrivée",
    Reason.CALLED_BACK: "à rappeler",
    Reason.WALK_IN: "sans rendez-vous",
}
AT_COUNTER = "au guichet {counter}"
ANY_COUNTER = "tous"
MINUTES = "{minutes} min"
ENDED: Mapping[str, str] = {"done": "reçu", "left": "parti", "unrecorded": "suite ?"}
ASK_NAME = "Nom de la personne sans rendez-vous :"
ASK_REASON = "Motif de la venue, ou numéro étranger :"
ASK_ELSEWHERE = "{name} : orienter vers quoi ?"
DISPLAYED = "écran d'appel"
ASK_AT_DOOR = "Une personne sans rendez-vous, orientée dès la porte vers quoi ?"
UNNAMED = "à la porte"
COUNTED = "Orientation à la porte ({why}), comptée."
UNCOUNTED = "Orientation à la porte : retirée du compte."
ELSEWHERE_KEYS = "1 à 5, ou ↑↓ et Entrée · Éch : renoncer"
REGISTERED = "{name} : ticket {ticket}, attend."
DONE_WORDS: Mapping[str, str] = {
    "call": "{name} : appelez au guichet {counter}.",
    "finish": "{name} : visite finie.",
    "put_back": "{name} : de nouveau en attente.",
    "hand_over": "{name} : attend le guichet {counter}.",
    "leave": "{name} : départ sans avoir été reçu, noté.",
    "elsewhere": "{name} : orientation ailleurs ({why}), comptée.",
    "take_back": "{name} : attend de nouveau.",
}


def counts(waiting: int, longest: int, called: int, ended: Mapping[str, int]) -> str:
    """Return the hall in one line."""
    parts = [
        f"{counted(waiting, 'personne')} en attente",
        *([f"attente la plus longue {longest} min"] if waiting else []),
        f"{called} au guichet",
        *([f"sans rendez-vous : {counted(ended['done'], 'reçu')}"] if ended.get("done") else []),
        *([counted(ended["elsewhere"], "orienté") + " ailleurs"] if ended.get("elsewhere") else []),
    ]
    return " · ".join(parts)
