"""The command that searches: one line an appointment for people, a list for programs."""

from typing import Annotated

import typer

from rdv_tui.cli.forms import appointment_object
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.booking import find as find_fr
from rdv_tui.locales.dates import birth_date, plain_date
from rdv_tui.services import reading
from rdv_tui.services.booking import search


def find(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help=find_fr.TEXT, metavar="TEXTE")],
) -> CliResult:
    """Answer the appointments that the text may mean, those to come first."""
    typed = " ".join(text)
    with open_desk(context.ensure_object(Options)) as desk:
        answers = search.search(desk, typed)
        reading.note_people(desk, [one.appointment for one in answers.found])
    if answers.is_too_short:
        raise UsageError("wrong_usage", find_fr.TOO_SHORT.format(typed=typed), cli_fr.SEE_HELP)
    data = [appointment_object(one.appointment) for one in answers.found]

    def lines() -> list[str]:
        lines = [_line(one) for one in answers.found]
        if answers.has_more:
            lines.append(f"{find_fr.TOO_MANY.format(count=len(answers.found))}.")
        return lines or [find_fr.NONE_FOUND]

    return CliResult(data, lines)


def _line(hit: "search.SearchHit") -> str:
    """Write an appointment on one line, as the list on the screen has it."""
    found, person = hit.appointment, hit.appointment.applicant
    state = cli_fr.STATUSES[found.status.value] + (f" ({find_fr.PAST})" if hit.is_past else "")
    name = f"{find_fr.NEAR if hit.is_near else ''}{person.name}"
    when = f"{plain_date(found.start.date())} {found.start:%H:%M}"
    facts = (found.reference, when, name, birth_date(person.birth_date))
    number = find_fr.MASK.format(last=person.foreign_resident_number[-4:])
    return " · ".join((*facts, number, state))
