"""The command of the service between the hall's programs and the store: `broker`."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from rdv_tui.broker import listening
from rdv_tui.cli.options import Options
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.errors import StoreError
from rdv_tui.locales.kiosk import broker as broker_fr
from rdv_tui.services.kiosk.limits import rules_of


def broker(
    context: typer.Context,
    socket: Annotated[
        str | None, typer.Option("--socket", help=broker_fr.SOCKET, metavar="CHEMIN")
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help=broker_fr.ALLOW, metavar="COMPTE")
    ] = None,
    printer: Annotated[
        list[str] | None, typer.Option("--printer", help=broker_fr.PRINTER, metavar="NOM=FILE")
    ] = None,
) -> int:
    """Serve the devices of the hall until a signal ends it."""
    options = context.ensure_object(Options)
    allowed, printers = _accounts(allow or ()), _printers(printer or ())
    path = Path(socket) if socket else None
    rules = rules_of(read_context(options).settings)
    with open_desk(options, asks=False) as desk:
        from rdv_tui.broker.server import Server  # noqa: PLC0415  (stands on the store)
        from rdv_tui.broker.session import Bench  # noqa: PLC0415  (stands on the store)

        with listening.listen(path, os.environ) as opened:
            server = Server(opened, Bench(desk, rules, printers), allowed)
            for name in ("SIGTERM", "SIGINT", "SIGHUP"):
                signal.signal(signal.Signals[name], lambda *_: server.stop())
            typer.echo(broker_fr.LISTENING)
            try:
                server.serve()
            finally:
                listening.forget(path)
    return StoreError.exit_code if server.is_lost else 0


def _accounts(logins: Sequence[str]) -> set[int]:
    """Return the numbers of accounts of this machine. Raises UsageError `wrong_usage`."""
    import pwd  # noqa: PLC0415  (not on Windows)

    found = set()
    for login in logins:
        try:
            found.add(pwd.getpwnam(login).pw_uid)
        except KeyError:
            raise broker_fr.unknown_account(login) from None
    return found


def _printers(texts: Sequence[str]) -> dict[str, str]:
    """Return the queue of each device that has one of its own. Raises UsageError `wrong_usage`."""
    found = {}
    for text in texts:
        device, equals, queue = text.rpartition("=")
        if not (equals and device.strip() and queue.strip()):
            raise broker_fr.bad_printer(text)
        found[device.strip()] = queue.strip()
    return found
