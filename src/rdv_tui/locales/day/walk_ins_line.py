"""The words of people without an appointment on the command line."""

from rdv_tui.domain.walk_in import SentElsewhere, WalkIn, WalkInStatus
from rdv_tui.locales.day.walk_ins import ELSEWHERE

LIST = "Qui est venu sans rendez-vous aujourd'hui, par heure d'arrivée, et ce qu'il en est."
ADD = "Donne un ticket à une personne sans rendez-vous : elle attend dans la salle."
CALL = "Appelle cette personne à un guichet, hors de son tour ou une fois de plus."
FINISH = "Note la fin de sa visite : received, left, elsewhere."
AT_DOOR = "Compte une personne orientée ailleurs dès la porte, sans nom ni ticket."
NAME = "Le nom de la personne, tel qu'on l'appellera."
REASON = "Pourquoi elle vient."
NUMBER = "Son numéro étranger ; il peut remplacer le motif."
TICKET = "Son ticket d'aujourd'hui : B042."
COUNTER = "Le guichet qui appelle ; obligatoire."
OUTCOME = "received (réponse donnée), left (partie), elsewhere (orientée ailleurs) ; obligatoire."
WHY_CODES = ", ".join(f"{one.value} ({text})" for one, text in ELSEWHERE.items())
WHY = f"Avec elsewhere, vers quoi : {WHY_CODES}."
WHY_ALONE = "ne va qu'avec --outcome elsewhere."
WHERE = f"Vers quoi : {WHY_CODES}."
OUTCOMES = {"received": "reçue", "left": "partie sans être reçue", "elsewhere": "orientée ailleurs"}

NOBODY = "Personne n'est venu sans rendez-vous aujourd'hui."
ADDED = "{name} : ticket {ticket}, attend."
COUNTED = "Comptée : {why}."
_UNNAMED = "à la porte"
_STATES = {
    WalkInStatus.ARRIVED: "attend",
    WalkInStatus.IN_PROGRESS: "au guichet",
    WalkInStatus.DONE: "reçue",
    WalkInStatus.LEFT: "partie sans être reçue",
    WalkInStatus.ELSEWHERE: "orientée ailleurs",
    WalkInStatus.UNRECORDED: "suite non notée",
}


def counted_as(why: SentElsewhere) -> str:
    """Say that somebody was counted, and for which reason."""
    return COUNTED.format(why=ELSEWHERE[why])


def line(one: WalkIn) -> str:
    """Write somebody without an appointment on one line."""
    state = _STATES[one.status]
    if one.status is WalkInStatus.IN_PROGRESS:
        state = f"{state} {one.counter}"
    if one.elsewhere is not None:
        state = f"{state} ({ELSEWHERE[one.elsewhere]})"
    return " · ".join(filter(None, (one.ticket, one.name or _UNNAMED, one.reason, state)))
