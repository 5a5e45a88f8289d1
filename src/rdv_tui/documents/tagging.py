"""What a screen reader reads: each text of a page, what it is, its language, in its order.

Marked content of a structure tree (ISO 32000-1, 14.7 and 14.8). fpdf2 builds such a tree for
pictures alone; the tree is its own, what stands in it is ours. It has no word for the language of
an element, which is set on it by its name in the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from fpdf import FPDF
from fpdf.syntax import PDFString


class Role(StrEnum):
    """What a text is, in the structure's standard names."""

    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    FIGURE = "Figure"


class Tags:
    """The structure of one document under way."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._marks: dict[int, int] = {}
        self._aside = False

    @contextmanager
    def mark(self, role: Role, language: str = "", alt: str | None = None) -> Iterator[None]:
        """Mark what is drawn meanwhile, on one page, as one element of the structure.

        `language` is an ISO 639-1 code, empty for the document's own; `alt` tells a figure.
        """
        if self._aside:
            yield
            return
        page = self._pdf.page
        number = self._marks[page] = self._marks.get(page, -1) + 1
        element, parents = self._pdf.struct_builder.add_marked_content(
            page_number=page, struct_type=f"/{role}", mcid=number, alt_text=alt
        )
        if language:
            vars(element)["lang"] = PDFString(language)
        self._pdf.pages[page].struct_parents = parents
        self._pdf._out(f"/{role} <</MCID {number}>> BDC")
        yield
        self._pdf._out("EMC")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leave what is drawn meanwhile out of the reading: rules, boxes, headers, footers."""
        if self._aside:
            yield
            return
        self._aside = True
        self._pdf._out("/Artifact BMC")
        yield
        self._pdf._out("EMC")
        self._aside = False
