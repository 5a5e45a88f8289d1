"""The words of the hall on the command line."""

from collections.abc import Mapping
from datetime import datetime

ARRIVED = "Arrivée notée. Ticket {ticket}."
CALLED = "Personne appelée."
CALLED_WALK_IN = "Guichet {counter} : appelez {name}, sans rendez-vous, ticket {ticket}."
ENDED = "Issue notée."
NOBODY_WAITS = "Personne n'attend."

CALL_WHO = "La référence ; sans elle, la prochaine personne du guichet."
CALL_COUNTER = "Le guichet qui appelle ; obligatoire sans référence."
QUEUE_COUNTER = "Seulement celles que ce guichet peut appeler."
OUTCOME = (
    "received (reçue), incomplete (dossier incomplet), no_show (absente), left (partie sans être "
    "reçue) ; obligatoire."
)
MISSING = "Une pièce qui manque au dossier ; l'option se répète."
OTHER_MISSING = "Ce qui manque et que la liste de la situation n'a pas, en toutes lettres."
MISSING_ALONE = "ne va qu'avec --outcome incomplete."

OUTCOMES: Mapping[str, str] = {
    "received": "reçue",
    "incomplete": "dossier incomplet",
    "no_show": "absente",
    "left": "partie sans être reçue",
}


def queue_line(
    reference: str, name: str, start: datetime | None, minutes: int, counter: int | None
) -> str:
    """Write somebody who waits on one line; without a `start` they have no appointment."""
    where = f"guichet {counter}" if counter else "tout guichet"
    what = f"rendez-vous {start:%H:%M}" if start else "sans rendez-vous"
    return f"{reference} · {name} · {what} · attend {minutes} min · {where}"
