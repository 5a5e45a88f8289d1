"""What the printers are given: kept with its state, followed, in batches; and the desk's choice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.printing import FINAL_STATES, JobState, JobStatus, PrintChoice
from rdv_tui.errors import OutputError, PrinterFailed, Refusal
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.outputs import printers, spooler, viewer
from rdv_tui.outputs.printers import PrintJob
from rdv_tui.services.booking import changes, undoing
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.search import get
from rdv_tui.services.delivery import delivery, papers, printing
from rdv_tui.services.delivery.print_choice import PrintSettings, print_settings_of
from rdv_tui.services.desk import Desk
from rdv_tui.settings import Settings
from rdv_tui.store import audit
from rdv_tui.store.transactions import snapshot
from tests.factories import person

NINE = datetime.fromisoformat("2026-12-01T09:00")


class Spooler:
    """Stands in for CUPS: takes everything, and says of each job what it is told to say."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.given: list[tuple[str | None, str | None, str | None]] = []
        self.statuses: dict[str, JobStatus] = {}
        self.numbers = True
        self.away = False

    def submit(
        self,
        document: bytes,
        _title: str,
        printer: str | None = None,
        *,
        tray: str | None = None,
        sides: str | None = None,
    ) -> PrintJob:
        if self.away:
            raise printers.no_printer()
        self.taken.append(document)
        self.given.append((printer, tray, sides))
        return PrintJob(printer or "Usuelle", f"Usuelle-{len(self.taken)}" if self.numbers else "")

    def take_back(self, job: str) -> None:
        self.statuses[job] = JobStatus(JobState.CANCELLED)

    def status_of(self, job: str) -> JobStatus:
        if self.away:
            raise PrinterFailed("muette")
        return self.statuses.get(job, JobStatus(JobState.SUBMITTED))


@pytest.fixture
def spool(monkeypatch: pytest.MonkeyPatch) -> Spooler:
    made = Spooler()
    monkeypatch.setattr(printers, "submit", made.submit)
    monkeypatch.setattr(printers, "take_back", made.take_back)
    monkeypatch.setattr(spooler, "status_of", made.status_of)
    return made


