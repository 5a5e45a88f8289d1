"""The day of all counters: seen live, worked on with a key each, never misled by other desks."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.services.booking import changes, holds
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from tests.screens.counter import LARGE, SMALL, Counter, other_desk, sitting_at
from tests.screens.day.opening import AFTER, NINE, QUARTER, book, open_day, status_of, until_status


@pytest.fixture(params=[SMALL, LARGE], ids=["80x24", "120x36"])
async def counter(
    request: pytest.FixtureRequest, desk: Desk, tmp_path: Path
) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=request.param) as sitting:
        yield sitting


@pytest.fixture
async def large(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=LARGE) as sitting:
        yield sitting


class TestSeeing:
    async def test_every_place_with_who_stands_on_it(self, counter: Counter) -> None:
        book(counter.desk, 1, "Benali")
        arrivals.check_in(counter.desk, book(counter.desk, 2, "Kaya", NINE + QUARTER).reference)
        counter.clock.forward(timedelta(minutes=12))
        holds.hold(counter.desk, NINE + 2 * QUARTER, BookingDraft({"family_name": "Secret"}))
        await open_day(counter)
        await counter.until_shown("Lundi 30 novembre 2026", "2 rendez-vous", "5 places libres")
        await counter.until_shown("○ BENALI Anne", "◔ KAYA Anne", "12 min", "salarié, CDI")
        await counter.until_shown("en cours de réservation", "+ libre", "━ 08:12 ━")
        assert "Secret" not in counter.picture

    async def test_counters_stand_side_by_side_where_there_is_room(self, counter: Counter) -> None:
        book(counter.desk, 1, "Benali")
        book(counter.desk, 2, "Kaya")
        await open_day(counter)
        await counter.until_shown("BENALI", "KAYA")
        lines = [line for line in counter.picture.splitlines() if "09:00" in line]
        wide = counter.app.size.width >= 110
        assert ("BENALI" in lines[0] and "KAYA" in lines[0]) == wide
        assert ("Guichet 2" in counter.picture) == wide

    async def test_a_day_without_places_says_why(self, counter: Counter) -> None:
        await open_day(counter)
        await counter.press("g")
        await counter.write("25/12/2026")
        await counter.press("enter")
        await counter.until_shown(
            "Vendredi 25 décembre 2026", "Fermé : Noël.", "g : aller à une date"
        )

    async def test_names_are_text(self, large: Counter) -> None:
        for rank, name in enumerate(("[b]Dupont[/b]", "[/x]", "[@click=app.quit]Ali", "A" * 150)):
            book(large.desk, rank, name, NINE + rank * QUARTER)
        await open_day(large)
        await large.until_shown("[B]DUPONT[/B]", "[/X]", "[@CLICK=APP.QUIT]ALI", "AAAAA…")
        for _ in range(4):
            await large.press("down")
        assert large.app.is_running

    async def test_it_opens_over_a_booking_and_gives_it_back(self, counter: Counter) -> None:
        await counter.to_slots()
        before = counter.picture
        await open_day(counter)
        await counter.press("escape")
        await counter.until_on(SlotScreen)
        await counter.until(lambda: counter.picture == before, "another picture")

    async def test_it_does_not_open_over_itself(self, counter: Counter) -> None:
        await open_day(counter)
        await counter.press("f5", "escape")
        await counter.until_on(NoticeScreen)


class TestLive:
    async def test_another_desk_is_seen_without_a_key(self, counter: Counter) -> None:
        desk = other_desk(counter.desk)
        await open_day(counter)
        one = book(desk, 1, "Benali")
        await counter.until_shown("○ BENALI", "1 rendez-vous")
        arrivals.check_in(desk, one.reference)
        await counter.until_shown("◔ BENALI", "1 présent")
        arrivals.call_next(desk, 2)
        await counter.until_shown("● BENALI", "au G2")
        arrivals.mark_received(desk, one.reference)
        await counter.until_shown("✓ BENALI", "1 reçu")
        two = book(desk, 2, "Kaya", NINE + QUARTER)
        await counter.until_shown("○ KAYA")
        changes.cancel(desk, two.reference, CancelReason.APPLICANT)
        await counter.until(lambda: "KAYA" not in counter.picture, "KAYA is still there")

    async def test_the_cursor_stays_on_its_place(self, counter: Counter) -> None:
        screen = await open_day(counter)
        await counter.press("down", "down")
        place = screen.selected
        assert place is not None
        line = next(y for y, text in enumerate(counter.picture.splitlines()) if "━━" in text)
        desk = other_desk(counter.desk)
        for rank in range(4):
            book(desk, rank, f"Benali{rank}", NINE + rank // 2 * QUARTER)
        await counter.until_shown("4 rendez-vous")
        assert screen.selected is not None
        assert screen.selected.anchor == place.anchor
        assert "━━" in counter.picture.splitlines()[line]

    async def test_it_opens_on_whoever_is_called_next_and_stays_there(
        self, counter: Counter
    ) -> None:
        desk = other_desk(counter.desk)
        book(desk, 1, "Benali")
        kaya = book(desk, 2, "Kaya", NINE + QUARTER)
        arrivals.check_in(desk, kaya.reference)
        screen = await open_day(counter)
        assert screen.visit is not None
        assert screen.visit.reference == kaya.reference
        first = book(desk, 3, "Diallo")
        arrivals.check_in(desk, first.reference)
        await counter.until_shown("2 présents")
        assert screen.visit.reference == kaya.reference
        arrivals.call_next(desk, 2)
        await counter.until_shown("1 en cours")
        assert screen.visit.reference == kaya.reference

    async def test_without_anybody_there_it_opens_on_the_first_awaited(
        self, counter: Counter
    ) -> None:
        book(counter.desk, 1, "Benali", NINE + QUARTER)
        later = book(counter.desk, 2, "Kaya", NINE + 3 * QUARTER)
        counter.clock.forward(timedelta(hours=1, minutes=40))
        screen = await open_day(counter)
        assert screen.visit is not None
        assert screen.visit.reference == later.reference

    async def test_a_hold_that_ends_frees_its_place_without_a_word(self, counter: Counter) -> None:
        holds.hold(other_desk(counter.desk), NINE, BookingDraft())
        await open_day(counter)
        await counter.until_shown("en cours de réservation")
        counter.clock.forward(timedelta(minutes=6))
        await counter.until(lambda: "réservation" not in counter.picture, "still held")

    async def test_minutes_pass(self, counter: Counter) -> None:
        arrivals.check_in(counter.desk, book(counter.desk, 1, "Benali").reference)
        await open_day(counter)
        await counter.until_shown("0 min")
        counter.clock.forward(timedelta(minutes=7))
        await counter.until_shown("7 min", "━ 08:07 ━")

    async def test_a_screen_left_overnight_stands_on_the_new_day(self, counter: Counter) -> None:
        await open_day(counter)
        await counter.until_shown("Lundi 30 novembre")
        counter.clock.forward(timedelta(hours=23))
        await counter.until_shown("Mardi 1er décembre", "━ 07:00 ━")

    async def test_another_day_on_show_stays_on_show(self, counter: Counter) -> None:
        screen = await open_day(counter)
        await counter.press(AFTER, AFTER)
        await counter.until_shown("Mercredi 2 décembre")
        counter.clock.forward(timedelta(hours=23))
        screen._tick()
        await counter.pilot.pause()
        assert "Mercredi 2 décembre" in counter.picture
        await counter.press("t")
        await counter.until_shown("Mardi 1er décembre")

    async def test_while_covered_it_rests_and_then_catches_up(self, counter: Counter) -> None:
        screen = await open_day(counter)
        await counter.press("f12")
        await counter.until_shown("0 806 001 620")
        book(other_desk(counter.desk), 1, "Benali")
        screen._poll()
        await counter.pilot.pause()
        assert screen.day is not None
        assert screen.day.counts().persons == 0
        await counter.press("escape")
        await counter.until_shown("BENALI")


class TestWorking:
    async def test_from_the_door_to_the_end_with_a_key_each(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("a")
        await until_status(counter, one, "arrived")
        await counter.until_message("BENALI Anne : arrivée notée")
        await counter.press("n")
        await counter.until_shown("Votre guichet ?")
        await counter.press("2")
        await until_status(counter, one, "in_progress")
        await counter.until_message("appelez au guichet 2")
        await counter.press("r")
        await counter.until_message("rappelez")
        await counter.press("p")
        await until_status(counter, one, "arrived")
        await counter.press("n")  # the counter is known by now
        await until_status(counter, one, "in_progress")
        await counter.until_message("appelez au guichet 2")
        await counter.press("f")
        await until_status(counter, one, "done")
        await counter.press("z")
        await until_status(counter, one, "in_progress")

    async def test_only_what_is_possible_has_a_key(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        screen = await open_day(counter)

        def offered() -> set[str]:
            active = screen.active_bindings.values()
            return {a.binding.action for a in active if a.enabled and a.binding.id}

        before = offered()
        assert "check_in" in before
        assert not before & {"no_show", "receive", "call_next", "put_back", "take_back"}
        await counter.press("x", "f", "i", "p", "h", "z", "n")
        assert status_of(counter.desk, one) == "booked"
        await counter.press("a")
        await counter.until_shown("1 présent")
        await counter.until(lambda: "call_next" in offered(), "no call")
        assert "check_in" not in offered()
        await counter.press("down", "down", "down")
        await counter.pilot.pause()
        assert not offered() & {"check_in", "take_back", "hand_over"}

    async def test_an_absence_is_proposed_and_noted_by_hand(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        counter.clock.forward(timedelta(hours=1, minutes=10))
        await open_day(counter)
        await counter.until_shown("retard 10 min")
        counter.clock.forward(timedelta(minutes=20))
        await counter.until_shown("absent ?")
        assert status_of(counter.desk, one) == "booked"
        await counter.press("home", "x")
        await until_status(counter, one, "no_show")
        await counter.until_shown("✗ BENALI")

    async def test_what_a_file_lacks_is_ticked(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        arrivals.check_in(counter.desk, one.reference)
        arrivals.call_next(counter.desk, 1)
        await open_day(counter)
        await counter.press("i")
        await counter.until_shown("Ce qui manque au dossier de BENALI Anne")
        await counter.press("enter")
        await counter.until_shown("Cochez au moins une pièce.")
        await counter.press("down", "space", "enter")
        await until_status(counter, one, "incomplete")
        await counter.until_message("dossier incomplet, 1 pièce")
        (visit,) = [p.visit for p in get_day(counter.desk, NINE.date()).places if p.visit]
        assert visit.missing == arrivals.checklist("SALARIE")[1:2]

    async def test_what_no_list_has_is_told_in_words(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        arrivals.check_in(counter.desk, one.reference)
        arrivals.call_next(counter.desk, 1)
        await open_day(counter)
        await counter.press("i")
        await counter.until_shown("Ce qui manque au dossier de BENALI Anne")
        await counter.press("space", "a")
        await counter.until_shown("que la liste n'a pas :")
        await counter.write("jugement traduit")
        await counter.press("enter")
        await counter.until_shown("Autre : jugement traduit")
        await counter.press("enter")
        await until_status(counter, one, "incomplete")
        await counter.until_message("dossier incomplet, 2 pièces")
        (visit,) = [p.visit for p in get_day(counter.desk, NINE.date()).places if p.visit]
        assert visit.missing == (arrivals.checklist("SALARIE")[0], "jugement traduit")

    async def test_handed_over_to_another_counter(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali")
        arrivals.check_in(counter.desk, one.reference)
        await open_day(counter)
        await counter.press("h")
        await counter.until_shown("Vers quel guichet ?")
        await counter.press("down", "enter")
        await counter.until_message("attend le guichet 2")
        await counter.until_shown("pour G2")

    async def test_a_scanned_reference_notes_the_arrival(self, counter: Counter) -> None:
        one = book(counter.desk, 1, "Benali", NINE + 2 * QUARTER)
        await open_day(counter)
        await counter.press("s")
        await counter.write(one.reference.replace("-", "").lower())
        await counter.press("enter")
        await until_status(counter, one, "arrived")
        await counter.until_message("BENALI Anne : arrivée notée")
        await counter.press("s")
        await counter.write("0000")
        await counter.press("enter")
        await counter.until_message("Aucun rendez-vous ne porte la référence « 0000 »")

    async def test_what_another_desk_did_first_is_told(self, large: Counter) -> None:
        one = book(large.desk, 1, "Benali")
        screen = await open_day(large)
        screen.set_interval = lambda *_: None  # type: ignore[assignment, method-assign]
        arrivals.check_in(other_desk(large.desk), one.reference)
        screen.action_check_in()
        await large.until_message("attend déjà dans la salle")
        await large.until_shown("◔ BENALI")

    async def test_a_busy_counter_calls_nobody(self, counter: Counter) -> None:
        for rank, name in ((1, "Benali"), (2, "Kaya")):
            arrivals.check_in(counter.desk, book(counter.desk, rank, name).reference)
        await open_day(counter)
        await counter.press("c", "1", "n")
        await counter.until_message("appelez au guichet 1")
        await counter.press("n")
        await counter.until_message("Le guichet 1 reçoit encore")

    async def test_enter_opens_the_card_and_comes_back(self, counter: Counter) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("enter")
        await counter.until_on(CardScreen)
        await counter.until_shown("BENALI")
        await counter.press("escape")
        await counter.until_on(DayScreen)

    async def test_enter_on_a_free_place_begins_a_booking_there(self, counter: Counter) -> None:
        book(counter.desk, 1, "Benali")
        await open_day(counter)
        await counter.press("down", "down", "down")
        await counter.until(lambda: "m Réserver" in counter.footer)
        day = counter.app.screen
        assert isinstance(day, DayScreen)
        assert day.selected is not None
        chosen = day.selected.start
        await counter.press("enter")
        await counter.until_on(NoticeScreen)
        await counter.until_message(f"s'ouvrira sur {short_moment(chosen)}")
        await counter.to_slots()
        await counter.press("enter")
        await counter.until_on(SecurityScreen)
        assert counter.draft.hold is not None
        assert counter.draft.hold.start == chosen

    @pytest.mark.parametrize("key", ["m", "enter"])
    async def test_keys_after_booking_on_a_free_place_land_in_the_booking(
        self, counter: Counter, key: str
    ) -> None:
        await open_day(counter)
        await counter.press("end")
        await counter.until(lambda: "m Réserver" in counter.footer)
        await counter.press(key, *"salar")
        await counter.until_on(NoticeScreen)
        await counter.until(lambda: counter.field("situation").input.value == "salar")

    async def test_what_is_typed_is_not_given_up_for_a_free_place_unasked(
        self, counter: Counter
    ) -> None:
        await counter.write("salar")
        await open_day(counter)
        await counter.press("end", "enter")
        await counter.until_shown("sera abandonnée")
        await counter.press("escape", "escape")
        await counter.until_on(NoticeScreen)
        assert "salar" in counter.picture


async def test_what_is_over_is_folded_and_opened_by_a_key(desk: Desk, tmp_path: Path) -> None:
    for rank in range(3):
        made = book(desk, rank, f"Passé {rank}", NINE + rank * QUARTER)
        arrivals.check_in(desk, made.reference)
        arrivals.call_next(desk, 1)
        arrivals.mark_received(desk, made.reference)
    async with sitting_at(desk, tmp_path, size=(80, 11)) as counter:
        counter.clock.forward(timedelta(hours=2, minutes=5))
        await open_day(counter)
        await counter.until_shown("3 reçus · u : dérouler", "10:05")
        assert "PASSÉ" not in counter.prose
        await counter.press("u", "home")
        await counter.until_shown("PASSÉ 0", "PASSÉ 1")
        await counter.press("u")
        await counter.until_shown("u : dérouler")
