"""Work that must happen goes on whatever is pressed, and what became of it is said."""

import signal
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui import app as app_module
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.printing import JobState
from rdv_tui.errors import NoPrinter, PrinterFailed
from rdv_tui.outputs import printers
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.screens.booking.card import CardScreen
from rdv_tui.screens.booking.steps.booked import BookedScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.delivery.print_batch import PrintBatchScreen
from rdv_tui.screens.frame import BACKGROUND, DeskScreen
from rdv_tui.screens.hours.letters import print_or_save_letters
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery import printing
from rdv_tui.services.desk import Desk
from tests.factories import person
from tests.screens.counter import Counter, rows

NINE = datetime.fromisoformat("2026-12-01T09:00")


class SlowPrinter:
    """A printer that keeps every letter waiting until the test lets it go."""

    def __init__(self) -> None:
        self.asked, self.taken = 0, 0
        self.error: Exception | None = None
        self.let = threading.Semaphore(0)

    def submit(self, *_: object, **__: object) -> PrintJob:
        self.asked += 1
        assert self.let.acquire(timeout=60)
        if self.error is not None:
            raise self.error
        self.taken += 1
        return PrintJob("Guichet", "")


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowPrinter]:
    made = SlowPrinter()
    monkeypatch.setattr(printers, "submit", made.submit)
    yield made
    made.let.release(100)


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    return book_at(desk, NINE, person(1), channel=Channel.DESK)


async def open_card(counter: Counter, reference: str) -> None:
    await counter.until(lambda: counter.app.is_open)
    assert counter.app.desk is not None
    counter.app.push_screen(CardScreen(counter.app.desk, reference))
    await counter.until_on(CardScreen)
    await counter.until_shown(reference)


def letters(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "letters").glob("*.pdf"))


async def test_a_card_left_at_once_still_prints_and_says_so_on_the_screen_beneath(
    counter: Counter, printer: SlowPrinter, booked: Appointment
) -> None:
    await open_card(counter, booked.reference)
    await counter.press("i", "escape")
    await counter.until_on(NoticeScreen)
    printer.let.release()
    await counter.until_message(
        f"{booked.reference}, mar. 1er déc. 09:00", "confiée à l'imprimante"
    )
    assert printer.taken == 1
    assert len(printing.list_jobs(counter.desk, booked.reference)) == 1


@pytest.mark.parametrize("error", [PrinterFailed("Éteinte."), NoPrinter("Aucune.", "")])
async def test_a_card_left_at_once_saves_what_no_printer_takes(
    counter: Counter,
    printer: SlowPrinter,
    booked: Appointment,
    tmp_path: Path,
    error: Exception,
) -> None:
    printer.error = error
    await open_card(counter, booked.reference)
    await counter.press("i", "escape")
    await counter.until_on(NoticeScreen)
    printer.let.release()
    await counter.until_message(f"{booked.reference}, mar.", "nregistrée dans")
    assert letters(tmp_path) == [f"convocation-{booked.reference}.pdf"]
    kept = [job.status.state for job in printing.list_jobs(counter.desk, booked.reference)]
    assert kept == ([] if isinstance(error, NoPrinter) else [JobState.UNPRINTED])


async def test_the_key_that_prints_is_deaf_to_its_repetition(
    counter: Counter, printer: SlowPrinter, booked: Appointment
) -> None:
    await open_card(counter, booked.reference)
    await counter.press("i", "i", "i")
    await counter.until(lambda: printer.asked)
    printer.let.release(3)
    await counter.until_message("confiée à l'imprimante")
    assert printer.asked == printer.taken == 1


async def test_large_print_has_a_file_of_its_own(
    counter: Counter, booked: Appointment, tmp_path: Path
) -> None:
    await open_card(counter, booked.reference)
    await counter.press("i", "g")
    both = [f"convocation-{booked.reference}{end}.pdf" for end in ("-gros-caracteres", "")]
    await counter.until(lambda: letters(tmp_path) == both)
    sizes = {(tmp_path / "letters" / name).stat().st_size for name in both}
    assert len(sizes) == 2
    await counter.until_message("nregistrée dans")


async def test_the_next_booking_begins_with_what_became_of_the_letter(counter: Counter) -> None:
    made = await counter.to_booked()
    await counter.press("enter")
    await counter.until_on(NoticeScreen)
    await counter.until_message(f"{made.reference}, lun. 30 nov. 09:00,", "nregistrée dans")


