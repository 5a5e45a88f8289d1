"""Every service against every role: what is not allowed says so, and changes nothing."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.message import CallState
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.rights import PERSONS, RIGHTS, Right, Role
from rdv_tui.errors import NotAllowed, RdvError
from rdv_tui.services import leases
from rdv_tui.services.booking import booking, changes, failed_searches, holds, overbooking, undoing
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.day import arrivals, exports
from rdv_tui.services.delivery import calls, outbox, unprinted
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, schedule
from rdv_tui.services.kiosk import devices, help_calls
from rdv_tui.services.office import accounts, clock_check, office_record, sign_in
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store import audit
from rdv_tui.store.transactions import snapshot
from tests.factories import StillClock, everything, person
from tests.services.office.staffed import LOGINS, PASSWORD, staff
from tests.services.waiting.asking import asking
from tests.words import ROOT

LENT = frozenset({Right.OVERRIDE, Right.OVERBOOK, Right.CHANGE_HOURS, Right.UNDO_OTHERS})
"""What a supervisor can allow once at somebody else's desk."""
NINE = datetime.fromisoformat("2026-12-01T09:00")
REFERENCE = "2H85-HA52"
HOLD = Hold(REFERENCE, NINE, 1, datetime.fromisoformat("2026-12-01T09:00+00:00"))
CLOSED = HoursChange(added=(Closure(NINE.date(), NINE.date(), "Formation"),))
DECISION = Override("urgence", "préfet")

ACTS: dict[str, tuple[Right, Callable[[Desk], object]]] = {
    "hold": (Right.BOOK, lambda d: holds.hold(d, NINE, BookingDraft())),
    "renew": (Right.BOOK, lambda d: holds.renew(d, HOLD)),
    "release": (Right.BOOK, lambda d: holds.release(d, HOLD)),
    "save_draft": (Right.BOOK, lambda d: holds.save_draft(d, HOLD, BookingDraft())),
    "take_over": (Right.BOOK, lambda d: holds.take_over(d, HOLD)),
    "book_at": (Right.BOOK, lambda d: booking.book_at(d, NINE, person(), channel=Channel.DESK)),
    "book": (
        Right.BOOK,
        lambda d: booking.book(d, HOLD, person(), channel=Channel.DESK, identification=None),
    ),
    "move": (Right.BOOK, lambda d: changes.move(d, REFERENCE, NINE)),
    "cancel": (Right.BOOK, lambda d: changes.cancel(d, REFERENCE, CancelReason.OFFICE)),
    "correct": (Right.BOOK, lambda d: changes.correct(d, REFERENCE, person())),
    "send_letter": (Right.BOOK, lambda d: changes.send_letter(d, REFERENCE)),
    "undo": (Right.BOOK, lambda d: undoing.undo(d, REFERENCE)),
    "certify": (Right.BOOK, lambda d: failed_searches.certify(d, {"situation": "SALARIE"})),
    "overbook": (
        Right.OVERBOOK,
        lambda d: overbooking.hold_extra_place(d, NINE, BookingDraft(), DECISION),
    ),
    "waiting add": (Right.BOOK, lambda d: waiting_list.add(d, *asking(5))),
    "waiting accept": (Right.BOOK, lambda d: waiting_list.accept(d, 1)),
    "waiting refuse": (Right.BOOK, lambda d: waiting_list.refuse(d, 1)),
    "waiting withdraw": (Right.BOOK, lambda d: waiting_list.withdraw(d, 1)),
    "waiting call": (Right.BOOK, lambda d: waiting_list.record_call(d, 1, reached=True)),
    "check_in": (Right.RECEIVE, lambda d: arrivals.check_in(d, REFERENCE)),
    "undo_check_in": (Right.RECEIVE, lambda d: arrivals.undo_check_in(d, REFERENCE)),
    "call_next": (Right.RECEIVE, lambda d: arrivals.call_next(d, 1)),
    "received": (Right.RECEIVE, lambda d: arrivals.mark_received(d, REFERENCE)),
    "no_show": (Right.RECEIVE, lambda d: arrivals.mark_no_show(d, REFERENCE)),
    "reopen": (Right.RECEIVE, lambda d: arrivals.reopen(d, REFERENCE)),
    "calls": (Right.FOLLOW_UP, lambda d: calls.record_outcome(d, 1, CallState.CLOSED)),
    "retry": (Right.FOLLOW_UP, lambda d: outbox.retry(d, REFERENCE)),
    "keep letters": (Right.PRINT, lambda d: unprinted.keep_unmade(d, [REFERENCE])),
    "hours": (Right.CHANGE_HOURS, lambda d: opening_hours.write_change(d, CLOSED)),
    "hours with moves": (Right.CHANGE_HOURS, lambda d: opening_hours.apply_change(d, CLOSED, {})),
    "office": (
        Right.CHANGE_OFFICE,
        lambda d: office_record.change_office(d, replace(d.office, phone="04 90 00 00 01")),
    ),
    "clock": (Right.CONFIRM_CLOCK, clock_check.repair),
    "names in a table": (
        Right.EXPORT_NAMES,
        lambda d: exports.days_csv(d, NINE.date(), NINE.date(), personal=True),
    ),
    "names in a calendar": (
        Right.EXPORT_NAMES,
        lambda d: exports.counter_ics(d, NINE.date(), 1, personal=True),
    ),
    "accounts": (Right.MANAGE_ACCOUNTS, accounts.list_accounts),
    "add account": (
        Right.MANAGE_ACCOUNTS,
        lambda d: accounts.add(d, "nouveau", Role.AGENT, PASSWORD),
    ),
    "disable account": (
        Right.MANAGE_ACCOUNTS,
        lambda d: accounts.disable(d, LOGINS[Role.ACCUEIL]),
    ),
    "role": (
        Right.MANAGE_ACCOUNTS,
        lambda d: accounts.change_role(d, LOGINS[Role.ACCUEIL], Role.AGENT),
    ),
    "reset": (
        Right.MANAGE_ACCOUNTS,
        lambda d: accounts.reset(d, LOGINS[Role.ACCUEIL], "un autre mot de passe"),
    ),
    "enrol": (Right.MANAGE_DEVICES, lambda d: devices.enrol(d, "Borne 1")),
    "disable device": (Right.MANAGE_DEVICES, lambda d: devices.disable(d, "Borne 1")),
    "answer help": (Right.RECEIVE, lambda d: help_calls.answer(d, 1)),
    "known by": (Right.MANAGE_ACCOUNTS, lambda d: accounts.set_known_by(d, "accounts")),
    "open days": (Right.UPKEEP, schedule.open_to_horizon),
    "lease": (Right.UPKEEP, lambda d: leases.acquire(d, leases.OUTBOX)),
}


