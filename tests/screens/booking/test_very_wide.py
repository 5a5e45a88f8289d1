"""What the largest screens show more: the letter as it grows, what was answered, what to bring."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.appointment import Channel, Slot
from rdv_tui.locales.dates import big_moment
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.next_places import next_places_content
from rdv_tui.screens.booking.steps.lost_place import LostPlaceScreen
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import next_free
from rdv_tui.widgets.big_text import big_lines
from tests.factories import person
from tests.screens.counter import LARGE, NUMBER, Counter, other_desk, sitting_at, take_all

HUGE = (200, 60)
NOW = datetime(2026, 11, 23, 10, 15)


@pytest.fixture
async def huge(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    async with sitting_at(desk, tmp_path, size=HUGE) as counter:
        yield counter


async def test_the_letter_stands_beside_the_details_as_soon_as_there_is_enough(
    huge: Counter,
) -> None:
    await huge.to_details()
    await huge.until_shown("La convocation s'affiche ici dès que")
    await huge.fill("Łukaszewska", "Bożena", "3/7/85", "TR")
    await huge.until_shown("République française", "ŁUKASZEWSKA Bożena")
    await huge.until_shown("3 juillet 1985", "Numéro étranger")


def has_in_large_letters(counter: Counter, start: datetime) -> bool:
    return all(line in counter.picture for line in big_lines(big_moment(start)))


async def test_the_place_held_is_said_large_with_what_was_answered(huge: Counter) -> None:
    await huge.to_security()
    await huge.until_shown("Déjà répondu et choisi", "Salarié en contrat", "84000")
    hold = huge.draft.hold
    assert hold is not None
    await huge.until(lambda: has_in_large_letters(huge, hold.start), "not in large letters")
    await huge.fill(NUMBER)
    await huge.until_shown("aucun")
    await huge.press("d")
    await huge.until_shown("Nom de famille", "Déjà répondu et choisi", "Lieu")
    assert has_in_large_letters(huge, hold.start)


async def test_another_place_taken_in_its_stead_is_said_large(huge: Counter) -> None:
    await huge.to_security()
    hold = huge.draft.hold
    assert hold is not None
    huge.clock.forward(timedelta(minutes=6))
    take_all(other_desk(huge.desk), hold.start)
    await huge.press("f4")
    await huge.until(lambda: isinstance(huge.app.screen, LostPlaceScreen), "nothing is offered")
    await huge.until_shown("1 lundi 30 novembre")
    assert huge.draft.hold == hold
    await huge.press("1")
    await huge.until(lambda: huge.draft.hold not in {None, hold}, "no other place")
    other = huge.draft.hold
    assert other is not None
    await huge.until(lambda: has_in_large_letters(huge, other.start), "the old one still stands")


async def test_what_else_could_be_offered_stands_under_the_checks(huge: Counter) -> None:
    await huge.to_security()
    await huge.until_shown("Prochaines plages libres", "lun. 30 nov.", "places")


async def test_the_search_says_what_the_person_brings(desk: Desk, tmp_path: Path) -> None:
    start = next_free(desk, desk.clock.local(), 1)[0].start
    book_at(desk, start, person(1, family_name="Benali"), channel=Channel.DESK)
    for size, shown in ((HUGE, True), (LARGE, False)):
        async with sitting_at(desk, tmp_path, size=size) as counter:
            await counter.until(lambda: counter.app.is_open)
            await counter.press("f3")
            await counter.until_on(FindScreen)
            await counter.write("benali")
            await counter.until_shown("1 rendez-vous", "Titre de séjour")
            assert ("À apporter, originaux" in counter.prose) is shown


@given(
    st.lists(
        st.tuples(st.integers(-2, 40), st.integers(8, 17), st.integers(0, 3)),
        unique_by=lambda one: one[:2],
        max_size=80,
    ),
    st.integers(36, 110),
    st.integers(2, 60),
)
def test_the_next_places_are_those_that_are_free_and_to_come(
    found: list[tuple[int, int, int]], width: int, height: int
) -> None:
    day = datetime(2026, 11, 23)
    slots = [Slot(day + timedelta(days=d, hours=hour), 4, free) for d, hour, free in found]
    lines = next_places_content(slots, NOW, width, height).plain.splitlines()[1:]
    free = {one.start.date(): 0 for one in slots if one.free and one.start > NOW}
    for one in slots:
        if one.start > NOW and one.start.date() in free:
            free[one.start.date()] += one.free
    assert len(lines) == min(len(free), height - 1)
    for line, count in zip(lines, (free[day] for day in sorted(free)), strict=False):
        assert f" {count} place" in line
        assert len(line) <= width
