"""Refusals and store errors: what people are told, and what they can do next.

Each function makes the error with its stable code; programs read the code, people the sentence.
"""

from collections.abc import Sequence
from datetime import datetime

from rdv_tui.domain.names import clean_text
from rdv_tui.errors import Refusal, SlotTaken, StoreError, UsageError
from rdv_tui.locales.dates import moment, spoken_hour

_TRY_ANOTHER = "Choisissez une autre plage : les plus proches sont proposées."


def slot_taken(start: datetime | None = None) -> Refusal:
    """Refuse a slot without any free place left."""
    when = f" du {moment(start)}" if start else ""
    return SlotTaken(f"Il n'y a plus de place libre dans la plage{when}.", _TRY_ANOTHER)


def no_such_slot(start: datetime | None = None) -> Refusal:
    """Refuse a start time at which the calendar has no place."""
    when = f" le {moment(start)}" if start else " à cette heure"
    return Refusal(
        "no_such_slot",
        f"Il n'existe pas de plage{when}.",
        "Choisissez une plage du calendrier.",
    )


def not_full(start: datetime) -> Refusal:
    """Refuse to add a place to a slot that still has a free one."""
    return Refusal(
        "not_allowed_now",
        f"Il reste une place {moment(start)} : la surréservation n'est pas nécessaire.",
        "Retenez cette place.",
    )


def person_is_here(arrived: datetime) -> Refusal:
    """Refuse to send somebody to another day who sits in the waiting room."""
    return Refusal(
        "not_allowed_now",
        f"Cette personne est arrivée à {spoken_hour(arrived)} et attend : "
        "elle n'est pas déplacée à un autre jour.",
        "Notez d'abord la suite de sa venue, ou reprenez son arrivée (écran du jour).",
    )


def slot_past(start: datetime) -> Refusal:
    """Refuse a slot that has begun."""
    return Refusal(
        "slot_past",
        f"La plage du {moment(start)} est déjà passée.",
        "Choisissez une plage à venir.",
    )


def already_booked(start: datetime | None = None, reference: str = "") -> Refusal:
    """Refuse a second appointment to a person who has one still to come."""
    which = f" : {moment(start)}, référence {reference}" if start else ""
    return Refusal(
        "already_booked",
        f"Cette personne a déjà un rendez-vous à venir{which}.",
        "Un seul rendez-vous par personne : déplacez-le ou annulez-le d'abord.",
    )


def not_eligible(message: str, verdict: str) -> Refusal:
    """Refuse a person whom a rule turns away; `message` is the rule's own sentence."""
    return Refusal("not_eligible", message, verdict=verdict)


def override_without_reason(longest: int) -> UsageError:
    """Refuse to lift a rule when nobody says why, or who decides."""
    why = f"Il faut le motif de la dérogation ({longest} signes au plus) et le nom de qui la décide"
    return UsageError("invalid_fields", f"{why}.", fields={"reason": f"{why}."})


def unknown_reference(text: str) -> Refusal:
    """Refuse a reference under which nothing is booked."""
    return Refusal(
        "unknown_reference",
        f"Aucun rendez-vous ne porte la référence « {clean_text(text)[:40]} ».",
        "Relisez la référence sur la convocation : huit signes, par exemple 7K4H-M2XA.",
    )


def move_not_allowed() -> Refusal:
    """Refuse a change of status that the table of legal moves does not know."""
    return Refusal(
        "not_allowed_now",
        "Ce rendez-vous n'est plus dans un état qui permet cette opération.",
        "Affichez-le de nouveau pour voir où il en est.",
    )


_STANDS = {
    "in_progress": ("est en cours au guichet", "Terminez d'abord au guichet."),
    "done": ("est terminé, dossier reçu", "Réservez une autre plage si la personne doit revenir."),
    "incomplete": (
        "est terminé, dossier incomplet",
        "Réservez une autre plage pour le dépôt du dossier complet.",
    ),
    "no_show": ("est noté absent", "Réservez une autre plage, ou corrigez l'absence ce jour-là."),
    "left": ("est terminé, personne partie sans être reçue", "Réservez une autre plage."),
    "cancelled": ("est déjà annulé", "Réservez une autre plage si la personne la demande encore."),
    "unrecorded": ("est passé", "Notez d'abord ce qui s'est passé ce jour-là."),
}
_ACTS = {
    "move": "il ne peut pas être déplacé",
    "cancel": "il ne peut pas être annulé",
    "correct": "ses coordonnées ne se corrigent plus",
    "letter": "il n'a plus de convocation",
}


