"""Keys arrive faster than screens change: over a slow line, or from quick hands."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.screens.counter import NUMBER, Counter, rows

FORM = ("Dupont", "Anne", "3/7/85", "TR")


def ended(*texts: str) -> list[str]:
    """Return the keys that type each text and end it with Enter."""
    return [key for text in texts for key in (*text, "enter")]


async def test_four_answers_at_once_each_reach_their_field(counter: Counter) -> None:
    await counter.press(*ended("indet", "CST", "10/1/27", "84000"))
    await counter.until_shown("Rendez-vous possible")
    typed = counter.draft.typed
    assert typed == {
        "situation": "SALARIE",
        "permit_kind": "CST",
        "permit_expires": "10/1/27",
        "postal_code": "84000",
    }


async def test_the_box_stays_ticked_under_a_quick_second_enter(counter: Counter) -> None:
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.press("enter", "enter")
    await counter.until_shown("Choix d'une plage")
    assert counter.app.draft.accepted


async def test_a_whole_booking_in_one_burst(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press(
        *ended("indet", "CST", "10/1/27", "84000"),
        *("enter", "enter", "enter"),
        *ended(NUMBER),
        "d",
        *ended(*FORM),
        "f10",
        "enter",
    )
    await counter.until_shown("Rendez-vous enregistré")
    (row,) = rows(counter.desk, "booked")
    assert (row.family_name, row.given_names) == ("Dupont", "Anne")
    assert (row.foreign_resident_number, row.nationality) == (NUMBER, "TR")


async def test_pasted_text_waits_its_turn(counter: Counter) -> None:
    await counter.to_details()
    await counter.press(*"Dupont", "enter")
    await counter.paste("Anne")
    await counter.until(lambda: counter.draft.typed["given_names"] == "Anne")
    assert counter.draft.typed["family_name"] == "Dupont"


async def test_what_is_deleted_in_a_burst_is_what_stood_there_then(counter: Counter) -> None:
    await counter.until(lambda: counter.in_field == "situation")
    await counter.press(*"contrb", "backspace", *"at", "left", *"z", "delete", "home", *"Le ")
    field = counter.field("situation").input
    await counter.until(lambda: field.value == "Le contraz", "typed in another order")


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (("f3", *"benali"), "benali"),
        (("f5", "slash", *"benali"), "benali"),
        (("ctrl+p", *"delais", "enter"), "Places libres par semaine"),
        (("ctrl+l", "f", *"12/3"), "12/3"),
        (("f5", "s", *"7K4H"), "7K4H"),
        (("f11", "l"), "Liste d'attente"),
    ],
)
async def test_a_burst_lands_in_the_window_that_its_first_key_opens(
    counter: Counter, keys: tuple[str, ...], seen: str
) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press(*keys)
    await counter.until_shown(seen)
    assert counter.app.screen_stack[1].query_one("#field-situation Input", Input).value == ""


async def test_enter_twice_books_once_prints_and_shows_the_reference(
    counter: Counter, tmp_path: Path
) -> None:
    await counter.to_summary()
    await counter.press("enter", "enter")
    await counter.until_settled()
    (row,) = rows(counter.desk, "booked")
    await counter.until_shown("Rendez-vous enregistré", row.reference, "Enregistrée dans")
    assert (tmp_path / "letters" / f"convocation-{row.reference}.pdf").exists()
    await counter.press("enter")
    await counter.until_shown("Descriptif", "Situation")
