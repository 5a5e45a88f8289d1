"""What is said of a store copied to another."""

from collections.abc import Sequence

OTHER_TARGET = "Rien n'y est changé. Donnez un nouveau fichier, ou une base vide."
REPAIR_FIRST = (
    "La copie est vidée. Voyez « rdv-tui store check » sur la base de départ, puis recommencez."
)


def copied(source: str, target: str, rows: int) -> str:
    """Say that all is there."""
    return f"Copie faite et vérifiée : {rows} lignes de {source} vers {target}."


def changed_since(source: str) -> str:
    """Warn that others went on writing to the source."""
    return (
        f"{source} a changé pendant la copie : fermez les guichets et refaites-la avant de passer "
        "à la nouvelle base."
    )


def not_empty(place: str) -> str:
    """Say that there is something at the target already."""
    return f"« {place} » contient déjà des données : rien n'y est copié."


def not_all(table: str) -> str:
    """Say that rows are missing."""
    return f"La table {table} n'est pas arrivée entière : la copie est annulée."


def against_a_constraint(table: str) -> str:
    """Say that a row is there twice, or refers to what is not there."""
    return f"La table {table} contient des lignes qui se contredisent : la copie est annulée."


def broken(source: str, problems: Sequence[str]) -> str:
    """Say what is wrong with what was copied."""
    return f"La copie de « {source} » ne respecte pas les règles : {problems[0]}"