def act_not_possible(act: str, status: str) -> Refusal:
    """Refuse an act that the appointment's status does not allow, both by their codes."""
    stands, hint = _STANDS.get(status, ("n'est plus à venir", "Affichez-le de nouveau."))
    return Refusal("not_allowed_now", f"Ce rendez-vous {stands} : {_ACTS[act]}.", hint)


def day_is_over(start: datetime) -> Refusal:
    """Refuse to move or cancel an appointment whose day is past."""
    return Refusal(
        "not_allowed_now",
        f"Ce rendez-vous était le {moment(start)} : il ne peut plus être déplacé ni annulé.",
        "Notez ce qui s'est passé ce jour-là (reçu, incomplet, absent), puis reprenez une plage.",
    )


def nothing_to_undo() -> Refusal:
    """Refuse to undo when the last act is too old, is another one, or is somebody else's."""
    return Refusal(
        "not_allowed_now",
        "Il n'y a plus rien à défaire : une opération se défait pendant une minute, sur le poste "
        "qui l'a faite, si rien d'autre n'est arrivé depuis.",
        "Déplacez ou corrigez le rendez-vous, ou reprenez une plage.",
    )


def place_gone(start: datetime) -> Refusal:
    """Refuse to undo when the place of before has been taken meanwhile."""
    return SlotTaken(
        f"La place du {moment(start)} a été prise entre-temps, et la plage n'en a plus d'autre.",
        "Rien n'est défait. Choisissez une autre plage.",
    )


def no_email() -> Refusal:
    """Refuse to send a letter to a person without an e-mail."""
    return Refusal(
        "no_email",
        "Cette personne n'a pas donné de courriel.",
        "Imprimez la convocation, ou corrigez d'abord les coordonnées.",
    )


def hold_gone() -> Refusal:
    """Refuse to go on with a hold that was given up or used."""
    return Refusal(
        "not_allowed_now",
        "La place n'est plus retenue : elle a été libérée.",
        "Choisissez de nouveau une plage ; votre saisie est conservée.",
    )


def hold_elsewhere() -> Refusal:
    """Refuse to touch a hold that another desk keeps."""
    return Refusal(
        "not_allowed_now",
        "Cette place est retenue par un autre poste.",
        "Choisissez une autre plage, ou terminez la réservation sur l'autre poste.",
    )


def office_unknown(code: str, known: Sequence[str]) -> StoreError:
    """Tell that the store does not know the office, and which others it has."""
    if not known:
        return StoreError(
            "office_unknown",
            "La base n'a encore aucun bureau : elle vient d'être créée, ou une copie vers elle a "
            "été interrompue.",
            "Recommencez la copie (rdv-tui store copy) ; si vous ne copiez rien, préparez la base "
            "avec « rdv-tui store init ».",
        )
    return StoreError(
        "office_unknown",
        f"La base ne connaît pas le bureau « {code} ».",
        f"Elle connaît : {', '.join(known)}. Choisissez-en un avec RDV_OFFICE_CODE ; pour y "
        "ajouter celui-ci, depuis un de ces bureaux : rdv-tui offices add FICHIER.",
    )


def record_needed(error: StoreError, code: str) -> StoreError:
    """Return `error`, after which a store is made, with what a code alone does not tell."""
    record = (
        f"Le code « {code} » ne suffit pas à créer une base : donnez aussi la fiche de ce bureau "
        "(RDV_OFFICE=FICHIER)."
    )
    return StoreError(error.code, error.message, f"{error.hint} {record}")


def busy(seconds: float) -> StoreError:
    """Tell that other writers kept the store longer than the time limit."""
    return StoreError(
        "store_busy",
        f"La base est occupée depuis plus de {seconds:g} secondes ; rien n'a été enregistré.",
        "Réessayez dans un instant.",
    )


def unreachable(place: str, reason: str) -> StoreError:
    """Tell that the store does not answer."""
    return StoreError(
        "store_unreachable",
        f"La base « {place} » ne répond pas ({reason}).",
        "Vérifiez le dossier ou le serveur, puis réessayez.",
    )


def not_openable(place: str) -> StoreError:
    """Tell that SQLite cannot open the file, or one beside it."""
    return unreachable(place, "le fichier ne s'ouvre pas")


