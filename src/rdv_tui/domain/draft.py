"""The booking under way: one value that grows through the five steps and forgets nothing typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rdv_tui.domain.appointment import Appointment, Channel, Hold, Identification
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.overrides import Override

AGEING = ("address", "email", "phone")
"""What may have changed since another permit was valid: to be checked with the person."""


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """The earlier appointment that details were taken from: when booked, for which permit.

    `fields` are those that were taken over.
    """

    booked_on: date
    permit_expires: date
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """Who of the household was booked just before: their place, and what may be the same again."""

    name: str
    start: datetime
    situation: str
    permit_kind: str


@dataclass(frozen=True, slots=True)
class BookingDraft:
    """What is known so far. `typed` keeps every field as it was typed, right or wrong.

    Keys of `typed` are the applicant's field names: `situation`, `permit_kind`, `permit_expires`,
    `postal_code`, `family_name`, `given_names`, `birth_date`, `nationality`,
    `foreign_resident_number`, `commune`, `email`, `phone`, `address`, `language`.
    Choices (situation, kind, nationality, language, commune) are kept as their codes. `override`
    lifts a rule, `overbooked` is the decision behind a hold on a full slot. `household` is the
    other of theirs beside whom a place is looked for, `known` where details come from that nobody
    typed, `confirmed_names` names with odd signs that are so on the permit. `wanted_start` (wall
    clock) is the slot that was chosen on the day before anything else was known.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    accepted: bool = False
    hold: Hold | None = None
    channel: Channel = Channel.DESK
    identification: Identification | None = None
    override: Override | None = None
    overbooked: Override | None = None
    household: Household | None = None
    known: KnownFrom | None = None
    confirmed_names: tuple[str, str] = ("", "")
    wanted_start: datetime | None = None

    @classmethod
    def of_household(cls, appointment: Appointment) -> "BookingDraft":
        """Return where the booking of another member of the household begins.

        What they share is filled in, and a place is looked for beside the one just booked. Number,
        name, permit and e-mail are a person's own; nationality is mostly shared, and to be checked.
        The notice was read to both of them: the conditions stay accepted, and can be unticked.
        """
        person = appointment.applicant
        shared = {
            "postal_code": person.postal_code,
            "commune": person.commune,
            "address": person.address,
            "phone": person.phone,
            "language": person.language,
            "nationality": person.nationality,
        }
        return cls(
            typed={name: value for name, value in shared.items() if value},
            accepted=True,
            channel=appointment.channel,
            household=Household(
                person.name, appointment.start, person.situation, person.permit_kind
            ),
        )

    def to_check(self, today: date) -> tuple[str, ...]:
        """Return the fields to be checked: another's of the household, or older than the permit."""
        expires = parse_date(self.typed.get("permit_expires", ""), today, Era.FUTURE)
        ageing = AGEING if self.known and self.known.permit_expires != expires else ()
        return ("nationality", *ageing) if self.household and not self.known else ageing

    def without_known(self) -> "BookingDraft":
        """Return the draft without what was taken over: it is somebody else's after all."""
        taken = self.known.fields if self.known else ()
        typed = {name: text for name, text in self.typed.items() if name not in taken}
        return replace(self, typed=typed, known=None)

    def with_typed(self, values: Mapping[str, str]) -> "BookingDraft":
        """Return the draft with `values` written over what was typed before."""
        return replace(self, typed={**self.typed, **values})
