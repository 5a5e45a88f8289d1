"""Many letters at once: how far it has come is seen, and Escape stops it."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import PrinterFailed
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.screens.delivery.print_batch import PrintBatchScreen
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.hours.letters import print_or_save_letters
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.desk import Desk
from tests.factories import person
from tests.screens.counter import Counter

NINE = datetime.fromisoformat("2026-12-01T09:00")


class Gate:
    """A printer that takes a letter each time the test lets it."""

    def __init__(self) -> None:
        self.taken = 0
        self.refuse_after = 1000
        self.let = threading.Semaphore(0)

    def submit(self, *_: object, **__: object) -> PrintJob:
        assert self.let.acquire(timeout=10)
        if self.taken >= self.refuse_after:
            raise PrinterFailed("Plus rien ne sort.")
        self.taken += 1
        return PrintJob("Guichet", f"Guichet-{self.taken}")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(printers, "submit", made.submit)
    yield made
    made.let.release(100)


@pytest.fixture
def references(desk: Desk) -> list[str]:
    return [
        book_at(
            desk, NINE.replace(minute=15 * (rank // 2)), person(rank), channel=Channel.DESK
        ).reference
        for rank in range(5)
    ]


async def begin(counter: Counter, references: list[str], folder: Path) -> None:
    await counter.until(lambda: counter.app.is_open)
    screen, sitting = counter.app.screen, replace(counter.desk, letters=folder)
    assert isinstance(screen, DeskScreen)
    counter.app.run_worker(print_or_save_letters(screen, sitting, references))
    await counter.until(lambda: isinstance(counter.app.screen, PrintBatchScreen))


async def test_the_bar_follows_letter_by_letter(
    counter: Counter, gate: Gate, references: list[str], tmp_path: Path
) -> None:
    await begin(counter, references, tmp_path)
    for done, reference in enumerate(references[:-1], 1):
        gate.let.release()
        await counter.until_shown(f"{done} sur 5 : {reference}")
        assert counter.picture.count("█") == 60 * done // 5
    gate.let.release()
    await counter.until_message("5")
    assert gate.taken == 5
    assert "✓" in str(counter.app.screen.query_one("StatusLine").render())


async def test_escape_keeps_the_rest_from_following(
    counter: Counter, gate: Gate, references: list[str], tmp_path: Path
) -> None:
    await begin(counter, references, tmp_path / "lettres")
    gate.let.release()
    await counter.until_shown("1 sur 5")
    await counter.press("escape")
    gate.let.release()  # the one under way is finished
    await counter.until_message("Impression arrêtée : 2 envoyées, 3 restantes.")
    assert gate.taken == 2
    assert not (tmp_path / "lettres").exists()


async def test_what_the_printer_no_longer_takes_is_saved(
    counter: Counter, gate: Gate, references: list[str], tmp_path: Path
) -> None:
    gate.refuse_after = 2
    gate.let.release(10)
    await begin(counter, references, tmp_path / "lettres")
    await counter.until_message("Plus rien ne sort.")
    saved = sorted(path.name for path in (tmp_path / "lettres").iterdir())
    assert saved == sorted(f"convocation-{one}.pdf" for one in references[2:])
