"""What a letter says, before it is set on paper."""

from dataclasses import dataclass
from datetime import date

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.office import Office
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import Caution, cautions_on
from rdv_tui.domain.situations import Document, Situation
from rdv_tui.locales.delivery.letter_languages import LANGUAGES
from rdv_tui.locales.delivery.letter_words import LetterWords
from rdv_tui.locales.fields import addressee


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a letter says. `booked_on` is the office's day on which the booking was made.

    `agent` is who booked, as the office knows them. `if_lodged` stands in for a proof of address in
    one's own name. `nationality` is the country's French name; `as_of` the day on which the
    catalogue, hence `documents`, was last confirmed.
    """

    appointment: Appointment
    office: Office
    situation: Situation
    kind: PermitKind
    nationality: str
    documents: tuple[Document, ...]
    booked_on: date
    as_of: date
    if_lodged: tuple[Document, ...] = ()
    agent: str = ""

    @property
    def name(self) -> str:
        """The person's whole name, as French papers write it."""
        return addressee(self.appointment.applicant)

    @property
    def is_minor(self) -> bool:
        """Whether the person is a minor on the day of the slot."""
        return self.appointment.applicant.is_minor_on(self.appointment.start.date())

    @property
    def translation(self) -> LetterWords | None:
        """The words of the person's language, None when the letter has no translation into it."""
        return LANGUAGES.get(self.appointment.applicant.language)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What the law says of this permit on the day of the slot."""
        expires, day = self.appointment.applicant.permit_expires, self.appointment.start.date()
        return tuple(cautions_on(day, self.situation, self.kind, expires, self.office.rules))
