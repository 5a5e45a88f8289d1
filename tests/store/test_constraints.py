"""The store refuses by itself, whatever the code above it forgot; each refusal by its name."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from rdv_tui.errors import Refusal
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.offices import add_office
from rdv_tui.store.columns import applicant_columns
from rdv_tui.store.driver_errors import violated_constraint
from rdv_tui.store.tables import AppointmentRow
from tests.factories import person, small_office

NINE = datetime.fromisoformat("2026-11-30T09:00")
INSTANT = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def booked(desk: Desk, reference: str, rank: int = 1, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    columns: dict[str, Any] = {
        "office": desk.office.code,
        "reference": reference,
        "status": "booked",
        "start": NINE,
        "number": 1,
        "channel": "desk",
        "booked_at": INSTANT,
        "created_at": INSTANT,
        **applicant_columns(person(rank)),
    }
    return columns | changes


def held(desk: Desk, reference: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    columns: dict[str, Any] = {
        "office": desk.office.code,
        "reference": reference,
        "status": "held",
        "start": NINE,
        "number": 1,
        "hold_expires_at": INSTANT,
        "held_by": "agent",
        "station": "poste:1",
        "created_at": INSTANT,
    }
    return columns | changes


def refused_by(desk: Desk, *rows: dict[str, Any]) -> str | None:
    """Insert rows without any of our code's checks; return the constraint that refuses."""
    with desk.store.engine.connect() as connection, connection.begin():
        for row in rows[:-1]:
            connection.execute(insert(AppointmentRow), row)
        with pytest.raises(IntegrityError) as caught:
            connection.execute(insert(AppointmentRow), rows[-1])
        connection.rollback()
    return violated_constraint(caught.value)


def accepted(desk: Desk, *rows: dict[str, Any]) -> None:
    with desk.store.engine.connect() as connection, connection.begin():
        for row in rows:
            connection.execute(insert(AppointmentRow), row)


@pytest.mark.parametrize("first", ["booked", "arrived", "in_progress", "done", "no_show"])
def test_two_stand_on_one_place(desk: Desk, first: str) -> None:
    one, two = booked(desk, "A", 1, status=first), booked(desk, "B", 2)
    assert refused_by(desk, one, two) == "uq_appointment_place"


def test_hold_stands_on_its_place_like_a_booking(desk: Desk) -> None:
    assert refused_by(desk, held(desk, "A"), booked(desk, "B")) == "uq_appointment_place"
    assert refused_by(desk, booked(desk, "B"), held(desk, "A")) == "uq_appointment_place"


@pytest.mark.parametrize("gone", ["released", "lapsed"])
def test_hold_that_ended_leaves_its_place(desk: Desk, gone: str) -> None:
    accepted(desk, held(desk, "A", status=gone), booked(desk, "B"))


def test_cancelled_appointment_leaves_its_place_and_its_person(desk: Desk) -> None:
    accepted(desk, booked(desk, "A", status="cancelled"), booked(desk, "B"))


@pytest.mark.parametrize("first", ["booked", "arrived", "in_progress"])
def test_person_has_one_appointment_to_come(desk: Desk, first: str) -> None:
    one, two = booked(desk, "A", status=first), booked(desk, "B", number=2)
    assert refused_by(desk, one, two) == "uq_appointment_person"


@pytest.mark.parametrize("first", ["done", "incomplete", "no_show", "unrecorded"])
def test_person_comes_again_after_what_is_over(desk: Desk, first: str) -> None:
    accepted(desk, booked(desk, "A", status=first), booked(desk, "B", number=2))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": "perdu"}, "ck_appointment_status"),
        ({"family_name": None}, "ck_appointment_person"),
        ({"foreign_resident_number": None}, "ck_appointment_person"),
        ({"booked_at": None}, "ck_appointment_person"),
        ({"draft": "{}"}, "ck_appointment_draft"),
        ({"number": 9}, "fk_appointment_place"),
        ({"start": datetime.fromisoformat("2026-11-30T23:00")}, "fk_appointment_place"),
    ],
)
def test_booking_that_cannot_be(desk: Desk, changes: dict[str, Any], constraint: str) -> None:
    # A foreign key is judged at the statement's end, the rest at once: one row is enough.
    assert refused_by(desk, booked(desk, "A", **changes)) == constraint


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"hold_expires_at": None}, "ck_appointment_hold"),
        ({"station": None}, "ck_appointment_hold"),
        ({"family_name": "Dupont"}, "ck_appointment_nameless"),
        ({"status": "lapsed", "foreign_resident_number": "8400000001"}, "ck_appointment_nameless"),
    ],
)
def test_hold_that_cannot_be(desk: Desk, changes: dict[str, Any], constraint: str) -> None:
    assert refused_by(desk, held(desk, "A", **changes)) == constraint


def test_constraint_reaches_people_as_a_refusal(desk: Desk) -> None:
    accepted(desk, booked(desk, "A"))
    for second, code in (
        (booked(desk, "B", 2), "slot_taken"),
        (booked(desk, "B", 1, number=2), "already_booked"),
        (booked(desk, "B", 2, number=9), "no_such_slot"),
    ):
        with pytest.raises(Refusal) as caught, desk.store.write(desk.office.code) as session:
            session.add(AppointmentRow(**second))
        assert caught.value.code == code


def test_same_place_in_another_office_is_another_place(desk: Desk) -> None:
    other = add_office(desk, small_office(code="ailleurs")).office
    accepted(desk, booked(desk, "A"), booked(desk, "A", office=other.code))
