"""What step 1 tells before anything is typed; on a store in which nobody was booked yet, more."""

from datetime import date
from typing import TYPE_CHECKING

from rdv_tui.domain.appointment import Slot
from rdv_tui.locales.dates import short_moment
from rdv_tui.locales.numbers import counted

if TYPE_CHECKING:
    from rdv_tui.domain.day import Counts

NO_PLACE = "aucune (^L : horaires)"
FIRST = "· Première plage libre : {first}"
TODAY = "· Aujourd'hui : {persons}, {coming} à venir, {waiting} en salle, {received}"
NOBODY = "· Aujourd'hui : aucun rendez-vous"
NEW_STORE = "· Registre neuf, encore vide : {where}"
BEGIN = "· À ce poste : {agent}. D'abord : ^B superviseur, ^L horaires, ^N imprimante."
EXERCISE = "· F4 : s'exercer sur une démonstration ; rien n'est enregistré ici."


def _wait(start: date, today: date) -> str:
    days = (start - today).days
    return "aujourd'hui" if days == 0 else "demain" if days == 1 else f"dans {days} jours"


def lines_at_rest(first: Slot | None, counts: "Counts", today: date) -> str:
    """Return the first free slot, how far it is, and how today goes."""
    place = NO_PLACE
    if first is not None:
        place = f"{short_moment(first.start)}, {_wait(first.start.date(), today)}"
    going = TODAY.format(
        persons=f"{counts.persons} rendez-vous",
        coming=counts.booked,
        waiting=counts.arrived + counts.in_progress,
        received=counted(counts.done + counts.incomplete, "reçu"),
    )
    return f"{FIRST.format(first=place)}\n{going if counts.persons else NOBODY}"


def lines_of_a_new_store(where: str, agent: str) -> str:
    """Return who sits there, what to do first, where to try it out, and where the store is.

    The path comes last: it may be long.
    """
    return "\n".join((BEGIN.format(agent=agent), EXERCISE, NEW_STORE.format(where=where)))
