"""How the search, the card and its acts look. After a wanted change: `pytest --snapshot-update`."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.screens.booking.cancel import CancelScreen
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.correct import CorrectScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.move import ConfirmMoveScreen, MoveScreen
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person
from tests.screens.conftest import LooksAsItDid, Way
from tests.screens.counter import LARGE, SMALL, Counter

FIRST = datetime.fromisoformat("2026-12-01T09:00")
NAMES = (
    ("Benali", "Samira"),
    ("Ben Abdallah-Bourguiba", "Mohamed El Amine Abderrahmane"),
    ("Łukaszewska", "Bożena Maria"),
    ("Benjelloun", "Ouardia"),
    ("Bensaïd", "Şükrü"),
)


def fill(desk: Desk, clock: StillClock) -> None:
    """Book some people, one of them past, one cancelled, one moved."""
    booked = []
    for rank, (family, given) in enumerate(NAMES):
        applicant = person(
            rank + 1,
            family_name=family,
            given_names=given,
            phone=f"+3363998000{rank}",
            email=f"personne{rank}@exemple.fr",
            address="14 impasse des Lavandes",
        )
        start = FIRST + timedelta(days=rank % 3, minutes=15 * rank % 60)
        booked.append(booking.book_at(desk, start, applicant, channel=Channel.PHONE))
    clock.forward(timedelta(days=1, hours=2))
    changes.move(desk, booked[1].reference, FIRST + timedelta(days=8))
    changes.cancel(desk, booked[4].reference, CancelReason.DUPLICATE)
    clock.forward(timedelta(days=1))


async def nothing_typed(counter: Counter) -> None:
    await counter.press("f3")
    await counter.until_on(FindScreen)
    await counter.until_shown("Tapez au moins")


async def found(counter: Counter) -> None:
    await nothing_typed(counter)
    await counter.write("ben")
    await counter.until_shown("4 rendez-vous")
    await counter.press("down")


async def nobody_found(counter: Counter) -> None:
    await nothing_typed(counter)
    await counter.write("benzène")
    await counter.until_shown("Aucun rendez-vous")


async def card(counter: Counter) -> None:
    await nothing_typed(counter)
    await counter.write("abdallah")
    await counter.until_shown("1 rendez-vous")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.until_shown("Historique")


async def move(counter: Counter) -> None:
    await card(counter)
    await counter.press("d")
    await counter.until_on(MoveScreen)
    await counter.until_shown("Actuellement mer. 9 déc. 09:00", "9 décembre")


async def move_asked(counter: Counter) -> None:
    await move(counter)
    await counter.press("enter")
    await counter.until(lambda: isinstance(counter.app.screen, ConfirmMoveScreen))
    await counter.until_shown("Déplacer du")


async def cancel(counter: Counter) -> None:
    await card(counter)
    await counter.press("a")
    await counter.until(lambda: isinstance(counter.app.screen, CancelScreen))
    await counter.press("b")
    await counter.until_shown("▸ b")


async def cancelled(counter: Counter) -> None:
    await cancel(counter)
    await counter.press("enter")
    await counter.until_message("Annulé", "défaire")


async def correct(counter: Counter) -> None:
    await card(counter)
    await counter.press("c")
    await counter.until_on(CorrectScreen)
    await counter.until(lambda: counter.in_field == "family_name")


async def corrected_wrongly(counter: Counter) -> None:
    await correct(counter)
    await counter.press("tab", "tab", "end", *["backspace"] * 4)
    await counter.write("2031")
    await counter.press("f10")
    await counter.until_message("Un champ à corriger")


WAYS: tuple[Way, ...] = (
    nothing_typed,
    found,
    nobody_found,
    card,
    move,
    move_asked,
    cancel,
    cancelled,
    correct,
    corrected_wrongly,
)


@pytest.mark.usefixtures("same_references")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_looks_as_it_did(
    looks_as_it_did: LooksAsItDid, way: Way, size: tuple[int, int], desk: Desk, clock: StillClock
) -> None:
    fill(desk, clock)
    assert looks_as_it_did(way, size)
