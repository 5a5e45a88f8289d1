"""The desk with the hours of now: a program that runs for days may have read them long ago."""

from dataclasses import replace

from rdv_tui.services.desk import Desk
from rdv_tui.store import offices


def with_hours_now(desk: Desk) -> Desk:
    """Return `desk` with its office's openings, closures and slot length as the store has them."""
    with desk.store.read() as session:
        known = offices.get_office(session, desk.office.code)
    office = replace(
        desk.office,
        openings=known.openings,
        closures=known.closures,
        slot_minutes=known.slot_minutes,
    )
    return replace(desk, office=office)
