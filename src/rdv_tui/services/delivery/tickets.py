"""The ticket of the day on paper, where the desk has a printer for tickets."""

from datetime import datetime

from rdv_tui.domain.printing import PaperJob
from rdv_tui.locales.day import ticket as ticket_fr
from rdv_tui.services.delivery.printing import submit
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk


def ticket_pdf(desk: Desk, text: str, start: datetime | None = None) -> bytes:
    """Return a ticket as a PDF file; `start` is the hour of the appointment, None without one."""
    from rdv_tui.documents.ticket import Ticket, render_ticket  # noqa: PLC0415  (fpdf2 starts slowly)

    clock = desk.clock
    ticket = Ticket(desk.office, text, start, clock.now(), clock.local())
    return render_ticket(ticket, layout_of(desk))


def print_ticket(desk: Desk, text: str, start: datetime | None = None) -> PaperJob | None:
    """Print a ticket on the printer of tickets; return None where there is no such printer.

    Raises OutputError `no_printer` or `printer_failed`.
    """
    printer = desk.printing.tickets
    if printer is None or not text:
        return None
    title = ticket_fr.JOB.format(ticket=text)
    return submit(desk, ticket_pdf(desk, text, start), title, printer=printer)
