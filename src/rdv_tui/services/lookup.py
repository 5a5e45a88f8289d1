"""Finding what was booked."""

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.reference import normalise_reference
from rdv_tui.locales import refusals
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments
from rdv_tui.store.records import is_appointment, to_appointment


def get(desk: Desk, reference_text: str) -> Appointment:
    """Return the appointment whose reference was typed or read out, however it is written.

    Raises Refusal `unknown_reference`; a hold is not an appointment yet.
    """
    reference = normalise_reference(reference_text)
    if reference is not None:
        with desk.store.read() as session:
            row = appointments.find(session, desk.office.code, reference)
            if row is not None and is_appointment(row):
                return to_appointment(row)
    raise refusals.unknown_reference(reference_text)