def sqlite_refuses(place: str, code: int) -> StoreError:
    """Tell that SQLite refuses, by its result code alone."""
    return unreachable(place, f"erreur {code} de SQLite")


def disk_full(place: str) -> StoreError:
    """Tell that nothing more can be written."""
    return StoreError(
        "store_full",
        f"Le disque de la base « {place} » est plein ; rien n'a été enregistré.",
        "Libérez de la place, puis réessayez.",
    )


def disk_fails(place: str) -> StoreError:
    """Tell that the disk under the store refuses to read or to write."""
    return StoreError(
        "store_unreachable",
        f"Le disque de la base « {place} » refuse de lire ou d'écrire ; rien n'a été enregistré.",
        "Vérifiez la place et les quotas, puis l'état du disque, et « rdv-tui store check ».",
    )


def damaged(place: str) -> StoreError:
    """Tell that the file cannot be read as a store."""
    return StoreError(
        "store_damaged",
        f"Le fichier « {place} » est endommagé, ou n'est pas une base de données.",
        "N'écrivez plus dedans. Fermez les guichets, puis reprenez la dernière sauvegarde : "
        "rdv-tui store restore FICHIER.",
    )


def not_opened() -> StoreError:
    """Tell that opening the store met what nobody foresaw."""
    return StoreError(
        "store_unreachable",
        "La base n'a pas pu être ouverte : une erreur imprévue, dont un rapport est gardé.",
        "Lancez « rdv-tui store check », qui dit ce qui est en cause.",
    )


def office_unreadable(code: str) -> StoreError:
    """Tell that the record of the office is not as this version writes it."""
    return StoreError(
        "office_unreadable",
        f"La fiche du bureau « {code} » dans la base n'est pas lisible par cette version.",
        "Vérifiez la version de rdv-tui sur ce poste ; sinon remettez la dernière sauvegarde : "
        "rdv-tui store restore FICHIER.",
    )


def value_unreadable(place: str) -> StoreError:
    """Tell that a row holds what this version cannot read."""
    return StoreError(
        "value_unreadable",
        f"Une ligne de la base « {place} » n'est pas lisible ; rien n'est changé.",
        "« rdv-tui store check » dit laquelle. Le reste de la base sert comme avant.",
    )


def old_schema(place: str) -> StoreError:
    """Tell that the store is of an older version, which a mere question does not change."""
    return StoreError(
        "store_too_old",
        f"La base « {place} » est d'une version plus ancienne de rdv-tui.",
        "Mettez-la à jour avec « rdv-tui store init » (une sauvegarde est faite d'abord), ou "
        "ouvrez le guichet.",
    )


def not_a_store(place: str) -> StoreError:
    """Tell that the file or folder is something else."""
    return StoreError(
        "not_a_store",
        f"« {place} » n'est pas une base de rdv-tui.",
        "Indiquez le fichier de la base avec --store ou RDV_STORE.",
    )


def read_only(place: str) -> StoreError:
    """Tell that the file or its folder cannot be written."""
    return StoreError(
        "store_read_only",
        f"La base « {place} » ne peut pas être modifiée : fichier ou dossier en lecture seule.",
        "Donnez le droit d'écrire au dossier, ou choisissez un autre emplacement.",
    )


def on_network(place: str, kind: str) -> StoreError:
    """Tell that SQLite cannot be shared over a network file system (WAL needs shared memory)."""
    return StoreError(
        "store_on_network",
        f"« {place} » est sur un dossier réseau ({kind}) : plusieurs postes s'y contrediraient.",
        "Choisissez un disque local, ou une base PostgreSQL pour plusieurs postes.",
    )


def too_new(place: str) -> StoreError:
    """Tell that a later version of the program wrote the store."""
    return StoreError(
        "store_too_new",
        f"La base « {place} » a été mise à jour par une version plus récente de rdv-tui.",
        "Installez la version récente sur ce poste.",
    )


def driver_missing(target: str) -> StoreError:
    """Tell that the software which speaks to this kind of database is not installed."""
    return StoreError(
        "driver_missing",
        f"Il manque le pilote de base de données pour « {target} ».",
        "Installez-le (par exemple psycopg pour PostgreSQL), ou utilisez un fichier local.",
    )


def bad_target(target: str) -> StoreError:
    """Tell that the store's address cannot be understood."""
    return StoreError(
        "store_unreachable",
        f"L'adresse de base « {target} » est illisible.",
        "Donnez un chemin de fichier, ou une adresse comme postgresql+psycopg://serveur/base.",
    )
