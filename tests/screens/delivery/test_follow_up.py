"""« Suites »: calls and e-mails that need a hand, worked through on the keyboard."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.message import CallKind, CallState, MessageState
from rdv_tui.domain.rights import Right
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.delivery.follow_up import FollowUpScreen
from rdv_tui.services import leases
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery import calls, outbox
from rdv_tui.services.delivery.follow_up import MailStatus, get_follow_up
from rdv_tui.services.desk import Desk
from rdv_tui.setup import StoreReady
from rdv_tui.store import calls as calls_store, outbox as outbox_store
from rdv_tui.store.transactions import transaction
from tests.factories import StillClock, person
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at

NINE = datetime.fromisoformat("2026-12-03T09:00")
LATER = NINE + timedelta(minutes=30)
HOSTILE = "[b]Aïssatou[/x] [@click=app.quit]\u202e"


def book(desk: Desk, rank: int, start: datetime = NINE, **changes_: object) -> Appointment:
    return book_at(desk, start, person(rank, **changes_), channel=Channel.DESK)


def moved(desk: Desk, rank: int = 1) -> Appointment:
    """Somebody without an e-mail whom the office moved."""
    made = book(desk, rank, family_name=f"Déplacée {rank}", phone="+33612345678")
    return changes.move(desk, made.reference, LATER)


def failed(desk: Desk, rank: int = 2, family_name: str = "Refusée") -> Appointment:
    """Somebody whose e-mail was refused."""
    made = book(desk, rank, email="refus@example.org", family_name=family_name)
    with transaction(desk, Right.UPKEEP) as unit:
        (row,) = outbox_store.of_appointment(unit, made.reference)
        row.state, row.attempts, row.tried_at = "failed", 1, unit.now
        row.last_answer = "Refusé par le serveur : 550 5.1.1 [inconnu]"
        unit.session.add(row)
        appointment = require_booked(unit, made.reference)
        calls_store.add(unit, CallKind.UNDELIVERED, unit.now, appointment.reference)
    return made


def in_trouble(desk: Desk, rank: int = 3) -> Appointment:
    """Somebody whose e-mail does not get through."""
    made = book(desk, rank, LATER, email="attente@example.org", family_name="Attente")
    with transaction(desk, Right.UPKEEP) as unit:
        (row,) = outbox_store.of_appointment(unit, made.reference)
        row.attempts, row.tried_at = 3, unit.now
        row.next_at = unit.now + timedelta(minutes=7)
        row.last_answer = "Serveur indisponible : pas de réponse à temps"
        unit.session.add(row)
    return made


async def opened(counter: Counter) -> FollowUpScreen:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f11")
    await counter.until_on(FollowUpScreen)
    screen = counter.app.screen
    assert isinstance(screen, FollowUpScreen)
    await counter.until(lambda: screen.is_ready)
    await counter.pilot.pause()
    return screen


async def test_nothing_left_says_so(counter: Counter) -> None:
    await opened(counter)
    await counter.until_shown("Rien ne reste à faire", "0 appel · 0 en échec · 0 en attente")
    await counter.press("j", "p", "c", "r", "enter", "down")
    assert "Joint" not in counter.footer
    await counter.press("escape")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_everything_is_told(desk: Desk, tmp_path: Path, size: tuple[int, int]) -> None:
    moved(desk)
    failed(desk, family_name=HOSTILE)
    in_trouble(desk)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await opened(counter)
        await counter.until_shown(
            "2 appels · 0 en échec · 1 en attente",
            "les courriels ne passent pas",
            "DÉPLACÉE 1",
            "06 12 34 56 78",
            "déplacé 3 déc. 09:30",
            "Dire que",
            "courriel non remis",
        )
        await counter.press("down")
        await counter.until_shown("Refusé par le", "550 5.1.1", "[inconnu]", "[B]AÏSSATOU[/X]")
        await counter.press("down")
        await counter.until_shown("Serveur", "indisponible", "3 essais", "08:07")


async def test_a_call_missed_then_made(desk: Desk, counter: Counter) -> None:
    moved(desk, 1)
    moved(desk, 2)
    await opened(counter)
    await counter.until_shown("DÉPLACÉE 1")
    await counter.press("p")
    await counter.until_message("pas joint", "DÉPLACÉE 1")
    await counter.until_shown("déplacé · 1")
    assert [call.tries for call in calls.list_calls(desk)] == [1, 0]
    await counter.press("j")
    await counter.until_message("joint", "DÉPLACÉE 1")
    await counter.until(lambda: len(calls.list_calls(desk)) == 1)
    await counter.until_shown("1 appel ·", "DÉPLACÉE 2")
    await counter.press("j")
    await counter.until_shown("Rien ne reste à faire")
    assert calls.list_calls(desk) == []


async def test_closing_a_call_is_asked_about(desk: Desk, counter: Counter) -> None:
    moved(desk)
    await opened(counter)
    await counter.until_shown("DÉPLACÉE 1")
    await counter.press("c")
    await counter.until_shown("Clore cet appel")
    await counter.press("n")
    assert len(calls.list_calls(desk)) == 1
    await counter.press("c")
    await counter.until_shown("Clore cet appel")
    await counter.press("o")
    await counter.until_message("clos")
    assert calls.list_calls(desk) == []


async def test_a_message_is_sent_once_more(desk: Desk, counter: Counter) -> None:
    made = failed(desk)
    await opened(counter)
    await counter.until_shown("courriel non remis")
    await counter.press("r")
    await counter.until_message("en attente", "aucun serveur")
    assert outbox.list_deliveries(desk, made.reference)[0].state is MessageState.UNSENT


async def test_the_card_opens_and_the_list_comes_back(desk: Desk, counter: Counter) -> None:
    moved(desk, 1)
    second = moved(desk, 2)
    await opened(counter)
    await counter.until_shown("DÉPLACÉE 2")
    await counter.press("down", "enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(second.reference)
    await counter.press("escape")
    await counter.until_on(FollowUpScreen)
    await counter.until_shown(second.reference)


async def test_another_desk_s_work_shows_and_the_cursor_keeps_its_line(
    desk: Desk, counter: Counter
) -> None:
    moved(desk, 1)
    second = moved(desk, 2)
    screen = await opened(counter)
    await counter.until_shown("DÉPLACÉE 2")
    await counter.press("down")
    await counter.until_shown(second.reference)
    calls.record_outcome(desk, calls.list_calls(desk)[0].id, CallState.REACHED)
    screen.reload()
    await counter.until_shown("1 appel ·")
    await counter.until_shown(second.reference)
    await counter.press("j")
    await counter.until_message("DÉPLACÉE 2")


async def test_a_call_that_somebody_else_made_is_refused(desk: Desk, counter: Counter) -> None:
    moved(desk)
    await opened(counter)
    await counter.until_shown("DÉPLACÉE 1")
    calls.record_outcome(desk, calls.list_calls(desk)[0].id, CallState.CLOSED)
    await counter.press("j")
    await counter.until_message("n'est plus à faire")


async def test_it_stands_over_a_booking_and_gives_it_back(desk: Desk, counter: Counter) -> None:
    await counter.to_slots()
    before = counter.picture
    await opened(counter)
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: counter.picture == before, "another picture")


async def test_a_long_list_is_walked_to_its_end(desk: Desk, counter: Counter) -> None:
    for rank in range(1, 17):
        start = NINE + timedelta(days=rank % 2, minutes=15 * (rank // 2 % 4))
        if rank <= 8:
            made = book(desk, rank, start, family_name=f"Personne {rank}", phone="+33612345678")
            changes.cancel(desk, made.reference, CancelReason.OFFICE)
    await opened(counter)
    await counter.until_shown("8 appels")
    await counter.press("pagedown", "pagedown")
    await counter.until_shown("PERSONNE 8")
    await counter.press("pageup", "pageup")
    await counter.until_shown("À appeler", "PERSONNE 1")


def test_a_failed_message_is_done_with_once_told(desk: Desk, clock: StillClock) -> None:
    made = failed(desk)
    assert [one.reference for one in get_follow_up(desk, sends_mail=True).failed] == [
        made.reference
    ]
    clock.forward(timedelta(minutes=1))
    calls.record_outcome(desk, calls.list_calls(desk)[0].id, CallState.REACHED)
    assert get_follow_up(desk, sends_mail=True).failed == ()


def test_a_failed_message_is_done_with_once_something_newer_is_told(desk: Desk) -> None:
    made = failed(desk)
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    found = get_follow_up(desk, sends_mail=True)
    assert found.failed == ()
    assert [one.kind.value for one in found.unsent] == ["cancelled"]


def test_how_the_mail_goes(desk: Desk) -> None:
    assert get_follow_up(desk, sends_mail=False).mail is MailStatus.NO_SERVER
    assert get_follow_up(desk, sends_mail=True).mail is MailStatus.SOON
    assert leases.acquire(desk, leases.OUTBOX)
    assert get_follow_up(desk, sends_mail=True).mail is MailStatus.HERE
    leases.release_lease(desk, leases.OUTBOX)
    assert leases.acquire(replace(desk, station="ailleurs"), leases.OUTBOX)
    assert get_follow_up(desk, sends_mail=False).mail is MailStatus.ELSEWHERE
    in_trouble(desk)
    assert get_follow_up(desk, sends_mail=True).mail is MailStatus.TROUBLE


async def test_the_card_tells_what_became_of_the_e_mail(
    desk: Desk, clock: StillClock, counter: Counter
) -> None:
    made = failed(desk)
    await opened(counter)
    await counter.until_shown("courriel non remis")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(
        "Dernier courriel", "convocation, en échec · 1 essai", "550 5.1.1 [inconnu]"
    )
    with transaction(desk, Right.UPKEEP) as unit:
        (row,) = outbox_store.of_appointment(unit, made.reference)
        row.state, row.sent_at, row.last_answer = "sent", unit.now, "250 ok"
        unit.session.add(row)
    await counter.until_shown("convocation, parti lun. 30 nov. 08:00")


async def test_every_header_says_when_e_mails_do_not_get_through(
    desk: Desk, tmp_path: Path
) -> None:
    stuck = [True]
    ready = StoreReady(desk, (), lambda: stuck[0])
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        await counter.until_shown("▲ courriel")
        await opened(counter)
        await counter.until_shown("Suites", "▲ courriel")
        stuck[0] = False
        await counter.until(lambda: "▲ courriel" not in counter.picture)
