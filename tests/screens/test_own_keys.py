"""The operator's own keys: in force everywhere they are told, and never in another's place."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib import import_module

import pytest

from rdv_tui.app import RdvApp
from rdv_tui.screens import keymap
from rdv_tui.screens.booking.find import FindScreen
from rdv_tui.services.desk import Desk
from rdv_tui.setup import Setup, StoreReady
from tests.factories import StillClock
from tests.screens.counter import SMALL, Counter
from tests.screens.keys import is_helping

Keys = Mapping[str, tuple[str, ...]]


@asynccontextmanager
async def sitting_with(desk: Desk, keys: Keys) -> AsyncIterator[Counter]:
    """Open a desk whose settings have these keys, one a line from line 3 on."""
    clock = desk.clock
    assert isinstance(clock, StillClock)
    lines = {command: line for line, command in enumerate(keys, 3)}
    setup = Setup(
        desk.office, clock, desk.agent, lambda: StoreReady(desk), keys=keys, key_lines=lines
    )
    app = RdvApp(setup)
    async with app.run_test(notifications=True, tooltips=True, size=SMALL) as pilot:
        counter = Counter(app, pilot, desk, clock)
        await counter.until(lambda: app.is_open)
        yield counter


async def test_a_key_of_ones_own_is_in_force_and_told(desk: Desk) -> None:
    async with sitting_with(desk, {"open_find": ("ctrl+f",)}) as counter:
        await counter.until_settled()
        assert "^f Rechercher" in counter.footer
        await counter.press("f1")
        await counter.until(lambda: is_helping(counter))
        assert "^f Rechercher" in counter.prose
        await counter.press("escape", "ctrl+p", *"rechercher")
        await counter.until_shown("^f Rechercher")
        await counter.press("escape", "f3")
        await counter.until_settled()
        assert len(counter.app.screen_stack) == 2
        await counter.press("ctrl+f")
        await counter.until_on(FindScreen)


@pytest.mark.parametrize(
    ("keys", "command", "problem"),
    [
        ({"opne_find": ("f3",)}, "opne_find", "aucune commande"),
        ({"open_find": ("nope",)}, "open_find", "n'est pas une touche"),
        ({"open_find": ("f5",)}, "open_find", "« Journée »"),
        ({"check_in": ("n",)}, "check_in", "« Appeler suivant »"),
        ({"open_day": ("enter",)}, "open_day", "la touche Entrée"),
    ],
)
def test_what_cannot_be_is_named(keys: Keys, command: str, problem: str) -> None:
    assert problem in keymap.problems(keys)[command]


def test_two_commands_may_change_places_and_one_key_may_serve_two_screens() -> None:
    assert keymap.problems({"open_find": ("f5",), "open_day": ("f3",)}) == {}
    assert keymap.problems({"check_in": ("é",), "move": ("é",)}) == {}
    assert keymap.problems({}) == {}


async def test_a_clash_is_told_with_its_line_and_changes_nothing(desk: Desk) -> None:
    async with sitting_with(desk, {"open_lead_times": ("f7",), "open_find": ("f5",)}) as counter:
        await counter.until_message("ligne 4", "F5", "Journée")
        assert "F3 Rechercher" in counter.footer
        await counter.press("f3")
        await counter.until_on(FindScreen)


async def test_caps_lock_takes_no_letter_away(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("G")
    await counter.until_shown("Aller à")
    await counter.press("escape", "W")
    await counter.until_message("W : Semaine précédente", "w : Semaine", "Verr. Maj")


async def test_digits_and_slash_work_without_shift_on_an_azerty_keyboard(counter: Counter) -> None:
    await counter.to_summary()
    await counter.press("apostrophe")  # the key 4 without Shift
    await counter.until_shown("▸ Coordonnées")
    assert counter.in_field == "family_name"


def test_other_programs_that_are_loaded_change_nothing() -> None:
    before = {holder.kind for holder in keymap.holders()}
    import_module("rdv_tui.kiosk_app")
    import_module("rdv_tui.display_app")
    assert {holder.kind for holder in keymap.holders()} == before
