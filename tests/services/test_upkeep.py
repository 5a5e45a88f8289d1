"""The check finds each thing that must never be, in a store whose guards were taken away."""

import sqlite3

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.services import booking, upkeep
from rdv_tui.services.desk import Desk
from tests.engines import sqlite_only
from tests.factories import person
from tests.services.test_booking import NINE, QUARTER


@pytest.fixture
def busy_desk(desk: Desk) -> Desk:
    """A desk with two appointments and a hold."""
    booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    booking.book_at(desk, QUARTER, person(2), channel=Channel.DESK)
    booking.hold(desk, QUARTER, BookingDraft())
    return desk


def test_all_is_well_after_work(busy_desk: Desk) -> None:
    assert upkeep.check(busy_desk.store) == []


@sqlite_only
@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            f"UPDATE appointment SET start = '{NINE}.000000', number = 1 WHERE status = 'booked'",
            "est prise par plusieurs",
        ),
        (
            "UPDATE appointment SET foreign_resident_number = '1' WHERE status = 'booked'",
            "plusieurs rendez-vous à venir",
        ),
        ("UPDATE appointment SET status = 'perdu' WHERE status = 'held'", "statut inconnu"),
        (
            "UPDATE appointment SET birth_date = NULL WHERE status = 'booked' AND number = 1",
            "sans personne",
        ),
        ("UPDATE appointment SET station = NULL WHERE status = 'held'", "ni échéance ni poste"),
        ("UPDATE appointment SET phone = '+33' WHERE status = 'held'", "garde des données"),
        ("DELETE FROM place WHERE start > '2026-11-30 09:10'", "absente"),
        ("DELETE FROM audit WHERE action = 'book'", "pas de trace dans le journal"),
    ],
)
def test_each_damage_is_named(busy_desk: Desk, damage: str, found: str) -> None:
    raw = sqlite3.connect(busy_desk.store.place)  # foreign keys are off unless asked for
    raw.execute("PRAGMA ignore_check_constraints = ON")
    for index in ("uq_appointment_place", "uq_appointment_person"):
        raw.execute(f"DROP INDEX {index}")
    assert raw.execute(damage).rowcount > 0
    raw.commit()
    raw.close()
    problems = upkeep.check(busy_desk.store)
    assert any(found in problem for problem in problems), problems
