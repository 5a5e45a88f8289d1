"""How the screens look, kept as pictures. After a wanted change: `pytest --snapshot-update`."""

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.frame import WIDE
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.hours.schedule import next_free
from tests.factories import person
from tests.screens.booking.test_slot_step import NINE
from tests.screens.conftest import LooksAsItDid, Way
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, other_desk, take_all


async def notice(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.until_shown("Rendez-vous possible")


async def slots(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("right", "j")


async def security(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill(NUMBER)
    await counter.until_shown("✓ Rendez-vous à venir aucun")


async def details(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Łukaszewska", "Bożena Maria", "3/7/85", "PL")


async def details_with_errors(counter: Counter) -> None:
    await counter.to_details()
    await counter.fill("Łukaszewska", "", "31/2/85")
    await counter.press("f10")
    await counter.until_message("champs à corriger")


async def letter_beside(counter: Counter) -> None:
    if counter.app.size.width >= WIDE:
        await counter.until_shown("République française")


async def summary(counter: Counter) -> None:
    await counter.to_summary("Łukaszewska", "Bożena Maria")
    await letter_beside(counter)


async def booked(counter: Counter) -> None:
    await counter.to_booked()
    await counter.until_shown("Enregistrée dans")
    await letter_beside(counter)


async def lost_place(counter: Counter) -> None:
    await counter.to_slots()
    take_all(other_desk(counter.desk), NINE)
    await counter.press("enter")
    await counter.until_shown("3 lundi 30 novembre 2026 à 9 h 45")


async def known_person(counter: Counter) -> None:
    start = next_free(counter.desk, counter.clock.local(), 1)[0].start
    made = booking.book_at(counter.desk, start, person(1), channel=Channel.DESK)
    changes.cancel(counter.desk, made.reference, CancelReason.APPLICANT)
    await counter.to_security()
    await counter.fill(made.applicant.foreign_resident_number)
    await counter.until_message("Personne déjà venue")


async def pasted_lines(counter: Counter) -> None:
    await counter.to_details()
    await counter.paste("Łukaszewska\nBożena Maria\n3/7/1985")
    await counter.until_shown("3 lignes collées")


async def palette(counter: Counter) -> None:
    await notice(counter)  # nothing is at rest any more: no path of this store in the picture
    await counter.press("ctrl+p")
    await counter.write("imprim")
    await counter.until_shown("Imprimantes")


async def jumping(counter: Counter) -> None:
    await counter.to_details()
    await counter.press("ctrl+o")
    await counter.until_shown("Une lettre : aller à ce champ")


async def household(counter: Counter) -> None:
    await counter.to_booked()
    await counter.press("f")
    await counter.until_on(NoticeScreen)
    await counter.press("enter")
    await counter.until_message("comme DUPONT Anne")


WAYS: tuple[Way, ...] = (
    notice,
    slots,
    security,
    details,
    details_with_errors,
    summary,
    booked,
    lost_place,
    known_person,
    pasted_lines,
    palette,
    jumping,
    household,
)


@pytest.mark.usefixtures("same_references")
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_looks_as_it_did(looks_as_it_did: LooksAsItDid, way: Way, size: tuple[int, int]) -> None:
    assert looks_as_it_did(way, size)