@pytest.fixture
def desks(desk: Desk, cheap_passwords: None) -> dict[Role, Desk]:
    return staff(desk)


def attempt(act: Callable[[Desk], object], desk: Desk) -> NotAllowed | None:
    """Try an act; a refusal by a rule, or by the store's own, means that it was allowed."""
    try:
        act(desk)
    except NotAllowed as error:
        return error
    except (RdvError, IntegrityError):
        return None
    return None


@pytest.mark.parametrize("role", PERSONS)
def test_every_act_asks_the_table(role: Role, desks: dict[Role, Desk]) -> None:
    desk = desks[role]
    for name, (right, act) in ACTS.items():
        if right in RIGHTS[role]:
            continue
        before = everything(desk.store)
        refused = attempt(act, desk)
        assert refused is not None, name
        assert refused.code == "not_allowed", name
        assert refused.exit_code == 5, name
        assert everything(desk.store) == before, name
    for name, (right, act) in ACTS.items():
        if right in RIGHTS[role]:
            assert attempt(act, desks[role]) is None, name


def test_where_there_are_accounts_nobody_is_let_do_anything_unproved(
    desk: Desk, desks: dict[Role, Desk]
) -> None:
    """Also not under the name of somebody who may: a name proves nothing."""
    nobody = replace(desk, agent=LOGINS[Role.SUPERVISOR])
    before = everything(desk.store)
    for name, (right, act) in ACTS.items():
        if right is Right.UPKEEP or name == "reset":  # which is the owner's way back in
            continue
        refused = attempt(act, nobody)
        assert refused is not None, name
        assert refused.code == "not_signed_in", name
    assert everything(desk.store) == before


