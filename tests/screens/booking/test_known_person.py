"""A person whom the store knows books again: nothing typed twice, nothing of others shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.counter import Counter

KNOWN = person(
    1,
    family_name="El Ouafi",
    given_names="Samira",
    foreign_resident_number="8457225984",
    email="s@exemple.fr",
    phone="+33612345678",
    address="2 rue Basse",
    language="ar",
)


def book(counter: Counter, **changes: object) -> Appointment:
    start = next_free(counter.desk, counter.clock.local(), 1)[0].start
    one = replace(KNOWN, **changes)  # type: ignore[arg-type]
    return booking.book_at(counter.desk, start, one, channel=Channel.DESK)


@pytest.fixture
def cancelled(counter: Counter) -> Appointment:
    """An appointment of the person that is over."""
    one = book(counter)
    changes.cancel(counter.desk, one.reference, CancelReason.APPLICANT)
    return one


@pytest.mark.parametrize("shown", ["3/7/1985", "el ouafi", "ELOUAFI", "Samira El Ouafi"])
async def test_a_detail_of_their_own_brings_all_others(
    counter: Counter, cancelled: Appointment, shown: str
) -> None:
    await counter.to_security()
    await counter.fill("8457225984")
    await counter.until_message("déjà venue")
    assert counter.in_field == "known"
    assert "Samira" not in counter.picture
    assert "1985" not in counter.picture
    await counter.fill(shown)
    await counter.until_message("Coordonnées reprises", "EL OUAFI Samira")
    await counter.press("d")
    await counter.until_on(ConfirmationScreen)  # every field is known, for this very permit
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    screen = counter.app.screen
    assert isinstance(screen, BookedScreen)
    assert screen.appointment.applicant == replace(KNOWN, permit_expires=date(2027, 1, 10))


@pytest.mark.parametrize("shown", ["4/7/1985", "1985", "benali", "ouafi", "el", "samira"])
async def test_what_is_not_theirs_brings_nothing(
    counter: Counter, cancelled: Appointment, shown: str
) -> None:
    await counter.to_security()
    await counter.fill("8457225984", shown)
    await counter.until_shown("✗ Ce n'est ni la date de naissance ni le nom")
    assert counter.in_field == "known"
    assert not counter.draft.typed.get("family_name")
    assert "Samira" not in counter.picture
    await counter.press("tab", "d")
    assert isinstance(counter.app.screen, SecurityScreen)
    await counter.until_shown("✗ Ce n'est ni")
    counter.field("known").focus_input()
    await counter.press("backspace", "enter", "d")
    await counter.until_on(DetailsScreen)
    assert not counter.draft.typed.get("family_name")


async def test_typed_in_one_burst_it_lands_where_it_belongs(
    counter: Counter, cancelled: Appointment
) -> None:
    await counter.to_security()
    await counter.press(*"8457225984", "enter", *"030785", "enter", "d")
    await counter.until_on(ConfirmationScreen)
    assert counter.draft.typed["family_name"] == "El Ouafi"


async def test_who_does_not_ask_goes_on_as_ever(counter: Counter, cancelled: Appointment) -> None:
    await counter.to_security()
    await counter.press(*"8457225984", "d")
    await counter.until_on(DetailsScreen)
    assert not counter.draft.typed.get("family_name")


async def test_another_number_is_another_person(counter: Counter, cancelled: Appointment) -> None:
    await counter.to_security()
    await counter.fill("8457225984", "el ouafi")
    await counter.until_message("Coordonnées reprises")
    await counter.press("n", "backspace", "5")
    await counter.until(lambda: counter.draft.typed.get("foreign_resident_number") == "5")
    assert counter.draft.known is None
    assert "family_name" not in counter.draft.typed
    assert counter.draft.typed["postal_code"] == "84000"


async def test_what_is_older_than_the_permit_is_to_be_checked(
    counter: Counter, cancelled: Appointment
) -> None:
    await counter.to_slots("20/1/27")
    await counter.press("enter")
    await counter.until_on(SecurityScreen)
    await counter.fill("8457225984", "el ouafi")
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    await counter.until_shown("2 rue Basse", "à vérifier")
    assert counter.picture.count("à vérifier") == 3  # address, e-mail, phone
    counter.field("address").input.value = "3 rue Haute"
    await counter.until(lambda: counter.picture.count("à vérifier") == 2)


async def test_who_moved_gives_the_new_address(counter: Counter) -> None:
    one = book(counter, postal_code="84300", commune="Cavaillon")
    changes.cancel(counter.desk, one.reference, CancelReason.APPLICANT)
    await counter.to_security()
    await counter.fill("8457225984", "el ouafi")
    await counter.until_message("Coordonnées reprises")
    await counter.press("d")
    await counter.until_on(DetailsScreen)
    assert counter.draft.typed["postal_code"] == "84000"
    assert counter.draft.typed["address"] == ""


async def test_after_an_incomplete_file_the_number_and_six_keys_lead_to_the_letter(
    counter: Counter,
) -> None:
    one = book(counter)
    counter.clock.forward(one.start - counter.clock.local())
    arrivals.check_in(counter.desk, one.reference)
    arrivals.call(counter.desk, one.reference, 1)
    arrivals.mark_incomplete(counter.desk, one.reference, arrivals.checklist("SALARIE")[:1])
    pressed: list[str] = []

    async def press(key: str) -> None:
        pressed.append(key)
        await counter.press(key)

    await press("f3")
    await counter.until_on(FindScreen)
    await counter.write("8457225984")
    await press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown("EL OUAFI Samira")
    await press("n")
    await counter.until_on(SlotScreen)
    await counter.until_message("reprises de la demande du")
    await press("enter")
    await counter.until_on(SecurityScreen)
    await press("d")
    await counter.until_on(ConfirmationScreen)
    await press("enter")
    await counter.until_on(BookedScreen)
    screen = counter.app.screen
    assert isinstance(screen, BookedScreen)
    assert screen.appointment.applicant == KNOWN
    assert screen.appointment.start > one.start
    assert len(pressed) == 6


async def test_a_permit_that_is_no_longer_in_time_is_asked_about(counter: Counter) -> None:
    one = book(counter)
    changes.cancel(counter.desk, one.reference, CancelReason.APPLICANT)
    counter.clock.forward(timedelta(days=400))
    await counter.until_on(NoticeScreen)
    await counter.press("f3")
    await counter.until_on(FindScreen)
    await counter.write("8457225984")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.press("n")
    await counter.until_on(NoticeScreen)
    await counter.until_message("vérifiez la situation et les dates du titre")
    assert counter.field("postal_code").text == "84000"
    assert not counter.draft.accepted


async def test_who_has_an_appointment_gets_no_second_one(counter: Counter) -> None:
    book(counter)
    await counter.press("f3")
    await counter.until_on(FindScreen)
    await counter.write("8457225984")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown("EL OUAFI Samira")
    await counter.press("n")
    await counter.until_message("a déjà ce rendez-vous")


async def test_a_booking_under_way_is_not_given_up_unasked(
    counter: Counter, cancelled: Appointment
) -> None:
    await counter.to_security()
    await counter.press("f3")
    await counter.until_on(FindScreen)
    await counter.write("8457225984")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown("EL OUAFI Samira")
    await counter.press("n")
    await counter.until_shown("sera abandonnée")
    await counter.press("n", "escape", "escape")
    await counter.until_on(SecurityScreen)
    assert counter.draft.hold is not None
