"""What a scan at the door is answered."""

from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.errors import Refusal
from rdv_tui.locales.dates import short_date, short_moment

ARRIVED = "{name} : arrivée notée pour {hour:%H:%M}, ticket {ticket}."
STILL_AWAITED = "{name} : rendez-vous {when}, pas aujourd'hui. Fiche ouverte : d déplace."
PAST = "{name} : le rendez-vous était {day}. Fiche ouverte : donnez-en un autre."
CANCELLED = "{name} : rendez-vous {when} annulé. Fiche ouverte : donnez-en un autre."
RECEIVED = "{name} : visite déjà finie. Fiche ouverte."
HERE = "{name} attend déjà dans la salle, ticket {ticket}."
CALLED = "{name} : déjà au guichet, ticket {ticket}."


def answer(appointment: Appointment, ticket: str, refusal: Refusal | None) -> str:
    """Return what is said of a scan: who it is, and what to do with them."""
    start = appointment.start
    facts = {
        "name": appointment.applicant.name,
        "when": short_moment(start),
        "day": short_date(start.date()),
        "hour": start,
        "ticket": ticket,
    }
    if refusal is None:
        return ARRIVED.format(**facts)
    sentence = _REFUSED.get(appointment.status)
    if appointment.status is Status.BOOKED:
        sentence = STILL_AWAITED
    if sentence is None:
        return f"{appointment.applicant.name} : {refusal.message}"
    return sentence.format(**facts)


_REFUSED = {
    Status.ARRIVED: HERE,
    Status.IN_PROGRESS: CALLED,
    Status.DONE: RECEIVED,
    Status.INCOMPLETE: RECEIVED,
    Status.CANCELLED: CANCELLED,
    Status.UNRECORDED: PAST,
}
