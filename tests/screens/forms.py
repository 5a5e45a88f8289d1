"""Every form of the desk, and the way to each: what holds for one form is proved of all."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from textual.screen import Screen

from rdv_tui.domain.appointment import Channel
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.correct import CorrectScreen
from rdv_tui.screens.booking.steps.decision import DecisionScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.form import Form
from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.hours_screen import HoursScreen
from rdv_tui.screens.hours.opening_form import EndForm, OpeningForm, SlotLengthForm
from rdv_tui.screens.waiting.waiting_form import WaitingFormScreen
from rdv_tui.services.booking import booking
from tests.factories import person
from tests.screens.counter import Counter

Way = Callable[[Counter], Awaitable[None]]


async def _to_notice(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)


async def _to_decision(counter: Counter) -> None:
    await counter.fill("indet", "CST", "29/5/26", "84000")
    await counter.press("ctrl+g")
    await _until_top(counter, DecisionScreen)


async def _to_waiting(counter: Counter) -> None:
    await counter.to_slots()
    await counter.press("l")
    await counter.until_on(WaitingFormScreen)


async def _to_correction(counter: Counter) -> None:
    found = booking.book_at(
        counter.desk, datetime(2026, 11, 30, 9), person(1), channel=Channel.DESK
    )
    await counter.press("f3")
    await counter.until_shown("Rechercher")
    await counter.write(found.reference)
    await counter.until_shown("09:00")
    await counter.press("enter")
    await counter.until_on(CardScreen)
    await counter.press("c")
    await counter.until_on(CorrectScreen)


def _to_hours_form(key: str, form: type[Screen[Any]]) -> Way:
    async def way(counter: Counter) -> None:
        await _to_notice(counter)
        await counter.press("ctrl+l")
        await counter.until_on(HoursScreen)
        await counter.until_shown("Horaires de la semaine")
        await counter.press(key)
        await _until_top(counter, form)

    return way


async def _until_top(counter: Counter, form: type[Screen[Any]]) -> None:
    await counter.until(lambda: isinstance(counter.app.screen, form), f"no {form.__name__}")
    await counter.pilot.pause()


STEPS: Mapping[str, Way] = {
    "notice": _to_notice,
    "security": Counter.to_security,
    "details": Counter.to_details,
}
"""Forms that Escape takes back by a step, with everything typed."""

CLOSED: Mapping[str, Way] = {
    "decision": _to_decision,
    "waiting": _to_waiting,
    "correction": _to_correction,
    "closure": _to_hours_form("f", ClosureForm),
    "opening": _to_hours_form("n", OpeningForm),
    "changed opening": _to_hours_form("enter", OpeningForm),
    "new counter": _to_hours_form("g", OpeningForm),
    "end of a counter": _to_hours_form("t", EndForm),
    "length of a slot": _to_hours_form("d", SlotLengthForm),
}
"""Forms that Escape closes."""

FORMS: Mapping[str, Way] = {**STEPS, **CLOSED}


def form_on(counter: Counter) -> Form[Any]:
    """Return the form that stands on the screen."""
    form = counter.app.screen
    assert isinstance(form, Form)
    return form
