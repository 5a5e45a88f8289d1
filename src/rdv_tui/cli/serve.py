"""The command of the desk in browsers: `serve`."""

import asyncio
import os
import socket as sockets
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.options import Options, asking, refuse_both
from rdv_tui.cli.session import Context, open_desk, read_context
from rdv_tui.errors import RdvError, StoreError, UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk.contract import FROM_BROKER, FROM_STORE, SERVED
from rdv_tui.services.kiosk.secret_file import WEB_SECRET_FILE, read_secret
from rdv_tui.services.office import vouching
from rdv_tui.store import engine
from rdv_tui.web.address import Listen, read_listen, read_origin
from rdv_tui.web.served import Served, everybody

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

LISTEN = "127.0.0.1:8017"


def serve(
    context: typer.Context,
    listen: Annotated[
        str, typer.Option("--listen", help=browser_fr.LISTEN, metavar="ADRESSE")
    ] = LISTEN,
    public_url: Annotated[
        str, typer.Option("--public-url", help=browser_fr.PUBLIC_URL, metavar="URL")
    ] = "",
    *,
    kiosk: Annotated[bool, typer.Option("--kiosk", help=browser_fr.KIOSK)] = False,
    broker: Annotated[
        str | None, typer.Option("--broker", help=browser_fr.BROKER, metavar="CHEMIN")
    ] = None,
) -> int:
    """Serve the desk, or the kiosk, to browsers until a signal ends it."""
    options = context.ensure_object(Options)
    if options.as_json:
        raise UsageError("wrong_usage", cli_fr.NOT_FOR_DESK, cli_fr.SEE_HELP)
    if broker is not None and not kiosk:
        raise browser_fr.broker_without_kiosk()
    refuse_both(options, broker)
    where = read_listen(listen)
    if not public_url and options.demo and where.path is None and where.port:
        public_url = f"http://{listen}"
    origin = read_origin(public_url)
    run = _server()
    served = _served(options, origin, broker, kiosk=kiosk)
    asyncio.run(run(served, where, partial(_tell, kiosk=kiosk)))
    return 0


def _server() -> "Callable[[Served, Listen, Callable[[str], None]], Coroutine[object, None, None]]":
    """Return what serves. Raises RdvError `extra_missing`."""
    if sys.platform == "win32":
        raise browser_fr.no_terminals_here()
    try:
        from rdv_tui.web.server import serve as run  # noqa: PLC0415  (brings the extra)
    except ModuleNotFoundError as error:
        raise browser_fr.extra_missing() from error
    return run


def _served(options: Options, origin: str, broker: str | None, *, kiosk: bool) -> Served:
    """Say what is served. Raises NotAllowed `device_closed`; StoreError.

    A kiosk that asks a broker opens no store, and its server neither.
    """
    from rdv_tui.web.environment import environment_of  # noqa: PLC0415  (reads the settings)

    context = read_context(options)
    socket = asking(context.settings, options, broker).broker if kiosk else None
    if socket is not None:
        return _served_by_broker(options, origin, context, socket.absolute())
    secret = None if options.demo else _secret(options, context)
    environ = environment_of(os.environ, context.target)
    environ.pop("RDV_BROKER", None)
    if kiosk:
        environ |= _at_kiosk(context, FROM_STORE)
    return Served(
        _command(options, kiosk=kiosk),
        environ,
        origin,
        context.settings.state,
        secret,
        kiosk=kiosk,
        # Each session of a demonstration has a store of its own: there is none to ask.
        is_store_there=(lambda: True) if options.demo else partial(_is_there, context.target),
        who_may=everybody if secret is None or kiosk else partial(_who_may, context, secret),
    )


def _served_by_broker(options: Options, origin: str, context: Context, socket: Path) -> Served:
    """Say what is served of a kiosk that asks the broker at `socket`.

    The server's own secret is what its proxy knows; there is nobody for whom it vouches.
    """
    from rdv_tui.web.environment import environment_of  # noqa: PLC0415  (reads the settings)

    secret = read_secret(context.settings.state, WEB_SECRET_FILE)
    if not secret:
        raise browser_fr.no_secret(str(context.settings.state / WEB_SECRET_FILE))
    environ = environment_of(os.environ, "") | _at_kiosk(context, FROM_BROKER)
    environ["RDV_BROKER"] = str(socket)
    del environ["RDV_STORE"]
    return Served(
        _command(options, kiosk=True),
        environ,
        origin,
        context.settings.state,
        secret,
        kiosk=True,
        is_store_there=partial(_is_broker_there, socket),
    )


def _at_kiosk(context: Context, asked: str) -> dict[str, str]:
    """Return what a kiosk's session has besides: it is a device, enrolled for this account."""
    return {"XDG_STATE_HOME": str(context.settings.state.parent), SERVED: asked}


def _is_broker_there(socket: Path) -> bool:
    with sockets.socket(sockets.AF_UNIX) as made:
        made.settimeout(1)
        return made.connect_ex(str(socket)) == 0


def _who_may(context: Context, secret: str, people: frozenset[str]) -> frozenset[str]:
    """Return who of `people` still has an account, as long as this server is enrolled.

    While the store is away nobody is shut out: their desks say so themselves.
    """
    try:
        with closing(engine.open_store(context.target, make=False, upgrade=False)) as store:
            desk = Desk(store, context.office, context.clock, "", "")
            return vouching.who_may(desk, secret, people)
    except StoreError:
        return people


def _secret(options: Options, context: Context) -> str:
    with open_desk(options, asks=False) as desk:
        secret = read_secret(context.settings.state, WEB_SECRET_FILE)
        vouching.require_enrolled(desk, secret)
    return secret


def _command(options: Options, *, kiosk: bool) -> list[str]:
    """Return the line of a session's program; the store's address is no word of it."""
    words = [sys.executable, "-P", "-m", "rdv_tui.cli.served"]
    words += ["--demo"] if options.demo else []
    words += ["--now", f"{options.now:%Y-%m-%dT%H:%M}"] if options.now else []
    words += ["--training"] if options.training else []
    return [*words, *(["kiosk"] if kiosk else [])]


def _is_there(target: str) -> bool:
    try:
        with closing(engine.open_store(target, make=False, upgrade=False)):
            return True
    except RdvError:
        return False


def _tell(address: str, *, kiosk: bool) -> None:
    sys.stdout.write(browser_fr.opened(address, kiosk=kiosk) + "\n")
    sys.stdout.flush()
