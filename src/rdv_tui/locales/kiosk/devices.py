"""What is said about devices in the hall, to those who look after them."""

from rdv_tui.errors import OutputError, Refusal, UsageError

ENROL = "Inscrire ce poste comme borne ; un responsable le fait sur la borne même."
DISABLE = "Exclure une borne ou un écran, aussitôt."
LIST = "Lister les bornes et les écrans inscrits."
DOCTOR = "Vérifier ce poste avant de le laisser au public."
NAME = "Le nom de l'appareil, tel que les guichets le voient : « Borne 1 »."
NO_ARABIC = "L'écran n'affiche pas bien l'arabe (lettres liées, lues de droite à gauche)."
DISPLAY = "Un écran d'appel, et non une borne."
KEEP_IN = "Écrire le secret dans ce fichier, pour un appareil dont le compte n'atteint pas la base."
ONE_KIND = "--display et --web ne vont pas ensemble : un appareil est l'un ou l'autre."
DEMO_NAME = "Borne 1"
NONE = "Aucun appareil n'est inscrit."
KINDS = {"kiosk": "borne", "display": "écran d'appel", "web": "navigateurs"}
NEVER = "jamais vue"


def enrolled(name: str, file: str) -> str:
    """Say that a device is enrolled, and where its secret lies."""
    return f"{name} est inscrite. Son secret est dans {file} : il ne quitte pas ce poste."


def secret_not_kept(file: str, reason: str) -> OutputError:
    """Say that the secret could not be written: the device must be enrolled again."""
    return OutputError(
        "file_failed",
        f"Le secret n'a pas pu être écrit dans {file} ({reason}).",
        "Choisissez un autre fichier et inscrivez de nouveau l'appareil.",
    )


def disabled(name: str) -> str:
    """Say that a device is shut out."""
    return f"{name} est exclue : elle affiche « Borne fermée » et ne peut plus rien faire."


def line(name: str, kind: str, seen: str, *, enabled: bool) -> str:
    """Return the line of a device in the list."""
    state = "en service" if enabled else "exclue"
    return f"{name:<16} {KINDS[kind]:<14} {state:<12} {seen}"


def unknown_device(name: str) -> Refusal:
    """Refuse a name that no device has."""
    hint = "Listez-les : rdv-tui kiosk list."
    return Refusal("unknown_device", f"Aucun appareil inscrit ne s'appelle « {name} ».", hint)


def bad_name() -> UsageError:
    """Refuse a name that cannot be shown on one line."""
    return UsageError("wrong_usage", "Le nom de l'appareil doit avoir de 1 à 24 signes.", "")


def not_enrolled() -> Refusal:
    """Refuse a device that nobody enrolled, or that was disabled."""
    return Refusal(
        "device_closed",
        "Ce poste n'est pas une borne inscrite, ou elle a été exclue.",
        "Un responsable l'inscrit sur la borne : rdv-tui kiosk enrol NOM.",
    )


def printed_enough() -> Refusal:
    """Refuse to print the same paper in one visit again and again."""
    return Refusal(
        "printed_enough",
        "Ce papier a déjà été imprimé plusieurs fois pendant cette visite.",
        "Un agent l'imprime au guichet.",
    )


def not_here() -> Refusal:
    """Refuse at the kiosk, in the same words whatever the reason: none may tell who is known."""
    return Refusal(
        "see_an_agent",
        "Ce rendez-vous ne peut pas être pris à la borne.",
        "Un agent vous aide au guichet.",
    )
