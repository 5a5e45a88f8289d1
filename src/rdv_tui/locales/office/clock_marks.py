"""What is said of clocks: of one that is wrong, and of what it left in the store."""

from datetime import date, datetime

from rdv_tui.locales.dates import moment

NO_MARKS = "L'horloge est confirmée ; rien à réparer."
UNDONE = "Réparé :"
CHECK_HINT = "Défaites ce que l'horloge a laissé : rdv-tui store repair."


def opened_ahead(until: date) -> str:
    """Say that days were opened by a clock ahead."""
    return (
        f"Une horloge en avance a ouvert les plages jusqu'au {until:%d/%m/%Y} : aucune autre "
        "n'ouvrirait avant."
    )


def held_back(start: datetime, until: datetime) -> str:
    """Say that a place comes back far too late."""
    return (
        f"Une place du {moment(start)} n'est rendue que le {moment(until)}, par une horloge en "
        "avance."
    )


def held(start: datetime) -> str:
    """Say that a hold would never end."""
    return f"Une place du {moment(start)} est retenue par une horloge en avance."


def proposed(waiting: int) -> str:
    """Say that a proposal would not end."""
    return f"La personne {waiting} de la liste d'attente a une proposition d'une horloge en avance."


def paused(waiting: int) -> str:
    """Say that somebody would be proposed nothing for long."""
    return f"La personne {waiting} de la liste d'attente est en pause par une horloge en avance."


def unsent(count: int) -> str:
    """Say that messages would wait for a day far away."""
    return f"{count} courriel(s) attendent un jour donné par une horloge en avance."


def leased(job: str) -> str:
    """Say that a job is kept by a clock ahead."""
    return f"Le travail « {job} » est réservé par une horloge en avance."


def jump(now: datetime, last: datetime) -> str:
    """Say that the clock is far from when the store was last written."""
    return (
        f"L'horloge de cette machine dit le {moment(now)}, et la base a été écrite "
        f"pour la dernière fois le {moment(last)}."
    )


JUMP_HINT = (
    "Rien n'est enregistré. Vérifiez l'heure de la machine ; si elle est juste, confirmez-la : "
    "rdv-tui store repair."
)
NOT_ERASED = (
    "Rien n'est effacé tant que l'horloge n'est pas sûre. Vérifiez l'heure de la machine ; si elle "
    "est juste, confirmez-la : rdv-tui store repair."
)
IS_IT_RIGHT = "Cette horloge est-elle juste ? Sinon, rien ne s'enregistre sur ce poste."

# -- training
REAL_STORE = "--now change l'heure de la vraie base : ce qu'elle écrirait resterait."
REAL_STORE_HINT = (
    "Ajoutez --training pour travailler sur une copie, effacée à la fin, ou prenez l'exemple : "
    "rdv-tui --demo."
)
TRAINING_COPY = "Entraînement sur une copie de la base : rien n'est gardé, rien n'est envoyé."
TRAINING_TITLE = "ENTRAÎNEMENT"
