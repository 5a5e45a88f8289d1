"""The words of the evening: who has no outcome yet."""

from rdv_tui.locales.command import Command
from rdv_tui.locales.numbers import counted

OPEN_EVENING = Command(
    "open_evening", "k", "Soir", "Qui n'a pas de suite, aujourd'hui et avant : à noter."
)
RECEIVE = Command("receive_line", "f", "Reçu", "Dossier déposé et complet.")
INCOMPLETE = Command("incomplete_line", "i", "Incomplet", "Cocher les pièces qui manquaient.")
NO_SHOW = Command("no_show_line", "x", "Absent", "La personne n'est pas venue.")
LEAVE = Command("leave_line", "q", "Parti", "Venue, et partie sans être reçue.")
ALL_ABSENT = Command(
    "all_absent", "X", "Tous absents", "Noter absents tous ceux dont l'arrivée n'a pas été notée."
)
OPEN_LINE = Command("open_line", "enter", "Fiche", "Ouvrir la fiche du rendez-vous.")

TITLE = "Fin de journée"
LOADING = "Recherche des suites non notées…"
EMPTY = "Tout est noté : personne n'est sans suite."
CAME = "venu(e)"
NEVER_CAME = "pas d'arrivée"
AT_COUNTER = "au guichet"
ASK_ALL = "Noter absentes {people} de la liste, dont l'arrivée n'a pas été notée ?"
ALL_DONE = "{people} : absence notée."


def counts(never_came: int, came: int) -> str:
    """Return how many are open, and of which kind."""
    noted = counted(came, "arrivée notée") if came else "aucune arrivée notée"
    return f"{people(never_came + came)} sans suite · {noted}"


def people(count: int) -> str:
    """Return a number of people."""
    return counted(count, "personne")


def reminder(count: int) -> str:
    """Remind of who has no outcome yet."""
    return f"{people(count)} sans suite notée : k (Soir), depuis la journée (F5)."
