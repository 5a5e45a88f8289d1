"""The letter against the plain way of making it, in pairs; and the memory of a thousand letters.

The plain way is fpdf2 with two whole DejaVu faces. It is handed every line already broken and
placed, and no code to draw: all that it has to do is to set the same page.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from fpdf import FPDF

from benchmarks.report import Figure
from rdv_tui import catalogue
from rdv_tui.documents.faces import Faces
from rdv_tui.documents.letter import render_letter
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.domain.birth_date import BirthDate

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
PAIRS = 15
HALF = 0.5
BATCH, EARLY = 1000, 100
GROWTH_MB = 10

_Line = tuple[int, str, bool, float, float, float]


def letter(rank: int = 0, language: str = "fr") -> Letter:
    """Return the letter of one of many persons."""
    guide = catalogue.situations()
    person = Applicant(
        family_name=f"Łukaszewska-Benaïssa {rank}",
        given_names="Chloé Aïssatou",
        birth_date=BirthDate(1985, 7, 3),
        nationality="PL",
        foreign_resident_number=f"84{rank:08d}",
        situation="SALARIE",
        permit_kind="CSP",
        permit_expires=date(2027, 1, 10),
        postal_code="84000",
        commune="Avignon",
        language=language,
    )
    situation = guide.situation(person.situation)
    return Letter(
        appointment=Appointment(
            reference="7K4H-M2XA",
            status=Status.BOOKED,
            start=datetime.fromisoformat("2026-12-01T09:30"),
            place=1,
            counter=None,
            channel=Channel.DESK,
            applicant=person,
            booked_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
        ),
        office=catalogue.default_office(),
        situation=situation,
        kind=guide.permit_kind(person.permit_kind),
        nationality="Pologne",
        documents=guide.documents_for(situation),
        booked_on=date(2026, 11, 23),
        as_of=guide.as_of,
    )


@contextmanager
def _recording(lines: list[_Line]) -> Iterator[None]:
    """Note every line that is drawn: page, text, weight, size, where (points)."""
    draw = Faces.draw

    def noted(self: Faces, text: str, bold: bool, size: float, x: float, y: float) -> None:
        lines.append((self._pdf.page, text, bold, size, x, y))
        draw(self, text, bold, size, x, y)

    Faces.draw = noted  # type: ignore[method-assign]
    try:
        yield
    finally:
        Faces.draw = draw  # type: ignore[method-assign]


def _plain_way(lines: list[_Line]) -> bytes:
    pdf = FPDF(format="A4", unit="pt")
    pdf.add_font("plain", "", DEJAVU / "DejaVuSans.ttf")
    pdf.add_font("plain", "B", DEJAVU / "DejaVuSans-Bold.ttf")
    for page in range(1, max(line[0] for line in lines) + 1):
        pdf.add_page()
        for at, text, bold, size, x, y in lines:
            if at == page:
                pdf.set_font("plain", "B" if bold else "", size)
                pdf.text(x, y, text)
    return bytes(pdf.output())


def _milliseconds(make: Callable[[], bytes]) -> float:
    gc.collect()
    began = time.perf_counter()
    made = make()
    took = (time.perf_counter() - began) * 1000
    assert made.startswith(b"%PDF")
    return took


def _megabytes() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _pairs() -> Figure:
    lines: list[_Line] = []
    one = letter()
    with _recording(lines):
        render_letter(one)
    _plain_way(lines)
    pairs = [
        (_milliseconds(lambda: render_letter(one)), _milliseconds(lambda: _plain_way(lines)))
        for _ in range(PAIRS)
    ]
    ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    detail = f"{ours:.0f} ms against {plain:.0f} ms, {PAIRS} pairs"
    return Figure("one letter, of the plain way's time", ratio, HALF, "", detail)


def _batch(count: int) -> Figure:
    """Make `count` letters, every sixth in a second language, and see what memory they leave."""
    languages = ("fr", "fr", "fr", "fr", "fr", "ar", "fr", "fr", "tr", "fr", "fr", "en")
    early = 0.0
    began = time.perf_counter()
    for rank in range(1, count + 1):
        render_letter(replace(letter(rank, languages[rank % len(languages)])))
        if rank == min(EARLY, count // 2):
            early = _megabytes()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{rank} of {count} letters")
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 30 + "\r")
    took, late = time.perf_counter() - began, _megabytes()
    detail = f"{early:.0f} MB, then {late:.0f} MB; {count} letters in {took:.0f} s"
    return Figure(
        "memory grown over a thousand letters", max(0.0, late - early), GROWTH_MB, "MB", detail
    )


def measure(_store: Path, environment: Mapping[str, str]) -> list[Figure]:
    """Return the letter's share of the plain way's time, and a batch's growth in megabytes."""
    return [_pairs(), _batch(int(environment.get("BENCH_LETTERS", BATCH)))]
