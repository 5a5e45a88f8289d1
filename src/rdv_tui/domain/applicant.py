"""The applicant: one person, one file, one appointment; and how typed fields become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rdv_tui.domain import fields
from rdv_tui.domain.birth_date import BirthDate, parse_birth_date
from rdv_tui.domain.contacts import parse_email, parse_phone
from rdv_tui.domain.geography import Commune, Country
from rdv_tui.domain.names import clean_name, fold, written_name
from rdv_tui.domain.problems import TypedFields
from rdv_tui.domain.situations import Catalogue

ADULT_AGE = 18
"""From this age on, in years, a residence permit is compulsory (CESEDA L. 411-1)."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person as the office needs them, every field already checked and normalised (NFC).

    `given_names` may be empty: some people have one name only. `nationality` is a
    `Country`'s code; `foreign_resident_number` ten digits, as text; `phone` E.164; `email` and
    `phone` are None when the person has none. `family_name` is that of birth, `common_name` the one
    used instead (nom d'usage), `civility` MME or M; None where there is none.
    """

    family_name: str
    given_names: str
    birth_date: BirthDate
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
    common_name: str | None = None
    civility: str | None = None

    @property
    def name(self) -> str:
        """Return the whole name, the family's first."""
        return written_name(self.family_name, self.given_names)

    def is_minor_on(self, day: date) -> bool:
        """Tell whether the person may not yet be eighteen on `day`.

        Of a birth date known in part the last possible day counts: a child is not to come alone.
        """
        born = self.birth_date.last_day
        return (born.year + ADULT_AGE, born.month, born.day) > (day.year, day.month, day.day)

    def is_confirmed_by(self, typed: str, today: date) -> bool:
        """Say whether `typed` is their birth date, or their family name, alone or with others.

        It shows that who says to be a person whom the store knows is that person. The whole family
        name is asked for, in any case, joined or parted: a beginning would let one try letters.
        """
        born = parse_birth_date(typed, today)
        if born is not None:
            return born == self.birth_date
        words = fold(typed).split()
        family, given = (
            fold(name).replace(" ", "") for name in (self.family_name, self.given_names)
        )
        return bool(words) and "".join(words) in {family, family + given, given + family}


def parse_applicant(
    typed: Mapping[str, str],
    catalogue: Catalogue,
    communes: Sequence[Commune],
    countries: Sequence[Country],
    today: date,
) -> Applicant:
    """Return the person that the typed fields describe, checked and normalised.

    Keys are `Applicant`'s field names; a missing key is an empty field. Dates are read leniently,
    day first, or as ISO. Raises InvalidFields naming every wrong field at once. Whether a rule
    lets this person book is another question (permits.assess).
    """
    form = TypedFields(typed)
    nobody = BirthDate.on(today)
    postal_code = form.read("postal_code", lambda text: fields.postal_code(text, communes), "")
    situation = form.read("situation", lambda text: fields.situation(text, catalogue), None)
    kind = form.read("permit_kind", lambda text: fields.kind(text, situation, catalogue), None)
    applicant = Applicant(
        family_name=form.read("family_name", fields.family_name, ""),
        given_names=form.read("given_names", clean_name, ""),
        birth_date=form.read("birth_date", lambda text: fields.birth_date(text, today), nobody),
        nationality=form.read("nationality", lambda text: fields.country(text, countries), ""),
        foreign_resident_number=form.read("foreign_resident_number", fields.resident_number, ""),
        situation=situation.code if situation else "",
        permit_kind=kind.code if kind else "",
        permit_expires=form.read("permit_expires", lambda text: fields.expiry(text, today), today),
        postal_code=postal_code,
        commune=form.read("commune", lambda text: fields.commune(text, postal_code, communes), ""),
        email=form.read("email", parse_email, None),
        phone=form.read("phone", parse_phone, None),
        address=form.read("address", fields.address, None),
        language=form.read("language", fields.language, "fr"),
        common_name=form.read("common_name", fields.common_name, None),
        civility=form.read("civility", fields.civility, None),
    )
    form.refuse_wrong(Applicant.__dataclass_fields__)
    return applicant
