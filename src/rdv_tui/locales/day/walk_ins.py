"""The words of people without an appointment."""

from collections.abc import Mapping

from rdv_tui.domain.numbers import ParsedNumber
from rdv_tui.domain.walk_in import SentElsewhere, WalkInStatus
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.locales.fields import NUMBER_UNREAD

STATES: Mapping[WalkInStatus, str] = {
    WalkInStatus.ARRIVED: "attend dans la salle",
    WalkInStatus.IN_PROGRESS: "est au guichet",
    WalkInStatus.DONE: "a déjà été reçue",
    WalkInStatus.LEFT: "est partie sans être reçue",
    WalkInStatus.ELSEWHERE: "a été orientée ailleurs",
    WalkInStatus.UNRECORDED: "est venue un jour dont la suite n'a pas été notée",
}
ELSEWHERE: Mapping[SentElsewhere, str] = {
    SentElsewhere.ONLINE: "démarche en ligne",
    SentElsewhere.TO_BOOK: "prendre rendez-vous",
    SentElsewhere.BY_POST: "par courrier",
    SentElsewhere.OTHER_OFFICE: "autre administration",
    SentElsewhere.OTHER: "autre motif",
}


def problems(name: str, reason: str, number: ParsedNumber | None, max_text: int) -> dict[str, str]:
    """Return what is wrong with a walk-in's fields, by field."""
    wrong = {}
    if not name:
        wrong["name"] = "Indiquez le nom de la personne."
    if not reason and number is None:
        wrong["reason"] = "Indiquez le motif de la venue, ou le numéro étranger."
    for field, text in (("name", name), ("reason", reason)):
        if len(text) > max_text:
            wrong[field] = f"{max_text} caractères au plus."
    if number is not None and number.value is None:
        wrong["number"] = f"Numéro étranger : {NUMBER_UNREAD}."
    return wrong


def invalid(wrong: Mapping[str, str]) -> UsageError:
    """Refuse a walk-in whose fields are wrong."""
    return UsageError("invalid_fields", " ".join(wrong.values()), fields=wrong)


def not_in_that_state(status: WalkInStatus) -> Refusal:
    """Refuse an act that does not follow from where the person stands."""
    text = f"Cette personne sans rendez-vous {STATES[status]}."
    return Refusal("not_allowed_now", text, "La salle (w) montre où elle en est.")


def unknown() -> Refusal:
    """Refuse a walk-in whom nobody knows."""
    return Refusal(
        "unknown_reference",
        "Aucune personne sans rendez-vous n'a ce ticket aujourd'hui.",
        "La liste de la salle les donne tous.",
    )
