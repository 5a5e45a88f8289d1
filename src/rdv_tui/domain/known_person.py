"""Who says to be a person that the store knows: one detail of their own shows it."""

from datetime import date

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.birth_date import parse_birth_date
from rdv_tui.domain.names import fold


def is_confirmed_by(person: Applicant, typed: str, today: date) -> bool:
    """Say whether `typed` is the person's birth date, or their family name, alone or with others.

    The whole family name is asked for, in any case, joined or parted: a beginning would let one
    try letters.
    """
    born = parse_birth_date(typed, today)
    if born is not None:
        return born == person.birth_date
    words = fold(typed).split()
    family, given = (_joined(name) for name in (person.family_name, person.given_names))
    return bool(words) and "".join(words) in {family, family + given, given + family}


def _joined(name: str) -> str:
    return fold(name).replace(" ", "")
