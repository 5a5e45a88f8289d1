"""The words of a supervisor's override, on the screens."""

from rdv_tui.domain.overrides import Override

TITLE = "Dérogation"
QUESTION = "La règle écarte cette demande. Pour réserver quand même, il faut une décision motivée."
REASON = "Motif"
BY = "Décidée par"
KEYS = "Entrée : champ suivant, puis valider · Échap : sans dérogation"
NEEDS_BOTH = "Le motif et le nom de qui décide sont tous deux nécessaires."
TOO_LONG = "Le motif a {count} signes : {longest} au plus."
DECIDED = (
    "La dérogation accompagne cette demande ; elle sera gardée au journal avec la réservation."
)


def told(override: Override) -> str:
    """Say who decided and why, in one line."""
    return f"Dérogation de {override.by} : {override.reason}"
