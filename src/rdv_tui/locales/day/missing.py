"""The commands of the list in which missing papers are ticked."""

from rdv_tui.locales.command import Command

TICK_DOCUMENT = Command(
    "tick_document", "space", "Cocher", "Cocher la pièce, ou la décocher.", "tick"
)
OTHER_DOCUMENT = Command(
    "other_document", "a", "Autre pièce", "Dire en toutes lettres une pièce que la liste n'a pas."
)
KEEP_DOCUMENTS = Command("keep", "enter,f10", "Enregistrer", "Noter le dossier incomplet.")
