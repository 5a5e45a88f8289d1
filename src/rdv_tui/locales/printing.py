"""What is said about printers and files."""

from collections.abc import Sequence
from pathlib import Path

WINDOWS_PRINTER = "imprimante par défaut"
NO_PRINTER = "Aucune imprimante n'est installée sur ce poste."
NO_DEFAULT = "Aucune imprimante n'est choisie par défaut sur ce poste."
SILENT = "L'imprimante ne répond pas : l'impression a été abandonnée."
KEPT = "Le rendez-vous est enregistré : la lettre peut être enregistrée ou imprimée plus tard."
SAVE_ELSEWHERE = "Choisissez un autre dossier : le rendez-vous, lui, est enregistré."

RESTORE_ENTRY = "Remettez cette entrée au catalogue, puis imprimez la lettre de nouveau."


def choose(names: Sequence[str]) -> str:
    """Name the printers that there are."""
    return f"Imprimantes disponibles : {', '.join(names)}."


def unknown(name: str) -> str:
    """Say that no printer has that name."""
    return f"Aucune imprimante ne s'appelle « {name} » sur ce poste."


def refused(name: str, reason: str) -> str:
    """Say that the print system would not take the document, with its own words."""
    said = " ".join(reason.split()) or "sans explication"
    return f"L'imprimante « {name} » a refusé la lettre ({said})."


def unusable(reason: str) -> str:
    """Say that the print program could not be started."""
    return f"Le système d'impression n'a pas pu être appelé ({reason})."


def unwritable(path: Path, reason: str) -> str:
    """Say that a file could not be written."""
    return f"La lettre n'a pas pu être écrite dans {path} ({reason})."


def not_in_catalogue(code: str) -> str:
    """Say that an appointment names an entry that the catalogue has lost."""
    return f"La lettre ne peut être composée : « {code} » n'est plus au catalogue."


def choice_not_kept(reason: str) -> str:
    """Say that the choice of a printer could not be written down."""
    return f"Le choix de l'imprimante n'a pas pu être gardé ({reason})."
