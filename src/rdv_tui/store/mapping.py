"""Rows as domain values."""

from typing import cast

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold, Identification, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.store.tables import ANONYMOUS, AppointmentRow

_APPLICANT = tuple(Applicant.__dataclass_fields__)


def to_hold(row: AppointmentRow) -> Hold:
    """Return the hold that `row` is."""
    assert row.hold_expires_at is not None  # by ck_appointment_hold
    return Hold(row.reference, row.start, row.number, row.hold_expires_at)


def is_appointment(row: AppointmentRow) -> bool:
    """Say whether `row` was ever booked; the others are holds, past or present."""
    return Status(row.status) not in ANONYMOUS


def to_appointment(row: AppointmentRow) -> Appointment:
    """Return the appointment that `row` is; it was booked (ck_appointment_person)."""
    assert row.booked_at is not None
    assert row.birth_date is not None
    fields: dict[str, object] = {name: cast("str", getattr(row, name)) for name in _APPLICANT}
    fields["birth_date"] = BirthDate.on(row.birth_date, row.birth_precision)
    return Appointment(
        reference=row.reference,
        status=Status(row.status),
        start=row.start,
        place=row.number,
        counter=row.counter,
        channel=Channel(cast("str", row.channel)),
        applicant=Applicant(**fields),  # type: ignore[arg-type]
        booked_at=row.booked_at,
        identification=Identification(row.identification) if row.identification else None,
        revision=row.revision,
    )
