"""After the booking: the reference, the letter, the next person."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.message import MessageState
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.dates import big_moment
from rdv_tui.screens.booking.steps.booked import BookedScreen, message_words
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.holds import hold_beside
from rdv_tui.services.day import arrivals
from rdv_tui.services.delivery.outbox import list_deliveries
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import day_slots, next_free
from rdv_tui.widgets.big_text import BigText, big_lines
from tests.factories import person
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at, take_all


async def test_day_and_hour_are_shown_large_the_reference_beside_the_name(
    counter: Counter,
) -> None:
    made = await counter.to_booked()
    await counter.until_shown("✓ Rendez-vous enregistré", "lundi 30 novembre 2026")
    await counter.until_shown("DUPONT Anne référence", made.reference)
    assert str(counter.app.screen.query_one(BigText).render()) == "\n".join(
        big_lines(big_moment(made.start))
    )
    assert all(line.rstrip() in counter.picture for line in big_lines(big_moment(made.start)))


async def test_where_the_papers_to_bring_are_named_is_said(counter: Counter) -> None:
    await counter.to_booked()
    await counter.until_shown("Dossier · les pièces à apporter sont nommées")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_was_missing_the_last_time_is_said_to_who_books_again(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    before = book_at(
        desk, next_free(desk, desk.clock.local(), 1)[0].start, person(1), channel=Channel.DESK
    )
    listed = arrivals.checklist(before.applicant.situation)[0]
    arrivals.check_in(desk, before.reference)
    arrivals.call_next(desk, 1)
    arrivals.mark_incomplete(desk, before.reference, [listed], "jugement [red]traduit")
    start = next_free(desk, desk.clock.local(), 1)[0].start
    again = book_at(desk, start, before.applicant, channel=Channel.DESK)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        counter.app.push_screen(BookedScreen(desk, again, None))
        await counter.until_shown("▲ il manquait au dernier passage", "jugement [red]traduit")


async def test_without_printer_the_letter_is_saved_and_said_where(
    counter: Counter, tmp_path: Path
) -> None:
    made = await counter.to_booked()
    file = tmp_path / "letters" / f"convocation-{made.reference}.pdf"
    await counter.until_shown("Convocation ✓ Enregistrée dans")
    assert "▲" not in counter.picture
    assert file.name in counter.picture.replace("\n", "").replace(" ", "")
    assert made.reference in PdfReader(file).pages[0].extract_text()


async def test_a_folder_that_cannot_be_written_is_said_and_tried_again(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "letters").write_text("a file stands in the way")
    async with sitting_at(desk, tmp_path) as counter:
        await counter.to_booked()
        await counter.until_shown("✗ Non enregistrée")
        (tmp_path / "letters").unlink()
        await counter.press("e")
        await counter.until_shown("Dans quel fichier")
        await counter.press("enter")
        await counter.until_shown("✓ Enregistrée dans")


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_who_goes_on_before_the_letter_is_out_is_asked_to_wait(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    await counter.to_booked()
    with monkeypatch.context() as held:
        held.setattr(BookedScreen, "letter_is_out", False)
        await counter.press(key)
        await counter.until_message(screen_fr.LETTER_FIRST)
        assert isinstance(counter.app.screen, BookedScreen)
    await counter.press(key)
    await counter.until_on(NoticeScreen)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_the_next_one_starts_empty(counter: Counter, key: str) -> None:
    await counter.to_booked()
    await counter.press(key)
    await counter.until_on(NoticeScreen)
    assert not any(counter.draft.typed.values())
    assert not counter.draft.accepted
    assert counter.app.draft == BookingDraft()


async def test_same_household_types_nothing_twice_and_sits_beside(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.press("f")
    await counter.until_on(NoticeScreen)
    assert counter.field("postal_code").text == "84000"
    assert counter.in_field == "situation"
    await counter.fill("contrat a duree indet", "CST", "10/1/27")
    await counter.press("f10")
    await counter.until_on(SecurityScreen)
    await counter.until_message("Place retenue à côté de DUPONT Anne")
    assert counter.draft.hold is not None
    assert counter.draft.hold.start == made.start  # the second place of the same hour
    assert not counter.draft.typed.get("foreign_resident_number")
    await counter.press("escape")
    await counter.until_on(SlotScreen)  # where another can be chosen


async def test_the_same_permit_is_taken_by_enter_and_marked(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.press("f")
    await counter.until_on(NoticeScreen)
    await counter.until_shown("Entrée : comme DUPONT Anne")
    await counter.press("enter")
    await counter.until_message("comme DUPONT Anne", "à vérifier")
    assert counter.in_field == "permit_expires"
    assert counter.field("situation").text == made.applicant.situation
    assert counter.field("permit_kind").text == made.applicant.permit_kind
    assert not counter.field("permit_expires").text


async def test_another_nationality_of_the_household_is_typed_over(counter: Counter) -> None:
    await counter.to_booked()
    await counter.press("f")
    await counter.until_on(NoticeScreen)
    await counter.fill("", "10/1/27")
    await counter.press("f10")
    await counter.until_on(SecurityScreen)
    await counter.write("8412345679")
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    await counter.until_shown("à vérifier")
    await counter.fill("Martin", "Paul", "4/8/84", "maroc")
    await counter.until(lambda: counter.field("nationality").text == "MA", "not typed over")


async def test_no_place_beside_leads_to_the_calendar(counter: Counter) -> None:
    made = await counter.to_booked()
    day = made.start.date()
    for slot in day_slots(counter.desk, day):
        if slot.start >= made.start:
            take_all(
                counter.desk, slot.start, first_rank=500 + 40 * slot.start.hour + slot.start.minute
            )
    await counter.press("f")
    await counter.until_on(NoticeScreen)
    await counter.fill("", "10/1/27")
    await counter.press("f10")
    await counter.until_on(SlotScreen)
    assert counter.draft.hold is None


async def test_a_day_of_which_something_is_to_be_said_is_chosen_by_somebody(desk: Desk) -> None:
    start = next_free(desk, desk.clock.local(), 1)[0].start
    made = book_at(desk, start, person(1), channel=Channel.DESK)
    beside = BookingDraft.of_household(made)
    person_of = {"situation": made.applicant.situation, "permit_kind": made.applicant.permit_kind}
    over = start.date() - timedelta(days=1)
    too_late = beside.with_typed({**person_of, "permit_expires": f"{over:%d/%m/%Y}"})
    assert hold_beside(desk, too_late) is None
    in_time = beside.with_typed({**person_of, "permit_expires": "10/01/2027"})
    held = hold_beside(desk, in_time)
    assert held is not None
    assert held.start == start


async def test_same_household_begins_with_what_it_shares_and_nothing_else(desk: Desk) -> None:
    start = next_free(desk, desk.clock.local(), 1)[0].start
    of_one = replace(
        person(1), phone="+33612345678", address="2 rue Basse", language="ar", email="a@exemple.fr"
    )
    made = book_at(desk, start, of_one, channel=Channel.PHONE)
    assert BookingDraft.of_household(made).typed == {
        "postal_code": made.applicant.postal_code,
        "commune": made.applicant.commune,
        "address": "2 rue Basse",
        "phone": "+33612345678",
        "language": "ar",
        "nationality": made.applicant.nationality,
    }


@pytest.mark.parametrize(
    ("ways", "message", "sends_mail", "said"),
    [
        ({}, None, True, "ni courriel, ni téléphone, ni adresse"),
        ({"phone": "+33612345678"}, None, True, "aucun courriel"),
        ({"email": "a@exemple.fr"}, None, False, "aucun serveur"),
        ({"email": "a@exemple.fr"}, None, True, "en attente pour a@exemple.fr"),
        ({"email": "a@exemple.fr"}, ("sent", None), True, "parti à a@exemple.fr"),
        ({"email": "a@exemple.fr"}, ("waiting", "occupé"), True, "occupé"),
        ({"email": "a@exemple.fr"}, ("failed", "boîte inconnue"), True, "boîte inconnue"),
    ],
)
def test_the_last_screen_tells_the_truth_about_the_message(
    desk: Desk,
    ways: dict[str, str],
    message: tuple[str, str | None] | None,
    sends_mail: bool,
    said: str,
) -> None:
    start = next_free(desk, desk.clock.local(), 1)[0].start
    of_one = replace(person(1), email=ways.get("email"), phone=ways.get("phone"))
    made = book_at(desk, start, of_one, channel=Channel.DESK)
    found = None
    if message is not None:
        (queued,) = list_deliveries(desk, made.reference)
        state, answer = message
        found = replace(queued, state=MessageState(state), last_answer=answer)
    assert said in message_words(made, found, sends_mail=sends_mail)[0]


async def test_without_a_way_to_be_reached_it_says_so_and_takes_one(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.until_shown("aucun moyen de joindre")
    await counter.press("c")
    await counter.until_shown("Courriel")
    counter.field("email").focus_input()
    await counter.write("a@exemple.fr")
    await counter.press("f10")
    await counter.until_shown("courriel en attente pour a@exemple.fr", "aucun serveur")
    assert made.applicant.email is None


async def test_who_calls_is_asked_for_a_way_to_be_reached(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill("8412345678")
    await counter.until_shown("aucun")
    await counter.press("t")
    await counter.until_on(DetailsScreen)
    await counter.fill("Dupont", "Anne", "3/7/85", "TR")
    await counter.press("f10")
    await counter.until_shown("n'atteindra personne")
    await counter.press("n")
    await counter.until(lambda: counter.in_field == "email", "no way is asked for")
    await counter.write("a@exemple.fr")
    await counter.press("f10")
    await counter.until_on(ConfirmationScreen)
