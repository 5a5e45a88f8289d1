"""What can be pressed can be clicked: keys in the footer, steps, days, hours, answers, places."""

import pytest

from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.frame import DeskScreen
from tests.screens.counter import Counter


async def click(counter: Counter, words: str, *, line: int | None = None) -> None:
    """Click on the first place where `words` stand, or on that of a line of the screen."""
    lines = counter.picture.splitlines()
    rows = range(len(lines)) if line is None else [line % len(lines)]
    y = next((row for row in rows if words in lines[row]), None)
    assert y is not None, f"« {words} » is nowhere\n{counter.picture}"
    await counter.pilot.click(offset=(lines[y].index(words) + 1, y))
    await counter.until_settled()


async def test_a_key_of_the_footer_is_pressed_by_a_click(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await click(counter, "F3", line=-1)
    await counter.until_on(FindScreen)
    await click(counter, "Éch", line=-1)
    await counter.until_on(NoticeScreen)


async def test_fields_list_tick_and_button_are_clicked(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)
    await counter.write("contrat a duree indet")
    await counter.until_shown("choix · Entrée prendre")
    await click(counter, "Salarié en contrat")
    await counter.until(lambda: counter.field("situation").text, "not chosen by a click")
    await click(counter, "Expire le")
    await counter.pilot.click("#field-permit-expires Input")
    await counter.write("10/1/27")
    await counter.pilot.click("#field-permit-kind Input")
    await counter.fill("CST")
    await counter.pilot.click("#field-postal-code Input")
    await counter.write("84000")
    await counter.until_shown("Première plage libre")  # which moves what stands below
    await click(counter, "Notice lue")
    await click(counter, "Effectuer une demande")
    await counter.until_on(SlotScreen)


async def test_a_day_then_an_hour_are_clicked_and_a_second_click_takes_it(
    counter: Counter,
) -> None:
    await counter.to_slots()
    screen = counter.app.screen
    assert isinstance(screen, SlotScreen)
    assert screen.board is not None
    wanted = next(
        day for day in screen.board.days if day.free and day.day > screen.board.now.date()
    )
    await click(counter, f" {wanted.day.day:2d} ")
    await counter.until(lambda: screen.grid.cursor and screen.grid.cursor.day == wanted.day)
    slot = next(one for one in screen.board.on(wanted.day)[1:] if one.free)
    await click(counter, f"{slot.start:%H:%M}")
    await counter.until(lambda: (found := screen.where()) and found[0].at(found[1]) == slot)
    assert counter.app.screen is screen  # one click only goes there
    await click(counter, f"{slot.start:%H:%M}")
    await counter.until_on(SecurityScreen)
    assert counter.draft.hold is not None
    assert counter.draft.hold.start == slot.start


async def test_a_step_that_is_done_is_gone_back_to(counter: Counter) -> None:
    await counter.to_details()
    await click(counter, "Plage", line=1)
    await counter.until_on(SlotScreen)
    await click(counter, "Valider", line=1)
    await counter.until_message("vient après")
    await counter.press("enter")
    await counter.until_on(DetailsScreen)  # on to where one was


async def test_a_question_is_answered_by_a_click_on_it_or_in_the_footer(counter: Counter) -> None:
    await counter.to_security()
    for words, line in ((" Non", None), ("Non", -1)):
        await counter.press("f8")
        await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
        await click(counter, words, line=line)
        await counter.until_on(SecurityScreen)
    await counter.press("f8")
    await counter.until(lambda: isinstance(counter.app.screen, AskScreen))
    await click(counter, " Oui")
    await counter.until_on(NoticeScreen)


async def test_how_somebody_was_identified_is_clicked(counter: Counter) -> None:
    await counter.to_security()
    await counter.fill("8412345678")
    await counter.until_shown("aucun")
    await click(counter, "Document vu")
    await counter.until_on(DetailsScreen)


@pytest.mark.parametrize("key", ["f5", "f3"])
async def test_a_person_is_opened_by_clicks(counter: Counter, key: str) -> None:
    made = await counter.to_booked()
    await counter.press(key)
    if key == "f3":
        await counter.until_on(FindScreen)
        await counter.write("dupont")
    else:
        await counter.until_on(DayScreen)
    await counter.until_shown("DUPONT")
    before = counter.app.screen
    while counter.app.screen is before:
        await click(counter, "DUPONT")
        if key == "f5" and not isinstance(counter.app.screen, CardScreen):
            await click(counter, "DUPONT")
    await counter.until_on(CardScreen)
    await counter.until_shown(made.reference)


async def test_what_is_marked_with_the_mouse_is_copied(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.until_shown(made.reference)
    lines = counter.picture.splitlines()
    y = next(row for row, line in enumerate(lines) if made.reference in line)
    x = lines[y].index(made.reference)
    await counter.pilot.mouse_down(offset=(x, y))
    await counter.pilot.hover(offset=(x + len(made.reference), y))
    await counter.pilot.mouse_up(offset=(x + len(made.reference), y))
    await counter.press("ctrl+c")
    await counter.until(lambda: counter.app.clipboard == made.reference, counter.app.clipboard)


async def test_a_click_on_nothing_does_nothing(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    screen = counter.app.screen
    assert isinstance(screen, DeskScreen)
    await counter.pilot.click(offset=(70, 20))
    await counter.pilot.click(offset=(40, 0))
    await counter.until_settled()
    assert counter.app.screen is screen
