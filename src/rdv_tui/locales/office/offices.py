"""The words of several offices in one store."""

from datetime import date

from rdv_tui.errors import Refusal
from rdv_tui.locales.dates import plain_date

LIST = "Liste les bureaux de la base."
ADD = "Ajoute à la base le bureau d'un fichier office.toml, avec votre compte."
FILE = "Le fichier du nouveau bureau (modèle : rdv-tui store office)."
ALL_OFFICES = "Aussi ceux des autres bureaux de la base que vous encadrez."
HERE, ELSEWHERE = "● {line}", "  {line}"
SIDE_BY_SIDE = "Bureaux que vous encadrez"
OFFICE = "Bureau"
OTHER_OFFICE = "Autre bureau"
PAGE_OF_ONE = "--html est la page d'un seul bureau ; demandez-la sans --all-offices."


def office_known(code: str) -> Refusal:
    """Tell that the store has an office of this code."""
    return Refusal(
        "office_known",
        f"Le bureau « {code} » est déjà dans la base ; rien n'est changé.",
        f"Pour changer sa fiche : RDV_OFFICE_CODE={code} rdv-tui store office FICHIER. "
        "Pour un autre bureau, donnez un autre « code » dans le fichier.",
    )


def office_line(code: str, prefecture: str, bureau: str, city: str) -> str:
    """Tell an office in one line."""
    return f"{code} : {prefecture}, {bureau}, {city}"


def added(code: str) -> str:
    """Tell that the office is there, and how a desk of it is opened."""
    return f"Bureau ajouté : {code}. Un poste de ce bureau : RDV_OFFICE_CODE={code} rdv-tui"


def where_and_when(place: str, day: date) -> str:
    """Tell where and on which day somebody is expected, beside the other checks."""
    return f"{plain_date(day)}, {place}"


def expected_elsewhere(place: str, day: date) -> str:
    """Warn that another office of the store expects the person: the place and the day, no more."""
    return (
        f"Un autre bureau ({place}) attend cette personne le {plain_date(day)} : "
        "demandez-lui lequel des deux rendez-vous elle garde."
    )
