"""What people are told when somebody cannot be checked in, called or received as asked."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from rdv_tui.domain.names import clean_text, written_name
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.locales.dates import long_date, spoken_hour
from rdv_tui.locales.numbers import counted


class Named(Protocol):
    """Whoever has a name in two parts."""

    family_name: str | None
    given_names: str | None


def name_of(person: Named) -> str:
    """Return a person's name as it is said in a sentence."""
    return clean_text(written_name(person.family_name or "", person.given_names or ""))


_LOOK_AGAIN = "L'écran montre où en est le rendez-vous."

_STATES = {
    "booked": "n'a pas encore été enregistrée comme arrivée",
    "arrived": "attend déjà dans la salle",
    "in_progress": "est déjà reçue au guichet",
    "done": "a déjà été reçue",
    "incomplete": "a déjà été reçue (dossier incomplet)",
    "no_show": "est notée absente",
    "left": "est partie sans être reçue",
    "cancelled": "n'a plus ce rendez-vous, il est annulé",
    "unrecorded": "avait rendez-vous un jour dont la suite n'a pas été notée",
}


def not_in_that_state(status: str) -> Refusal:
    """Refuse an act that does not follow from where the person stands."""
    return Refusal("not_allowed_now", f"Cette personne {_STATES[status]}.", _LOOK_AGAIN)


def came() -> Refusal:
    """Refuse to note as absent somebody whose arrival was noted."""
    return Refusal(
        "not_allowed_now",
        "Cette personne est venue : elle n'est pas absente.",
        "Notez-la reçue, ou partie sans être reçue.",
    )


def never_came() -> Refusal:
    """Refuse to note that somebody left whose arrival nobody noted."""
    return Refusal(
        "not_allowed_now",
        "L'arrivée de cette personne n'a pas été notée : elle n'est pas partie.",
        "Notez-la absente, ou notez d'abord son arrivée.",
    )


def another_day(day: date) -> Refusal:
    """Refuse an arrival or a call on any day but that of the appointment."""
    return Refusal(
        "not_allowed_now",
        f"Ce rendez-vous est pour le {long_date(day)} : la personne est attendue ce jour-là.",
        "Vérifiez la date sur la convocation ; le rendez-vous peut être déplacé.",
    )


def hour_to_come(start: datetime) -> Refusal:
    """Refuse to note how an appointment ended before its hour."""
    return Refusal(
        "not_allowed_now",
        f"Ce rendez-vous est pour le {long_date(start.date())} à {spoken_hour(start)} : "
        "la personne ne peut pas encore être notée absente.",
        "Attendez l'heure du rendez-vous.",
    )


def nobody_waits(counter: int, others: Collection[int | None] = ()) -> Refusal:
    """Refuse to call when nobody waits for that counter; `others` are those that are waited for."""
    numbers = sorted({one for one in others if one is not None})
    if numbers:
        wait = "attend" if len(others) == 1 else "attendent"
        where = ", ".join(map(str, numbers))
        hint = (
            f"{counted(len(others), 'personne')} {wait} ailleurs (guichet {where}) : r appelle ici."
        )
    else:
        hint = "Enregistrez d'abord les arrivées."
    return Refusal("nobody_waits", f"Personne n'attend pour le guichet {counter}.", hint)


def already_called(counter: int | None, name: str) -> Refusal:
    """Refuse to call somebody whom another counter has called meanwhile."""
    where = f" au guichet {counter}" if counter else ""
    return Refusal(
        "not_allowed_now",
        f"{name} : cette personne est déjà appelée{where}.",
        "Appelez quelqu'un d'autre, ou voyez avec ce guichet.",
    )


def counter_busy(counter: int, name: str) -> Refusal:
    """Refuse to call a second person to a counter."""
    return Refusal(
        "not_allowed_now",
        f"Le guichet {counter} reçoit encore {name}.",
        "Terminez d'abord (reçu, dossier incomplet), ou remettez cette personne en attente.",
    )


def no_such_counter(counter: int) -> Refusal:
    """Refuse a counter that the office does not have."""
    return Refusal("no_such_counter", f"Il n'y a pas de guichet {counter}.", "Choisissez-en un.")


def nothing_missing() -> UsageError:
    """Refuse to note a file as incomplete without what it lacks."""
    text = "Indiquez au moins une pièce qui manque au dossier."
    return UsageError("invalid_fields", text, fields={"missing": text})


def nothing_was_missing() -> Refusal:
    """Refuse a paper on what is missing where nothing was noted."""
    return Refusal(
        "not_allowed_now",
        "Aucune pièce manquante n'est notée pour ce rendez-vous.",
        "Notez d'abord le dossier incomplet (i, sur la journée).",
    )


def other_too_long(most: int) -> UsageError:
    """Refuse too long a text on what else a file lacks."""
    text = f"Autre pièce : {most} caractères au plus."
    return UsageError("invalid_fields", text, fields={"other": text})


def not_on_the_list(label: str) -> UsageError:
    """Refuse a missing document that the situation does not ask for."""
    text = f"« {label} » n'est pas dans la liste des pièces de cette situation."
    return UsageError("invalid_fields", text, fields={"missing": text})
