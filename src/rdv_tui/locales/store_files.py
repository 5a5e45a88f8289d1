"""What is said of a store's file that is not there, or not as it was."""

from rdv_tui.errors import StoreError


def missing(place: str) -> StoreError:
    """Tell that there is no store where one was named."""
    return StoreError(
        "store_missing",
        f"Il n'y a pas de fichier des rendez-vous à {place}.",
        "Vérifiez --store et RDV_STORE, et que le disque est là ; pour en créer un : "
        "rdv-tui store init.",
    )


def empty(place: str) -> StoreError:
    """Tell that a file without anything in it stands where a store was named."""
    return StoreError(
        "store_damaged",
        f"Le fichier « {place} » est vide : ce n'est pas une base de rendez-vous.",
        "Si une base s'y trouvait, fermez les guichets et reprenez la dernière sauvegarde : "
        "rdv-tui store restore FICHIER. Sinon, pour en créer une : rdv-tui store init.",
    )


def cut_off(place: str, aside: str | None) -> StoreError:
    """Tell that the store went, and left something: a restore was cut off, or it was moved.

    `aside` is the name of what is kept beside it. The first words are those that a desk's two rows
    show at 80 columns.
    """
    kept = f" L'ancien fichier est à côté : {aside}." if aside else ""
    return StoreError(
        "store_missing",
        f"Plus de base à {place} : déplacée, ou remise en place interrompue.{kept}",
        "N'effacez rien. Remettez le fichier à sa place, ou une sauvegarde : "
        "rdv-tui store restore FICHIER. Pour repartir de rien, rangez d'abord ces restes ailleurs.",
    )


def left_open(place: str, left: str) -> StoreError:
    """Tell that what a program left beside the store can only be taken up by who may write."""
    return StoreError(
        "store_unreachable",
        f"La base « {place} » ne peut pas être lue par ce compte : un programme arrêté a laissé "
        f"{left}.",
        "Ouvrez-la une fois sous un compte qui écrit dans son dossier (rdv-tui store check), puis "
        "recommencez.",
    )


def moved(place: str, *, is_gone: bool) -> StoreError:
    """Tell that the file that was opened is no longer the one that bears its name."""
    what = "n'est plus là" if is_gone else "a été remplacé par un autre"
    return StoreError(
        "store_moved",
        f"Le fichier « {place} » {what} : rien n'est enregistré.",
        "Prévenez qui s'occupe de la base ; le fichier remis, rouvrez-la (Maj+F5) ou relancez "
        "rdv-tui. Ce qui est à l'écran reste lisible, et votre saisie est gardée.",
    )


def torn(place: str) -> StoreError:
    """Tell that what belongs beside the store was removed while it was open."""
    return StoreError(
        "store_moved",
        f"Les fichiers -wal et -shm de « {place} » ont été retirés pendant le travail : rien n'est "
        "enregistré.",
        "Ce qui est à l'écran reste lisible : notez-le. Fermez tous les guichets (Ctrl+Q), lancez "
        "« rdv-tui store check », puis rouvrez.",
    )


def went_back(place: str) -> StoreError:
    """Tell that the store lacks what this program wrote: an older copy was put over it."""
    return StoreError(
        "store_moved",
        f"La base « {place} » est revenue en arrière : ce que ce guichet y a écrit n'y est plus. "
        "Rien n'est enregistré.",
        "Une copie plus ancienne a été mise par-dessus. Notez les derniers rendez-vous, fermez "
        "tous les guichets (Ctrl+Q), puis « rdv-tui store restore » et « rdv-tui store check ».",
    )
