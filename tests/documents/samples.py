"""Letters to print in tests, on the catalogue as it is shipped."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from rdv_tui import catalogue
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.appointment import Appointment, Channel, Status
from tests.factories import person

REFERENCE = "7K4H-M2XA"
BOOKED_AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


def letter(
    start: str = "2026-12-01T09:30",
    counter: int | None = None,
    office: dict[str, Any] | None = None,
    **applicant: Any,  # noqa: ANN401 - any field of an applicant
) -> Letter:
    """Return a letter for `tests.factories.person`, changed as asked."""
    someone = person(**applicant)
    guide = catalogue.situations()
    situation = guide.situation(someone.situation)
    kind = guide.permit_kind(someone.permit_kind)
    appointment = Appointment(
        reference=REFERENCE,
        status=Status.BOOKED,
        start=datetime.fromisoformat(start),
        place=1,
        counter=counter,
        channel=Channel.DESK,
        applicant=someone,
        booked_at=BOOKED_AT,
    )
    return Letter(
        appointment=appointment,
        office=replace(catalogue.default_office(), **(office or {})),
        situation=situation,
        kind=kind,
        nationality="Turquie",
        documents=guide.documents_for(situation, kind, someone.nationality),
        booked_on=date(2026, 11, 23),
        as_of=guide.as_of,
        if_lodged=guide.documents_if_lodged(situation),
    )
