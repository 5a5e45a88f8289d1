"""What is said when a desk starts, and not all is as it should be."""

from pathlib import Path


def trial_mark(*, demo: bool, other: bool) -> str:
    """Return what stands first in the header of a desk whose papers count for nothing."""
    return "DÉMONSTRATION" if demo else "ESSAI" if other else ""


def no_state_folder(folder: Path) -> str:
    """Say that this desk cannot keep anything of its own."""
    return (
        f"Le dossier {folder} ne peut pas être créé : ce poste ne garde ni son imprimante ni son "
        "guichet, et une réservation coupée n'y sera pas proposée de nouveau."
    )


def displaced_line(count: int) -> str:
    """Remind of those whose appointment no opening covers any more, if there are any."""
    if not count:
        return ""
    from rdv_tui.locales.hours import opening_hours as hours_fr  # noqa: PLC0415  (seldom)

    return hours_fr.displaced_hint(count, hours_fr.FROM_ANYWHERE)
