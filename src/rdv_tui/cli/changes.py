"""The commands that change an appointment: move it, cancel it."""

from typing import Annotated

import typer

from rdv_tui.cli.appointments import Reference
from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import appointment_result
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.acts import CancelReason
from rdv_tui.locales.booking import changes as change_fr
from rdv_tui.services.booking import changes
from rdv_tui.services.delivery import printing


def move(
    context: typer.Context,
    reference: Reference,
    *,
    slot: Annotated[str | None, typer.Option(help=change_fr.MOVE_SLOT, metavar="DATE")] = None,
) -> CliResult:
    """Move the appointment to the slot, under the same guards as at the desk."""
    reader = OptionReader()
    start = reader.moment("--slot", reader.given("--slot", slot))
    reader.refuse_wrong()
    assert start is not None  # it was given, and read
    with open_desk(context.ensure_object(Options)) as desk:
        moved = changes.move(desk, reference, start, ahead=True)
        printing.take_back_outdated(desk)
    return appointment_result(moved, change_fr.MOVED)


def cancel(
    context: typer.Context,
    reference: Reference,
    *,
    reason: Annotated[str | None, typer.Option(help=change_fr.REASON, metavar="MOTIF")] = None,
) -> CliResult:
    """Cancel the appointment for the reason given."""
    reader = OptionReader()
    code = reader.choice("--reason", reader.given("--reason", reason), change_fr.CANCEL_REASONS)
    reader.refuse_wrong()
    assert code is not None  # it was given, and known
    with open_desk(context.ensure_object(Options)) as desk:
        done = changes.cancel(desk, reference, CancelReason(code))
        printing.take_back_outdated(desk)
    return appointment_result(done, change_fr.CANCELLED)
