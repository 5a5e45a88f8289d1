"""The commands that change an appointment: move it, cancel it."""

from typing import Annotated

import typer

from rdv_tui.cli.answer import Answer
from rdv_tui.cli.appointments import Reference
from rdv_tui.cli.arguments import Reading
from rdv_tui.cli.forms import appointment_lines, appointment_object
from rdv_tui.cli.session import Options, open_desk
from rdv_tui.domain.acts import CancelReason
from rdv_tui.locales import changes as say


def move(
    context: typer.Context,
    reference: Reference,
    *,
    slot: Annotated[str | None, typer.Option(help=say.MOVE_SLOT, metavar="DATE")] = None,
) -> Answer:
    """Move the appointment to the slot, under the same guards as at the desk."""
    reading = Reading()
    start = reading.moment("--slot", reading.given("--slot", slot))
    reading.refuse_wrong()
    from rdv_tui.services.entrance import move_ahead  # noqa: PLC0415  (brings SQLAlchemy)

    assert start is not None  # it was given, and read
    with open_desk(context.ensure_object(Options)) as desk:
        moved = move_ahead(desk, reference, start)
    return Answer(appointment_object(moved), lambda: [say.MOVED, *appointment_lines(moved)])


def cancel(
    context: typer.Context,
    reference: Reference,
    *,
    reason: Annotated[str | None, typer.Option(help=say.REASON, metavar="MOTIF")] = None,
) -> Answer:
    """Cancel the appointment for the reason given."""
    reading = Reading()
    code = reading.given("--reason", reason)
    if code is not None:
        reading.choice("--reason", code, say.CANCEL_REASONS)
    reading.refuse_wrong()
    from rdv_tui.services.changes import cancel as cancel_it  # noqa: PLC0415

    assert code is not None  # it was given, and known
    with open_desk(context.ensure_object(Options)) as desk:
        done = cancel_it(desk, reference, CancelReason(code))
    return Answer(appointment_object(done), lambda: [say.CANCELLED, *appointment_lines(done)])
