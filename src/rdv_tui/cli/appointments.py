"""The commands on one appointment: book it, show it, write or print its letter."""

from pathlib import Path
from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import appointment_lines, appointment_object, appointment_result
from rdv_tui.cli.options import Options
from rdv_tui.cli.person import kind_warning, read_person
from rdv_tui.cli.results import STANDARD_OUTPUT, CliResult, refuse_two_documents
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.documents import layout
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.contacts import is_doubtful_phone
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.booking.rules import namesake
from rdv_tui.locales.office import offices as office_fr
from rdv_tui.services import reading
from rdv_tui.services.booking import booking, search
from rdv_tui.services.delivery import delivery

_DESK_OR_PHONE = {
    channel.value: cli_fr.CHANNELS[channel] for channel in (Channel.DESK, Channel.PHONE)
}

Reference = Annotated[str, typer.Argument(help=cli_fr.REFERENCE, metavar="RÉFÉRENCE")]


def book(
    context: typer.Context,
    *,
    slot: Annotated[str | None, typer.Option(help=cli_fr.BOOK_SLOT, metavar="DATE")] = None,
    applicant: Annotated[
        str | None, typer.Option(help=cli_fr.APPLICANT, metavar="FICHIER|-")
    ] = None,
    channel: Annotated[str, typer.Option(help=cli_fr.CHANNEL, metavar="CANAL")] = "desk",
) -> CliResult:
    """Book the slot for the person in the file, under the same guards as at the desk."""
    reader = OptionReader()
    start = reader.moment("--slot", reader.given("--slot", slot))
    source = reader.given("--applicant", applicant)
    reader.choice("--channel", channel, _DESK_OR_PHONE)
    if source is None:
        reader.refuse_wrong()
    options = context.ensure_object(Options)
    person = read_person(str(source), read_context(options).clock.today(), reader.wrong)
    reader.refuse_wrong()
    assert start is not None  # it was given, and read
    with open_desk(options) as desk:
        booked = booking.book_at(desk, start, person, channel=Channel(channel), ahead=True)
        there = booking.find_elsewhere(desk, person.foreign_resident_number)
        same = [namesake(one.start, one.reference) for one in booking.find_namesakes(desk, person)]
    other = [office_fr.expected_elsewhere(one.place, one.day) for one in there]
    options.warn(kind_warning(person), *same, *other)
    if person.phone and is_doubtful_phone(person.phone):
        options.warn(cli_fr.phone_doubtful(person.phone))
    return appointment_result(booked, cli_fr.BOOKED)


def show(context: typer.Context, reference: Reference) -> CliResult:
    """Answer one appointment."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = search.get(desk, reference)
        reading.note_card(desk, found)
    return CliResult(appointment_object(found), lambda: appointment_lines(found))


def letter(
    context: typer.Context,
    reference: Reference,
    *,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help=cli_fr.OUTPUT, metavar="FICHIER")
    ] = None,
    on_paper: Annotated[bool, typer.Option("--print", help=cli_fr.PRINT)] = False,
    printer: Annotated[str | None, typer.Option("--printer", hidden=True)] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help=cli_fr.LARGE_PRINT)] = False,
    archive: Annotated[bool, typer.Option("--archive", help=cli_fr.ARCHIVE)] = False,
) -> CliResult:
    """Write the appointment letter as a PDF, print it, or both."""
    options = context.ensure_object(Options)
    refuse_two_documents(output, as_json=options.as_json)
    form = layout.PrintLayout(large_print, archive)
    data: dict[str, object] = {}
    lines: list[str] = []
    raw: bytes | None = None
    with open_desk(options) as desk:
        found = search.get(desk, reference)
        if not on_paper:  # a print leaves its own line
            reading.note_card(desk, found)
        if output == STANDARD_OUTPUT:
            raw = delivery.letter_pdf(desk, found.reference, form)
        elif output is not None or not on_paper:
            path = Path(output or f"convocation-{found.reference}.pdf")
            data["file"] = str(delivery.save_letter(desk, found.reference, path, form))
            lines.append(cli_fr.letter_saved(str(data["file"])))
        if on_paper:
            sent = delivery.print_letter(desk, found.reference, printer, form)
            data["job"] = sent.job
            lines.append(cli_fr.letter_printed(sent.printer, sent.job))
    return CliResult(data, lambda: lines, raw=raw)
