"""The commands on one appointment: book it, show it, write or print its letter."""

from pathlib import Path
from typing import Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.arguments import Reading
from rdv_tui.cli.forms import appointment_lines, appointment_object
from rdv_tui.cli.person import read_person
from rdv_tui.cli.session import Options, enter, open_desk
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as say

_DESK_OR_PHONE = {channel.value: say.CHANNELS[channel] for channel in (Channel.DESK, Channel.PHONE)}

Reference = Annotated[str, typer.Argument(help=say.REFERENCE, metavar="RÉFÉRENCE")]


def book(
    context: typer.Context,
    *,
    slot: Annotated[str | None, typer.Option(help=say.BOOK_SLOT, metavar="DATE")] = None,
    applicant: Annotated[str | None, typer.Option(help=say.APPLICANT, metavar="FICHIER|-")] = None,
    channel: Annotated[str, typer.Option(help=say.CHANNEL, metavar="CANAL")] = "desk",
) -> Answer:
    """Book the slot for the person in the file, under the same guards as at the desk."""
    reading = Reading()
    start = reading.moment("--slot", reading.given("--slot", slot))
    source = reading.given("--applicant", applicant)
    reading.choice("--channel", channel, _DESK_OR_PHONE)
    if source is None:
        reading.refuse_wrong()
    options = context.ensure_object(Options)
    person = read_person(str(source), enter(options).clock.today(), reading.wrong)
    reading.refuse_wrong()
    from rdv_tui.services.entrance import book_ahead  # noqa: PLC0415  (brings SQLAlchemy)

    assert start is not None  # it was given, and read
    with open_desk(options) as desk:
        booked = book_ahead(desk, start, person, channel=Channel(channel))
    return Answer(appointment_object(booked), lambda: [say.BOOKED, *appointment_lines(booked)])


def show(context: typer.Context, reference: Reference) -> Answer:
    """Answer one appointment."""
    from rdv_tui.services import lookup  # noqa: PLC0415

    with open_desk(context.ensure_object(Options)) as desk:
        found = lookup.get(desk, reference)
    return Answer(appointment_object(found), lambda: appointment_lines(found))


def letter(
    context: typer.Context,
    reference: Reference,
    *,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help=say.OUTPUT, metavar="FICHIER")
    ] = None,
    on_paper: Annotated[bool, typer.Option("--print", help=say.PRINT)] = False,
    printer: Annotated[str | None, typer.Option("--printer", hidden=True)] = None,
    large_print: Annotated[bool, typer.Option("--large-print", help=say.LARGE_PRINT)] = False,
    archive: Annotated[bool, typer.Option("--archive", help=say.ARCHIVE)] = False,
) -> Answer:
    """Write the appointment letter as a PDF, print it, or both."""
    options = context.ensure_object(Options)
    if output == "-" and options.as_json:
        raise UsageError("wrong_usage", say.JSON_AND_STDOUT, say.SEE_HELP)
    from rdv_tui.documents.layout import Form  # noqa: PLC0415  (brings fpdf2)
    from rdv_tui.services import delivery, lookup  # noqa: PLC0415  (bring SQLAlchemy)

    form = Form(large_print, archive)
    data: dict[str, object] = {}
    lines: list[str] = []
    raw: bytes | None = None
    with open_desk(options) as desk:
        found = lookup.get(desk, reference)
        if output == "-":
            raw = delivery.letter(desk, found.reference, form)
        elif output is not None or not on_paper:
            path = Path(output or f"convocation-{found.reference}.pdf")
            data["file"] = str(delivery.save_letter(desk, found.reference, path, form))
            lines.append(say.letter_saved(str(data["file"])))
        if on_paper:
            sent = delivery.print_letter(desk, found.reference, printer, form)
            data["job"] = sent.job
            lines.append(say.letter_printed(sent.printer, sent.job))
    return Answer(data, lambda: lines, raw=raw)
