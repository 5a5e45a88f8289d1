"""What is said of a store that is not sound."""

from datetime import datetime

from rdv_tui.locales.dates import moment


def damaged(line: str) -> str:
    """Say that the file itself is damaged, in the engine's words."""
    return f"Fichier endommagé : {line}."


def orphan(table: str) -> str:
    """Say that rows refer to what does not exist."""
    return f"La table {table} renvoie à un bureau, un guichet ou une place qui n'existe pas."


def two_on_one_place(start: datetime, number: int) -> str:
    """Say that two appointments stand on one place."""
    return f"Deux rendez-vous sur une place : {moment(start)}, place {number}."


def two_for_one_person(number: str) -> str:
    """Say that a person has two appointments to come."""
    return f"Deux rendez-vous en cours pour une personne : numéro étranger {number}."


def no_trail(reference: str) -> str:
    """Say that an appointment has no audit trail."""
    return f"Le rendez-vous {reference} n'a laissé aucune trace d'écriture."


def bad_reference(reference: str) -> str:
    """Say that a reference is none of ours."""
    return f"La référence {reference} n'a pas la bonne forme."
