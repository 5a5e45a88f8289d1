"""The letter's pages as text, for who reads them on a screen before they are printed, or after."""

from typing import TYPE_CHECKING

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Hold, Status
from rdv_tui.services.delivery.delivery import contents
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments
from rdv_tui.store.transactions import snapshot

if TYPE_CHECKING:
    from rdv_tui.documents.transcript import Pages


def read_letter(desk: Desk, appointment: Appointment) -> "Pages":
    """Return what stands on each page of an appointment's letter.

    Raises OutputError `not_in_catalogue`, StoreError.
    """
    from rdv_tui.documents.letter import letter_pages  # noqa: PLC0415  (fpdf2 starts slowly)

    return letter_pages(contents(desk, appointment), layout_of(desk))


def as_booked(desk: Desk, hold: Hold, applicant: Applicant, channel: Channel) -> Appointment:
    """Return the appointment that booking a hold now would make; nothing is booked.

    A hold that lapsed has the counter of the place that it had. Raises StoreError.
    """
    with snapshot(desk) as unit:
        row = appointments.find(unit, hold.reference)
    return Appointment(
        reference=hold.reference,
        status=Status.BOOKED,
        start=hold.start,
        place=hold.place,
        counter=row.counter if row else None,
        channel=channel,
        applicant=applicant,
        booked_at=desk.clock.now(),
    )
