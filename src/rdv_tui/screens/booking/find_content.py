"""What the search shows: a line an answer, one in short, advice where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from rdv_tui import catalogue
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
from rdv_tui.locales.dates import moment, plain_date, short_birth_date, short_date
from rdv_tui.screens.booking.card_content import (
    Rows,
    group,
    name_of,
    permit_rows,
    person_rows,
)
from rdv_tui.services.booking.search import SearchHit, SearchResults
from rdv_tui.text import plain
from rdv_tui.widgets.facts import Group
from rdv_tui.widgets.states import STATE_WIDTH, state

DATE, HOUR, BIRTH, NUMBER = 15, 6, 11, 7
STATE = STATE_WIDTH + 1  # each column ends with a blank
SITUATION = 44
MIN_NAME_WIDTH = 18
SIDE_LABEL_WIDTH = 17
MOST_NAME = 44
MARGINS = 3  # the list's own


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each column is where the list has some width; 0 for one that has no room."""

    date: int
    hour: int
    name: int
    birth: int
    number: int
    state: int
    situation: int

    @classmethod
    def within(cls, width: int) -> "Columns":
        """Return the columns for a list `width` cells wide; the name takes what is left."""
        left = width - MARGINS - DATE - HOUR - BIRTH - STATE
        number = NUMBER if left - NUMBER >= MIN_NAME_WIDTH else 0
        situation = SITUATION if left - number - SITUATION >= MIN_NAME_WIDTH else 0
        name = max(1, left - number - situation)
        if situation:  # a name has its length, what the person comes for is cut sooner
            name, situation = min(name, MOST_NAME), situation + max(0, name - MOST_NAME)
        return cls(DATE, HOUR, name, BIRTH, number, STATE, situation)

    def line(self, parts: Sequence[Content]) -> Content:
        """Return `parts` side by side, each cut or filled to its column, the last cell blank."""
        widths = (getattr(self, name) for name in self.__dataclass_fields__)
        return Content.assemble(
            *(
                Content.assemble(part.truncate(width - 1, ellipsis=True, pad=True), " ")
                for part, width in zip(parts, widths, strict=True)
                if width
            )
        )


def heading_line(columns: Columns) -> Content:
    """Name the columns."""
    titles = [Content(title) for title in find_fr.COLUMNS]
    return Content.assemble(" ", columns.line(titles)).stylize("$text-muted")


def found_line(found: SearchHit, today: date, columns: Columns) -> Content:
    """Return one answer: date, hour, name, birth, the end of the number, state, situation.

    The number is masked: a visitor can see the list. What is past says so, and what only sounds so.
    """
    appointment = found.appointment
    person = appointment.applicant
    strong, muted = ("$text-muted", "$text-muted") if found.is_past else ("bold", "")
    number = find_fr.MASK.format(last=person.foreign_resident_number[-4:])
    name = DISCRETION.name(name_of(appointment))
    return columns.line(
        (
            Content.styled(_day(appointment.start.date(), today), muted),
            Content.styled(f"{appointment.start:%H:%M}", strong),
            plain(f"{find_fr.NEAR if found.is_near else ''}{name}", strong),
            Content.styled(DISCRETION.other(short_birth_date(person.birth_date)), muted),
            Content.styled(number, "$text-muted"),
            state(appointment.status),
            plain(_situation(appointment), muted),
        )
    )


def _day(day: date, today: date) -> str:
    """Write a day to come with its weekday, a past one as past."""
    if day < today:
        return find_fr.PAST_DAY.format(day=f"{day:%d/%m/%y}")
    return short_date(day) if (day - today).days < 180 else f"{day:%d/%m/%Y}"


def _situation(appointment: Appointment) -> str:
    labels = {entry.code: entry.label for entry in catalogue.situations().situations}
    code = appointment.applicant.situation
    return labels.get(code, code)


def brief_content(appointment: Appointment) -> Content:
    """Return in one line what the list has no room for."""
    expires = plain_date(appointment.applicant.permit_expires)
    text = find_fr.BRIEF.format(
        reference=appointment.reference, situation=_situation(appointment), expires=expires
    )
    return plain(text, "$text-muted")


def summary_groups(appointment: Appointment) -> list[Group]:
    """Return the appointment's card in short, for the panel beside the list."""
    facts = [(ROW_REFERENCE, appointment.reference), (ROW_WHEN, moment(appointment.start))]
    return [
        group(GROUP_APPOINTMENT, facts),
        group(GROUP_PERSON, _person_rows(appointment)),
        group(GROUP_PERMIT, permit_rows(appointment)),
    ]


def _person_rows(appointment: Appointment) -> Rows:
    rows = person_rows(appointment)
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
