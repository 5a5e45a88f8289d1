"""The printers of a desk: shown as they stand, chosen for good, and the letter followed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rdv_tui.domain.printing import (
    JobState,
    JobStatus,
    PaperJob,
    PrintChoice,
    Printer,
    PrinterState,
)
from rdv_tui.errors import OutputError, PrinterFailed, StoreError
from rdv_tui.outputs import printers, spooler
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.delivery import letter_job
from rdv_tui.screens.delivery.printers import PrintersScreen
from rdv_tui.services.delivery import printing
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk
from rdv_tui.store import print_jobs
from tests.screens.counter import LARGE, SMALL, Counter, sitting_at

TRAYS = ("auto", "tray-1", "tray-2")
BOTH = ("one-sided", "two-sided-long-edge")
FOUND = (
    Printer("Guichet-1", True, PrinterState.IDLE, True, (), TRAYS, BOTH),
    Printer("Accueil", False, PrinterState.STOPPED, False, ("paused",), (), ("one-sided",)),
    Printer("[/b]Étage", False, PrinterState.PRINTING, True, ("media-empty",)),
)
SENT_AT = datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Printer]:
    """The printers that the print system tells of: a list to change."""
    listed = list(FOUND)
    monkeypatch.setattr(spooler, "get_printers", lambda: tuple(listed))
    return listed


@pytest.fixture
def choosing(desk: Desk, tmp_path: Path) -> Desk:
    """The desk, with a file for its choice."""
    return replace(desk, printing=PrintSettings(file=tmp_path / "state" / "printer.toml"))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_each_printer_is_shown_as_it_stands(
    choosing: Desk, found: list[Printer], tmp_path: Path, size: tuple[int, int]
) -> None:
    async with sitting_at(choosing, tmp_path, size=size) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("ctrl+n")
        await counter.until_on(PrintersScreen)
        await counter.until_shown("Guichet-1")
        lines = [line for line in counter.picture.splitlines() if "▲" in line or "●" in line]
        assert lines[0].split()[-2:] == ["automatique", "automatique"]
        assert "✓ Guichet-1" in lines[0]
        assert "● prête" in lines[0]
        assert "▲ refuse tout, en pause" in lines[1]
        assert "▲ plus de papier, imprime" in lines[2]
        assert "[/b]Étage" in lines[2]


async def test_a_choice_is_kept_for_the_next_start(
    choosing: Desk, found: list[Printer], tmp_path: Path
) -> None:
    async with sitting_at(choosing, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("ctrl+n")
        await counter.until_shown("Guichet-1")
        await counter.press("b", "b", "b", "v", "v", "enter")
        await counter.until_message("imprime maintenant sur Guichet-1", "tray-2", "recto verso")
        assert choosing.printing.choice() == PrintChoice(
            "Guichet-1", "tray-2", "two-sided-long-edge"
        )
        again = PrintSettings(file=choosing.printing.file)
        assert again.choice() == choosing.printing.choice()
        await counter.press("down", "enter")
        await counter.until_message("imprime maintenant sur Accueil")
        assert choosing.printing.choice() == PrintChoice("Accueil")
        await counter.press("d")
        await counter.until_message("de nouveau")
        assert choosing.printing.choice() == PrintChoice()
        await counter.press("escape")
        await counter.until(lambda: not isinstance(counter.app.screen, PrintersScreen))


async def test_the_choices_go_round_and_leave_other_printers_alone(
    choosing: Desk, found: list[Printer], tmp_path: Path
) -> None:
    async with sitting_at(choosing, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("ctrl+n")
        await counter.until_shown("Guichet-1")
        await counter.press("v")
        await counter.until_shown("recto")
        await counter.press("v", "v")
        await counter.until(lambda: "recto" not in counter.picture.split("Faces")[1].split("──")[0])
        await counter.press("end", "b", "enter")
        await counter.until_message("sur [/b]Étage", "bac : automatique")


async def test_without_printers_it_says_where_letters_go(
    choosing: Desk, found: list[Printer], tmp_path: Path
) -> None:
    found.clear()
    async with sitting_at(choosing, tmp_path) as counter:
        await counter.until(lambda: counter.app.is_open)
        await counter.press("ctrl+n")
        await counter.until_shown("Aucune imprimante sur ce poste", "enregistrées dans le dossier")
        await counter.press("enter", "b", "v", "down")
        assert choosing.printing.choice() == PrintChoice()


# -- the letter, followed on the booked screen


class Queue:
    """Stands in for the print system: takes letters, and says of them what it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.status = JobStatus(JobState.SUBMITTED)
        self.taken: list[tuple[bytes, str | None, str | None, str | None]] = []
        self.asked = 0
        self.refusal: OutputError | None = None
        monkeypatch.setattr(printers, "submit", self.submit)
        monkeypatch.setattr(spooler, "status_of", self.status_of)
        monkeypatch.setattr(letter_job, "POLL_S", 0.02)

    def submit(
        self,
        document: bytes,
        _title: str,
        printer: str | None = None,
        *,
        tray: str | None = None,
        sides: str | None = None,
    ) -> PrintJob:
        if self.refusal:
            raise self.refusal
        self.taken.append((document, printer, tray, sides))
        return PrintJob(printer or "Guichet-1", f"Guichet-1-{len(self.taken)}")

    def status_of(self, _job: str) -> JobStatus:
        self.asked += 1
        return self.status


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    return Queue(monkeypatch)


