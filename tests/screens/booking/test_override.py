"""A supervisor's override at the counter: asked for, seen at every step, kept in the audit."""

import json
from pathlib import Path

import pytest

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.locales import screens as screen_fr
from rdv_tui.locales.booking import override as override_fr
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.confirmation import ConfirmationScreen
from rdv_tui.screens.booking.steps.decision import DecisionScreen
from rdv_tui.screens.booking.steps.details import DetailsScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.booking.steps.slot import SlotScreen
from rdv_tui.services.desk import Desk
from rdv_tui.store import audit, drafts
from rdv_tui.store.transactions import snapshot
from tests.screens.counter import LARGE, NUMBER, SMALL, Counter, sitting_at

REASON, BY = "Hospitalisée tout l'été", "Mme Roux"
SHOWN = f"▲ Dérogation de {BY} : {REASON}"
LATE = ("indet", "CST", "29/5/26", "84000")
EARLY = ("indet", "CST", "2/3/27", "84000")
FAR = ("indet", "CST", "10/1/27", "13001")


def audited(desk: Desk) -> list[dict[str, str]]:
    with snapshot(desk) as unit:
        return [json.loads(act.after or "") for act in audit.of_action(unit, "override")]


async def until_asked(counter: Counter) -> None:
    await counter.until(lambda: isinstance(counter.app.screen, DecisionScreen), "not asked")
    await counter.pilot.pause()


async def decide(counter: Counter, answers: tuple[str, ...]) -> None:
    """Answer step 1, and have a supervisor decide."""
    await counter.until(lambda: counter.app.is_open)
    await counter.fill(*answers)
    await counter.press("ctrl+g")
    await until_asked(counter)
    await counter.fill(REASON, BY)
    await counter.until_on(NoticeScreen)
    await counter.until_shown(SHOWN)
    await counter.until_message(override_fr.DECIDED)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize(
    ("answers", "verdict"), [(LATE, "too_late"), (EARLY, "too_early"), (FAR, "elsewhere")]
)
async def test_it_goes_with_the_booking_from_the_first_step_to_the_audit(
    desk: Desk, tmp_path: Path, size: tuple[int, int], answers: tuple[str, ...], verdict: str
) -> None:
    async with sitting_at(desk, tmp_path, size=size) as counter:
        await decide(counter, answers)
        await counter.press("space", "f10")
        await counter.until_on(SlotScreen)
        await counter.until_shown(SHOWN, "lun.")
        await counter.press("enter")
        await counter.until_on(SecurityScreen)
        await counter.until_shown(SHOWN)
        await counter.fill(NUMBER)
        await counter.until_shown("aucun")
        await counter.press("d")
        await counter.until_on(DetailsScreen)
        await counter.until_shown(SHOWN)
        await counter.fill("Dupont", "Anne", "3/7/85", "TR")
        if verdict == "elsewhere":
            await counter.press("f10")
            await counter.until(lambda: counter.in_field == "commune", "not asked where")
            await counter.fill("Marseille")
        await counter.press("f10")
        await counter.until_on(ConfirmationScreen)
        await counter.until_shown(SHOWN)
        if verdict == "too_late":
            await counter.until_shown("180 €", "ce titre seul ne justifie")
            await counter.press("pagedown")  # three warnings are longer than the screen
            await counter.until_shown("R. 431-8")
        await counter.press("enter")
        await counter.until_on(BookedScreen)
        assert audited(desk) == [{"verdict": verdict, "reason": REASON, "by": BY}]


async def test_the_warnings_of_the_slot_s_day_are_not_lifted(counter: Counter) -> None:
    await decide(counter, LATE)
    await counter.until_shown("R. 431-8", screen_fr.START)  # and the button is still in sight
    await counter.press("space", "f10")
    await counter.until_on(SlotScreen)
    await counter.until_shown("R. 431-8")


async def test_escape_leaves_without_and_loses_nothing(counter: Counter) -> None:
    await counter.fill(*LATE)
    await counter.press("ctrl+g")
    await until_asked(counter)
    await counter.write(REASON)
    await counter.press("escape", "o")
    await counter.until_on(NoticeScreen)
    assert counter.draft.override is None
    assert counter.draft.typed["permit_expires"] == "29/5/26"
    assert "Dérogation" not in counter.prose
    await counter.press("f10")
    await counter.until_message(screen_fr.NOT_BOOKABLE)


async def test_it_needs_a_reason_and_a_name(counter: Counter) -> None:
    await counter.fill(*LATE)
    await counter.press("ctrl+g")
    await until_asked(counter)
    await counter.press("enter", "enter")
    await counter.until_shown("Il faut le nom de qui décide")
    assert counter.in_field == "reason"
    await counter.paste("x" * 301)
    await counter.fill("", BY)
    await counter.until_shown("301 signes : 300 au plus")
    assert isinstance(counter.app.screen, DecisionScreen)


async def test_markup_is_only_text(counter: Counter) -> None:
    await counter.fill(*LATE)
    await counter.press("ctrl+g")
    await until_asked(counter)
    await counter.paste("[/x] [@click=app.quit]vu\n\u202e")
    await counter.fill("", "[b]Roux")
    await counter.until_shown("▲ Dérogation de [b]Roux : [/x] [@click=app.quit]vu")


@pytest.mark.parametrize("situation", ["etudiant", "soins", "faire venir"])
async def test_what_is_filed_elsewhere_offers_none(counter: Counter, situation: str) -> None:
    await counter.fill(situation)
    await counter.until_shown("Pas de rendez-vous")
    await counter.press("ctrl+g")
    assert isinstance(counter.app.screen, NoticeScreen)
    await counter.press("ctrl+p")
    await counter.until_shown("Que faire ?")
    await counter.write("derog")
    assert "Décision motivée" not in counter.prose


async def test_it_is_in_the_help_and_the_palette_but_not_in_the_footer(counter: Counter) -> None:
    await counter.fill(*LATE)
    await counter.until_shown("Trop tard")
    assert "Dérogation" not in counter.footer
    await counter.press("f1")
    await counter.until_shown("^g Dérogation")
    await counter.press("escape", "ctrl+p")
    await counter.until_shown("Que faire ?")
    await counter.write("derog")
    await counter.press("enter")
    await until_asked(counter)


async def test_a_bookable_person_needs_none(counter: Counter) -> None:
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.until_shown("Rendez-vous possible")
    await counter.press("ctrl+g")
    assert isinstance(counter.app.screen, NoticeScreen)
    assert counter.draft.override is None


async def test_decided_on_one_rule_it_lifts_no_other(counter: Counter) -> None:
    await decide(counter, LATE)
    await counter.press("shift+tab")
    await counter.until(lambda: counter.in_field == "postal_code", "not on the postal code")
    await counter.press(*(["backspace"] * 5))
    await counter.write("13001")
    await counter.until_shown("13001 n'est pas dans le département")
    assert counter.draft.override is None
    await counter.press("f10")
    await counter.until_message(screen_fr.NOT_BOOKABLE)


async def test_back_at_step_one_it_still_stands(counter: Counter) -> None:
    await decide(counter, LATE)
    await counter.press("space", "f10")
    await counter.until_on(SlotScreen)
    await counter.press("escape")
    await counter.until_on(NoticeScreen)
    await counter.until_shown(SHOWN)
    await counter.press("f10")
    await counter.until_on(SlotScreen)


def test_it_survives_an_interruption() -> None:
    draft = BookingDraft(override=Override(REASON, BY, VerdictCode.TOO_LATE))
    assert drafts.decode(drafts.encode(draft)) == draft
    assert drafts.decode('{"typed":{},"accepted":true}').override is None
