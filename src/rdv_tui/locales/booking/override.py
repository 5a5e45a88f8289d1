"""The words of a supervisor's override, on the screens."""

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override

TITLE = "Dérogation"
QUESTION = "La règle écarte cette demande. Pour réserver quand même, il faut une décision motivée."
REASON = "Motif"
BY = "Décidée par"
KEYS = "Entrée : champ suivant, puis valider · Échap : renoncer"
NEEDED = {
    "reason": "Il faut un motif : le journal le garde.",
    "by": "Il faut le nom de qui décide.",
}
LEAVE = "Renoncer à cette décision ? Ce qui a été saisi ici sera perdu."
TOO_LONG = "Le motif a {count} signes : {longest} au plus."
DECIDED = (
    "La dérogation accompagne cette demande ; elle sera gardée au journal avec la réservation."
)

OVERBOOK_FULL_ONLY = "La surréservation ne vaut que pour une plage complète, encore à venir."
OVERBOOK_TITLE = "Surréservation"
OVERBOOK_LINE = "{slot} : toutes les places sont prises."
OVERBOOK_QUESTION = (
    "Une place de plus, pour cette seule personne : il faut une décision motivée, signalée "
    "partout et gardée au journal."
)


def override_line(override: Override) -> str:
    """Say who decided and why, in one line."""
    return f"Dérogation de {override.by} : {override.reason}"


def decision_lines(draft: BookingDraft) -> str:
    """Say all that was decided for this booking, in one line; empty when nothing was."""
    lines = [override_line(draft.override)] if draft.override else []
    if extra := draft.overbooked:
        lines.append(f"{OVERBOOK_TITLE} décidée par {extra.by} : {extra.reason}")
    return " · ".join(lines)