async def test_enter_many_times_books_once_and_shows_the_reference(
    counter: Counter, printer: SlowPrinter
) -> None:
    await counter.to_summary()
    await counter.press(*["enter"] * 3)
    await counter.until_on(BookedScreen)
    (row,) = rows(counter.desk, "booked")
    await counter.until(lambda: printer.asked)
    await counter.press("enter")
    await counter.until_message("La convocation part")
    printer.let.release()
    await counter.until_shown("confiée à l'imprimante", row.reference)
    await counter.until(lambda: not counter.message, "the wait is still asked for")
    assert printer.taken == 1


async def left_with(counter: Counter, *keys: str) -> None:
    await counter.press(*keys, "ctrl+q")
    await counter.until(lambda: counter.app.return_code is not None, "the desk stays open")


@pytest.mark.parametrize("presses", [1, 2])
async def test_quitting_right_after_the_booking_waits_for_its_letter(
    counter: Counter, tmp_path: Path, presses: int
) -> None:
    await counter.to_summary()
    await left_with(counter, *["enter"] * presses)
    (row,) = rows(counter.desk, "booked")
    assert letters(tmp_path) == [f"convocation-{row.reference}.pdf"]
    assert counter.app.return_code == 0


async def test_quitting_while_a_letter_is_made_says_why_it_takes_a_moment(
    counter: Counter, printer: SlowPrinter
) -> None:
    await counter.to_summary()
    await counter.press("enter")
    await counter.until_on(BookedScreen)
    await counter.press("ctrl+q", "ctrl+q")
    await counter.until_message("se ferme dès qu'elle est sortie")
    printer.let.release()
    await counter.until(lambda: counter.app.return_code == 0)
    assert printer.taken == 1


async def test_a_signal_waits_for_the_letter_too(
    counter: Counter, printer: SlowPrinter, booked: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "SIGNAL_LIMIT_S", 60.0)
    await open_card(counter, booked.reference)
    await counter.press("i")
    await counter.until(lambda: printer.asked)
    counter.app.tell_signal(signal.SIGTERM)
    printer.let.release()
    await counter.until(lambda: not counter.app.is_running)
    assert printer.taken == 1
    assert counter.app.return_code == 128 + signal.SIGTERM


async def test_a_letter_that_a_signal_cuts_off_is_left_to_the_next_start(
    counter: Counter, printer: SlowPrinter, booked: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "SIGNAL_LIMIT_S", 0.05)
    await open_card(counter, booked.reference)
    await counter.press("i")
    await counter.until(lambda: printer.asked)
    counter.app.tell_signal(signal.SIGTERM)
    await counter.until(lambda: not counter.app.is_running)
    (left,) = printing.list_jobs(counter.desk, booked.reference)
    assert left.status.state is JobState.UNPRINTED
    printer.let.release()


@pytest.mark.parametrize(
    ("key", "shown", "keys"),
    [
        ("f12", "Aide", ("i", "escape")),
        ("f5", "Journée", ("d", "escape")),
    ],
)
async def test_a_paper_is_made_though_its_window_is_left_at_once(
    counter: Counter, printer: SlowPrinter, key: str, shown: str, keys: tuple[str, ...]
) -> None:
    await counter.until(lambda: counter.app.is_open)
    await counter.press(key)
    await counter.until_shown(shown)
    await counter.press(*keys)
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: printer.asked, "nothing was printed")
    printer.let.release()
    await counter.until_message("imprim")
    assert printer.taken == 1


async def test_the_rest_of_a_batch_is_left_to_the_next_start(
    counter: Counter, printer: SlowPrinter, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "SIGNAL_LIMIT_S", 0.05)
    references = [
        book_at(desk, NINE, person(rank), channel=Channel.DESK).reference for rank in range(2)
    ]
    await counter.until(lambda: counter.app.is_open)
    screen = counter.app.screen
    assert isinstance(screen, DeskScreen)
    work: Callable[[], object] = lambda: print_or_save_letters(screen, desk, references)  # noqa: E731
    counter.app.run_worker(work(), group=BACKGROUND)  # type: ignore[arg-type]
    await counter.until(lambda: isinstance(counter.app.screen, PrintBatchScreen))
    printer.let.release()
    await counter.until_shown(f"1 sur 2 : {references[0]}")
    counter.app.tell_signal(signal.SIGTERM)
    await counter.until(lambda: not counter.app.is_running)
    (left,) = printing.list_jobs(desk, references[1])
    assert left.status.state is JobState.UNPRINTED
    printer.let.release()
    printer.error = NoPrinter("Aucune.", "")
