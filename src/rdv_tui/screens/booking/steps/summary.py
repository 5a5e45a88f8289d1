"""The booking on one screen: rows in four groups, each under the key that corrects it."""

from datetime import date

from textual.content import Content

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Identification
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.office import Office
from rdv_tui.locales import commands, law, screens as screen_fr
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.command import Command
from rdv_tui.locales.dates import moment, plain_date
from rdv_tui.screens.booking.card_content import person_rows
from rdv_tui.screens.booking.steps.recap import kind_label, situation_label
from rdv_tui.services.booking import eligibility
from rdv_tui.text import plain

LABEL_WIDTH = 20
VALUE_WIDTH = 48
"""What is longer goes on beneath: before booking everything is read in full."""

Rows = tuple[tuple[str, str], ...]


def _identified(draft: BookingDraft) -> str:
    if draft.identification is Identification.PHONE:
        return screen_fr.IDENTIFIED_PHONE
    return screen_fr.IDENTIFIED_DOCUMENT if draft.identification else screen_fr.NOTHING_GIVEN


def _groups(
    office: Office, draft: BookingDraft, person: Applicant, *, brief: bool
) -> tuple[tuple[str, Command, Rows], ...]:
    where = ", ".join(office.address[1:] or office.address)
    none = screen_fr.NOTHING_GIVEN
    number = group_digits(person.foreign_resident_number)
    return (
        (
            screen_fr.SUMMARY_APPOINTMENT,
            commands.FIX_SLOT,
            (
                (screen_fr.ROW_WHEN, moment(draft.hold.start) if draft.hold else none),
                *(() if brief else ((screen_fr.ROW_WHERE, where),)),
            ),
        ),
        (
            screen_fr.SUMMARY_PERMIT,
            commands.FIX_NOTICE,
            (
                (screen_fr.SITUATION, situation_label(draft.typed.get("situation", ""))),
                (screen_fr.PERMIT_KIND, kind_label(draft.typed.get("permit_kind", ""))),
                (screen_fr.PERMIT_EXPIRES, plain_date(person.permit_expires)),
            ),
        ),
        (
            screen_fr.SUMMARY_CHECK,
            commands.FIX_SECURITY,
            ((screen_fr.NUMBER, f"{number} · {_identified(draft)}"),),
        ),
        (
            screen_fr.SUMMARY_CONTACT,
            commands.FIX_DETAILS,
            tuple(row for row in person_rows(person) if row[0] != card_fr.ROW_NUMBER),
        ),
    )


def summary_groups(
    office: Office, draft: BookingDraft, person: Applicant, *, brief: bool
) -> list[Content]:
    """Return the summary's groups, one row a line, the group's key before its title.

    Where warnings need the room more, `brief` leaves the address out, and a group's title stands
    for the label of its first row.
    """
    groups: list[Content] = []
    for title, command, rows in _groups(office, draft, person, brief=brief):
        key = (f"{command.shown_key} ", "bold")
        values = [_row(label, value) for label, value in rows]
        if brief:
            head = Content.assemble(key, (title.ljust(LABEL_WIDTH), "bold"))
            values[0] = Content.assemble(head, values[0][len(head) :])
        else:
            values.insert(0, Content.assemble(key, (title, "bold")))
        groups.append(Content("\n").join(values))
    return groups


def _row(label: str, value: str) -> Content:
    strong = "bold" if label in {screen_fr.ROW_WHEN, card_fr.ROW_NAME} else ""
    first, *more = plain(value, strong).wrap(VALUE_WIDTH) or [Content("")]
    line = Content.assemble((f"  {label.ljust(LABEL_WIDTH)}", "$text-muted"), first)
    indent = " " * (LABEL_WIDTH + 2)
    return Content("\n").join((line, *(Content.assemble(indent, part) for part in more)))


def warning_sentences(
    office: Office, today: date, draft: BookingDraft, person: Applicant
) -> tuple[str, ...]:
    """Return what the person should be told about this slot and this permit."""
    if draft.hold is None:
        return ()
    day = draft.hold.start.date()
    found = eligibility.evaluate_applicant(office, today, person, day, draft.override)
    minor = (law.MINORS.say(),) if person.is_minor_on(day) else ()
    return (*minor, *(sentence for _, sentence in found.warnings)) if found else minor