async def test_the_letter_is_followed_without_a_key(queue: Queue, counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.until_shown("· envoyée à l'imprimante Guichet-1, travail Guichet-1-1")
    queue.status = JobStatus(JobState.HELD, "media-empty")
    await counter.until_shown("▲ en attente à l'imprimante Guichet-1 (plus de papier)")
    queue.status = JobStatus(JobState.PRINTED)
    await counter.until_shown("✓ imprimée : imprimante Guichet-1")
    asked = queue.asked
    await counter.press("g")
    await counter.until_shown("travail Guichet-1-2")
    assert len(queue.taken[1][0]) != len(queue.taken[0][0])
    await counter.until(lambda: queue.asked > asked)

    def kept() -> list[JobState]:
        jobs = printing.list_jobs(counter.desk, made.reference)
        return [job.status.state for job in jobs]

    await counter.until(lambda: kept() == [JobState.PRINTED, JobState.PRINTED], "not written down")


@pytest.mark.parametrize(
    ("state", "detail", "text"),
    [
        (JobState.FAILED, "job-completed-with-errors", "✗ non imprimée par Guichet-1 (document"),
        (JobState.CANCELLED, "", "▲ impression annulée à l'imprimante Guichet-1"),
        (JobState.UNKNOWN, "", "✓ confiée à l'imprimante Guichet-1"),
        (JobState.HELD, "paused", "▲ en attente à l'imprimante Guichet-1 (file en pause)"),
        (JobState.HELD, "x-bizarre", "(raison : x-bizarre)"),
    ],
)
async def test_each_end_is_told(
    queue: Queue, counter: Counter, state: JobState, detail: str, text: str
) -> None:
    queue.status = JobStatus(state, detail)
    await counter.to_booked()
    await counter.until_shown(text)


async def test_a_letter_is_followed_after_its_screen_is_left(
    queue: Queue, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_job, "POLL_S", 0.02)
    made = await counter.to_booked()
    await counter.until_shown("envoyée à l'imprimante")
    await counter.press("enter")
    await counter.until_on(NoticeScreen)
    queue.status = JobStatus(JobState.HELD, "media-empty")
    await counter.until_message(
        f"{made.reference}, lun. 30 nov. 09:00, ", " : en attente", "plus de papier"
    )
    queue.status = JobStatus(JobState.PRINTED)

    def kept() -> list[JobState]:
        return [job.status.state for job in printing.list_jobs(counter.desk, made.reference)]

    await counter.until(lambda: kept() == [JobState.PRINTED])
    asked = queue.asked
    for _ in range(5):
        await counter.pilot.pause(0.02)
    assert queue.asked == asked


async def test_nobody_asks_while_another_screen_stands_over_it(
    queue: Queue, counter: Counter
) -> None:
    await counter.to_booked()
    await counter.until(lambda: queue.asked > 2)
    await counter.press("f7")
    await counter.until(lambda: not isinstance(counter.app.screen, BookedScreen))
    asked = queue.asked
    queue.status = JobStatus(JobState.PRINTED)
    for _ in range(20):
        await counter.pilot.pause(0.01)
    assert queue.asked <= asked + 1  # one question may have been on its way
    await counter.press("escape")
    await counter.until_shown("✓ imprimée")


async def test_a_printer_that_refuses_is_told_and_the_letter_is_saved(
    queue: Queue, counter: Counter
) -> None:
    queue.refusal = PrinterFailed("L'imprimante a refusé.")
    await counter.to_booked()
    await counter.until_shown("▲ L'imprimante a refusé. Elle sera imprimée d'elle-même")
    queue.refusal = None
    await counter.press("i")
    await counter.until_shown("envoyée à l'imprimante")


async def test_a_letter_is_saved_where_the_agent_says(
    queue: Queue, counter: Counter, tmp_path: Path
) -> None:
    made = await counter.to_booked()
    await counter.until_shown("envoyée")
    folder = tmp_path / "clé usb"
    folder.mkdir()
    for typed, file in (
        (str(folder), folder / f"convocation-{made.reference}.pdf"),
        (str(folder / "a.pdf"), folder / "a.pdf"),
    ):
        await counter.press("e")
        await counter.until_shown("Dans quel fichier")
        await counter.press("ctrl+u")
        await counter.write(typed)
        await counter.press("enter")
        await counter.until(file.exists)
        await counter.until_shown("✓ Enregistrée dans")
        assert file.read_bytes().startswith(b"%PDF")
    await counter.press("e")
    await counter.until_shown("Dans quel fichier")
    await counter.press("escape")
    await counter.until_on(BookedScreen)


async def test_the_choice_of_the_desk_goes_with_the_letter(
    queue: Queue, choosing: Desk, tmp_path: Path
) -> None:
    choosing.printing.save(PrintChoice("Accueil", "tray-2", "two-sided-long-edge"))
    async with sitting_at(choosing, tmp_path) as counter:
        await counter.to_booked()
        await counter.until_shown("envoyée à l'imprimante Accueil")
    assert queue.taken[0][1:] == ("Accueil", "tray-2", "two-sided-long-edge")


async def test_a_store_that_cannot_keep_the_job_stops_no_letter(
    queue: Queue, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: object, **_words: object) -> PaperJob:
        raise StoreError("store_lost", "perdu")

    monkeypatch.setattr(print_jobs, "add", lost)
    await counter.to_booked()
    await counter.until_shown("envoyée à l'imprimante Guichet-1")
    queue.status = JobStatus(JobState.PRINTED)
    await counter.until_shown("✓ imprimée")
