"""Why a change of hours, or of somebody's place in it, is refused."""

from datetime import date, datetime

from rdv_tui.errors import Refusal
from rdv_tui.locales.dates import long_date, spoken_hour


def changed_meanwhile() -> Refusal:
    """Refuse to change hours that another desk changed since they were read."""
    return Refusal(
        "not_allowed_now",
        "Ces horaires ont été modifiés depuis un autre poste ; rien n'est enregistré.",
        "Ils sont affichés de nouveau : recommencez d'après ce qui est là.",
    )


def not_of_today(day: date) -> Refusal:
    """Refuse to let another counter take over whoever is not due today."""
    return Refusal(
        "not_allowed_now",
        f"Ce rendez-vous est pour le {long_date(day)} : seuls ceux du jour sont repris ainsi.",
        "Déplacez-le vers une plage libre.",
    )


def place_not_kept() -> Refusal:
    """Refuse to give somebody an old place back that is kept for them no more."""
    return Refusal(
        "slot_taken",
        "L'ancienne place n'est plus gardée pour cette personne.",
        "Son rendez-vous actuel tient toujours ; une autre plage peut lui être proposée.",
    )


def counter_shut(counter: int, start: datetime) -> Refusal:
    """Refuse a counter that receives nobody at the hour of the appointment."""
    return Refusal(
        "no_such_counter",
        f"Le guichet {counter} ne reçoit personne à {spoken_hour(start)}.",
        "Choisissez un guichet ouvert à cette heure.",
    )
