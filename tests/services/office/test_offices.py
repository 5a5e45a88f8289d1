"""Several offices in one store: added by a supervisor, chosen by code, never mixed up."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Role
from rdv_tui.errors import NotAllowed, Refusal, StoreError
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.booking.lead_times import get_lead_times, get_lead_times_side_by_side
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import accounts, audit_trail, offices, sign_in
from rdv_tui.services.office.startup import open_office
from rdv_tui.services.results import Elsewhere
from tests.factories import StillClock, everything, person, small_office
from tests.services.office.staffed import LOGINS, PASSWORD, staff

GARD: Office = replace(
    small_office(code="gard"), prefecture="Préfecture du Gard", city="Nîmes", horizon_weeks=1
)
NINE = datetime.fromisoformat("2026-11-30T09:00")
pytestmark = pytest.mark.usefixtures("sound")


def acts(desk: Desk) -> list[tuple[str, str]]:
    return [(one.agent, one.action) for one in audit_trail.show(desk)]


def test_a_supervisor_adds_an_office_and_works_there(desk: Desk) -> None:
    boss = staff(desk)[Role.SUPERVISOR]
    there = offices.add_office(boss, GARD)
    assert [(one.code, one.here) for one in offices.list_offices(boss)] == [
        ("gard", False),
        (boss.office.code, True),
    ]
    assert schedule.free_slots(there, date(2026, 11, 30), 1)
    assert acts(boss)[-1] == (boss.agent, "add_office")
    signed = sign_in.sign_in(replace(there, signed_in=None), boss.agent, PASSWORD)
    assert acts(signed)[:2] == [(boss.agent, "add_office"), (boss.agent, "add_account")]


def test_an_office_that_is_added_lets_nobody_else_in(desk: Desk) -> None:
    staffed = staff(desk)
    there = offices.add_office(staffed[Role.SUPERVISOR], GARD)
    assert [one.login for one in accounts.list_accounts(there)] == [LOGINS[Role.SUPERVISOR]]
    with pytest.raises(NotAllowed) as caught:
        sign_in.sign_in(replace(there, signed_in=None), LOGINS[Role.AGENT], PASSWORD)
    assert caught.value.code == "wrong_password"
    agent = replace(staffed[Role.AGENT], office=there.office)  # who is signed in at another one
    with pytest.raises(NotAllowed):
        booking.book_at(agent, NINE, person(1), channel=Channel.DESK)


@pytest.mark.parametrize("role", [Role.AGENT, Role.ACCUEIL])
def test_only_a_supervisor_adds_and_lists(desk: Desk, role: Role) -> None:
    one = staff(desk)[role]
    before = everything(desk.store)
    for act in (
        lambda: offices.add_office(one, GARD),
        lambda: offices.list_offices(one),
        lambda: get_lead_times_side_by_side(one),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert everything(desk.store) == before


def test_an_office_is_added_once(desk: Desk) -> None:
    offices.add_office(desk, GARD)
    before = everything(desk.store)
    with pytest.raises(Refusal) as caught:
        offices.add_office(desk, replace(GARD, city="Alès"))
    assert caught.value.code == "office_known"
    assert everything(desk.store) == before


def test_a_wrong_setting_makes_no_office_and_says_which_there_are(desk: Desk) -> None:
    offices.add_office(desk, GARD)
    before = everything(desk.store)
    with pytest.raises(StoreError) as caught:
        open_office(desk.store, small_office(code="ailleurs"), desk.clock)
    assert caught.value.code == "office_unknown"
    assert f"gard, {desk.office.code}" in caught.value.hint
    assert everything(desk.store) == before


def test_who_is_expected_elsewhere_is_known_by_place_and_day_alone(
    desk: Desk, clock: StillClock
) -> None:
    there = offices.add_office(desk, GARD)
    number = person(1).foreign_resident_number
    assert booking.find_elsewhere(desk, number) == ()
    done = booking.book_at(there, NINE, person(1), channel=Channel.DESK)
    expected = (Elsewhere("Préfecture du Gard, Nîmes", NINE.date()),)
    screened = booking.screen(desk, number=number, email=None, phone=None)
    assert (screened.elsewhere, screened.future, screened.known) == (expected, None, None)
    assert booking.find_elsewhere(desk, person(2).foreign_resident_number) == ()
    mine = booking.book_at(desk, NINE, person(1), channel=Channel.DESK)  # never barred
    assert mine.status is Status.BOOKED
    assert [one.day for one in booking.find_elsewhere(there, number)] == [NINE.date()]
    changes.cancel(there, done.reference, CancelReason.APPLICANT)
    assert booking.find_elsewhere(desk, number) == ()
    clock.forward(timedelta(days=1))
    assert booking.find_elsewhere(there, number) == ()  # a day that is over expects nobody


def test_waits_stand_side_by_side_for_those_whom_one_supervises(desk: Desk) -> None:
    staffed = staff(desk)
    boss = staffed[Role.SUPERVISOR]
    there = offices.add_office(boss, GARD)
    booking.book_at(there, NINE, person(1), channel=Channel.DESK)
    booking.book_at(there, NINE, person(2), channel=Channel.DESK)
    found = {one.code: times for one, times in get_lead_times_side_by_side(boss)}
    assert found == {"gard": get_lead_times(there), desk.office.code: get_lead_times(desk)}
    assert found["gard"].rows[0].first != found[desk.office.code].rows[0].first
    accounts.add(there, "autre", Role.SUPERVISOR, PASSWORD)
    accounts.change_role(replace(there), boss.agent, Role.AGENT)
    assert [one.code for one, _ in get_lead_times_side_by_side(boss)] == [desk.office.code]
