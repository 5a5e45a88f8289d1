"""The sheet that every document is set on: page, type scale, faces, running header and footer.

Lengths are millimetres, type sizes points. Text flows from the top margin down; `need` turns the
page. The same calls give the same bytes: the dates inside are the caller's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import TextMode

from rdv_tui.documents import archive
from rdv_tui.documents.faces import Faces
from rdv_tui.documents.qr import bars
from rdv_tui.documents.shaping import LRI, PDI
from rdv_tui.documents.tagging import Role, Tags
from rdv_tui.documents.transcript import Box, Page, Paper, Piece
from rdv_tui.documents.typesetting import (
    PLACEHOLDER,
    Run,
    break_lines,
    french,
    printable,
    spoken_lines,
)
from rdv_tui.locales.delivery.papers import CODE, SPECIMEN

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
LEFT: Final = 22.0
RIGHT: Final = PAGE_WIDTH - 20.0
TOP: Final = 15.0
BOTTOM: Final = PAGE_HEIGHT - 17.0
MEASURE: Final = RIGHT - LEFT

_POINT: Final = 25.4 / 72
_HALF_WAY: Final = (TOP + BOTTOM) / 2
_TIGHT: Final = 0.92
_FEW_ROWS: Final = 13
_CHANGES: Final[Sequence[Mapping[str, Any]]] = (
    {"tight": True},
    *({"white": white} for white in (10.0, 25.0, 40.0)),
    *({"tight": True, "white": white} for white in (10.0, 25.0, 40.0)),
)
_SPECIMEN_SIZE: Final = 110.0
_SPECIMEN_ANGLE: Final = 52.0
_SPECIMEN_GREY: Final = 110
_SPECIMEN_LINE: Final = 1.1


@dataclass(frozen=True, slots=True)
class TypeSize:
    """A step of the type scale: size in points, distance between baselines in millimetres."""

    size: float
    leading: float


SMALL: Final = TypeSize(9.5, 4.2)
LIST: Final = TypeSize(12, 5.1)
BODY: Final = TypeSize(12, 5.5)
LEAD: Final = TypeSize(14, 6.5)
TITLE: Final = TypeSize(17, 8.25)
DISPLAY: Final = TypeSize(20, 9.5)
HALF: Final = BODY.leading / 2

_ROLES: Final = {TITLE: Role.TITLE, DISPLAY: Role.TITLE, LEAD: Role.HEADING}

# For who sees badly: nothing under 18 points, and each step still told from the next.
LARGE_PRINT: Final = {
    SMALL: TypeSize(18, 8),
    LIST: TypeSize(18, 7.8),
    BODY: TypeSize(18, 8.25),
    LEAD: TypeSize(21, 9.5),
    TITLE: TypeSize(24, 11),
    DISPLAY: TypeSize(28, 13),
}


@dataclass(frozen=True, slots=True)
class PrintLayout:
    """How a document is set: in large print, as PDF/A for the archive, as a specimen.

    A specimen says so across every page: nobody takes it for an appointment. A document that is
    `tight` has its lines closer together; its `short_page` leaves `white` free above its foot,
    in millimetres. `size` is that of the paper, width and height.
    """

    large_print: bool = False
    archive: bool = False
    specimen: bool = False
    tight: bool = False
    white: float = 0.0
    short_page: int = 0
    size: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)


PLAIN: Final = PrintLayout()


def on_fewest_pages(make: Callable[[PrintLayout], "Sheet"], form: PrintLayout) -> "Sheet":
    """Return what `make` sets on as few pages as it needs, none of them with a line or two.

    Where a page is nearly empty the lines are set closer together; if that saves no page, the one
    before it ends earlier, so that it gets more.
    """
    kept = make(form)
    for change in _CHANGES:
        if kept.pages == 1 or min(kept.rows) >= _FEW_ROWS:
            break
        before = kept.rows.index(min(kept.rows))
        other = make(replace(form, short_page=before, **change))
        better = (-other.pages, min(other.rows)) > (-kept.pages, min(kept.rows))
        kept, left = (other, kept) if better else (kept, other)
        left.close()
    return kept


class Sheet:
    """A document under way. `y` is the top of what comes next."""

    def __init__(
        self, title: str, subject: str, made_at: datetime, form: PrintLayout = PLAIN
    ) -> None:
        """Open the first page; `made_at` (aware) stands as the file's only date."""
        self.form = form
        self._pdf = FPDF(
            format=form.size,
            unit="mm",
            enforce_compliance=archive.PROFILE if form.archive else None,
        )
        self._pdf.set_auto_page_break(auto=False)
        # A page marked as transparent is sent to a PostScript printer as one picture, not as text.
        self._pdf.allow_images_transparency = False
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.set_lang("fr-FR")
        self._pdf.set_title(title)
        self._pdf.set_subject(subject)
        self._pdf.set_creator(archive.CREATOR)
        self._pdf.set_producer(archive.PRODUCER)
        self._pdf.set_creation_date(made_at)
        if form.archive:
            self._pdf.set_xmp_metadata(archive.metadata(title, subject, made_at))
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self._faces = Faces(self._pdf)
        self._tags = Tags(self._pdf)
        self.language = ""
        """The language of what is set, for who reads aloud; empty for French."""
        self._header: tuple[str, str] | None = None
        self.missing = 0
        self.rows = [0]
        """How many rows of text each page has by now."""
        self.transcript = [Page()]
        """What stands on each page by now."""
        self._pdf.add_page()
        self.y = TOP

    def clean(self, text: str) -> str:
        """Return what can be printed of `text`, on one line, and count what cannot."""
        return self._count(printable(text, self._faces.glyphs), text)

    def arabic(self, text: str) -> str:
        """Return a sentence of ours in Arabic as it is printed; what it quotes is clean already."""
        glyphs = {*self._faces.glyphs, *self._faces.arabic().characters}
        return self._count(printable(text, glyphs, steering=LRI + PDI), text)

    def _count(self, shown: str, text: str) -> str:
        self.missing += shown.count(PLACEHOLDER) - text.count(PLACEHOLDER)
        return shown

    def french(self, text: str) -> str:
        """Return a sentence of ours, or of the office, as it is printed."""
        return self.clean(french(text))

    def scaled(self, type_: TypeSize) -> TypeSize:
        """Return a step of the type scale as it is in this document."""
        own = LARGE_PRINT.get(type_, type_) if self.form.large_print else type_
        return TypeSize(own.size, own.leading * _TIGHT) if self.form.tight else own

    def leading(self, type_: TypeSize) -> float:
        """Return the distance between two lines."""
        return self.scaled(type_).leading

    @property
    def half(self) -> float:
        """Half a line of text: the distance between two paragraphs."""
        return self.leading(BODY) / 2

    def width(self, text: str, bold: bool, type_: TypeSize) -> float:
        """Measure `text` on one line."""
        return self._faces.width(text, bold) / 1000 * self.scaled(type_).size * _POINT

    def lines(
        self, text: str | Sequence[Run], type_: TypeSize, width: float, bold: bool = False
    ) -> list[list[Run]]:
        """Break `text` into lines of `width`."""
        runs = [Run(text, bold)] if isinstance(text, str) else text
        return break_lines(runs, width, lambda piece, heavy: self.width(piece, heavy, type_))

    def draw(
        self,
        lines: Sequence[Sequence[Run]],
        type_: TypeSize,
        x: float,
        y: float,
        *,
        backwards: bool = False,
        role: Role | None = None,
        right: float | None = None,
    ) -> float:
        """Draw `lines` from the top `y` down; return the y below them.

        They begin at `x`: their left end, or their right one when they run `backwards`. Unless a
        `role` is given, they are read as headings or paragraphs by their size. `right` is where
        they end, when they were set to end there.
        """
        bottom = y + len(lines) * self.leading(type_)
        if not any(lines):
            return bottom
        spoken = spoken_lines(lines)
        runs = tuple(run for line in spoken for run in line)
        ends = None if right is None else _across(right)
        self.transcript[-1].pieces.append(Piece(runs, _across(x), y, bottom, ends, backwards))
        self.rows[-1] += len(lines)
        own = self.scaled(type_)
        with self._tags.mark(role or _ROLES.get(type_, Role.PARAGRAPH), self.language):
            for line in spoken:
                baseline = (y + (own.leading + 0.72 * own.size * _POINT) / 2) / _POINT
                at = x
                for run in line:
                    draw = self._faces.draw_backwards if backwards else self._faces.draw
                    draw(run.text, run.bold, own.size, at / _POINT, baseline)
                    width = self.width(run.text, run.bold, own)
                    at += -width if backwards else width
                y += own.leading
        return y

    def draw_right(
        self, text: str, type_: TypeSize, y: float, *, right: float = RIGHT, bold: bool = False
    ) -> None:
        """Draw one line that ends at `right`; it is no heading."""
        x = right - self.width(text, bold, type_)
        self.draw([[Run(text, bold)]], type_, x, y, role=Role.PARAGRAPH, right=right)

    def need(self, height: float) -> None:
        """Turn the page unless `height` is left on this one."""
        if not self.fits(height):
            self.turn()

    def fits(self, height: float) -> bool:
        """Say whether `height` is left on this page."""
        white = self.form.white if self.pages == self.form.short_page else 0.0
        return self.y + height <= BOTTOM - white

    @property
    def pages(self) -> int:
        """How many pages there are by now."""
        return len(self._pdf.pages)

    def turn(self) -> None:
        """Go to the top of a new page, under its running header."""
        self._pdf.add_page()
        self.rows.append(0)
        self.transcript.append(Page())
        self.y = TOP
        if self._header:
            self._draw_header(*self._header)

    def begin_part(self) -> None:
        """Begin another part on a page of its own.

        In large print it goes on where a page has little on it: nobody turns many pages.
        """
        if self.form.large_print and self.y < _HALF_WAY:
            self.y += self.half
            self.rule(self.y, 0.5)
            self.y += self.half
        else:
            self.turn()

    def running_header(self, left: str, right: str) -> None:
        """Have every page from the next one on begin with `left` (wrapped) and `right`."""
        self._header = (left, right)

    def _draw_header(self, left: str, right: str) -> None:
        room = MEASURE - self.width(right, True, BODY) - 10
        with self._tags.aside():
            self.draw_right(right, BODY, self.y, bold=True)
            self.y = self.draw(self.lines(left, BODY, room), BODY, LEFT, self.y) + 1.5
            self.rule(self.y, 0.2)
        self.y += self.half

    def paragraph(
        self,
        text: str | Sequence[Run],
        type_: TypeSize = BODY,
        *,
        bold: bool = False,
        after: float | None = None,
        role: Role | None = None,
        backwards: bool = False,
    ) -> None:
        """Set a paragraph over the full measure, never parted by the end of a page.

        `after` is what is left white below it: half a line, unless said otherwise. One that runs
        `backwards` begins at the right edge.
        """
        lines = self.lines(text, type_, MEASURE, bold)
        self.need(len(lines) * self.leading(type_))
        edge = RIGHT if backwards else LEFT
        below = self.draw(lines, type_, edge, self.y, role=role, backwards=backwards)
        self.y = below + (self.half if after is None else after)

    def rule(self, y: float, weight: float, x: float = LEFT, width: float = MEASURE) -> None:
        """Draw a horizontal rule."""
        self.transcript[-1].rules.append(y)
        with self._tags.aside():
            self._pdf.set_fill_color(0)
            self._pdf.rect(x, y - weight / 2, width, weight, style="F")

    def frame(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        """Draw an empty rectangle: a box round something, or a box to tick."""
        self.transcript[-1].boxes.append(Box(_across(x), y, y + height, width / MEASURE))
        with self._tags.aside():
            self._pdf.set_draw_color(0)
            self._pdf.set_line_width(weight)
            self._pdf.rect(x, y, width, height)

    def code(self, content: str, x: float, y: float, side: float) -> None:
        """Draw `content` as a QR code `side` wide, without its quiet zone."""
        modules, dark = bars(content)
        module = side / modules
        with self._tags.mark(Role.FIGURE, alt=CODE.format(content=content)):
            self._pdf.set_fill_color(0)
            for column, row, length in dark:
                left, top = x + column * module, y + row * module
                self._pdf.rect(left, top, length * module, module, "F")

    def _mark_as_specimen(self) -> None:
        """Write SPÉCIMEN from corner to corner, in outline: what is under it can be read."""
        x, y = self.form.size[0] / 2, self.form.size[1] / 2
        size = _SPECIMEN_SIZE * self.form.size[0] / PAGE_WIDTH
        width = self._faces.width(SPECIMEN, True) / 1000 * size * _POINT
        k = self._pdf.k
        turned = self._pdf.rotation(_SPECIMEN_ANGLE, x, y)
        with self._tags.aside(), self._pdf.local_context(), turned:
            self._pdf.text_mode = TextMode.STROKE
            self._pdf.set_draw_color(_SPECIMEN_GREY)
            self._pdf.set_line_width(_SPECIMEN_LINE)
            self._faces.draw(SPECIMEN, True, size, (x - width / 2) * k, y * k)
        self._faces.forget()

    def finish(self, footer: str) -> Paper:
        """Write `footer` (with {page} and {pages}) on every page and return the file.

        A ticket has none: without `footer` nothing is written.
        """
        read, self.transcript = tuple(self.transcript), [Page()]  # the foot is not read
        for page in range(1, self.pages + 1):
            self._pdf.page = page
            self._faces.forget()
            text = footer.format(page=page, pages=self.pages)
            if text:
                with self._tags.aside():
                    self.draw_right(text, SMALL, PAGE_HEIGHT - 9.8 - self.leading(SMALL))
            if self.form.specimen:
                self._mark_as_specimen()
        try:
            return Paper(self._pdf.output(), read)
        finally:
            self.close()

    def close(self) -> None:
        """Close the faces' files: after it nothing can be set."""
        self._faces.close()


def _across(x: float) -> float:
    """Return a place across the page as a share of the measure."""
    return (x - LEFT) / MEASURE
