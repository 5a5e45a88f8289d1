"""The first line: where one is stays readable, whatever the office and the agent are called."""

from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.services.desk import Desk
from rdv_tui.setup import StoreReady
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 15)])
@pytest.mark.parametrize("agent", ["A. Morel", "Mme Fontanelle-Bartholomieu", "x" * 90])
async def test_a_long_name_never_pushes_the_title_out(
    desk: Desk, tmp_path: Path, agent: str, size: tuple[int, int]
) -> None:
    async with sitting_at(replace(desk, agent=agent), tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("f5")
        await counter.until_shown("Journée des guichets", agent[:5])


async def test_a_list_under_a_field_steps_aside_for_the_help(counter: Counter) -> None:
    await counter.write("salari")
    await counter.until_shown("Salarié")
    await counter.press("f1")
    await counter.until_shown("Touches")
    assert "Salarié en contrat" not in counter.prose
    await counter.press("escape")
    await counter.until_shown("Salarié")


async def test_a_terminal_below_the_least_size_shows_the_hours_first_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting_at(desk, tmp_path, size=(60, 15)) as counter:
        await counter.until_shown("60x15", "80x24")
        await counter.to_slots()
        await counter.until_shown("60x15", "09:00", "09:15", "09:45")
        await counter.press("enter")
        await counter.until_shown("Contrôle de sécurité")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_terminal_that_is_large_enough_is_told_nothing(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.to_slots()
        await counter.until_shown("lun.", "09:00")
        assert "Terminal de" not in counter.prose


@pytest.mark.parametrize(
    ("size", "said"), [(SMALL, "▲ imprimante"), (LARGE, "▲ imprimante : plus de papier")]
)
async def test_a_printer_that_waits_for_somebody_is_said_on_every_screen_at_once(
    desk: Desk, tmp_path: Path, size: tuple[int, int], said: str
) -> None:
    trouble = ["plus de papier"]
    ready = StoreReady(desk, mail_is_stuck=lambda: True, printer_trouble=lambda: trouble[0])
    async with sitting_at(desk, tmp_path, size=size, ready=lambda: ready) as counter:
        await counter.until_shown(said)
        await counter.press("f5")
        await counter.until_shown("Journée des guichets")
        assert said in counter.prose
        trouble[0] = ""
        await counter.until_shown("▲ courriel")
        assert "imprimante" not in counter.prose
