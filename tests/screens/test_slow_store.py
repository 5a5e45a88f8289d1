"""A store that does not answer is said; it never stops the desk or eats what was typed."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from rdv_tui.screens import frame
from rdv_tui.services.booking import holds
from rdv_tui.services.hours import schedule
from tests.screens.counter import Counter


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A store's call that hangs until the event is set, and little patience with it."""
    released = threading.Event()
    monkeypatch.setattr(frame, "STORE_LIMIT_S", 0.05)
    yield released
    released.set()


async def test_the_calendar_says_it(
    counter: Counter, stuck: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "list_days", lambda *_: stuck.wait())
    await counter.fill("indet", "CST", "10/1/27", "84000")
    await counter.press("enter", "enter")
    await counter.until_message("ne répond pas", "Rien n'est perdu")
    assert counter.app.is_running


async def test_renewing_says_it_and_keeps_everything(
    counter: Counter, stuck: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "STORE_LIMIT_S", 15.0)
    await counter.to_details()
    await counter.fill("Dupont")
    monkeypatch.setattr(frame, "STORE_LIMIT_S", 0.05)
    monkeypatch.setattr(holds, "renew", lambda *_: stuck.wait())
    await counter.press("f4")
    await counter.until_message("ne répond pas", "Rien n'est perdu")
    assert counter.draft.typed["family_name"] == "Dupont"


@pytest.mark.parametrize("turns", range(8))
async def test_a_call_that_is_cut_off_stays_cut_off_even_as_its_answer_arrives(turns: int) -> None:
    """Whoever asked may be gone: a screen that went on with the answer would have no place."""
    answered = threading.Event()
    call = asyncio.create_task(frame.run_blocking(answered.wait))
    await asyncio.sleep(0)
    answered.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    if call.cancel():
        with pytest.raises(asyncio.CancelledError):
            await call
    else:
        assert call.result()
