"""The papers beside the letter: what to bring, where to go instead, whom to ask for help.

They carry nobody's name, nor do they say whose they are, and are set outside any transaction.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.domain.problems import Problem
from rdv_tui.domain.situations import Situation
from rdv_tui.errors import OutputError, UsageError
from rdv_tui.locales.day import arrivals as day_refusals
from rdv_tui.locales.delivery import papers as paper_fr
from rdv_tui.locales.delivery.letter_languages import LANGUAGES as LETTERS
from rdv_tui.locales.fields import sentence
from rdv_tui.locales.kiosk import places
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.locales.office import help_desk as help_desk_fr
from rdv_tui.services.booking import booking, eligibility
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.delivery.specimens import layout_of
from rdv_tui.services.desk import Desk

if TYPE_CHECKING:
    from rdv_tui.documents.guidance import Summary


def checklist(desk: Desk, situation: str) -> bytes:
    """Return the documents of a situation, with boxes to tick, as a PDF file.

    Raises UsageError `invalid_fields` for a code that the catalogue has not.
    """
    from rdv_tui.documents.checklist import Checklist, render_checklist  # noqa: PLC0415  (fpdf2)

    entry, guide = _entry(situation), catalogue.situations()
    return render_checklist(
        Checklist(
            office=desk.office,
            situation=entry,
            documents=guide.documents_for(entry),
            as_of=guide.as_of,
            made_at=desk.clock.now(),
            if_lodged=guide.documents_if_lodged(entry),
        ),
        layout_of(desk),
    )


def routing_sheet(desk: Desk, situation: str) -> bytes:
    """Return where to go instead of the desk, and what to prepare, as a PDF file.

    A situation that reveals health or violence is not named on it. Raises UsageError.
    """
    entry = _entry(situation)
    note = paper_fr.as_of(catalogue.situations().as_of, verified=entry.verified)
    sections = paper_fr.routing_sections(entry, desk.office)
    return _rendered(desk, paper_fr.routing_title(entry), sections, note)


def refusal_sheet(desk: Desk, typed: Mapping[str, str], language: str = "fr") -> bytes:
    """Return what to hand to somebody who is turned away, with what they said, as a PDF file.

    `typed` are the fields of step 1; in another `language` of the kiosk the answer stands first.
    Nobody is named, nor a situation that reveals health or violence. Raises UsageError
    `invalid_fields` for unknown codes, ValueError when nothing turns them away.
    """
    guide, today = catalogue.situations(), desk.clock.today()
    expires = parse_date(typed.get("permit_expires", ""), today, Era.FUTURE)
    postal_code = typed.get("postal_code", "").strip()
    finding = eligibility.evaluate(
        desk.office,
        today,
        situation=typed.get("situation"),
        permit_kind=typed.get("permit_kind"),
        expires=expires,
        postal_code=postal_code,
    )
    if finding is None or finding.verdict.code is VerdictCode.BOOKABLE:
        raise ValueError("nothing turns this person away")
    entry = _entry(typed["situation"]) if typed.get("situation") else None
    held = next((k for k in guide.permit_kinds if k.code == typed.get("permit_kind")), None)
    said = paper_fr.said(entry, held, expires, postal_code, today)
    sections = paper_fr.refusal_sections(said, finding.message, entry, desk.office)
    note = paper_fr.as_of(guide.as_of, verified=entry is None or entry.verified)
    title = paper_fr.REFUSAL_TITLES[finding.verdict.code]
    summary = None
    if entry is not None and language != FRENCH.code:
        from rdv_tui.documents.guidance import Summary  # noqa: PLC0415  (fpdf2)

        words = WORDS[language]
        said_too = _say_in(words, desk, finding.verdict, entry, expires, postal_code)
        summary = Summary(language, words.not_here, said_too)
    return _rendered(desk, title, sections, note, summary)


def _say_in(
    words: Words,
    desk: Desk,
    verdict: Verdict,
    situation: Situation,
    expires: date | None,
    postal_code: str,
) -> tuple[str, ...]:
    """Return why and where to in another language, and that the French alone is binding."""
    home = catalogue.home_department(postal_code)
    where, _ = places.where_to_go(words, verdict, desk.office, situation, home)
    why = places.decided_by(words, verdict, situation, expires, postal_code)
    return (*why, *where, LETTERS[words.code].binding)


def dossier(desk: Desk, situation: str) -> bytes:
    """Return the office's own form of a situation, as the PDF file that it put in its folder.

    Raises UsageError for a code that the catalogue has not, OutputError `no_dossier` that says
    where to get the form instead.
    """
    entry = _entry(situation)
    path = catalogue.dossier(entry.code)
    try:
        document = path.read_bytes() if path is not None else b""
    except OSError:
        document = b""
    if not document.startswith(b"%PDF-"):
        raise OutputError("no_dossier", paper_fr.no_dossier(desk.office, str(path) if path else ""))
    return document


def missing_sheet(desk: Desk, reference: str) -> bytes:
    """Return what the file of an appointment lacked, and when its person comes again, as a PDF.

    Raises Refusal `unknown_reference`, and `not_allowed_now` where nothing was noted as missing.
    """
    card = get_card(desk, reference)
    if not card.missing:
        raise day_refusals.nothing_was_missing()
    number = card.appointment.applicant.foreign_resident_number
    again = booking.screen(desk, number=number, email=None, phone=None).future
    if again is not None and again.reference == card.appointment.reference:
        again = None
    sections = paper_fr.missing_sections(card.missing, again.start if again else None)
    return _rendered(desk, paper_fr.MISSING, sections)


def help_sheet(desk: Desk) -> bytes:
    """Return « Je n'arrive pas à effectuer la démarche » for the person to take along, as a PDF."""
    return _rendered(desk, paper_fr.HELP, help_desk_fr.for_people(desk.office))


def _rendered(
    desk: Desk,
    title: str,
    sections: tuple[tuple[str, tuple[str, ...]], ...],
    note: str = "",
    summary: "Summary | None" = None,
) -> bytes:
    from rdv_tui.documents.guidance import Guidance, render_guidance  # noqa: PLC0415  (fpdf2)

    paper = Guidance(desk.office, title, sections, desk.clock.now(), note, summary)
    return render_guidance(paper, layout_of(desk))


def _entry(code: str) -> Situation:
    try:
        return catalogue.situations().situation(code)
    except KeyError:
        text = sentence("situation", Problem("unknown_situation"))
        raise UsageError("invalid_fields", text, fields={"situation": text}) from None
