"""The office's record changes for every desk at once; its hours stay where they are shown first."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Office, Opening
from rdv_tui.domain.waiting import WaitingState
from rdv_tui.errors import UsageError
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.office_record import change_office, file_problem
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.store import offices
from rdv_tui.store.engine import Store
from rdv_tui.store.tables import AuditRow
from rdv_tui.store.transactions import snapshot
from tests.factories import StillClock, desk_on, everything, person, small_office
from tests.services.waiting.asking import fill_up, row, standing, wait_for

TUESDAY = datetime(2026, 12, 1, 9)


pytestmark = pytest.mark.usefixtures("sound")


def stored(desk: Desk) -> Office:
    with snapshot(desk) as unit:
        return offices.get_office(unit)


def changed(desk: Desk, **fields: object) -> Office:
    """Change these fields of the record; return the office as the store has it then."""
    change_office(desk, replace(stored(desk), **fields))  # type: ignore[arg-type]
    return stored(desk)


def test_what_is_wanted_is_in_the_store_and_in_the_audit(desk: Desk) -> None:
    rules = replace(desk.office.rules, late_fee_eur=200)
    wanted = replace(desk.office, phone="04 90 00 00 00", rules=rules)
    done = change_office(desk, wanted)
    assert done.fields == {
        "phone": (desk.office.phone, "04 90 00 00 00"),
        "rules.late_fee_eur": (180, 200),
    }
    assert stored(desk) == wanted
    with desk.store.read() as session:
        found = select(AuditRow).where(col(AuditRow.action) == "change_office")
        (result,) = session.exec(found).all()
    assert (result.agent, result.reference) == (desk.agent, None)
    assert json.loads(result.before or "") == {
        "phone": desk.office.phone,
        "rules.late_fee_eur": 180,
    }
    assert json.loads(result.after or "") == {"phone": "04 90 00 00 00", "rules.late_fee_eur": 200}


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    before = everything(desk.store)
    assert change_office(desk, stored(desk)).fields == {}
    assert everything(desk.store) == before


def test_the_hours_are_left_and_named(desk: Desk) -> None:
    before = stored(desk)
    wanted = replace(
        before,
        city="Carpentras",
        counters=5,
        slot_minutes=20,
        openings=(Opening(1, 0, before.openings[0].start, before.openings[0].end),),
    )
    done = change_office(desk, wanted)
    assert done.unchanged_hours == ("counters", "openings", "slot_minutes")
    assert list(done.fields) == ["city"]
    assert stored(desk) == replace(before, city="Carpentras")


@pytest.mark.parametrize("change", [{"code": "gard"}, {"time_zone": "Indian/Reunion"}])
def test_another_office_is_refused_whole(desk: Desk, change: dict[str, str]) -> None:
    before = everything(desk.store)
    with pytest.raises(UsageError) as refused:
        change_office(desk, replace(desk.office, phone="04 90 00 00 00", **change))  # type: ignore[arg-type]
    assert refused.value.code == "bad_office_file"
    assert refused.value.fields.keys() == change.keys()
    assert everything(desk.store) == before


def test_a_longer_horizon_opens_its_days_at_once(desk: Desk) -> None:
    last = date(2027, 1, 15)
    assert schedule.day_slots(desk, last) == []
    office = changed(desk, horizon_weeks=8)
    seen = schedule.day_slots(replace(desk, office=office), last)
    assert [slot.free for slot in seen] == [2, 2, 2, 2]


def test_a_shorter_horizon_takes_no_day_away(desk: Desk) -> None:
    day = date(2026, 12, 22)
    start = schedule.day_slots(desk, day)[0].start
    reference = booking.book_at(desk, start, person(), channel=Channel.DESK).reference
    office = changed(desk, horizon_weeks=1)
    assert row(desk, reference).start == start
    assert schedule.day_slots(replace(desk, office=office), day)[0].free == 1


def test_a_desk_that_is_open_goes_by_the_new_record(store: Store, clock: StillClock) -> None:
    long_open = desk_on(store, clock=clock, station="poste:2")
    changed(desk_on(store, clock=clock), reminder_days=1, proposal_hours=2)
    assert with_current_office(long_open).office == stored(long_open)


@pytest.mark.parametrize("pending", [True, False])
def test_fewer_proposals_leave_nobody_waiting_in_vain(
    store: Store, clock: StillClock, pending: bool
) -> None:
    office = small_office(counters=1, horizon_weeks=1, proposal_hours=2)
    desk = desk_on(store, clock=clock, office=office)
    references = fill_up(desk)
    number = wait_for(desk).id
    changes.cancel(desk, references[-1], CancelReason.APPLICANT)
    if pending:
        changed(desk, proposals_at_most=1)
        assert standing(desk, number).state is WaitingState.PROPOSED  # what is promised is kept
    clock.forward(timedelta(hours=2, minutes=1))
    changed(desk, proposals_at_most=1, city="Apt")
    assert standing(desk, number).state is WaitingState.EXHAUSTED


def test_a_desk_s_own_file_that_says_otherwise_is_told_of(desk: Desk) -> None:
    file = Path("/etc/rdv/office.toml")
    assert file_problem(desk, desk.office, file) == ""
    assert file_problem(desk, replace(desk.office, slot_minutes=20), file) == ""
    text = file_problem(desk, replace(desk.office, city="Apt", hold_minutes=9), file)
    assert "office.toml : city, hold_minutes (" in text
