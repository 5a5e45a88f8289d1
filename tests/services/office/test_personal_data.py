"""What a person may ask: what is held of them, its erasure, no more messages."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from sqlmodel import SQLModel

from rdv_tui.domain.rights import Right, Role
from rdv_tui.errors import NotAllowed, Refusal, UsageError
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.search import get, search
from rdv_tui.services.day.figures import list_weeks
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import audit_trail, personal_data, purge
from rdv_tui.store import integrity, unfinished
from rdv_tui.store.engine import Store
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, everything, person
from tests.services.office.staffed import staff
from tests.services.office.test_purge import (
    EMAIL,
    NAME,
    NUMBER,
    kept,
    live,
    somebody,
    told,
    years_later,
)
from tests.services.waiting.asking import free_up, proposals, wait_for


@pytest.fixture
def desk_with_letters(office: Desk, tmp_path: Path) -> Desk:
    return replace(office, letters=tmp_path / "Convocations")


def test_all_that_is_held_is_given_out(
    desk_with_letters: Desk, full: list[str], clock: StillClock
) -> None:
    desk = desk_with_letters
    reference = live(desk, clock, full)
    found = personal_data.export(desk, "84 0000 0042")
    assert isinstance(found["appointments"], list)
    [one] = found["appointments"]
    assert (one["reference"], one["family_name"], one["email"]) == (reference, NAME, EMAIL)
    for kind in ("searches", "acts", "messages"):
        assert found[kind], kind
    assert told(repr(found)) != []
    assert personal_data.export_pdf(desk, NUMBER).startswith(b"%PDF")
    assert told(repr(everything(desk.store)["audit"])) == []
    assert personal_data.export(desk, "8499999998")["appointments"] == []


def test_a_person_is_erased_on_demand(
    desk_with_letters: Desk, full: list[str], clock: StillClock, store: Store, tmp_path: Path
) -> None:
    desk = desk_with_letters
    live(desk, clock, full)
    before = list_weeks(desk, 4)
    gone = personal_data.erase(desk, NUMBER, "Demande écrite du 2 décembre")
    assert gone == {"appointments": 1, "searches": 1}
    with transaction(desk, Right.UPKEEP) as unit:  # what the other number of the same name typed
        unfinished.forget(unit, desk.station)
    personal_data.erase(desk, "8400000002", "Demande écrite du 2 décembre", cancel=True)
    desk.store.scrub(compact=True)
    assert told(kept(store, tmp_path)) == []
    assert list_weeks(desk, 4) == before
    assert audit_trail.verify(desk).problems == ()
    assert integrity.check(store) == []
    with pytest.raises(Refusal) as refused:
        personal_data.erase(desk, NUMBER, "encore")
    assert refused.value.code == "unknown_person"


def test_whoever_has_an_appointment_to_come_is_asked_first(
    office: Desk, full: list[str], store: Store
) -> None:
    changes.correct(office, full[3], person(42, **somebody()))
    before = everything(store)
    with pytest.raises(Refusal) as refused:
        personal_data.erase(office, NUMBER, "Demande écrite")
    assert refused.value.code == "not_allowed_now"
    assert everything(store) == before
    personal_data.erase(office, NUMBER, "Demande écrite", cancel=True)
    assert told(repr(everything(store))) == []
    assert integrity.check(store) == []


@pytest.mark.usefixtures("cheap_passwords")
@pytest.mark.parametrize("role", [Role.AGENT, Role.ACCUEIL])
def test_whoever_may_erase_nobody_cancels_nothing_either(
    role: Role, office: Desk, full: list[str], store: Store
) -> None:
    changes.correct(office, full[3], person(42, **somebody()))
    wait_for(office, 43)
    desk = staff(office)[role]
    before = everything(store)
    for number in (NUMBER, person(43).foreign_resident_number, "8400009999"):
        for act in (partial(personal_data.erase, cancel=True), personal_data.oppose):
            with pytest.raises(NotAllowed):
                act(desk, number, "Demande écrite")
    assert everything(store) == before


@pytest.mark.parametrize("reason", ["", "  ", NAME, "demande de mme wezowska", f"n° {NUMBER}"])
def test_a_reason_that_names_the_person_is_refused(
    reason: str, desk_with_letters: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    live(desk_with_letters, clock, full)
    before = everything(store)
    for act in (personal_data.erase, personal_data.oppose):
        with pytest.raises(UsageError):
            act(desk_with_letters, NUMBER, reason)
    assert everything(store) == before


def test_who_objects_keeps_the_appointment_and_is_written_to_no_more(
    office: Desk, full: list[str], store: Store, clock: StillClock
) -> None:
    changes.correct(office, full[3], person(42, **somebody()))
    personal_data.oppose(office, NUMBER, "Situation particulière, lettre reçue")
    [one] = (found.appointment for found in search(office, NUMBER).found)
    assert one.reference == full[3]
    assert (one.applicant.email, one.applicant.phone, one.applicant.address) == (None, None, None)
    text = repr(everything(store))
    assert not any(trace in text for trace in (EMAIL, "+33639981242", "rue des Carmes"))
    assert audit_trail.verify(office).problems == ()
    assert integrity.check(store) == []


@given(st.text(max_size=12))
def test_what_is_no_number_is_refused_before_anything(text: str) -> None:
    if len([sign for sign in text if sign.isdigit()]) >= 9:
        return
    desk = replace(_NO_DESK)
    with pytest.raises(UsageError):
        personal_data.export(desk, text)


_NO_DESK = Desk(None, None, None, "", "")  # type: ignore[arg-type]  # never reached


def test_proposals_and_calls_go_with_their_people(
    office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    wait_for(office, 60, family_name=NAME)
    free_up(office, full, get(office, full[8]).start)
    assert proposals(office)
    years_later(office, clock)
    purge.purge(office)
    rows = everything(store)
    for table in ("proposal", "call", "waiting", "message", "print_job", "search_word"):
        assert rows[table] == [], table
    assert set(SQLModel.metadata.tables) >= set(rows)
    assert integrity.check(store) == []
