"""`walk-in`: people without an appointment, who join the queue or are sent elsewhere."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.walk_in import SentElsewhere, WalkIn
from rdv_tui.errors import OutputError
from rdv_tui.locales.day import (
    ticket as ticket_fr,
    walk_ins as walk_in_fr,
    walk_ins_line as line_fr,
)
from rdv_tui.services.day import walk_ins
from rdv_tui.services.delivery import printing

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk

app = group_of("walk-in", lists=True)
_WHY = {one.value: text for one, text in walk_in_fr.ELSEWHERE.items()}

Ticket = Annotated[str, typer.Argument(help=line_fr.TICKET, metavar="TICKET")]


@app.command("list", cls=FrenchCommand, help=line_fr.LIST)
def list_(context: typer.Context) -> CliResult:
    """List who came today without an appointment."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = walk_ins.list_walk_ins(desk)
    return listing(found, walk_in_object, line_fr.line, line_fr.NOBODY)


@app.command(cls=FrenchCommand, help=line_fr.ADD)
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=line_fr.NAME, metavar="NOM")],
    *,
    reason: Annotated[str, typer.Option(help=line_fr.REASON, metavar="TEXTE")] = "",
    number: Annotated[str, typer.Option(help=line_fr.NUMBER, metavar="CHIFFRES")] = "",
) -> CliResult:
    """Let somebody join the queue, and answer their ticket."""
    options = context.ensure_object(Options)
    with open_desk(options) as desk:
        one = walk_ins.register(desk, name, reason, number)
        give_ticket(options, desk, one.ticket)
    return _answer(one, line_fr.ADDED.format(name=one.name, ticket=one.ticket))


@app.command(cls=FrenchCommand, help=line_fr.CALL)
def call(
    context: typer.Context,
    ticket: Ticket,
    *,
    counter: Annotated[str | None, typer.Option(help=line_fr.COUNTER, metavar="N")] = None,
) -> CliResult:
    """Call somebody by their ticket."""
    reader = OptionReader()
    number = reader.counter(reader.given("--counter", counter))
    reader.refuse_wrong()
    assert number is not None  # it was given, and read
    with open_desk(context.ensure_object(Options)) as desk:
        one = walk_ins.call(desk, _number(desk, ticket), number)
    return _answer(one, line_fr.line(one))


@app.command(cls=FrenchCommand, help=line_fr.FINISH)
def finish(
    context: typer.Context,
    ticket: Ticket,
    *,
    outcome: Annotated[str | None, typer.Option(help=line_fr.OUTCOME, metavar="ISSUE")] = None,
    why: Annotated[str | None, typer.Option(help=line_fr.WHY, metavar="CODE")] = None,
) -> CliResult:
    """Note how a visit ended."""
    reader = OptionReader()
    code = reader.choice("--outcome", reader.given("--outcome", outcome), line_fr.OUTCOMES)
    if code == "elsewhere":
        why = reader.choice("--why", reader.given("--why", why), _WHY)
    elif why is not None:
        reader.wrong["--why"] = line_fr.WHY_ALONE
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        number = _number(desk, ticket)
        if why is not None:
            one = walk_ins.send_elsewhere(desk, number, SentElsewhere(why))
        elif code == "left":
            one = walk_ins.mark_left(desk, number)
        else:
            one = walk_ins.finish(desk, number)
    return _answer(one, line_fr.line(one))


@app.command(cls=FrenchCommand, help=line_fr.AT_DOOR)
def elsewhere(
    context: typer.Context,
    why: Annotated[str, typer.Argument(help=line_fr.WHERE, metavar="CODE")],
) -> CliResult:
    """Count somebody who was sent elsewhere at the door."""
    reader = OptionReader()
    reader.choice("CODE", why, _WHY)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        one = walk_ins.count_elsewhere(desk, SentElsewhere(why))
    return _answer(one, line_fr.counted_as(SentElsewhere(why)))


def give_ticket(options: Options, desk: "Desk", ticket: str, start: datetime | None = None) -> None:
    """Print a ticket where this desk has a printer for them; what went wrong is a warning."""
    try:
        printing.print_ticket(desk, ticket, start)
    except OutputError as error:
        options.warn(ticket_fr.UNPRINTED.format(ticket=ticket, why=error.message))


def _number(desk: "Desk", ticket: str) -> int:
    one = walk_ins.by_ticket(desk, ticket)
    if one is None:
        raise walk_in_fr.unknown()
    return one.id


def _answer(one: WalkIn, text: str) -> CliResult:
    return CliResult(walk_in_object(one), lambda: [text])


def walk_in_object(one: WalkIn) -> dict[str, object]:
    """Return somebody without an appointment for programs."""
    return {
        "ticket": one.ticket,
        "name": one.name,
        "reason": one.reason,
        "status": one.status.value,
        "arrived_at": one.arrived_at,
        "called_at": one.called_at,
        "ended_at": one.ended_at,
        "counter": one.counter,
        "elsewhere": one.elsewhere.value if one.elsewhere else None,
    }
