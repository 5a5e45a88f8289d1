"""Somebody calls at a kiosk: every desk sees it on line 2, one of them answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import devices, help_calls
from rdv_tui.widgets.help_band import HelpBand
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at


def kiosk_of(desk: Desk) -> Desk:
    secret = devices.enrol(desk, "Borne 1")
    kiosk = replace(desk, station=f"{desk.station}:borne")
    return devices.at_kiosk(kiosk, devices.recognise(desk, secret))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
async def test_a_call_stands_on_line_2_of_any_screen_until_one_key_answers_it(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    kiosk = kiosk_of(desk)
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        number = help_calls.call(kiosk, step="security", language="tr")
        await counter.until_shown("▲ Borne 1 demande de l'aide")
        line = counter.picture.splitlines()[1]
        assert "étape 3" in line
        await counter.press("f5")
        await counter.until_shown("Journée", "Borne 1 demande de l'aide")
        await counter.press("f14")
        await counter.until_message("Borne 1", "vous y allez", "Code")
        assert help_calls.is_answered(kiosk, number)
        await counter.until(lambda: not any(b.display for b in counter.app.screen.query(HelpBand)))


async def test_without_a_call_the_key_says_nothing_and_takes_no_room(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press("f14")
    assert "Borne" not in counter.prose
    assert not any(band.display for band in counter.app.screen.query(HelpBand))


async def test_two_desks_that_answer_do_not_both_go(desk: Desk, counter: Counter) -> None:
    number = help_calls.call(kiosk_of(desk), step="start", language="fr")
    await counter.until_shown("Borne 1 demande de l'aide")
    assert help_calls.answer(desk, number) is not None
    assert help_calls.answer(desk, number) is None
