"""The words of moving, cancelling and correcting, on the command line and in the history."""

from collections.abc import Mapping

CANCEL_REASONS: Mapping[str, str] = {
    "applicant": "à la demande de la personne",
    "office": "par le bureau",
    "duplicate": "en double",
    "not_eligible": "démarche qui ne relève pas de ce guichet",
}

# -- the command line
MOVE_SLOT = "La nouvelle plage, 2026-12-01T09:00 (obligatoire)."
REASON = "applicant, office, duplicate ou not_eligible (obligatoire)."
MOVED = "Rendez-vous déplacé."
CANCELLED = "Rendez-vous annulé."
