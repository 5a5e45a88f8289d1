"""How many keys whole jobs take beside the text that is typed: an agent does them all day."""

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.screens.booking.cancel import CancelScreen
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.move import ConfirmMoveScreen, MoveScreen
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.booking import booking
from rdv_tui.services.booking.search import get
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.counter import Counter

FORM = ("Dupont", "Anne", "3/7/85", "turqu")


class Hands:
    """An agent's hands: they count the keys that are no text."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.keys = counter, 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.counter.press(*keys)

    async def fill(self, *texts: str) -> None:
        for text in texts:
            await self.counter.write(text)
            await self.press("enter")


def booked(counter: Counter) -> Appointment:
    start = next_free(counter.desk, counter.clock.local(), 1)[0].start
    return booking.book_at(counter.desk, start, person(1), channel=Channel.DESK)


async def test_an_ordinary_walk_in_takes_14(counter: Counter) -> None:
    hands = Hands(counter)
    await counter.until_on(NoticeScreen)
    await hands.fill("contrat a duree indet", "CST", "10/1/27", "84000")
    await hands.press("enter", "enter")
    await counter.until_on(SlotScreen)
    await counter.until(lambda: "lun." in counter.picture)
    await hands.press("enter")
    await counter.until_on(SecurityScreen)
    await counter.write("8412345678")
    await hands.press("d")
    await counter.until_on(DetailsScreen)
    await hands.fill(*FORM)
    await hands.press("f10")
    await counter.until_on(ConfirmationScreen)
    await hands.press("enter")
    await counter.until_on(BookedScreen)
    assert hands.keys <= 14


async def second_of_a_couple(counter: Counter, *permit: str) -> int:
    """Book the first, then the second with the fields of step 1 given; return its keys."""
    made = await counter.to_booked()
    hands = Hands(counter)
    await hands.press("f")
    await counter.until_on(NoticeScreen)
    await hands.fill(*permit)
    await counter.write("10/1/27")
    await hands.press("f10")
    await counter.until_on(SecurityScreen)
    await counter.write("8412345679")
    await hands.press("d")
    await counter.until_on(DetailsScreen)
    await hands.fill("Dupont", "Paul")
    await counter.write("4/8/84")
    await hands.press("f10")
    await counter.until_on(ConfirmationScreen)
    await hands.press("enter")
    await counter.until_on(BookedScreen)
    screen = counter.app.screen
    assert isinstance(screen, BookedScreen)
    both = made.applicant, screen.appointment.applicant
    assert both[0].nationality == both[1].nationality == "TR"
    assert both[0].situation == both[1].situation
    assert screen.appointment.start == made.start
    return hands.keys


async def test_the_second_of_a_couple_takes_8(counter: Counter) -> None:
    """Every key counts that is no text, those that end a field too."""
    assert await second_of_a_couple(counter, "") <= 8


async def test_who_has_a_permit_of_their_own_takes_9(counter: Counter) -> None:
    assert await second_of_a_couple(counter, "contrat a duree indet", "CST") <= 9


async def test_moving_from_the_refusal_takes_4(counter: Counter) -> None:
    one = booked(counter)
    await counter.to_security()
    await counter.write(one.applicant.foreign_resident_number)
    await counter.until_message("déjà un rendez-vous")
    hands = Hands(counter)
    await hands.press("o")
    await counter.until_on(CardScreen)
    await counter.until_shown(one.reference)
    await hands.press("d")
    await counter.until_on(MoveScreen)
    await counter.until(lambda: "lun." in counter.picture)
    await hands.press("enter")
    await counter.until(lambda: isinstance(counter.app.screen, ConfirmMoveScreen))
    await hands.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_message("Déplacé")
    assert get(counter.desk, one.reference).start > one.start
    assert hands.keys <= 4


async def test_cancelling_takes_5(counter: Counter) -> None:
    one = booked(counter)
    hands = Hands(counter)
    await counter.until_on(NoticeScreen)
    await hands.press("f3")
    await counter.until_on(FindScreen)
    await counter.write(one.reference)
    await hands.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown(one.reference)
    await hands.press("a")
    await counter.until(lambda: isinstance(counter.app.screen, CancelScreen))
    await hands.press("p", "enter")
    await counter.until_message("Annulé")
    assert get(counter.desk, one.reference).status == "cancelled"
    assert hands.keys <= 5
