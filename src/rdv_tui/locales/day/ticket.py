"""The words of the ticket on paper, and of what became of it."""

from datetime import datetime

from rdv_tui.locales.dates import plain_date

TITLE = "Ticket"
SUBJECT = "Ticket du jour"
JOB = "Ticket {ticket}"
SENTENCES = (
    "Gardez ce ticket : vous serez appelé par ce numéro.",
    "Keep this ticket. You will be called by this number.",
)
WITH_APPOINTMENT = "Rendez-vous de {hour:%H:%M}"
WITHOUT_APPOINTMENT = "Sans rendez-vous"
GIVEN = "Donné le {day} à {hour:%H:%M}"
UNPRINTED = "Ticket {ticket} non imprimé, dites-le à la personne. {why}"


def what_for(start: datetime | None) -> str:
    """Say for which appointment somebody waits."""
    return WITH_APPOINTMENT.format(hour=start) if start else WITHOUT_APPOINTMENT


def given(at: datetime) -> str:
    """Say when the ticket was given (the office's clock)."""
    return GIVEN.format(day=plain_date(at.date()), hour=at)
