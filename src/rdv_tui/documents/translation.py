"""The letter's facts once more, in the person's language: for reading, not for proving.

What is quoted stays as it is in French papers, from left to right: names, addresses, numbers.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from rdv_tui.documents.documents_list import BOX, GAP, INDENT
from rdv_tui.documents.layout import (
    BODY,
    DISPLAY,
    LEAD,
    LEFT,
    MEASURE,
    RIGHT,
    SMALL,
    TITLE,
    Sheet,
    TypeSize,
)
from rdv_tui.documents.letter_contents import Letter
from rdv_tui.documents.shaping import isolated
from rdv_tui.documents.typesetting import french
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.permit_kinds import Cover
from rdv_tui.domain.permits import Caution, cover_ends
from rdv_tui.domain.situations import Document
from rdv_tui.locales.delivery.letter import BINDING
from rdv_tui.locales.delivery.letter_documents import translated
from rdv_tui.locales.delivery.letter_languages import day_in, moment_in
from rdv_tui.locales.delivery.letter_words import LetterWords
from rdv_tui.locales.spacing import NBSP

_LABEL_WIDTH = 58.0
_PADDING = 6.0
# French terms that the Arabic sentences name: Latin letters keep their own direction there.
_TERMS = {
    "receipt": "récépissé",
    "extension": "attestation de prolongation",
    "paper": "A4",
    "stamps": "timbres fiscaux",
    "cnil": "CNIL (cnil.fr)",
}


def set_translation(sheet: Sheet, letter: Letter, words: LetterWords) -> None:
    """Set the translation on a page of its own, and on more if it needs them."""
    sheet.begin_part()
    _Translation(sheet, letter, words).set()


class _Translation:
    """The translation under way. It begins at the right edge where its language does."""

    def __init__(self, sheet: Sheet, letter: Letter, words: LetterWords) -> None:
        self.sheet, self.letter, self.words = sheet, letter, words
        self._from_right = words.backwards
        self._clean: Callable[[str], str] = sheet.arabic if words.backwards else sheet.clean

    def set(self) -> None:
        """Set it from top to bottom."""
        words, sheet = self.words, self.sheet
        own = sheet.language = words.locale.partition("_")[0]
        self.paragraph(words.title, TITLE, bold=True, after=1)
        self.paragraph(words.binding, bold=True, after=0)
        sheet.language = ""
        sheet.paragraph(sheet.french(BINDING))
        sheet.language = own
        self.facts()
        self.appointment()
        for sentence in self.sentences():
            self.paragraph(sentence)
        self.documents()
        sheet.language = ""

    def paragraph(
        self, text: str, type_: TypeSize = BODY, *, bold: bool = False, after: float | None = None
    ) -> None:
        """Set a sentence of ours over the full measure."""
        self.sheet.paragraph(
            self._clean(text), type_, bold=bold, after=after, backwards=self._from_right
        )

    def quoted(self, text: str) -> str:
        """Return what a sentence quotes, whole on one line and in its own order."""
        clean = self.sheet.clean(text).replace(" ", NBSP)
        return isolated(clean) if self._from_right else clean

    def facts(self) -> None:
        """Set who is called: labels in their language, values as the papers have them."""
        words, person = self.words, self.letter.appointment.applicant
        for label, value in (
            (words.person, self.sheet.clean(self.letter.name)),
            (words.number, group_digits(person.foreign_resident_number, NBSP)),
            (words.reference, self.letter.appointment.reference),
        ):
            self._fact(label, value)
        self.sheet.y += self.sheet.half

    def _fact(self, label: str, value: str) -> None:
        sheet, room = self.sheet, MEASURE - _LABEL_WIDTH
        labels = sheet.lines(self._clean(label), BODY, _LABEL_WIDTH - 4)
        values = [
            "".join(run.text for run in line) for line in sheet.lines(value, BODY, room, True)
        ]
        sheet.need(max(len(labels), len(values)) * sheet.leading(BODY))
        edge = RIGHT if self._from_right else LEFT
        below = sheet.draw(labels, BODY, edge, sheet.y, backwards=self._from_right)
        for line in values:
            if self._from_right:
                sheet.draw_right(line, BODY, sheet.y, right=RIGHT - _LABEL_WIDTH, bold=True)
            else:
                sheet.draw(sheet.lines(line, BODY, room, True), BODY, LEFT + _LABEL_WIDTH, sheet.y)
            sheet.y += sheet.leading(BODY)
        sheet.y = max(below, sheet.y)

    def appointment(self) -> None:
        """Set the box that answers when and where."""
        sheet, words = self.sheet, self.words
        office, appointment = self.letter.office, self.letter.appointment
        named = office.letter_names_counter and appointment.counter is not None
        where = words.counter.format(counter=appointment.counter) if named else words.reception
        own = (
            (moment_in(words, appointment.start), DISPLAY, True),
            (where, LEAD, True),
            (words.ten_minutes, BODY, False),
        )
        room = MEASURE - 2 * _PADDING
        blocks = [
            (sheet.lines(self._clean(text), type_, room, bold), type_) for text, type_, bold in own
        ]
        address = [sheet.french(line) for line in office.address]
        height = sum(len(lines) * sheet.leading(type_) for lines, type_ in blocks)
        gap = sheet.half / 2
        height += len(address) * sheet.leading(BODY) + len(blocks) * gap + 2 * _PADDING - 2
        sheet.need(height)
        sheet.frame(LEFT, sheet.y, MEASURE, height, 0.5)
        y = sheet.y + _PADDING - 1
        edge = RIGHT - _PADDING if self._from_right else LEFT + _PADDING
        for lines, type_ in blocks:
            y = sheet.draw(lines, type_, edge, y, backwards=self._from_right) + gap
        for line in address:
            if self._from_right:
                sheet.draw_right(line, BODY, y, right=edge)
            else:
                sheet.draw(sheet.lines(line, BODY, room), BODY, edge, y)
            y += sheet.leading(BODY)
        sheet.y += height + sheet.leading(BODY)

    def sentences(self) -> list[str]:
        """Return what is told: come, what the law says, what the letter is not, how to cancel."""
        words, office, terms = self.words, self.letter.office, self._terms()
        return [
            words.in_person,
            *([words.minor] if self.letter.is_minor else ()),
            *self._law(),
            f"{words.no_permit} {words.receipt.format(**terms)}",
            words.free,
            words.keep,
            f"{words.cannot_come.format(phone=self.quoted(office.phone))} {self._until()}",
        ]

    def _law(self) -> Iterator[str]:
        """Yield what the French page says of the permit on the day of the slot."""
        letter, words, cautions = self.letter, self.words, self.letter.cautions
        expires, booked_on = letter.appointment.applicant.permit_expires, letter.booked_on
        after = letter.appointment.start.date() > expires
        if after:
            message = words.expired if expires < booked_on else words.expires_before
            late = words.late_fee.format(amount=letter.office.rules.late_fee_eur)
            if Caution.LATE_FEE not in cautions:
                unclear = Caution.LATENESS_UNCLEAR in cautions
                late = words.lateness_unclear if unclear else words.proofs
            yield f"{message.format(day=day_in(words, expires))} {late} {words.keep_proofs}"
        until = cover_ends(expires, letter.office.rules)
        over = words.cover_over.format(
            day=day_in(words, until + timedelta(days=1)), **self._terms()
        )
        if letter.kind.cover is Cover.YES:
            yield words.covered.format(day=day_in(words, until)) if booked_on <= until else over
            if Caution.COVER_ENDED in cautions and booked_on <= until:
                yield over
        elif after:
            yield from (over,) if Caution.COVER_ENDED in cautions else self._uncovered(until, over)
        if Caution.RENEWAL_AT_RISK in cautions:
            at_risk = words.long_term if letter.kind.long_term else words.entry
            yield f"{at_risk} {words.booked_on.format(day=day_in(words, booked_on))}"

    def _uncovered(self, until: date, over: str) -> Iterator[str]:
        """Yield what `rules.not_covered` says, in the person's language."""
        letter, words = self.letter, self.words
        known = {Cover.BY_DEPARTMENT: words.by_department, Cover.NOT_NAMED: words.not_named}
        not_named = letter.kind.cover is Cover.NOT_NAMED
        if not_named or letter.booked_on <= until:
            yield known.get(letter.kind.cover, words.cover_unclear)
        if not not_named and max(letter.appointment.start.date(), letter.booked_on) > until:
            yield over

    def _until(self) -> str:
        last = self.letter.office.last_day_to_cancel(self.letter.appointment.start.date())
        if last < self.letter.booked_on:
            return self.words.cancel_soon
        return self.words.cancel_by.format(day=day_in(self.words, last))

    def _terms(self) -> dict[str, str]:
        return {name: self.quoted(french(term)) for name, term in _TERMS.items()}

    def documents(self) -> None:
        """Set the documents that everybody brings, and what they cost; the rest is in French."""
        words, sheet = self.words, self.sheet
        terms = self._terms()
        sheet.need(sheet.leading(LEAD) + 4 * sheet.leading(BODY))
        self.paragraph(words.documents, LEAD, bold=True, after=GAP)
        self.paragraph(words.documents_lead.format(**terms), after=GAP)
        self._boxes(self.letter.documents)
        sheet.y += sheet.half / 2
        self.paragraph(words.lodged, bold=True, after=GAP)
        self._boxes(self.letter.if_lodged)
        sheet.y += sheet.half / 2
        self.paragraph(words.other_documents, after=GAP)
        fee = self.letter.situation.fee_eur(self.letter.office.rules)
        message = words.fee_unknown if fee is None else words.fee if fee else words.fee_free
        before = "" if fee == 0 else words.nothing_before
        self.paragraph(f"{message.format(amount=fee, **terms)} {before}".strip())
        kept = self.letter.office.rules.retention_months
        self.paragraph(words.privacy.format(retention=kept, **terms), SMALL, after=GAP)
        self.paragraph(words.objection, SMALL)

    def _boxes(self, documents: Sequence[Document]) -> None:
        """Set a box and the translated name of each document that has one."""
        language = self.letter.appointment.applicant.language
        for document in documents:
            text = translated(document, language)
            if text is not None:
                self._box_and(text)

    def _box_and(self, text: str) -> None:
        sheet = self.sheet
        lines = sheet.lines(self._clean(text), BODY, MEASURE - INDENT)
        sheet.need(len(lines) * sheet.leading(BODY))
        beside = sheet.y + (sheet.leading(BODY) - BOX) / 2
        sheet.frame(RIGHT - BOX if self._from_right else LEFT, beside, BOX, BOX, 0.25)
        edge = RIGHT - INDENT if self._from_right else LEFT + INDENT
        sheet.y = sheet.draw(lines, BODY, edge, sheet.y, backwards=self._from_right) + GAP
