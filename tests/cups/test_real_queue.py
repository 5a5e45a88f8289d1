"""The letter on a real CUPS queue, read back from what the printer made of it."""

import time
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.documents.letter import render_letter
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import OutputError
from rdv_tui.outputs.printers import Printers, list_printers, submit
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.delivery.delivery import print_letter
from rdv_tui.services.desk import Desk
from tests.cups.conftest import Queue
from tests.documents import readback
from tests.documents.samples import letter
from tests.factories import person

pytestmark = [pytest.mark.cups, pytest.mark.xdist_group("cups")]


def test_the_printed_letter_is_the_appointment(desk: Desk, queue: Queue, tmp_path: Path) -> None:
    start = datetime.fromisoformat("2026-12-01T09:30")
    someone = person(family_name="Lefèvre-Benaïssa", given_names="Chloé")
    booked = book_at(desk, start, someone, channel=Channel.DESK)
    done = print_letter(desk, booked.reference)
    assert done.printer == queue.name
    assert done.job == f"{queue.name}-1"
    paper = queue.wait_for(done.job)
    message = readback.prose(paper)
    assert booked.reference in message
    assert "mardi 1er décembre 2026 à 9 h 30" in message
    assert "LEFÈVRE-BENAÏSSA Chloé" in message
    assert "Documents à apporter" in message
    assert readback.codes(paper, tmp_path) == [booked.reference]
    assert booked.reference in paper.name
    assert "Lefèvre" not in paper.name


@pytest.mark.parametrize("spooler", ["PreserveJobFiles No\nPreserveJobHistory No\n"], indirect=True)
def test_a_spooler_told_to_keep_nothing_keeps_nothing_of_a_letter(desk: Desk, queue: Queue) -> None:
    someone = person(family_name="Lefèvre-Benaïssa", given_names="Chloé")
    start = datetime.fromisoformat("2026-12-01T09:30")
    booked = book_at(desk, start, someone, channel=Channel.DESK)
    print_letter(desk, booked.reference)
    paper = queue.wait_until_idle()
    assert "LEFÈVRE-BENAÏSSA" in readback.prose(paper)
    paper.unlink()  # what the printer put out
    spool = queue.folder / "spool"
    assert [one.name for one in spool.rglob("*") if one.is_file()] == []
    secrets = ("Lefèvre", "LEFÈVRE", "Chloé", someone.foreign_resident_number)
    kept = [one for one in queue.folder.rglob("*") if one.is_file()]
    assert kept
    for file in kept:
        text = file.read_bytes().decode("utf-8", "replace")
        assert [one for one in secrets if one in text] == [], file.name


def test_printers_are_listed_with_the_default(queue: Queue) -> None:
    assert list_printers() == Printers((queue.name,), queue.name)


def test_a_hostile_title_is_only_a_title(queue: Queue) -> None:
    done = submit(render_letter(letter()), "-d nobody\n; touch x $(id) \x1b[2J", queue.name)
    assert "touch" in queue.wait_for(done.job).name


def test_an_unknown_printer_is_told_with_those_there_are(queue: Queue) -> None:
    for name in ("Autre", "-h", "a\nb", "a\x00b"):
        with pytest.raises(OutputError) as caught:
            submit(b"%PDF-1.4", "titre", name)
        assert caught.value.code == "no_printer"
        assert queue.name in caught.value.hint


def test_a_cups_without_printers_is_no_printer(spooler: Path) -> None:
    started = time.monotonic()
    with pytest.raises(OutputError) as caught:
        submit(b"%PDF-1.4", "titre")
    assert caught.value.code == "no_printer"
    assert time.monotonic() - started < 10
    assert list_printers() == Printers((), None)