@pytest.fixture
def references(desk: Desk) -> list[str]:
    return [
        book_at(
            desk, NINE.replace(minute=15 * (rank // 2)), person(rank), channel=Channel.DESK
        ).reference
        for rank in range(4)
    ]


def actions(desk: Desk, reference: str) -> Sequence[str]:
    with snapshot(desk) as unit:
        return [row.action for row in audit.of_reference(unit, reference)]


def test_a_print_is_kept_and_every_change_of_its_state(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    job = delivery.print_letter(desk, references[0])
    assert spool.taken == [delivery.letter_pdf(desk, references[0])]
    assert (job.reference, job.printer, job.job) == (references[0], "Usuelle", "Usuelle-1")
    assert printing.follow(desk, job) == job
    for state, detail in ((JobState.HELD, "media-empty"), (JobState.PRINTED, "")):
        spool.statuses[job.job] = JobStatus(state, detail)
        job = printing.follow(desk, job)
        assert job.status == JobStatus(state, detail)
        assert printing.list_jobs(desk, references[0]) == [job]
    assert actions(desk, references[0])[-3:] == ["print", "print_state", "print_state"]
    assert job.has_ended
    spool.statuses[job.job] = JobStatus(JobState.FAILED)
    assert printing.follow(desk, job) == job  # what has ended is not asked about again


def test_printing_again_is_another_job(desk: Desk, spool: Spooler, references: list[str]) -> None:
    first, second = (delivery.print_letter(desk, references[0]) for _ in range(2))
    assert [job.job for job in printing.list_jobs(desk, references[0])] == [first.job, second.job]
    assert spool.taken[0] == spool.taken[1]
    assert printing.list_jobs(desk, references[1]) == []


def move(desk: Desk, reference: str) -> None:
    changes.move(desk, reference, NINE.replace(minute=45))


def cancel(desk: Desk, reference: str) -> None:
    changes.cancel(desk, reference, CancelReason.OFFICE)


def correct(desk: Desk, reference: str) -> None:
    changes.correct(desk, reference, replace(get(desk, reference).applicant, commune="Orange"))


def undo_a_move(desk: Desk, reference: str) -> None:
    move(desk, reference)
    delivery.print_letter(desk, reference)
    undoing.undo(desk, reference)


@pytest.mark.parametrize("act", [move, cancel, correct, undo_a_move])
def test_a_letter_in_the_queue_is_taken_back_once_it_is_not_true(
    act: Callable[[Desk, str], None], desk: Desk, spool: Spooler, references: list[str]
) -> None:
    for reference in references[:2]:
        delivery.print_letter(desk, reference)
    assert printing.take_back_outdated(desk) == 0
    act(desk, references[0])
    elsewhere = replace(desk, station="ailleurs:7")
    assert printing.take_back_outdated(elsewhere) == 0  # whose jobs may be numbered alike
    spool.away = True
    assert printing.take_back_outdated(desk) == 0
    spool.away = False
    assert printing.take_back_outdated(desk) == 1
    assert {job.status.state for job in printing.list_jobs(desk, references[0])} == {
        JobState.CANCELLED
    }
    assert actions(desk, references[0])[-1] == "print_state"
    assert not printing.list_jobs(desk, references[1])[0].has_ended


def test_a_letter_asked_for_again_replaces_one_that_is_stuck(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    stuck = delivery.print_letter(desk, references[0])
    spool.statuses[stuck.job] = JobStatus(JobState.HELD, "paused")
    on_its_way = delivery.print_letter(desk, references[0])
    delivery.print_letter(desk, references[0])
    assert spool.statuses[stuck.job] == JobStatus(JobState.CANCELLED)
    assert on_its_way.job not in spool.statuses


def test_a_spooler_that_is_silent_leaves_the_job_as_it_was(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    job = delivery.print_letter(desk, references[0])
    spool.away = True
    assert printing.follow(desk, job) == job


def test_a_system_that_gives_no_number_is_not_asked(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    spool.numbers = False
    job = delivery.print_letter(desk, references[0])
    assert job.status == JobStatus(JobState.UNKNOWN)
    assert job.status.state in FINAL_STATES


def test_what_is_not_printed_is_not_kept(desk: Desk, spool: Spooler, references: list[str]) -> None:
    spool.away = True
    with pytest.raises(OutputError):
        delivery.print_letter(desk, references[0])
    assert printing.list_jobs(desk, references[0]) == []


def test_a_paper_of_nobody_is_kept_without_a_reference(desk: Desk, spool: Spooler) -> None:
    job = printing.submit(desk, papers.checklist(desk, "SALARIE"), "Liste")
    assert job.id == 1
    assert job.reference is None


# -- batches


def test_a_batch_tells_how_far_it_has_come(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    lines = list(delivery.print_letters(desk, references))
    assert [(step.done, step.total) for step in lines] == [(n, 4) for n in range(1, 5)]
    assert [step.reference for step in lines] == references
    assert spool.taken == [delivery.letter_pdf(desk, reference) for reference in references]


def test_a_batch_that_is_left_prints_no_more(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    steps = delivery.print_letters(desk, references)
    next(steps)
    steps.close()
    assert len(spool.taken) == 1


def test_one_bad_letter_does_not_stop_the_others(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    lines = list(delivery.print_letters(desk, ["7777-7777", *references[:2]]))
    assert isinstance(lines[0].error, Refusal)
    assert [step.job is not None for step in lines] == [False, True, True]


def test_a_batch_without_printer_ends_at_once(
    desk: Desk, spool: Spooler, references: list[str]
) -> None:
    spool.away = True
    (step,) = delivery.print_letters(desk, references)
    assert step.error is not None
    assert step.error.code == "no_printer"


# -- where this desk prints


def test_the_choice_is_written_down_and_read_again(tmp_path: Path) -> None:
    printing_at = PrintSettings(PrintChoice("Réglée", "tray-1"), tmp_path / "a" / "printer.toml")
    assert printing_at.choice() == PrintChoice("Réglée", "tray-1")
    hostile = PrintChoice('A"\\\n[x]\nprinter = "é🖨\x7f', None, "one-sided")
    printing_at.save(hostile)
    assert printing_at.choice() == hostile
    assert printing_at.choice_for("Autre") == PrintChoice("Autre")
    assert printing_at.choice_for(hostile.printer) == hostile
    printing_at.forget()
    printing_at.forget()
    assert printing_at.choice() == PrintChoice("Réglée", "tray-1")


@pytest.mark.parametrize("spoilt", [b"\xff\xfe", b"printer = ", b"printer = 3\ntray = []"])
def test_a_spoilt_choice_stops_nobody(spoilt: bytes, tmp_path: Path) -> None:
    file = tmp_path / "printer.toml"
    file.write_bytes(spoilt)
    assert PrintSettings(file=file).choice() == PrintChoice()


def test_a_choice_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError) as caught:
        PrintSettings(file=tmp_path / "a" / "printer.toml").save(PrintChoice("X"))
    assert caught.value.code == "file_failed"


def test_settings_say_where_a_desk_prints_until_it_chooses(
    desk: Desk, spool: Spooler, references: list[str], tmp_path: Path
) -> None:
    settings = Settings(
        store="x",
        agent="a",
        letters=tmp_path,
        printer="Réglée",
        tray="tray-2",
        sides="two-sided-long-edge",
        state=tmp_path,
    )
    at = replace(desk, printing=print_settings_of(settings))
    delivery.print_letter(at, references[0])
    delivery.print_letter(at, references[0], "Nommée")
    at.printing.save(PrintChoice("Choisie", sides="one-sided"))
    delivery.print_letter(at, references[0])
    assert spool.given == [
        ("Réglée", "tray-2", "two-sided-long-edge"),
        ("Nommée", None, None),
        ("Choisie", None, "one-sided"),
    ]


def test_options_are_keywords_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\nfor a in "$@"; do echo "[$a]"; done > {tmp_path}/args\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    printers.submit(b"%PDF", "t", "P", tray="tray-1", sides="two-sided-long-edge")
    given = (tmp_path / "args").read_text()
    assert "[media=A4,tray-1]" in given
    assert "[sides=two-sided-long-edge]" in given
    printers.submit(b"%PDF", "t", "P", tray="x -o raw", sides="$(id)")
    given = (tmp_path / "args").read_text()
    assert "raw" not in given
    assert "id" not in given


# -- words and display


def test_every_reason_that_holds_a_job_has_words() -> None:
    for keyword in spooler._NEEDS_SOMEBODY:
        assert not printing_fr.reason(keyword).startswith("raison")
    assert printing_fr.reason("media-empty-warning") == "plus de papier"
    assert printing_fr.reason("") == "raison inconnue"


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        (["none"], ()),
        (
            ["toner-low-warning", "media-empty-error", "paused"],
            ("media-empty", "paused", "toner-low"),
        ),
        (["media-needed-report"], ("media-needed",)),
    ],
)
def test_the_worst_reason_comes_first(values: list[str], reasons: tuple[str, ...]) -> None:
    assert spooler._reasons(values) == reasons


@pytest.mark.parametrize("display", [None, ":0"])
def test_a_saved_letter_is_shown_only_where_there_is_a_display(
    display: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/shown\necho noise\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    file = tmp_path / "a b;c.pdf"
    assert viewer.open_document(file) == (display is not None)
    assert (tmp_path / "shown").exists() == (display is not None)
    if display:
        assert (tmp_path / "shown").read_text() == f"{file}\n"
        opener.write_text("#!/bin/sh\nexit 3\n")
        assert not viewer.open_document(file)
