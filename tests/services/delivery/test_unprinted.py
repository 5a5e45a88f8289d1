"""Letters that no printer took go to paper by themselves once one is back."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.printing import JobState, PrintChoice
from rdv_tui.errors import NoPrinter, PrinterFailed
from rdv_tui.services.background import BackgroundWorker
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.delivery import delivery, printing, unprinted
from rdv_tui.services.delivery.print_choice import PrintSettings
from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from tests.factories import StillClock, person
from tests.services.delivery.test_printing import Spooler, spool

__all__ = ["spool"]  # the fixture

NINE = datetime.fromisoformat("2026-12-01T09:00")
AWAY = PrinterFailed("L'imprimante ne répond pas.", "")
NONE = NoPrinter("Aucune imprimante.", "")


@pytest.fixture
def reference(desk: Desk) -> str:
    return booking.book_at(desk, NINE, person(), channel=Channel.DESK).reference


def states(desk: Desk, reference: str) -> list[JobState]:
    return [job.status.state for job in printing.list_jobs(desk, reference)]


def test_it_waits_and_is_printed_once_when_the_printer_is_back(
    desk: Desk, reference: str, spool: Spooler
) -> None:
    spool.away = True
    assert unprinted.keep_unprinted(desk, reference, AWAY)
    assert unprinted.print_unprinted(desk) == 0
    assert states(desk, reference) == [JobState.UNPRINTED]
    spool.away = False
    assert unprinted.print_unprinted(desk) == 1
    assert unprinted.print_unprinted(desk) == 0
    assert spool.taken == [delivery.letter_pdf(desk, reference)]
    assert states(desk, reference)[-1] is JobState.SUBMITTED
    assert JobState.UNPRINTED not in states(desk, reference)
    assert integrity.check(desk.store) == []


def test_the_letter_tells_the_slot_of_now(desk: Desk, reference: str, spool: Spooler) -> None:
    unprinted.keep_unprinted(desk, reference, AWAY)
    changes.move(desk, reference, NINE + timedelta(minutes=15))
    unprinted.print_unprinted(desk)
    assert spool.taken == [delivery.letter_pdf(desk, reference)]


def test_a_cancelled_or_past_appointment_needs_no_letter(
    desk: Desk, clock: StillClock, spool: Spooler
) -> None:
    one, other = (
        booking.book_at(desk, NINE, person(rank), channel=Channel.DESK).reference for rank in (1, 2)
    )
    for reference in (one, other):
        unprinted.keep_unprinted(desk, reference, AWAY)
    changes.cancel(desk, one, CancelReason.APPLICANT)
    clock.forward(timedelta(days=2))
    assert unprinted.print_unprinted(desk) == 0
    assert (spool.taken, states(desk, other)) == ([], [JobState.CANCELLED])


def test_printed_by_hand_it_waits_no_more(desk: Desk, reference: str, spool: Spooler) -> None:
    unprinted.keep_unprinted(desk, reference, AWAY)
    delivery.print_letter(desk, reference)
    assert unprinted.print_unprinted(desk) == 0
    assert len(spool.taken) == 1


def test_the_newest_wish_is_printed(desk: Desk, reference: str, spool: Spooler) -> None:
    unprinted.keep_unprinted(desk, reference, AWAY)
    unprinted.keep_unprinted(desk, reference, AWAY, large_print=True)
    assert unprinted.print_unprinted(desk) == 1
    assert spool.taken[0] != delivery.letter_pdf(desk, reference)


def test_a_desk_without_a_printer_waits_for_none(desk: Desk, reference: str) -> None:
    assert not unprinted.keep_unprinted(desk, reference, NONE)
    assert states(desk, reference) == []


def test_a_desk_that_chose_one_waits_for_it(desk: Desk, reference: str) -> None:
    choosing = replace(desk, printing=PrintSettings(default=PrintChoice("accueil")))
    assert unprinted.keep_unprinted(choosing, reference, NONE)


def test_another_machine_leaves_it_alone(desk: Desk, reference: str, spool: Spooler) -> None:
    unprinted.keep_unprinted(desk, reference, AWAY)
    assert unprinted.print_unprinted(replace(desk, station="ailleurs:1")) == 0
    assert spool.taken == []


def test_the_open_desk_does_it_in_its_rounds(
    desk: Desk, clock: StillClock, reference: str, spool: Spooler, tmp_path: Path
) -> None:
    unprinted.keep_unprinted(desk, reference, AWAY)
    sender = BackgroundWorker(desk, None)
    spool.away = True
    sender.run_once()
    spool.away = False
    sender.run_once()
    assert spool.taken == []  # not before its time
    clock.forward(timedelta(minutes=1))
    sender.run_once()
    assert len(spool.taken) == 1


def test_what_the_end_of_the_program_left_unmade_is_saved_without_a_printer(
    desk: Desk, reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NONE

    monkeypatch.setattr("rdv_tui.outputs.printers.submit", refuse)
    at = replace(desk, letters=tmp_path / "letters")
    unprinted.keep_unmade(at, [reference])
    assert unprinted.print_unprinted(at) == 0
    file = tmp_path / "letters" / f"convocation-{reference}.pdf"
    assert file.read_bytes() == delivery.letter_pdf(at, reference)
    assert states(at, reference) == [JobState.CANCELLED]


def test_what_the_end_of_the_program_left_unmade_is_printed_with_a_printer(
    desk: Desk, reference: str, spool: Spooler
) -> None:
    unprinted.keep_unmade(desk, [reference])
    assert unprinted.print_unprinted(desk) == 1
    assert spool.taken == [delivery.letter_pdf(desk, reference)]