def test_a_store_without_accounts_asks_nobody(desk: Desk) -> None:
    allowed = {
        name: act for name, (right, act) in ACTS.items() if right is not Right.MANAGE_ACCOUNTS
    }
    assert {name for name, act in allowed.items() if attempt(act, desk) is not None} == set()


def test_every_right_is_asked_for_by_some_act() -> None:
    """A right that nothing asks for would be a promise on paper; two are asked for by others."""
    asked = {right for right, _ in ACTS.values()} | {Right.OVERRIDE, Right.UNDO_OTHERS}
    assert set(Right) - asked <= {Right.READ, Right.SHOW_AUDIT, Right.PURGE}


def test_an_override_takes_a_supervisor(desks: dict[Role, Desk]) -> None:
    late = person(permit_expires=date(2027, 8, 1))  # the window opens in May
    act = _overridden(late)
    refused = attempt(act, desks[Role.AGENT])
    assert refused is not None
    assert refused.code == "not_allowed"
    assert attempt(act, desks[Role.SUPERVISOR]) is None


def test_a_supervisor_allows_one_act_and_no_second_one(desks: dict[Role, Desk]) -> None:
    desk, boss = desks[Role.AGENT], LOGINS[Role.SUPERVISOR]
    sign_in.approve(desk, Right.OVERRIDE, boss, PASSWORD, "entretien avec la mairie")
    booked = booking.book_at(
        desk, NINE, person(permit_expires=date(2027, 8, 1)), channel=Channel.DESK, override=DECISION
    )
    rows = everything(desk.store)["audit"]
    told = [row for row in rows if booked.reference in row and "override" in row]
    assert len(told) == 1
    assert {LOGINS[Role.AGENT], boss} <= set(told[0])
    assert not any("préfet" in str(row) for row in rows), "a typed name is nobody's word"
    again = attempt(_overridden(person(2, permit_expires=date(2027, 8, 1))), desk)
    assert again is not None
    assert again.code == "not_allowed"


def test_what_a_rule_refuses_leaves_the_approval_for_the_next_try(desks: dict[Role, Desk]) -> None:
    desk = desks[Role.AGENT]
    sign_in.approve(desk, Right.OVERBOOK, LOGINS[Role.SUPERVISOR], PASSWORD, "urgence")
    assert attempt(ACTS["overbook"][1], desk) is None  # the slot is not full
    assert [one.right for one in desk.approvals] == [Right.OVERBOOK]


@pytest.mark.parametrize("role", [Role.AGENT, Role.ACCUEIL])
def test_who_may_not_do_it_cannot_allow_it(role: Role, desks: dict[Role, Desk]) -> None:
    with pytest.raises(NotAllowed) as refused:
        sign_in.approve(desks[Role.AGENT], Right.CHANGE_HOURS, LOGINS[role], PASSWORD, "essai")
    assert refused.value.code == "not_allowed"
    assert desks[Role.AGENT].approvals == []


def test_an_approval_ends_with_the_supervisor(desks: dict[Role, Desk]) -> None:
    desk, boss = desks[Role.AGENT], desks[Role.SUPERVISOR]
    accounts.add(boss, "autre.chef", Role.SUPERVISOR, PASSWORD)
    sign_in.approve(desk, Right.CHANGE_HOURS, "autre.chef", PASSWORD, "panne")
    accounts.disable(boss, "autre.chef")
    refused = attempt(ACTS["hours"][1], desk)
    assert refused is not None


def test_accounts_and_purges_are_never_lent() -> None:
    texts = [
        file.read_text() for room in ("screens", "cli") for file in (ROOT / room).rglob("*.py")
    ]
    asking = [text for text in texts if re.search(r"\b(decide|answerable|allow)\(", text)]
    asked = {Right[name] for text in asking for name in re.findall(r"\bRight\.([A-Z_]+)", text)}
    assert asked == LENT
    assert asked.isdisjoint({Right.MANAGE_ACCOUNTS, Right.PURGE, Right.SHOW_AUDIT})


def test_a_supervisor_undoes_what_another_did(desks: dict[Role, Desk]) -> None:
    agent, boss = desks[Role.AGENT], desks[Role.SUPERVISOR]
    booked = booking.book_at(agent, NINE, person(), channel=Channel.DESK)
    changes.cancel(agent, booked.reference, CancelReason.OFFICE)
    accounts.add(boss, "b.autre", Role.AGENT, PASSWORD)
    other = sign_in.sign_in(agent, "b.autre", PASSWORD)
    refused = attempt(lambda d: undoing.undo(d, booked.reference), other)
    assert refused is not None
    assert undoing.undo(boss, booked.reference).status == "booked"


