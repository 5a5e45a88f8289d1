"""The words of the waiting list on the command line."""

from rdv_tui.errors import Refusal

NUMBER = "Le numéro de la personne dans la liste."
LIST = "Liste qui attend, dans l'ordre."
ADD = "Inscrit une personne dans la liste d'attente."
ACCEPT = "Réserve la place proposée à une personne."
REFUSE = "Note que la personne ne veut pas de la place proposée."
REMOVE = "Retire une personne de la liste."
FIRST, LAST = "Le premier jour qui convient ; sans lui, aujourd'hui.", "Le dernier (obligatoire)."
DAYS = "Les jours qui conviennent, lun-ven ou « lun mar » ; sans eux, tous."
FROM, TO = "À partir de cette heure, 09:00.", "Jusqu'à cette heure, 12:00."
REMOVED = "Personne {number} retirée de la liste."


def another_person() -> Refusal:
    """Refuse to book a place proposed to one person for another."""
    return Refusal(
        "not_allowed_now",
        "Cette place est proposée à une autre personne : le numéro étranger n'est pas le même.",
        "Vérifiez le numéro dans la liste et dans le fichier.",
    )
