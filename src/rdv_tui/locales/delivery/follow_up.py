"""The words of « Suites »: whom to call, which e-mails failed or wait, and their keys."""

from rdv_tui.locales.numbers import counted

TITLE = "Suites"
LOADING = "Lecture des suites…"
COUNTS = "{calls} · {failed} · {waiting}"
CALLS = "À appeler"
FAILED = "Courriels en échec"
WAITING = "Courriels en attente"
NO_CALL = "Personne à appeler."
NO_FAILED = "Aucun courriel en échec."
NO_WAITING = "Aucun courriel en attente."
NOTHING = "Rien ne reste à faire : ni appel ni courriel en souffrance."
WHEN, WHO, REACH, WORD = "Pour", "Nom, prénoms", "Tél. ou courriel", "Quoi · essais"
NO_CONTACT = "ni tél. ni courriel"
FOOT = ""

WHY = {
    "moved": "déplacé",
    "cancelled": "annulé",
    "proposal": "place proposée",
    "reminder": "rappel",
    "undelivered": "courriel non remis",
}
SAY = {
    "moved": "Dire que le rendez-vous est déplacé : {when}.",
    "cancelled": "Dire que le rendez-vous du {when} est annulé par le bureau.",
    "proposal": "Dire qu'une place est gardée : {when}. Réponse attendue avant {due}.",
    "reminder": "Rappeler le rendez-vous : {when}.",
    "undelivered": "Dire ce que le courriel n'a pas pu dire ; le rendez-vous : {when}.",
}
MAIL = {
    "no_server": "aucun serveur de courriel réglé",
    "here": "courriels envoyés par ce poste",
    "elsewhere": "courriels envoyés ailleurs",
    "soon": "courriels : bientôt envoyés",
    "trouble": "les courriels ne passent pas",
}

ROW_NAME = "Nom"
ROW_PHONE = "Téléphone"
ROW_EMAIL = "Courriel"
ROW_REFERENCE = "Référence"
ROW_START = "Rendez-vous"
ROW_SINCE = "Depuis"
ROW_TRIES = "Essais"
ROW_ANSWER = "Motif"
ROW_NEXT = "Prochain essai"
ROW_TO_SAY = "À dire"
LAST_TRY = "{tries}, dernier {at}"
LAST_CALL = "{tries}, dernier {at} par {by}"
NEVER = "pas encore"

REACHED = "Appel noté : joint. {name}"
UNREACHED = "Appel noté : pas joint, il reste à faire. {name}"
CLOSED = "Appel clos sans suite. {name}"
CLOSE_ASK = "Clore cet appel sans que la personne soit jointe ?"
QUEUED = "Courriel remis à l'envoi : {recipient}."
QUEUED_NO_SERVER = "Courriel remis en attente ; aucun serveur n'est réglé sur ce poste."


def count_calls(count: int) -> str:
    """Count the calls."""
    return counted(count, "appel")


def count_failed(count: int) -> str:
    """Count the messages that failed."""
    return f"{count} en échec"


def count_waiting(count: int) -> str:
    """Count the messages that wait."""
    return f"{count} en attente"


def tries(count: int) -> str:
    """Count the tries."""
    return counted(count, "essai")