def test_a_supervisor_allows_undoing_what_another_did(desks: dict[Role, Desk]) -> None:
    agent, boss = desks[Role.AGENT], LOGINS[Role.SUPERVISOR]
    booked = booking.book_at(desks[Role.SUPERVISOR], NINE, person(), channel=Channel.DESK)
    changes.cancel(desks[Role.SUPERVISOR], booked.reference, CancelReason.OFFICE)
    card = get_card(agent, booked.reference)
    assert (card.undo_until is not None, card.undo_is_anothers) == (True, True)
    sign_in.approve(agent, Right.UNDO_OTHERS, boss, PASSWORD, "annulé par erreur")
    assert undoing.undo(agent, booked.reference).status == "booked"
    assert agent.approvals == []
    with snapshot(agent) as unit:
        (told,) = audit.of_action(unit, "undo")
    assert (told.agent, told.authorised_by) == (LOGINS[Role.AGENT], boss)


def test_an_approval_is_for_the_act_in_hand(desks: dict[Role, Desk], clock: StillClock) -> None:
    desk = desks[Role.AGENT]
    sign_in.approve(desk, Right.CHANGE_HOURS, LOGINS[Role.SUPERVISOR], PASSWORD, "panne")
    clock.forward(sign_in.APPROVAL_LASTS)
    refused = attempt(ACTS["hours"][1], desk)
    assert refused is not None
    assert refused.code == "not_allowed"


@pytest.mark.parametrize("right", sorted(LENT))
def test_why_something_was_allowed_names_nobody_for_ever(
    right: Right, desks: dict[Role, Desk]
) -> None:
    """What a supervisor writes may name the person: it stands where it is erased with them."""
    if right is Right.CHANGE_HOURS:
        return  # of the office, as a closure's own reason is
    desk, boss = desks[Role.AGENT], LOGINS[Role.SUPERVISOR]
    booked = booking.book_at(desk, NINE, person(), channel=Channel.DESK)
    for reference in (None, booked.reference):
        sign_in.approve(desk, right, boss, PASSWORD, "Mme Wezowska est malade", reference)
    assert "Wezowska" not in repr(everything(desk.store)["audit"])
    with snapshot(desk) as unit:
        told = [line.after or "" for line in audit.of_action(unit, "approve")]
    assert ["Wezowska" in one for one in told] == [False, True]


def test_who_may_not_book_is_not_offered_to_undo(desks: dict[Role, Desk]) -> None:
    booked = booking.book_at(desks[Role.AGENT], NINE, person(), channel=Channel.DESK)
    changes.cancel(desks[Role.AGENT], booked.reference, CancelReason.OFFICE)
    assert get_card(desks[Role.ACCUEIL], booked.reference).undo_until is None


def test_every_service_that_writes_stands_in_the_table() -> None:
    """A service that is new must be put to every role."""
    rooms: list[Any] = [holds, booking, changes, arrivals, waiting_list, opening_hours, accounts]
    source = Path(__file__).read_text(encoding="utf-8")
    for room in rooms:
        for name, function in getmembers(room, isfunction):
            if function.__module__ == room.__name__ and _writes(function):
                named = f"{room.__name__.rpartition('.')[2]}.{name}"
                assert named in source or named in _OTHERS, named


_OTHERS = {  # by the same door as one that is put to the table
    "holds.end_expired",
    "holds.forget_drafts_of_before",
    "holds.give_up",
    "holds.take_up",
    "arrivals.recall",
    "arrivals.call",
    "arrivals.return_to_waiting_room",
    "arrivals.transfer",
    "arrivals.mark_incomplete",
    "arrivals.mark_left",
}


def _writes(function: Callable[..., object]) -> bool:
    names = function.__code__.co_names
    return not function.__name__.startswith("_") and "transaction" in names


def _overridden(who: Any) -> Callable[[Desk], object]:  # noqa: ANN401 - an applicant
    return lambda d: booking.book_at(d, NINE, who, channel=Channel.DESK, override=DECISION)
