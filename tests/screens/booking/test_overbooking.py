"""A supervisor adds a place to a full slot: asked for, seen at every step, booked."""

from datetime import datetime
from pathlib import Path

from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.decision import DecisionScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.desk import Desk
from tests.screens.counter import NUMBER, SMALL, Counter, other_desk, sitting_at, take_all

NINE = datetime.fromisoformat("2026-11-30T09:00")
REASON, BY = "Titre expiré [/b] demain", "Mme Roux"
SHOWN = f"▲ Surréservation décidée par {BY} : {REASON}"


async def to_full_slot(counter: Counter) -> None:
    take_all(other_desk(counter.desk), NINE)
    await counter.to_slots()
    await counter.press("k")
    await counter.until_shown("09:00 – complet")


async def test_one_more_person_from_the_calendar_to_the_card(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await to_full_slot(counter)
        await counter.press("o")
        await counter.until(lambda: isinstance(counter.app.screen, DecisionScreen), "not asked")
        await counter.until_shown("toutes les places sont prises")
        await counter.fill(REASON, BY)
        await counter.until_on(SecurityScreen)
        assert SHOWN in counter.prose
        await counter.fill(NUMBER)
        await counter.until_shown("aucun")
        await counter.press("d")
        await counter.until(lambda: counter.in_field, "no field has the cursor")
        await counter.fill("Dupont", "Anne", "3/7/85", "TR")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)
        assert SHOWN in counter.prose
        await counter.press("enter")
        await counter.until_on(BookedScreen)
        assert isinstance(counter.app.screen, BookedScreen)
        made = counter.app.screen.appointment
        assert (made.start, made.counter) == (NINE, None)
        assert REASON in (get_card(desk, made.reference).overbooked_because or "")


async def test_leaving_the_question_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await to_full_slot(counter)
        await counter.press("o")
        await counter.until(lambda: isinstance(counter.app.screen, DecisionScreen), "not asked")
        await counter.press("escape")
        await counter.until_on(SlotScreen)
        assert counter.draft.hold is None


async def test_where_a_place_is_free_there_is_nothing_to_decide(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk, tmp_path, size=SMALL) as counter:
        await counter.to_slots()
        await counter.press("o")
        assert isinstance(counter.app.screen, SlotScreen)
