"""What is said of the terminal itself, and of a program that cannot go on."""

FOREIGN_BYTE = (
    "Signe illisible (�) : ce terminal n'envoie pas de l'UTF-8. Effacez-le, et réglez le terminal "
    "sur UTF-8 pour taper des accents."
)
PASTE_TOO_LONG = "Texte collé trop long : la fin n'a pas été prise."
BROKEN = (
    "Le programme s'est arrêté sur une erreur imprévue ; ce qui était enregistré l'est toujours. "
    "Relancez-le."
)
NO_REPORT = "Aucun rapport n'a pu être écrit ; prévenez votre service informatique."


def report_in(path: str) -> str:
    """Say where the report of a fault is, and that it may be given away."""
    return f"Rapport à remettre au service informatique, sans donnée personnelle : {path}"
