"""What is said of a queue that pauses, refuses, resumes, fails: asked of a real CUPS."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.printing import JobState, JobStatus, PaperJob, PrintChoice, PrinterState
from rdv_tui.errors import OutputError
from rdv_tui.outputs import spooler
from rdv_tui.outputs.printers import submit
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery import delivery, printing, unprinted
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk
from tests.cups.conftest import PATIENCE_S, Queue
from tests.factories import person

pytestmark = [pytest.mark.cups, pytest.mark.xdist_group("cups")]

NINE = datetime.fromisoformat("2026-12-01T09:00")
BROKEN = b"%PDF-1.4\nthis is no document"


def cups(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def until(happened: Callable[[], object], what: str) -> None:
    """Wait for CUPS, which tells nobody when it is done."""
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def reference(desk: Desk) -> str:
    return book_at(desk, NINE, person(), channel=Channel.DESK).reference


def test_a_paused_queue_holds_the_letter_until_it_goes_on(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsdisable", queue.name)
    (printer,) = spooler.get_printers()
    assert (printer.name, printer.state, printer.accepting) == (
        queue.name,
        PrinterState.STOPPED,
        True,
    )
    job = delivery.print_letter(desk, reference)
    assert job.status == JobStatus(JobState.SUBMITTED)
    job = printing.follow(desk, job)
    assert job.status == JobStatus(JobState.HELD, "paused")
    assert not job.has_ended
    cups("cupsenable", queue.name)
    followed = [job]
    until(lambda: _go_on(desk, followed).has_ended, "the job never ended")
    assert followed[-1].status == JobStatus(JobState.PRINTED)
    assert queue.found().read_bytes().startswith(b"%PDF")
    (kept,) = printing.list_jobs(desk, reference)
    assert kept == followed[-1]


def _go_on(desk: Desk, followed: list[PaperJob]) -> PaperJob:
    followed.append(printing.follow(desk, followed[-1]))
    return followed[-1]


def test_a_queue_that_refuses_says_so_and_takes_again(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsreject", queue.name)
    (printer,) = spooler.get_printers()
    assert (printer.state, printer.accepting) == (PrinterState.IDLE, False)
    with pytest.raises(OutputError) as caught:
        delivery.print_letter(desk, reference)
    assert caught.value.code == "printer_failed"
    assert queue.name in caught.value.message
    assert printing.list_jobs(desk, reference) == []
    cups("cupsaccept", queue.name)
    assert spooler.get_printers()[0].accepting
    job = delivery.print_letter(desk, reference)
    followed = [job]
    until(lambda: _go_on(desk, followed).has_ended, "the job never ended")
    assert followed[-1].status.state is JobState.PRINTED


def test_a_job_that_is_held_released_and_one_that_is_cancelled(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsdisable", queue.name)
    other = book_at(desk, NINE, person(2), channel=Channel.DESK).reference
    held, gone = (delivery.print_letter(desk, one) for one in (reference, other))
    cups("lp", "-i", held.job, "-H", "hold")
    status = printing.follow(desk, held).status
    assert (status.state, status.detail) == (JobState.HELD, "job-hold-until-specified")
    cups("cancel", gone.job)
    assert printing.follow(desk, gone).status == JobStatus(JobState.CANCELLED)
    cups("lp", "-i", held.job, "-H", "resume")
    cups("cupsenable", queue.name)
    until(lambda: printing.follow(desk, held).has_ended, "the job never ended")
    states = [printing.list_jobs(desk, one)[0].status.state for one in (reference, other)]
    assert states == [JobState.PRINTED, JobState.CANCELLED]


def test_a_document_that_cannot_be_printed_has_failed(queue: Queue) -> None:
    job = submit(BROKEN, "titre")
    ended = {JobState.PRINTED, JobState.FAILED}
    until(lambda: spooler.status_of(job.job).state in ended, "the job never ended")
    assert spooler.status_of(job.job) == JobStatus(JobState.FAILED, "job-completed-with-errors")


def test_a_job_that_nobody_knows(queue: Queue) -> None:
    for job in (f"{queue.name}-4711", "", "nonsense", "x-"):
        assert spooler.status_of(job) == JobStatus(JobState.UNKNOWN)


def test_a_print_system_that_is_gone_changes_nothing(
    desk: Desk, queue: Queue, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups("cupsdisable", queue.name)
    job = printing.follow(desk, delivery.print_letter(desk, reference))
    monkeypatch.setenv("CUPS_SERVER", os.fspath(queue.folder / "nobody.sock"))
    with pytest.raises(OutputError) as caught:
        spooler.status_of(job.job)
    assert caught.value.code == "printer_failed"
    assert printing.follow(desk, job) == job


def test_choices_of_the_printer_are_told(queue: Queue) -> None:
    (printer,) = spooler.get_printers()
    assert printer.is_default
    assert "one-sided" in printer.sides or printer.sides == ()


def test_a_batch_prints_each_letter_and_can_be_left(desk: Desk, queue: Queue) -> None:
    cups("cupsdisable", queue.name)
    references = [
        book_at(
            desk, NINE.replace(hour=9, minute=15 * (rank // 2)), person(rank), channel=Channel.DESK
        ).reference
        for rank in range(6)
    ]
    steps = delivery.print_letters(desk, [*references[:2], "7777-7777", *references[2:]])
    first = [next(steps) for _ in range(4)]
    steps.close()
    assert [(step.done, step.total) for step in first] == [(1, 7), (2, 7), (3, 7), (4, 7)]
    assert [step.error.code for step in first if step.error] == ["unknown_reference"]
    assert [step.job.reference for step in first if step.job] == references[:3]
    assert [len(printing.list_jobs(desk, one)) for one in references] == [1, 1, 1, 0, 0, 0]


def test_a_batch_ends_where_the_printer_refuses(desk: Desk, queue: Queue) -> None:
    references = [
        book_at(desk, NINE, person(rank), channel=Channel.DESK).reference for rank in range(2)
    ]
    cups("cupsreject", queue.name)
    steps = list(delivery.print_letters(desk, references))
    assert [(step.done, step.error and step.error.code) for step in steps] == [
        (1, "printer_failed")
    ]


def test_a_letter_goes_to_paper_by_itself_once_the_spooler_is_back(
    desk: Desk, queue: Queue, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_hand = replace(desk, printing=PrintSettings(default=PrintChoice(queue.name)))
    server = os.environ["CUPS_SERVER"]
    monkeypatch.setenv("CUPS_SERVER", os.fspath(queue.folder / "nobody.sock"))
    with pytest.raises(OutputError) as caught:
        delivery.print_letter(at_hand, reference)
    assert unprinted.keep_unprinted(at_hand, reference, caught.value)
    assert unprinted.print_unprinted(at_hand) == 0
    monkeypatch.setenv("CUPS_SERVER", server)
    assert unprinted.print_unprinted(at_hand) == 1
    job = printing.list_jobs(desk, reference)[-1]
    until(lambda: printing.follow(desk, job).has_ended, "the job never ended")
    paper = PdfReader(queue.found()).pages[0].extract_text()
    assert reference in paper


def test_the_letter_of_before_a_move_never_comes_out(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsdisable", queue.name)
    delivery.print_letter(desk, reference)
    changes.move(desk, reference, NINE.replace(minute=30))
    assert printing.take_back_outdated(replace(desk, station="ailleurs:1")) == 0
    assert printing.take_back_outdated(desk) == 1
    assert printing.take_back_outdated(desk) == 0
    last = delivery.print_letter(desk, reference)
    cups("cupsenable", queue.name)
    followed = [last]
    until(lambda: _go_on(desk, followed).has_ended, "the job never ended")
    assert "9 h 30" in _text_of(queue.found())
    states = [job.status.state for job in printing.list_jobs(desk, reference)]
    assert states == [JobState.CANCELLED, JobState.PRINTED]


def test_no_letter_comes_out_of_a_cancelled_appointment(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsdisable", queue.name)
    job = delivery.print_letter(desk, reference)
    changes.cancel(desk, reference, CancelReason.APPLICANT)
    assert printing.take_back_outdated(desk) == 1
    assert spooler.status_of(job.job).state is JobState.CANCELLED


def test_a_letter_asked_for_again_replaces_the_one_that_is_stuck(
    desk: Desk, queue: Queue, reference: str
) -> None:
    cups("cupsdisable", queue.name)
    jobs = [delivery.print_letter(desk, reference) for _ in range(3)]
    states = [spooler.status_of(job.job).state for job in jobs]
    assert states == [JobState.CANCELLED, JobState.CANCELLED, JobState.HELD]


def _text_of(file: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)
