"""What is said about the broker, to those who run it and through it."""

from rdv_tui.errors import OutputError, StoreError, UsageError

AWAY = "broker_away"
NOT_SERVED = "not_served"

SOCKET = "La prise (un chemin) où le service écoute ; inutile quand systemd la lui donne."
ALLOW = "Un compte qui peut s'adresser au service (plusieurs fois) ; sinon, qui atteint la prise."
PRINTER = "L'imprimante d'une borne : « Borne 1=BORNE1 » (plusieurs fois) ; sinon, celle du poste."
OPTION = "La prise du service qui répond (rdv-tui broker), au lieu de la base."
LISTENING = "Le service écoute."


def away() -> StoreError:
    """Say that nobody answers at the socket."""
    return StoreError(
        AWAY,
        "Le service du salon ne répond pas.",
        "Vérifiez qu'il tourne : systemctl status rdv-broker.",
    )


def not_served() -> StoreError:
    """Refuse whatever is not in the table, in the same words whatever it is."""
    return StoreError(NOT_SERVED, "Cette demande n'est pas servie.")


def busy() -> StoreError:
    """Say that no more connections are taken."""
    return StoreError("broker_busy", "Trop de connexions : réessayez.")


def store_away() -> StoreError:
    """Say that the store does not answer, and nothing of it."""
    return StoreError("store_unreachable", "La base ne répond pas.")


def printer_failed() -> OutputError:
    """Say that no paper came, and nothing of the printer."""
    return OutputError("printer_failed", "L'imprimante n'a rien imprimé.")


def no_socket() -> UsageError:
    """Say that nobody told where to listen."""
    return UsageError(
        "wrong_usage",
        "Où écouter ? systemd n'a donné aucune prise.",
        "Indiquez un chemin : rdv-tui broker --socket /run/rdv-broker/broker.sock",
    )


def bad_socket(path: str, reason: str) -> UsageError:
    """Say why nobody can listen there."""
    return UsageError(
        "wrong_usage",
        f"--socket : impossible d'écouter à {path} ({reason}).",
        "Choisissez un chemin dans un dossier que ce compte peut écrire, et lui seul.",
    )


def unknown_account(login: str) -> UsageError:
    """Say that this machine has no such account."""
    return UsageError("wrong_usage", f"--allow : aucun compte « {login} » sur ce poste.", "")


def bad_printer(text: str) -> UsageError:
    """Say how a device's printer is written."""
    hint = 'Écrivez : --printer "Borne 1=BORNE1".'
    return UsageError("wrong_usage", f"--printer : « {text} » ne dit pas quelle imprimante.", hint)


def not_together() -> UsageError:
    """Refuse a store beside a broker."""
    return UsageError(
        "wrong_usage",
        "--broker ne va pas avec --store, --demo ni --training : le service a sa base.",
        "",
    )
