"""Time that is over, and paper: what a visitor is told of them, and what is kept."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from rdv_tui.domain.kiosk import PRINTS, KioskRules
from rdv_tui.kiosk_app import RENEW_S, Ending
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.screens.kiosk.visitor import calls, visitor


@pytest.mark.parametrize("at_review", [False, True], ids=["name", "review"])
async def test_a_place_whose_time_is_over_says_so_and_another_is_chosen_with_all_kept(
    desk: Desk, clock: StillClock, *, at_review: bool
) -> None:
    async with visitor(desk) as one:
        if at_review:
            await one.to_review()
        else:
            await one.to_name()
            await one.type("Yil")
        clock.forward(timedelta(minutes=6))
        await one.asked(FRENCH.place_lost)
        assert FRENCH.answers_kept in one.picture
        await one.press("1")
        await one.asked("Quelle date")
        await one.press("left")
        await one.asked(FRENCH.place_lost)
        await one.press("1")
        await one.asked("Quelle date")
        await one.press("1")
        await one.asked("Quelle heure")
        await one.press("1")
        if at_review:
            await one.asked("Tout est juste")
            await one.press("1")
            await one.asked(FRENCH.booked)
        else:
            await one.asked("nom de famille")
            await one.type("maz")
            assert one.page.typed_text == "Yilmaz"


async def test_who_goes_on_typing_keeps_the_place(desk: Desk, clock: StillClock) -> None:
    async with visitor(desk) as one:
        await one.to_name()
        clock.forward(timedelta(minutes=4, seconds=30))
        await one.until(lambda: "0 min 3" in one.picture, "little time left")
        await one.type("Y")
        await one.until(lambda: "5 min 00" in one.picture, "the full time again")
        assert one.page.typed_text == "Y"


async def test_who_called_an_agent_may_be_silent_twice_as_long(desk: Desk) -> None:
    rules = KioskRules()
    async with visitor(desk) as one:

        def silent_for(seconds: int) -> None:
            one.app._last_key = time.monotonic() - seconds

        await one.to_permit()
        silent_for(rules.idle_s + 1)
        await one.until(lambda: FRENCH.still_there in one.picture, "the warning")
        await one.press("x")
        await one.press("0")
        await one.until(lambda: calls(desk), "the call")
        silent_for(rules.idle_s + rules.warning_s + 1)
        one.app._look()
        await one.until(lambda: FRENCH.agent_called in one.picture, "who waits is left in peace")
        assert FRENCH.still_there not in one.picture
        silent_for(2 * rules.idle_s + 1)
        await one.until(lambda: FRENCH.still_there in one.picture, "the warning")
        assert FRENCH.agent_called in one.picture  # who waits for them still sees that they come


class BothClocks:
    """How long a kiosk waits, and the office's clock beside it, moved by hand."""

    def __init__(self, office: StillClock) -> None:
        self._office, self._at = office, time.monotonic()

    def monotonic(self) -> float:
        """Return the instant by which the kiosk is patient."""
        return self._at

    def forward(self, seconds: int) -> None:
        """Let both go on."""
        self._at += seconds
        self._office.forward(timedelta(seconds=seconds))


@pytest.mark.parametrize(("at_form", "limit_s"), [(False, 90), (True, 150)], ids=["list", "form"])
async def test_silence_is_warned_of_for_half_a_minute_and_any_key_goes_on_again_and_again(
    desk: Desk, clock: StillClock, monkeypatch: pytest.MonkeyPatch, *, at_form: bool, limit_s: int
) -> None:
    clocks = BothClocks(clock)
    monkeypatch.setattr("rdv_tui.kiosk_app.time", clocks)
    async with visitor(desk) as one:
        await (one.to_name() if at_form else one.to_permit())
        question = one.question

        def is_kept() -> bool:
            left = one.app._time_left()
            return left is None or left > RENEW_S

        async def silent_for(seconds: int) -> None:
            while seconds:
                step = min(10, seconds)
                clocks.forward(step)
                seconds -= step
                one.app._look()
                await one.until(is_kept, "the place is kept for who is there")

        for key in ("x", "7", "enter", "down", "0", "escape", "left", "tab", "space", "ctrl+c"):
            await silent_for(limit_s - 1)
            assert not one.app._warned()
            await silent_for(1)
            await one.until(lambda: FRENCH.still_there in one.picture, "the warning")
            await silent_for(29)
            assert one.app._warned()
            await one.press(key)
            await one.until(lambda: FRENCH.still_there not in one.picture, "no warning")
            assert (one.question, one.page.typed_text) == (question, "")
        assert (one.app.held is not None) == at_form
        await silent_for(limit_s + 29)
        assert one.app.return_value is None
        clocks.forward(1)
        one.app._look()
        while one.app.return_value is None:  # noqa: ASYNC110  (the program's own fact)
            await asyncio.sleep(0.02)
    assert one.app.return_value is Ending.AGAIN


async def test_the_letter_shows_when_it_closes_and_is_printed_so_often_and_no_more(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.to_review()
        await one.press("1")
        await one.asked(FRENCH.booked)
        await one.until(lambda: "Cette page se ferme dans" in one.picture, "the countdown")
        for printed in range(2, PRINTS + 2):
            before = one.page
            await one.press("2")
            await one.turned(before)
            assert one.papers.letters == min(printed, PRINTS)
        assert FRENCH.printed_enough in one.picture
        assert [choice.code for choice in one.page.choices] == ["end"]


async def test_a_printer_that_fails_says_what_to_do_now(desk: Desk) -> None:
    async with visitor(desk, fails=True) as one:
        await one.to_review()
        await one.press("1")
        await one.asked(FRENCH.booked)
        advice = (FRENCH.printer_failed, FRENCH.agent_prints, FRENCH.keep_reference)
        for said in advice:
            assert said in one.picture
        while len(one.page.choices) == 2:
            before = one.page
            await one.press("2")
            await one.turned(before)
        for said in (*advice, FRENCH.printed_enough):
            assert said in one.picture
        await one.until(lambda: ("letter", "printer") in calls(desk), "the call")
        with desk.store.read() as session:
            found = session.execute(text("SELECT reference FROM appointment")).scalar_one()
        assert f"{FRENCH.your_reference} : {found}" in one.picture


async def test_the_sheet_is_printed_so_often_and_no_more_and_the_letter_afterwards(
    desk: Desk,
) -> None:
    async with visitor(desk) as one:
        await one.to_days()
        await one.press("left")
        await one.asked("code postal")
        await one.fill("13001")
        await one.asked(FRENCH.not_here)
        for _ in range(PRINTS + 1):
            before = one.page
            await one.press("1")
            await one.turned(before)
        assert one.papers.sheets == PRINTS
        assert FRENCH.printed_enough in one.picture
        assert [choice.code for choice in one.page.choices] == ["end"]
