"""What the search shows: a line an answer, one in short, advice where there is none."""

from datetime import date

from textual.content import Content

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Appointment
from rdv_tui.locales.booking import find as find_fr
from rdv_tui.locales.booking.card import (
    GROUP_APPOINTMENT,
    GROUP_PERMIT,
    GROUP_PERSON,
    ROW_NAME,
    ROW_NUMBER,
    ROW_REFERENCE,
    ROW_WHEN,
)
from rdv_tui.locales.dates import list_day, moment, plain_date, short_birth_date, short_date
from rdv_tui.screens.booking.card_content import (
    Rows,
    group,
    permit_rows,
    person_rows,
)
from rdv_tui.screens.booking.steps.recap import situation_label
from rdv_tui.services.booking.search import SearchHit, SearchResults
from rdv_tui.text import plain
from rdv_tui.widgets.facts import Group
from rdv_tui.widgets.person_rows import Column, Part, PersonRows
from rdv_tui.widgets.states import state

_DAY = 17
ROWS = PersonRows(
    Column(Part.WHEN, 23, f"{find_fr.DATE:<{_DAY}}{find_fr.HOUR}"),
    Column(Part.REFERENCE, 10, find_fr.REFERENCE, since=136),
    Column(Part.SIGN, 2),
    Column(Part.WHO, 20, find_fr.WHO, most=44),
    Column(Part.BIRTH, 11, find_fr.BIRTH),
    Column(Part.NUMBER, 7, find_fr.NUMBER, since=76),
    Column(Part.WHAT, 24, find_fr.WHAT, most=90, since=116),
    Column(Part.WORD, 10, find_fr.WORD),
)
SIDE_LABEL_WIDTH = 17


def found_line(found: SearchHit, today: date, width: int) -> Content:
    """Return one answer; the number is masked: a visitor can see the list.

    What is past says so, and what only sounds so.
    """
    appointment = found.appointment
    person = appointment.applicant
    strong, plainly = ("$text-muted", "$text-muted") if found.is_past else ("bold", "")
    sign, word = state(appointment.status)
    name = DISCRETION.name(person.name)
    day = _day(appointment.start.date(), today)
    cells = {
        Part.WHEN: Content.assemble(
            (f"{day:<{_DAY}}", plainly), (f"{appointment.start:%H:%M}", strong)
        ),
        Part.REFERENCE: plain(appointment.reference, "$text-muted"),
        Part.SIGN: sign,
        Part.WHO: plain(f"{find_fr.NEAR if found.is_near else ''}{name}", strong),
        Part.BIRTH: Content.styled(DISCRETION.other(short_birth_date(person.birth_date)), plainly),
        Part.NUMBER: plain(
            find_fr.MASK.format(last=person.foreign_resident_number[-4:]), "$text-muted"
        ),
        Part.WHAT: plain(situation_label(person.situation), plainly),
        Part.WORD: word,
    }
    return ROWS.line(cells, width)


def _day(day: date, today: date) -> str:
    """Write a day to come with its weekday, a past one as past."""
    if day < today:
        return find_fr.PAST_DAY.format(day=list_day(day, today))
    return short_date(day) if (day - today).days < 180 else list_day(day, today)


def brief_content(appointment: Appointment) -> Content:
    """Return in one line what the list has no room for."""
    person = appointment.applicant
    text = find_fr.BRIEF.format(
        reference=appointment.reference,
        situation=situation_label(person.situation),
        expires=plain_date(person.permit_expires),
    )
    return plain(text, "$text-muted")


def summary_groups(appointment: Appointment) -> list[Group]:
    """Return the appointment's card in short, for the panel beside the list."""
    facts = [(ROW_REFERENCE, appointment.reference), (ROW_WHEN, moment(appointment.start))]
    return [
        group(GROUP_APPOINTMENT, facts),
        group(GROUP_PERSON, _person_rows(appointment)),
        group(GROUP_PERMIT, permit_rows(appointment.applicant)),
    ]


def _person_rows(appointment: Appointment) -> Rows:
    rows = person_rows(appointment.applicant)
    if not DISCRETION.on:
        return rows
    shown = {ROW_NAME: DISCRETION.name, ROW_NUMBER: DISCRETION.number}
    return [(label, shown.get(label, DISCRETION.other)(value)) for label, value in rows]


def advice_content(answers: SearchResults, typed: str) -> Content:
    """Return what to type, or what else to try when nothing answers; empty beside a list."""
    if answers.found:
        return Content("")
    if answers.is_too_short:
        lines = [Content.styled(find_fr.TYPE_MORE, "bold"), Content("")]
        lines += [Content.styled(f"· {way}", "$text-muted") for way in find_fr.WAYS]
        return Content("\n").join(lines)
    return Content.assemble(
        plain(find_fr.NOTHING.format(typed=typed), "bold $text-warning"),
        "\n\n",
        (find_fr.NOTHING_ADVICE, "$text-muted"),
    )
