"""A program that is killed between a booking and its letter leaves the letter to the next start."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.delivery import unprinted
from rdv_tui.services.desk import Desk
from rdv_tui.services.stations import open_station
from rdv_tui.store import print_jobs
from rdv_tui.store.transactions import snapshot
from tests.factories import person

NINE = datetime.fromisoformat("2026-12-01T09:00")


def waiting(desk: Desk) -> list[str | None]:
    """Return the references of the letters that wait at this machine."""
    with snapshot(desk) as unit:
        return [row.reference for row in print_jobs.list_unprinted(unit, desk.machine)]


@pytest.mark.parametrize("ending", ["killed before", "killed after", "running", "closed"])
def test_a_letter_is_owed_until_it_is_out(desk: Desk, tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "postes"
    first = open_station(folder)
    before = replace(desk, station=first.name, stations=folder)
    hold = holds.hold(before, NINE, BookingDraft())
    booked = booking.book(
        before, hold, person(), channel=Channel.DESK, identification=None, owes_letter=True
    )
    if ending == "killed after":
        unprinted.letter_is_out(before, booked.reference)
    if ending.startswith("killed"):
        first.lock.release()  # what the system does for a program that is killed
    if ending == "closed":
        first.close()
    after = replace(desk, station=open_station(folder).name, stations=folder)
    unprinted.keep_owed(after)
    assert waiting(after) == ([booked.reference] if ending == "killed before" else [])
    unprinted.keep_owed(after)
    assert len(waiting(after)) <= 1
    assert holds.list_interrupted(after) == []
