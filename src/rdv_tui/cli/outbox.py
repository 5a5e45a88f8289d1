"""`outbox`: the e-mails that wait, that left and that failed; sending them without a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.appointments import Reference
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.domain.message import MessageState
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.services import background, reading, stations
from rdv_tui.services.delivery import outbox as outbox_service

if TYPE_CHECKING:
    from rdv_tui.services.delivery.outbox import Delivery
    from rdv_tui.services.desk import Desk

app = group_of("outbox", lists=True)
_LISTED = (MessageState.UNSENT, MessageState.SENT, MessageState.FAILED)


@app.command("list", cls=FrenchCommand, help=outbox_fr.LIST)
def list_(
    context: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--all", help=outbox_fr.ALL)] = False,
) -> CliResult:
    """List the messages, the withdrawn ones only when asked."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = outbox_service.list_messages(desk, () if everything else _LISTED)
        reading.note_many(desk, len(found))
        return _answer(found)


@app.command(cls=FrenchCommand, help=outbox_fr.SEND)
def send(
    context: typer.Context,
    *,
    due: Annotated[bool, typer.Option("--due", help=outbox_fr.DUE)] = False,
) -> CliResult:
    """Queue the reminders of the day and send what waits; list what was tried."""
    options = context.ensure_object(Options)
    smtp = None if options.demo else read_context(options).settings.smtp
    with _station(options) as desk:
        tried = background.send_now(desk, smtp, only_due=due)
        unsent = outbox_service.list_messages(desk, (MessageState.UNSENT,))
    if smtp is None:
        options.warn(outbox_fr.no_server(len(unsent)))
    elif tried is None:
        options.warn(outbox_fr.SENT_ELSEWHERE)
    return _answer(tried or [], outbox_fr.tried(len(tried or []), len(unsent)))


@app.command(cls=FrenchCommand, help=outbox_fr.RETRY)
def retry(context: typer.Context, reference: Reference) -> CliResult:
    """Let an appointment's messages that wait or failed be sent at the next occasion."""
    with open_desk(context.ensure_object(Options)) as desk:
        queued = outbox_service.retry(desk, reference)
    return _answer(queued)


@app.command(cls=FrenchCommand, help=outbox_fr.CANCEL)
def cancel(context: typer.Context, reference: Reference) -> CliResult:
    """Withdraw an appointment's messages that have not left."""
    with open_desk(context.ensure_object(Options)) as desk:
        withdrawn = outbox_service.withdraw(desk, reference)
    return _answer(withdrawn)


@contextmanager
def _station(options: Options) -> "Iterator[Desk]":
    """Open a desk that shows the others of this host that it lives, and that it has ended."""
    folder = read_context(options).settings.state
    station = stations.open_station(folder)
    try:
        with open_desk(options) as desk:
            yield replace(desk, station=station.name, stations=folder)
    finally:
        station.close()


def _answer(messages: "list[Delivery]", end: str = "") -> CliResult:
    return CliResult(
        [_object(message) for message in messages],
        lambda: [*map(_line, messages), *([end] if end else [])] or [outbox_fr.NO_MESSAGE],
    )


def _object(message: "Delivery") -> dict[str, object]:
    waits = message.state is MessageState.UNSENT
    return {
        "id": message.id,
        "reference": message.reference,
        "kind": message.kind.value,
        "state": message.state.value,
        "recipient": message.recipient,
        "message_id": message.message_id,
        "attempts": message.attempts,
        "queued_at": message.queued_at,
        "next_at": message.next_at if waits else None,
        "tried_at": message.tried_at,
        "sent_at": message.sent_at,
        "last_answer": message.last_answer,
    }


def _line(message: "Delivery") -> str:
    facts = (
        message.reference,
        outbox_fr.STATES[message.state],
        outbox_fr.KINDS[message.kind],
        message.recipient,
        outbox_fr.attempts(message.attempts),
        message.last_answer or "",
    )
    return " · ".join(filter(None, facts))
