"""The commands of the waiting list, declared once, in the order of the footer."""

from rdv_tui.locales.command import Command

TO_THE_LIST = Command(
    "waiting_list_here",
    "l",
    "Attente",
    "La liste d'attente : places proposées et réponses.",
    "app.open_window('open_waiting_list')",
)
ACCEPT = Command(
    "accept", "enter", "Accepte", "La personne accepte la place gardée : la réserver maintenant."
)
ANSWERED = Command(
    "waiting_reached", "j", "Joint", "Noter que la personne a été jointe.", "mark_reached"
)
MISSED = Command(
    "waiting_unreached",
    "n",
    "Pas joint",
    "Noter un essai ; la place reste gardée.",
    "mark_unreached",
)
REFUSE = Command("refuse", "r", "Refuse", "La personne refuse : la place est proposée au suivant.")
REMOVE = Command("remove", "x", "Retirer", "Retirer la personne de la liste d'attente.")
DETAILS = Command("details", "i", "Détails", "Montrer ou cacher tout ce qui est noté.")
ASK_TO_WAIT = Command(
    "ask_to_wait",
    "l",
    "Attente",
    "Aucune plage ne convient : inscrire la personne sur la liste d'attente.",
)
REGISTER = Command(
    "register_waiting", "f10", "Inscrire", "Inscrire sur la liste d'attente.", "next_step"
)
