"""Writing down who was read: a list that was taken away, a number looked up, a stranger's card.

Whoever looks people up to tell others of them does nothing else that the audit would show.
"""

import contextlib
from collections.abc import Sequence

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.reading import ReadAction
from rdv_tui.errors import RdvError
from rdv_tui.services.desk import Desk
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import reading

FEW = 10
"""Records of people that a question may answer before it counts as a list taken away."""


def note(desk: Desk, action: ReadAction, reference: str | None = None, **details: object) -> None:
    """Keep in the audit that people were read; who may not write may still read."""
    with contextlib.suppress(RdvError), reading(desk) as unit:
        record(unit, action, reference, after=details or None)


def note_people(desk: Desk, found: Sequence[Appointment]) -> None:
    """Keep in the audit that many people were given out whole who are not awaited today."""
    today = desk.clock.today()
    note_many(desk, sum(one.start.date() != today for one in found))


def note_many(desk: Desk, people: int) -> None:
    """Keep in the audit that a list of so many people was given out."""
    if people > FEW:
        note(desk, "list_people", people=people)


def note_card(desk: Desk, appointment: Appointment) -> None:
    """Keep in the audit that somebody was looked up who is not awaited today."""
    if appointment.start.date() != desk.clock.today():
        note(desk, "open_card", appointment.reference)
