"""The words of the day sheet."""

from datetime import date, datetime

from rdv_tui.locales.dates import long_date, plain_date

TITLE = "Feuille du jour"
SUBJECT = "Rendez-vous du jour, par guichet"
COUNTER = "Guichet {number}"
RECEPTION = "Sans guichet"
CONTINUED = "{counter} (suite)"
COLUMNS = ("Heure", "Nom, prénoms", "Situation, titre", "N° étranger", "Notes")
EXPIRES = "titre : {day}"
FREE = "libre"
HELD = "en cours de réservation"
EXTRA = "surnombre"
CLOSED = "Fermé : {reason}."
NO_PLACE = "Aucune plage ce jour."
MADE = "Imprimée le {day} à {hour:%H:%M}"
INTERNAL = "Document interne : à détruire à la fin de la journée."
LIST_TITLE = "Liste d'accueil"
LIST_SUBJECT = "Rendez-vous du jour, par nom"
LIST_COLUMNS = ("Nom, prénoms", "Naissance", "N° étranger", "Heure", "Guichet", "Arrivée")
NOBODY = "Aucun rendez-vous ce jour."
LIST_FILE = "liste-{day:%Y-%m-%d}.pdf"
FILE = "feuilles-{day:%Y-%m-%d}.pdf"

STATES = {
    "done": "reçu",
    "incomplete": "incomplet",
    "no_show": "absent",
    "left": "parti",
    "arrived": "présent",
    "in_progress": "en cours",
    "unrecorded": "suite ?",
}
"""What is printed of a status; nothing for who is still awaited."""


def heading(day: date) -> str:
    """Return the day in full, as a heading."""
    text = long_date(day)
    return text[0].upper() + text[1:]


def made(at: datetime) -> str:
    """Say when the sheet was printed (the office's clock)."""
    return MADE.format(day=plain_date(at.date()), hour=at)


def expires(day: date) -> str:
    """Say until when the permit is valid: « titre : 12/12/2026 »."""
    return EXPIRES.format(day=f"{day:%d/%m/%Y}")


def count(people: int) -> str:
    """Return how many people are awaited at the counter that day."""
    return f"{people} rendez-vous"
