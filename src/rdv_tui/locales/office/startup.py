"""What is said when a desk starts, and not all is as it should be."""

from pathlib import Path


def no_state_folder(folder: Path) -> str:
    """Say that this desk cannot keep anything of its own."""
    return (
        f"Le dossier {folder} ne peut pas être créé : ce poste ne garde ni son imprimante ni son "
        "guichet, et une réservation coupée n'y sera pas proposée de nouveau."
    )
