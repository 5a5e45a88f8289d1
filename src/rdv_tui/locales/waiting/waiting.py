"""The words of the waiting list: its form, its screen, its refusals and its keys."""

from datetime import datetime

from rdv_tui.errors import Refusal
from rdv_tui.locales.dates import plain_date

WAITING_LIST_HOLDER = "liste d'attente"
"""Who holds a place that is proposed and that no desk has taken up."""


# -- refusals
def already_waiting(asked: datetime) -> Refusal:
    """Refuse to put somebody on the list twice; `asked` is the office's wall clock."""
    return Refusal(
        "already_waiting",
        f"Cette personne est déjà sur la liste d'attente, depuis le {plain_date(asked.date())}.",
        "Pour changer ses jours ou son téléphone, retirez-la de la liste (F11, l), puis "
        "inscrivez-la de nouveau.",
    )


def answers_missing() -> Refusal:
    """Refuse somebody of whom what decides is not known."""
    return Refusal(
        "not_eligible",
        "Il manque la situation, la fin de validité du titre ou le code postal.",
        "Répondez d'abord aux questions de la première étape.",
    )


def not_waiting() -> Refusal:
    """Refuse to act for somebody who is not on the list any more."""
    return Refusal(
        "not_allowed_now",
        "Cette personne n'est plus sur la liste d'attente.",
        "Affichez de nouveau la liste.",
    )


def nothing_proposed() -> Refusal:
    """Refuse an answer where no place is kept any more."""
    return Refusal(
        "not_allowed_now",
        "Aucune place n'est gardée pour cette personne : le délai de réponse est passé, ou la "
        "réponse est déjà notée.",
        "Affichez de nouveau la liste ; la personne garde son rang.",
    )


def no_phone() -> Refusal:
    """Refuse to write down a call to somebody without a phone number."""
    return Refusal(
        "not_allowed_now",
        "Cette personne n'a pas donné de téléphone : elle est prévenue par courriel.",
        "Notez sa réponse quand elle arrive.",
    )
