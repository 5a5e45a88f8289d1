"""What is said of backups of the store, and of putting one back."""

from collections.abc import Sequence
from pathlib import Path

OTHER_NAME = "Donnez un autre nom de fichier."
OTHER_FILE = (
    "Donnez un autre nom de fichier, dans un dossier où ce compte écrit et qui a de la place."
)
GIVE_A_BACKUP = "Donnez un fichier fait par « rdv-tui store backup »."
OTHER_BACKUP = "Rien n'est changé. Prenez une sauvegarde plus ancienne."
MAKE_ROOM = (
    "La base est comme avant. Libérez de la place, ou donnez à ce compte le droit d'écrire dans "
    "son dossier et d'y renommer des fichiers."
)
MOVE_IT = (
    "Gardez ce fichier : rangez-le ailleurs, puis recommencez, ou donnez un autre nom de fichier."
)
LET_READ = "Donnez à ce compte le droit de le lire, ou prenez le compte qui l'a."
MAKE_FOLDER = "Créez d'abord le dossier, ou vérifiez --store et RDV_STORE."
AS_ITS_OWNER = (
    "La base est comme avant. Lancez la commande sous un compte de ce groupe, ou comme root."
)
PUT_BACK = "Remettez ce fichier à sa place quand rien d'autre ne s'y trouve, puis recommencez."
NO_NAME = "Un nom de fichier est vide."
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
        return f"L'ancien fichier est gardé : {aside}"
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


def beside_a_store(file: Path, beside: Path) -> str:
    """Say that what belongs to a store lies beside the name."""
    return (
        f"À côté de {file} se trouve {beside.name}, qui va avec une base de ce nom : aucune "
        "sauvegarde n'y est mise."
    )


def is_the_store(file: Path) -> str:
    """Say that the file is the store itself, whatever name it was given."""
    return f"{file} est la base elle-même : une sauvegarde est un autre fichier."


def may_not_be_read(file: Path) -> str:
    """Say that nobody can tell what stands there."""
    return f"{file} existe et ce compte ne peut pas le lire (accès refusé) : il n'est pas remplacé."


def has_more(file: Path, acts: int) -> str:
    """Say that the backup holds what the store does not, and that would be lost."""
    return (
        f"{file} contient des actes que cette base n'a pas ({acts}) : d'une autre base, faits "
        "dedans, ou perdus depuis qu'une sauvegarde plus ancienne a été remise. Il n'est pas "
        "remplacé."
    )


def not_theirs(store: Path) -> str:
    """Say that the group of the desks could not work in the store any more."""
    return f"{store} est au groupe des guichets, et ce compte ne peut pas lui donner la copie."


def not_a_name(file: Path) -> str:
    """Say that the name is that of a file which SQLite keeps beside a store."""
    return f"{file} porte le nom d'un fichier qui va avec une base : une sauvegarde s'y perdrait."


def no_such_backup(file: Path) -> str:
    """Say that there is no file of this name."""
    return f"Il n'y a pas de fichier {file}."


def no_backup(file: Path) -> str:
    """Say that the file cannot be put in the place of a store."""
    return f"{file} n'est pas une sauvegarde de la base."


def cannot_be_read(file: Path, reason: str) -> str:
    """Say why the backup cannot be read."""
    return f"{file} ne peut pas être lu : {reason}."


def not_put_back(store: Path, reason: str) -> str:
    """Say why the store was left as it was."""
    return f"La sauvegarde ne peut pas être mise à la place de {store} : {reason}."


def not_open_yet(why: str) -> str:
    """Say that the store was put back, and cannot be worked in for the moment."""
    return f"La sauvegarde est en place, mais la base ne s'ouvre pas encore. {why}"


TO_UPGRADE = (
    "Cette sauvegarde est d'une version plus ancienne : lancez « rdv-tui store init » avant de "
    "rouvrir les guichets."
)
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


TWO_NAMES = (
    "Le fichier de la base porte un second nom (lien dur) : qui l'ouvrirait sous ce nom "
    "l'abîmerait. Gardez-en un seul."
)
NOT_SQLITE = (
    "Il faut une base dans un fichier : PostgreSQL se sauvegarde avec ses propres outils "
    "(pg_dump, pg_basebackup)."
)
