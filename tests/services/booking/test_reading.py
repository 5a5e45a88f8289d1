"""Who looks somebody up is written down: by a whole number, or a card of no visitor of today."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking
from rdv_tui.services.booking.search import search
from rdv_tui.services.desk import Desk
from rdv_tui.services.reading import note_card
from rdv_tui.store import audit, audit_check
from rdv_tui.store.transactions import snapshot
from tests.factories import StillClock, everything, person

NUMBER = "8400000042"
LATER = datetime.fromisoformat("2026-12-01T09:00")


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    who = person(foreign_resident_number=NUMBER)
    return booking.book_at(desk, LATER, who, channel=Channel.DESK)


def read(desk: Desk, action: str) -> list[tuple[str, str | None]]:
    """Return who did it, on which appointment."""
    with snapshot(desk) as unit:
        return [(line.agent, line.reference) for line in audit.of_action(unit, action)]


@pytest.mark.parametrize("typed", [NUMBER, "84 0000 0042", "84.0000.0042", "٨٤٠٠٠٠٠٠٤٢"])
def test_a_search_by_a_whole_number_is_written(typed: str, desk: Desk, booked: Appointment) -> None:
    assert search(desk, typed).found
    (told,) = read(desk, "find_number")
    assert told[0] == desk.agent
    assert told[1] is not None


def test_a_number_that_nobody_has_is_written_without_it(desk: Desk, booked: Appointment) -> None:
    search(desk, "8499999917")
    assert read(desk, "find_number") == [(desk.agent, None)]
    assert "8499999917" not in repr(everything(desk.store)["audit"])
    assert NUMBER not in repr(everything(desk.store)["audit"])


@pytest.mark.parametrize("typed", ["ben", "840000004", "0042", "2H85-HA52", "01/12/2026"])
def test_what_is_typed_on_the_way_is_not(typed: str, desk: Desk, booked: Appointment) -> None:
    search(desk, typed)
    assert read(desk, "find_number") == []


def test_a_card_of_another_day_is_written_each_time_it_is_opened(
    desk: Desk, booked: Appointment
) -> None:
    note_card(desk, booked)
    note_card(desk, booked)
    assert len(read(desk, "open_card")) == 2
    with desk.store.read() as session:
        assert audit_check.verify(session.connection(), desk.office.code).problems == []


def test_a_card_of_whoever_is_awaited_today_is_not(
    desk: Desk, booked: Appointment, clock: StillClock
) -> None:
    clock.forward(timedelta(days=(LATER.date() - clock.today()).days))
    note_card(desk, booked)
    assert read(desk, "open_card") == []


def test_who_may_not_write_may_still_read(desk: Desk, booked: Appointment) -> None:
    desk.store.doubt = Refusal("clock_jumped", "?")
    assert search(desk, NUMBER).found
    note_card(desk, booked)
    assert len(read(desk, "find_number") + read(desk, "open_card")) == 2
