"""The words of the follow-up: messages that wait or failed, calls to make."""

from rdv_tui.errors import Refusal
from rdv_tui.locales.numbers import counted


def call_is_over() -> Refusal:
    """Refuse to answer a call that is not to be made any more."""
    return Refusal(
        "not_allowed_now",
        "Cet appel n'est plus à faire : quelqu'un d'autre l'a traité.",
        "Affichez de nouveau la liste des suites.",
    )


CANCEL = "Retire les courriels d'un rendez-vous qui ne sont pas partis."


def nothing_to_withdraw(reference: str) -> Refusal:
    """Refuse to withdraw messages of an appointment that has none left to send."""
    return Refusal(
        "nothing_to_send",
        f"Aucun courriel de {reference} n'attend : rien n'est à retirer.",
        "« rdv-tui outbox » dit ce qui est parti.",
    )


def nothing_to_send(reference: str) -> Refusal:
    """Refuse to send again what was sent, or is not true any more."""
    return Refusal(
        "nothing_to_send",
        f"Aucun message du rendez-vous {reference} n'est à envoyer de nouveau.",
        "Les messages partis ou devenus faux ne repartent pas ; imprimez la convocation.",
    )


# -- what the mail server does
NOT_ASCII = (
    "Le mot de passe du serveur de courriel contient des lettres accentuées, que le protocole "
    "n'admet pas."
)
BAD_ADDRESS = "L'adresse ne peut pas être écrite dans une commande de courriel."
BROKEN_CONNECTION_REASONS = {
    "SSLCertVerificationError": "son certificat n'est pas reconnu ({reason})",
    "SSLError": "la liaison chiffrée ne s'établit pas ({reason})",
    "gaierror": "son nom est introuvable sur le réseau",
    "TimeoutError": "pas de réponse à temps",
    "ConnectionRefusedError": "connexion refusée",
    "ConnectionError": "liaison coupée",
    "SMTPServerDisconnected": "le serveur a coupé la liaison",
    "SMTPNotSupportedError": "il n'offre pas la protection ou l'identification demandées",
    "FileNotFoundError": "le fichier du mot de passe ou des certificats manque",
    "PermissionError": "le fichier du mot de passe ou des certificats ne peut pas être lu",
}
"""What an error of the network means, by the name of its class, the narrowest first."""
NOT_UNDERSTOOD = "il ne répond pas comme il le doit"
_CERTIFICATE_FAULTS = {
    9: "il n'est pas encore valable",
    10: "il a expiré",
    18: "il n'est signé que par lui-même",
    19: "son autorité n'est pas connue de ce poste",
    20: "son autorité n'est pas connue de ce poste",
    21: "son autorité n'est pas connue de ce poste",
    23: "il est révoqué",
    62: "il est au nom d'une autre machine",
    64: "il est au nom d'une autre machine",
}
"""OpenSSL's own numbers."""

NO_INTERNATIONAL = "Le serveur de courriel n'accepte pas les adresses à lettres accentuées."

NOT_TRIED = "Pas essayé : le serveur de courriel ne répondait pas."
NOT_TRUE = "Pas envoyé : trop tard, ou plus vrai entre-temps."


def bad_certificate(number: int) -> str:
    """Say what is wrong with a certificate, by OpenSSL's number."""
    return _CERTIFICATE_FAULTS.get(number, f"défaut {number} d'OpenSSL")


def no_tls(code: str) -> str:
    """Say by OpenSSL's code why no protected connection came about."""
    return f"code OpenSSL {code}" if code else "sans code d'OpenSSL"


def gave_up(days: int, answer: str) -> str:
    """Say that the message is not tried any more, and why the last try failed."""
    return f"Abandonné après {days} jours d'essais. {answer}"


def unreachable(host: str, port: int, reason: str) -> str:
    """Say that the server does not let us in."""
    return f"Serveur de courriel {host}:{port} indisponible : {reason}"


def broke_off(reason: str) -> str:
    """Say that the conversation ended before the server's yes."""
    return f"Liaison rompue avant l'accord du serveur : {reason}"


def refused(answer: str) -> str:
    """Say that the server will never take the message."""
    return f"Refusé par le serveur : {answer}"


def postponed(answer: str) -> str:
    """Say that the server did not take the message yet."""
    return f"Remis à plus tard par le serveur : {answer}"


# -- on the command line
LIST = "Les courriels en attente, partis et en échec."
ALL = "Aussi ceux qui ont été retirés avant de partir."
SEND = "Met en attente les rappels du jour et envoie tout ce qui attend."
DUE = "Seulement ceux dont le prochain essai est venu (pour une tâche planifiée)."
RETRY = "Renvoie ce qui attend ou a échoué pour un rendez-vous."
NO_MESSAGE = "Aucun courriel."
SENT_ELSEWHERE = "Un poste ouvert envoie déjà les courriels : rien n'a été essayé ici."
STATES = {
    "waiting": "en attente",
    "sent": "parti",
    "failed": "en échec",
    "withdrawn": "retiré",
}
KINDS = {
    "booked": "convocation",
    "moved": "déplacement",
    "cancelled": "annulation",
    "proposed": "proposition",
    "reminder": "rappel",
    "letter": "convocation renvoyée",
}


# -- right after a booking
MESSAGE = "Message"
REMINDER = "Rappel"
REMINDED_BY_MAIL = "{day}, par courriel"
REMINDED_BY_CALL = "{day}, par un appel du bureau"
NOT_REMINDED = "aucun avant ce rendez-vous"
NO_EMAIL = "aucun courriel n'a été donné : remettez la convocation, ou envoyez-la par la poste"
OUT_OF_REACH = (
    "aucun moyen de joindre la personne : ni courriel, ni téléphone, ni adresse (c : en noter un)"
)
SENT_SOON = "il part dans les secondes qui viennent"
SENT_BY_NOBODY = "aucun serveur de courriel n'est réglé sur ce poste"
TO_BE_SENT = "courriel en attente pour {email} : {why}"
SENT_TO = "courriel parti à {email}"
NOT_SENT = "courriel non parti à {email} : {why}. c : corriger l'adresse"


def attempts(count: int) -> str:
    """Count the tries."""
    return "pas encore essayé" if count == 0 else counted(count, "essai")


def no_server(count: int) -> str:
    """Say that messages wait because nobody named a server."""
    which = counted(count, "courriel")
    return f"Aucun serveur de courriel n'est réglé : {which} en attente, rien n'est perdu."


def tried(count: int, left: int) -> str:
    """Count what was tried and what still waits."""
    return f"Essayés : {count} · encore en attente : {left}"
