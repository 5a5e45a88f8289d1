"""What is said of backups of the store, and of putting one back."""

from collections.abc import Sequence
from pathlib import Path

OTHER_NAME = "Donnez un autre nom de fichier."
OTHER_FILE = (
    "Donnez un autre nom de fichier, dans un dossier où ce compte écrit et qui a de la place."
)
GIVE_A_BACKUP = "Donnez un fichier fait par « rdv-tui store backup »."
OTHER_BACKUP = "Rien n'est changé. Prenez une sauvegarde plus ancienne."
CLOSE_DESKS = (
    "Fermez tous les guichets (Ctrl+Q) et arrêtez les tâches planifiées, puis recommencez ; rien "
    "n'est changé."
)


def made(file: str, size: int) -> str:
    """Say where the backup is."""
    size_mb = f"{size / 1_000_000:.1f}".replace(".", ",")
    return f"Sauvegarde faite et vérifiée : {file} ({size_mb} Mo)."


def restored(store: str, source: str) -> str:
    """Say that the backup stands in the place of the store."""
    return f"{store} est maintenant la sauvegarde {source}, vérifiée."


def set_aside(aside: Path) -> str:
    """Say where the old store is, or what was left of it."""
    if aside.exists():
        return f"L'ancien fichier est gardé, avec ses -wal et -shm : {aside}"
    return (
        f"Le fichier n'était plus là, mais son -wal, qui peut contenir des rendez-vous : "
        f"il est gardé sous {aside}-wal"
    )


def with_problems(problems: Sequence[str]) -> str:
    """Say that the backup holds what breaks a rule."""
    return (
        f"Attention, cette sauvegarde n'est pas en ordre ({len(problems)}) : {problems[0]} "
        "« rdv-tui store check » dit tout."
    )


NO_TRAINING = (
    "--training travaille sur une copie, jetée à la fin : rien n'y est à sauvegarder ni à remettre."
)


def progress(done: int, total: int) -> str:
    """Say how far a copy has come."""
    return f"Copie : {done * 100 // max(total, 1)} %"


def not_replaced(file: Path) -> str:
    """Say that what stands there is no backup."""
    return f"{file} existe et n'est pas une sauvegarde : il n'est pas remplacé."


def not_a_name(file: Path) -> str:
    """Say that the name is that of a file which SQLite keeps beside a store."""
    return f"{file} porte le nom d'un fichier qui va avec une base : une sauvegarde s'y perdrait."


def no_such_backup(file: Path) -> str:
    """Say that there is no file of this name."""
    return f"Il n'y a pas de fichier {file}."


def no_backup(file: Path) -> str:
    """Say that the file cannot be put in the place of a store."""
    return f"{file} n'est pas une sauvegarde de la base."


UNREADABLE = "ses pages ne tiennent pas ensemble"


def leads_nowhere(table: str) -> str:
    """Say that a row names another one that is not there."""
    return f"une ligne de « {table} » en nomme une autre, qui manque"


def damaged(file: Path, reason: str) -> str:
    """Say what a check found."""
    return f"{file} est endommagé ({reason})."


def for_training(file: Path) -> str:
    """Say that a store for training would take the place of the office's own."""
    return (
        f"{file} est une base d'exemple ou d'entraînement : elle ne remplace pas celle du bureau."
    )


def of_others(file: Path, theirs: Sequence[str], ours: Sequence[str]) -> str:
    """Say that the backup is another office's."""
    there, here = ", ".join(theirs), ", ".join(ours)
    return f"{file} est une base d'un autre bureau ({there}) : ici, c'est {here}."


def in_use(store: Path) -> str:
    """Say that desks are open."""
    return f"{store} est ouvert par un autre programme."


def unwritable(file: Path, reason: str) -> str:
    """Say why nothing was written."""
    return f"{file} ne peut pas être écrit : {reason}."


NOT_SQLITE = (
    "Il faut une base dans un fichier : PostgreSQL se sauvegarde avec ses propres outils "
    "(pg_dump, pg_basebackup)."
)
