"""The waiting list on the keyboard: asking to wait from the calendar, answering, booking."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.waiting import WaitingEntry, WaitingState
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.delivery.follow_up import FollowUpScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.waiting.waiting_form import WaitingFormScreen
from rdv_tui.screens.waiting.waiting_list import WaitingListScreen
from rdv_tui.services.booking import changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import proposals, waiting_list
from rdv_tui.store import integrity
from tests.factories import StillClock
from tests.screens.counter import LARGE, NUMBER, Counter, other_desk, rows, sitting_at
from tests.services.waiting.asking import calls, fill_up, standing, wait_for

HOSTILE = "[b]Aïssatou[/x] [@click=app.quit]\u202e"


@pytest.fixture
def full(desk: Desk) -> Iterator[list[str]]:
    """Every place of the calendar booked; nothing against the rules at the end."""
    yield fill_up(desk)
    assert integrity.check(desk.store) == []


def proposed(desk: Desk, full: list[str], *names: str) -> list[WaitingEntry]:
    """Let people wait, the first of whom is proposed a place of the last day."""
    asked = [
        wait_for(desk, rank, family_name=name, expires=f"{9 + rank:02d}/01/2027")
        for rank, name in enumerate(names, start=1)
    ]
    changes.cancel(desk, full[-1], CancelReason.APPLICANT)
    return [standing(desk, one.id) for one in asked]


async def opened(counter: Counter) -> None:
    """Go to the list by way of « Suites »."""
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f11")
    await counter.until_on(FollowUpScreen)
    await counter.press("l")
    await counter.until_on(WaitingListScreen)


# -- asking
async def test_whom_no_slot_suits_is_put_on_the_list_in_a_few_keys(
    counter: Counter, full: list[str]
) -> None:
    await counter.to_slots()
    await counter.until_shown("liste d'attente (l)")
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    assert counter.in_field == "family_name"
    await counter.fill("Dupont", "Anne", NUMBER, "06 12 34 56 78", "")
    assert counter.field("last").text == "10/07/2027"  # the booking window's end
    await counter.press("f10")
    await counter.until_on(NoticeScreen)
    await counter.until_message(
        "DUPONT Anne", "inscrit sur la liste d'attente", "Aucun rendez-vous"
    )
    (one,) = waiting_list.list_waiting(counter.desk)
    assert (one.name, one.phone, one.rank_on) == ("DUPONT Anne", "+33612345678", date(2027, 1, 10))
    assert (one.wish.first, one.wish.last) == (date(2026, 11, 30), date(2027, 7, 10))
    assert rows(counter.desk, "held") == []


@pytest.mark.parametrize("last", ["6/12/2026", "5/12/2026"])
async def test_a_wish_on_which_the_office_is_closed_is_asked_about(
    counter: Counter, last: str
) -> None:
    """Saturday and Sunday: nobody is put on the list for nothing, unless they want it so."""
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.fill("Dupont", "Anne", NUMBER, "06 12 34 56 78")
    for name, text in (("first", "5/12/2026"), ("last", last), ("weekdays", "lun-dim")):
        await counter.until_settled()
        counter.field(name).focus_input()
        await counter.write(text)
    await counter.until_settled()
    await counter.press("f10")
    await counter.until_shown("Aucun jour ni heure d'ouverture entre le 5 décembre 2026")
    await counter.press("n")
    await counter.until(lambda: counter.in_field == "last", "the date is not asked for again")
    assert waiting_list.list_waiting(counter.desk) == []
    await counter.press("f10", "o")
    await counter.until_on(NoticeScreen)
    assert len(waiting_list.list_waiting(counter.desk)) == 1


async def test_a_place_held_before_is_given_back_when_the_person_waits(counter: Counter) -> None:
    await counter.to_security()
    await counter.press("escape")
    await counter.until_on(SlotScreen)
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.fill("Dupont", "Anne", NUMBER, "0612345678")
    await counter.press("f10")
    await counter.until_on(NoticeScreen)
    assert rows(counter.desk, "held") == []


async def test_every_wrong_field_is_named_at_once_and_the_first_has_the_cursor(
    counter: Counter,
) -> None:
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    counter.field("first").input.value = "1/8/27"
    counter.field("weekdays").input.value = "demain"
    counter.field("from_time").input.value = "11h"
    counter.field("until_time").input.value = "9h"
    await counter.press("f10")
    await counter.until_message(
        "Nom de famille", "Numéro étranger", "Téléphone", "Jusqu'au", "Avant"
    )
    assert counter.in_field == "family_name"
    assert "ni téléphone ni courriel" in counter.field("phone").error
    assert "avant la première" in counter.field("last").error
    assert "ce ne sont pas des jours" in counter.field("weekdays").error
    assert waiting_list.list_waiting(counter.desk) == []


async def test_what_was_typed_is_asked_about_before_it_is_lost(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.write("Dup")
    await counter.press("escape")
    await counter.until_shown("sans inscrire")
    await counter.press("n")
    await counter.until_on(WaitingFormScreen)
    assert counter.field("family_name").text == "Dup"
    await counter.press("escape")
    await counter.until_shown("sans inscrire")
    await counter.press("o")
    await counter.until_on(SlotScreen)
    assert waiting_list.list_waiting(counter.desk) == []


async def test_somebody_who_has_an_appointment_is_told_to_move_it(
    counter: Counter, full: list[str]
) -> None:
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.fill("Şükrü", "", "8400000100", "0612345678")
    await counter.press("f10")
    await counter.until_message("a déjà un rendez-vous à venir", "déplacez-le")
    assert isinstance(counter.app.screen, WaitingFormScreen)


async def test_nobody_is_put_on_the_list_twice(counter: Counter, full: list[str]) -> None:
    wait_for(counter.desk, 1, foreign_resident_number=NUMBER)
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)
    await counter.fill("Dupont", "Anne", NUMBER, "0612345678")
    await counter.press("f10")
    await counter.until_message("déjà", "liste d'attente")
    assert len(waiting_list.list_waiting(counter.desk)) == 1


# -- the list
async def test_an_empty_list_says_so_and_offers_no_act(counter: Counter) -> None:
    await opened(counter)
    await counter.until_shown("Personne n'attend")
    assert "Joint" not in counter.footer
    assert "Retirer" not in counter.footer
    await counter.press("j", "n", "r", "x", "i", "enter", "down", "pageup", "escape")
    await counter.until_on(FollowUpScreen)


async def test_those_who_wait_stand_in_their_order(
    desk: Desk, tmp_path: Path, full: object
) -> None:
    for rank, (name, expires) in enumerate(
        [("Troisième", "03/02/2027"), ("Première", "10/12/2026"), ("Deuxième", "05/01/2027")], 1
    ):
        wait_for(desk, rank, family_name=name, expires=expires)
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        await opened(counter)
        await counter.until_shown("3 attendent", "PREMIÈRE", "10 déc.", "…0002", "30/11–29/01")
        order = [counter.picture.index(n) for n in ("PREMIÈRE", "DEUXIÈME", "TROISIÈME")]
        assert order == sorted(order)
        assert "8400000002" not in counter.picture


async def test_the_palette_leads_to_the_list_and_back(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill("84")
    await counter.press("ctrl+p")
    await counter.write("liste d'attente")
    await counter.press("enter")
    await counter.until_on(WaitingListScreen)
    await counter.press("escape")
    await counter.until_on(SecurityScreen)
    assert len(rows(counter.desk, "held")) == 1


async def test_a_call_is_noted_and_a_refusal_gives_the_place_to_the_next(
    counter: Counter, full: list[str]
) -> None:
    first, second = proposed(counter.desk, full, "Benali", "Kaya")
    assert first.pending is not None
    await opened(counter)
    await counter.until_shown("● BENALI", "○ KAYA", "1 place proposée")
    await counter.press("n")
    await counter.until_message("BENALI", "pas joint")
    await counter.until_shown("◔ BENALI")
    await counter.press("j")
    await counter.until_message("BENALI", "joint")
    assert [call.tries for call in calls(counter.desk)] == [2]
    await counter.press("r")
    await counter.until_message("BENALI", "refus noté")
    await counter.until_shown("○ BENALI", "● KAYA")
    now = standing(counter.desk, second.id)
    assert now.pending is not None
    assert now.pending.start == first.pending.start


async def test_a_deadline_that_passes_is_seen_without_a_key(
    counter: Counter, clock: StillClock, full: list[str]
) -> None:
    proposed(counter.desk, full, "Benali")
    await opened(counter)
    await counter.until_shown("● BENALI")
    clock.forward(timedelta(hours=25))
    await counter.until_shown("▲ BENALI", "sans réponse")
    assert "Refuse" not in counter.footer


async def test_taking_somebody_off_asks_first(counter: Counter, full: list[str]) -> None:
    first, second = proposed(counter.desk, full, HOSTILE, "Kaya")
    await opened(counter)
    await counter.until_shown("[B]AÏSSATOU")
    await counter.press("x")
    await counter.until_shown("Retirer [B]AÏSSATOU[/X]", "ira au suivant")
    await counter.press("n")
    await counter.until_on(WaitingListScreen)
    assert standing(counter.desk, first.id).state is WaitingState.PROPOSED
    await counter.press("x")
    await counter.until_shown("ira au suivant")
    await counter.press("o")
    await counter.until_message("retiré de la liste")
    await counter.until_shown("● KAYA")
    assert [one.id for one in waiting_list.list_waiting(counter.desk)] == [second.id]


async def test_details_tell_all_that_is_noted(counter: Counter, full: list[str]) -> None:
    proposed(counter.desk, full, "Benali")
    await opened(counter)
    await counter.until_shown("● BENALI")
    assert "Titre jusqu'au" not in counter.picture
    await counter.press("i")
    await counter.until_shown(
        "Titre jusqu'au 10 janvier 2027", "réponse avant", "proposition 1 sur 3"
    )
    await counter.press("i")
    await counter.until(lambda: "Titre jusqu'au" not in counter.picture)


# -- yes
async def test_whoever_accepts_is_booked_on_the_place_kept(
    counter: Counter, full: list[str]
) -> None:
    (one,) = proposed(counter.desk, full, "Benali")
    assert one.pending is not None
    await opened(counter)
    await counter.until_shown("● BENALI")
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    await counter.until_shown("84 0000 0001")
    await counter.press("enter")
    await counter.until_shown("aucun")
    await counter.press("t")
    await counter.until_on(DetailsScreen)
    assert counter.field("family_name").text == "Benali"
    counter.field("birth_date").input.value = "3/7/85"
    counter.field("nationality").input.value = "TR"
    counter.field("commune").input.value = "Avignon"
    await counter.press("f10")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen), "a digit in a name")
    await counter.press("o")
    await counter.until_on(ConfirmationScreen)
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    assert isinstance(counter.app.screen, BookedScreen)
    assert counter.app.screen.appointment.start == one.pending.start
    assert waiting_list.list_waiting(counter.desk) == []


async def test_a_booking_given_up_leaves_the_person_on_the_list(
    counter: Counter, full: list[str]
) -> None:
    (one,) = proposed(counter.desk, full, "Benali")
    await opened(counter)
    await counter.until_shown("● BENALI")
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    await counter.press("f8")
    await counter.until_shown("Abandonner")
    await counter.press("o")
    await counter.until_on(NoticeScreen)
    now = standing(counter.desk, one.id)
    assert now.state is WaitingState.PROPOSED
    assert now.pending == one.pending


async def test_a_booking_under_way_is_asked_about_and_its_place_given_back(
    counter: Counter,
) -> None:
    one = wait_for(counter.desk, 1, family_name="Benali")
    proposals.propose_due(counter.desk)
    kept = standing(counter.desk, one.id).pending
    assert kept is not None
    await counter.to_security()
    (held,) = (row for row in rows(counter.desk, "held") if row.reference != kept.reference)
    await counter.press("ctrl+y")
    await counter.until_on(WaitingListScreen)
    await counter.until_shown("● BENALI")
    await counter.press("enter")
    await counter.until_shown("sera abandonnée", "BENALI")
    await counter.press("n")
    await counter.until_on(WaitingListScreen)
    assert held.reference in {row.reference for row in rows(counter.desk, "held")}
    await counter.press("enter")
    await counter.until_shown("sera abandonnée")
    await counter.press("o")
    await counter.until_shown("84 0000 0001")
    assert counter.draft.hold is not None
    assert counter.draft.hold.reference == kept.reference
    (freed,) = rows(counter.desk, "released")
    assert freed.reference == held.reference


async def test_another_desk_was_faster(counter: Counter, full: list[str]) -> None:
    (one,) = proposed(counter.desk, full, "Benali")
    await opened(counter)
    await counter.until_shown("● BENALI")
    waiting_list.refuse(other_desk(counter.desk), one.id)
    await counter.press("enter")
    await counter.until(lambda: counter.message, "nothing is said")
    assert isinstance(counter.app.screen, WaitingListScreen)
    await counter.until_shown("○ BENALI")


# -- a long list
@pytest.fixture
def crowd(desk: Desk, full: list[str]) -> list[str]:
    """Three hundred persons who wait; their names."""
    names = [f"Traoré {rank:03d}" if rank % 50 else f"Çelik {rank:03d}" for rank in range(300)]
    for rank, name in enumerate(names, start=5000):
        wait_for(desk, rank, family_name=name, phone=f"+336{rank:08d}")
    return names


async def test_hundreds_are_gone_through_and_narrowed_as_one_types(
    counter: Counter, crowd: list[str]
) -> None:
    await opened(counter)
    await counter.until_shown("300 attendent", "ÇELIK 000")
    await counter.press(*["pagedown"] * 30)
    await counter.until_shown("TRAORÉ 299")
    await counter.press("slash")
    await counter.write("celik")
    await counter.until_shown("filtre : 6", "ÇELIK 050", "ÇELIK 250")
    assert "TRAORÉ" not in counter.prose
    await counter.press("down", "down", "enter")
    screen = counter.app.screen
    assert isinstance(screen, WaitingListScreen)
    assert screen.selected is not None
    assert screen.selected.name.startswith("ÇELIK 100")
    await counter.press("escape")
    await counter.until(lambda: "filtre :" not in counter.prose)
    assert screen.selected is not None
    assert screen.selected.name.startswith("ÇELIK 100")
    await counter.press("slash")
    await counter.write("06 00 00 51 07")
    await counter.until_shown("filtre : 1", "TRAORÉ 107")
    await counter.write("9")
    await counter.until_shown("Personne sur la liste ne correspond")
    await counter.press("escape", "escape")
    await counter.until_on(FollowUpScreen)
