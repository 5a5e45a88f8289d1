"""The hall on the command line: who comes, who waits, who is called, and how each visit ended."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.appointments import Reference
from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import appointment_lines, appointment_object, appointment_result
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk
from rdv_tui.cli.walk_ins import give_ticket, walk_in_object
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.walk_in import WalkIn
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.day import hall_line as hall_fr
from rdv_tui.services.day import arrivals, queue as queue_service

if TYPE_CHECKING:
    from rdv_tui.services.day.queue import InHall
    from rdv_tui.services.desk import Desk


def _outcomes() -> "dict[str, Callable[[Desk, str], Appointment]]":
    return {
        "received": arrivals.mark_received,
        "no_show": arrivals.mark_no_show,
        "left": arrivals.mark_left,
    }


def arrive(context: typer.Context, reference: Reference) -> CliResult:
    """Note that the person is here, on the day of the appointment."""
    options = context.ensure_object(Options)
    with open_desk(options) as desk:
        arrival = arrivals.arrive(desk, reference)
        if arrival.refusal is not None:
            raise arrival.refusal
        one = arrival.appointment
        give_ticket(options, desk, arrival.ticket, one.start)
    text = hall_fr.ARRIVED.format(ticket=arrival.ticket)
    return CliResult(
        appointment_object(one) | {"ticket": arrival.ticket},
        lambda: [text, *appointment_lines(one)],
    )


def call(
    context: typer.Context,
    reference: Annotated[
        str | None, typer.Argument(help=hall_fr.CALL_WHO, metavar="RÉFÉRENCE")
    ] = None,
    *,
    counter: Annotated[str | None, typer.Option(help=hall_fr.CALL_COUNTER, metavar="N")] = None,
) -> CliResult:
    """Call the next person to the counter, or somebody by reference."""
    reader = OptionReader()
    if reference is None:
        counter = reader.given("--counter", counter)
    number = reader.counter(counter)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        if reference is not None:
            return _answer(arrivals.call(desk, reference, number), hall_fr.CALLED)
        assert number is not None  # it was given, and read
        called = arrivals.call_next(desk, number)
    if isinstance(called, WalkIn):
        return _walk_in_answer(called)
    return _answer(called, hall_fr.CALLED)


def finish(
    context: typer.Context,
    reference: Reference,
    *,
    outcome: Annotated[str | None, typer.Option(help=hall_fr.OUTCOME, metavar="ISSUE")] = None,
    missing: Annotated[
        list[str] | None, typer.Option("--missing", help=hall_fr.MISSING, metavar="PIÈCE")
    ] = None,
    other: Annotated[
        str, typer.Option("--other", help=hall_fr.OTHER_MISSING, metavar="TEXTE")
    ] = "",
) -> CliResult:
    """Note how the visit ended."""
    reader = OptionReader()
    code = reader.choice("--outcome", reader.given("--outcome", outcome), hall_fr.OUTCOMES)
    if code in _outcomes():
        for option, given in (("--missing", missing), ("--other", other)):
            if given:
                reader.wrong[option] = hall_fr.MISSING_ALONE
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        if code in _outcomes():
            done = _outcomes()[code](desk, reference)
        else:
            done = arrivals.mark_incomplete(desk, reference, missing or [], other)
    return _answer(done, hall_fr.ENDED)


def queue(
    context: typer.Context,
    *,
    counter: Annotated[str | None, typer.Option(help=hall_fr.QUEUE_COUNTER, metavar="N")] = None,
) -> CliResult:
    """List who waits in the hall, in the order in which they are called."""
    reader = OptionReader()
    number = reader.counter(counter)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        found = queue_service.list_waiting_room(desk, number)
    return listing(found, _in_hall_object, _in_hall_line, hall_fr.NOBODY_WAITS)


def _in_hall_object(one: "InHall") -> dict[str, object]:
    return {
        "reference": one.reference,
        "name": one.name,
        "start": one.start,
        "arrived_at": one.arrived_at,
        "waits_minutes": one.minutes,
        "counter": one.counter,
        "called_by": one.effective,
        "walk_in": one.walk_in,
    }


def _in_hall_line(one: "InHall") -> str:
    start = None if one.walk_in else one.start
    return hall_fr.queue_line(one.reference, one.name, start, one.minutes, one.counter)


def _answer(appointment: Appointment, done: str) -> CliResult:
    return appointment_result(
        appointment, done.format(counter=appointment.counter or cli_fr.RECEPTION)
    )


def _walk_in_answer(called: WalkIn) -> CliResult:
    """Answer with somebody who has no appointment: the ticket is all that names them."""
    text = hall_fr.CALLED_WALK_IN.format(
        counter=called.counter, name=called.name, ticket=called.ticket
    )
    return CliResult(walk_in_object(called), lambda: [text])
