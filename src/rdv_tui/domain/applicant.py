"""The applicant: one person, one file, one appointment."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person as the office needs them, every field already checked and normalised (NFC).

    `given_names` may be empty: some people have one name only. `nationality` is ISO 3166
    alpha-2; `foreign_resident_number` ten digits, as text; `phone` E.164; `email` and `phone` are
    None when the person has none.
    """

    family_name: str
    given_names: str
    birth_date: date
    nationality: str
    foreign_resident_number: str
    situation: str
    permit_kind: str
    permit_expires: date
    postal_code: str
    commune: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str = "fr"
