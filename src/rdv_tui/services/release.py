"""Giving a place back so that it cannot be passed on to a chosen person.

Resellers live on cancelling and booking again in the same minute. A place that was cancelled
goes to the waiting list first, and else comes back at the office's next release hour.
"""

from rdv_tui.domain.release import next_release
from rdv_tui.services.guards import Unit
from rdv_tui.services.proposals import propose_place
from rdv_tui.store import places
from rdv_tui.store.tables import AppointmentRow


def give_back(unit: Unit, row: AppointmentRow) -> None:
    """Propose the place of the cancelled `row` to who waits, else hold it back until the release.

    Whatever the reason of the cancellation: one that spared its place could be chosen for that. A
    place whose hour comes before the release is lost to all but the waiting list. Moving is exempt:
    the person keeps an appointment, and has nothing to pass on.
    """
    desk = unit.desk
    until = next_release(desk.clock.local(), desk.office, desk.clock.zone)
    places.hold_back(unit.session, row.office, row.start, row.number, until)
    propose_place(unit, row.start, row.number)
