"""The words of hours and closures on the command line."""

from datetime import datetime

from rdv_tui.domain.reseating import DisplacedPerson
from rdv_tui.errors import Refusal
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.hours.opening_hours import NO_PLACE, NOTHING_TO_TAKE_BACK, STAYS

LIST = "Liste les fermetures à venir."
ADD = "Ferme un guichet, ou tout le bureau, un jour ou plusieurs."
ADD_FIRST = "Le premier jour, 2026-12-01 (obligatoire)."
ADD_LAST = "Le dernier jour ; sans lui, un seul jour."
ADD_COUNTER = "Le guichet ; sans lui, tout le bureau."
ADD_FROM, ADD_TO = "À partir de cette heure, 09:30.", "Jusqu'à cette heure, 11:00."
ADD_REASON = "Le motif, vu des agents (obligatoire)."
ADD_MOVE = "Déplace chaque personne concernée à la place proposée."
ADD_SAME_DAY = "Fait reprendre tous ceux du jour par les autres guichets, à leur heure."
ADD_DRY = "Dit ce que cela change, et n'enregistre rien."
NO_CLOSURES = "Aucune fermeture à venir."
NO_OPENINGS = "Aucun horaire."
REMOVE = "Retire une fermeture ; celles qu'elle a déplacées peuvent retrouver leur place."
REMOVE_LAST = "Le dernier jour de la fermeture, si plusieurs commencent ce jour-là."
REMOVE_COUNTER = "Le guichet de la fermeture, si plusieurs commencent ce jour-là."
REMOVE_MOVE = "Rend son ancienne place à chaque personne qui peut la retrouver."
OPENINGS_LIST = "Liste les horaires de la semaine."
OPENINGS_ADD = "Ouvre un guichet à d'autres heures ; un guichet nouveau entre dans le bureau."
OPENINGS_END = "Choisit le dernier jour d'un guichet : tous ses horaires s'arrêtent là."
OPENINGS_SLOTS = "Change la durée des plages à partir d'un jour, à un guichet ou à tous."
OPENINGS_BACK = "Reprend le dernier changement d'horaires."
OPEN_COUNTER, END_WHICH = "Le guichet (obligatoire).", "Le guichet qui s'arrête (obligatoire)."
OPEN_DAYS = "Les jours : lun-ven, ou « lun mar jeu » (obligatoire)."
OPEN_FROM, OPEN_TO = "Dès cette heure, 09:00 (obligatoire).", "Jusqu'à 12:00 (obligatoire)."
OPEN_FIRST, OPEN_LAST = "Le premier jour ; sans lui, dès maintenant.", "Le dernier jour."
OPEN_MINUTES = "La durée de ses plages ; sans elle, celle du bureau."
END_LAST = "Le dernier jour du guichet, 2026-12-31 (obligatoire)."
SLOTS_MINUTES = "La durée d'une plage, en minutes (obligatoire)."
SLOTS_FIRST = "Le premier jour de cette durée, 2027-04-01 (obligatoire)."
SLOTS_COUNTER = "Le guichet ; sans lui, tous."


def which_closure(found: int) -> Refusal:
    """Refuse to take a closure away that is not the only one meant, or not there."""
    if found == 0:
        return Refusal(
            "not_allowed_now",
            "Aucune fermeture ne commence ce jour-là.",
            "« rdv-tui closures » liste celles à venir.",
        )
    return Refusal(
        "not_allowed_now",
        f"{found} fermetures commencent ce jour-là ; rien n'est retiré.",
        "Précisez --counter, --last ou --from.",
    )


def no_such_counter(counter: int) -> Refusal:
    """Refuse a counter that the office does not have."""
    return Refusal(
        "no_such_counter",
        f"Il n'y a pas de guichet {counter}.",
        "« rdv-tui counters » liste ceux du bureau.",
    )


def nothing_to_take_back() -> Refusal:
    """Refuse to take a change back where none is left."""
    return Refusal(
        "not_allowed_now", NOTHING_TO_TAKE_BACK, "« rdv-tui openings » dit les horaires."
    )


def counter_line(counter: int, *, is_open: bool) -> str:
    """Write a counter on one line, and whether it receives people now."""
    return f"guichet {counter} : {'ouvert' if is_open else 'fermé'} en ce moment"


def proposal_line(person: DisplacedPerson, proposed: datetime | None) -> str:
    """Write whom a closure concerns: reference, name, place of now, place proposed."""
    stays = STAYS[person.presence] if person.presence else NO_PLACE
    place = short_moment(proposed) if proposed else stays
    return f"{person.reference} · {person.name} · {short_moment(person.start)} → {place}"
