"""The command of the desk in browsers: `serve`."""

import asyncio
import os
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rdv_tui.cli.options import Options
from rdv_tui.cli.session import Context, open_desk, read_context
from rdv_tui.errors import RdvError, UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.kiosk.secret_file import WEB_SECRET_FILE, read_secret
from rdv_tui.services.office import vouching
from rdv_tui.store import engine
from rdv_tui.web.address import Listen, read_listen, read_origin
from rdv_tui.web.served import Served

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
) -> int:
    """Serve the desk, or the kiosk, to browsers until a signal ends it."""
    options = context.ensure_object(Options)
    if options.as_json:
        raise UsageError("wrong_usage", cli_fr.NOT_FOR_DESK, cli_fr.SEE_HELP)
    where = read_listen(listen)
    if not public_url and options.demo and where.path is None and where.port:
        public_url = f"http://{listen}"
    origin = read_origin(public_url)
    run = _server()
    served = _served(options, origin, kiosk=kiosk)
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


def _served(options: Options, origin: str, *, kiosk: bool) -> Served:
    """Say what is served. Raises NotAllowed `device_closed`; StoreError."""
    from rdv_tui.web.environment import environment_of  # noqa: PLC0415  (reads the settings)

    context = read_context(options)
    secret = None if options.demo else _secret(options, context)
    environ = environment_of(os.environ, context.target)
    if kiosk:
        # It is a device, enrolled for this account, and keeps what every kiosk keeps there.
        environ["XDG_STATE_HOME"] = str(context.settings.state.parent)
    return Served(
        _command(options, kiosk=kiosk),
        environ,
        origin,
        context.settings.state,
        secret,
        kiosk=kiosk,
        is_store_there=_nothing_to_ask if options.demo else partial(_is_there, context.target),
    )


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


def _nothing_to_ask() -> bool:
    """Say that a demonstration's store is there: each session has its own."""
    return True


def _tell(address: str, *, kiosk: bool) -> None:
    sys.stdout.write(browser_fr.opened(address, kiosk=kiosk) + "\n")
    sys.stdout.flush()
