"""The desk with the office of now: a program that runs for days may have read it long ago."""

from dataclasses import replace

from rdv_tui.services.desk import Desk
from rdv_tui.store import offices


def with_office_now(desk: Desk) -> Desk:
    """Return `desk` with its office as the store has it: its record, its hours, its closures.

    Raises StoreError.
    """
    with desk.store.read() as session:
        return replace(desk, office=offices.get_office(session, desk.office.code))
