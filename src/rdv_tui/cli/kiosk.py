"""The kiosk, and the devices in the hall: opened, enrolled, shut out, listed, examined."""

import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import to_builtins

from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options, asking, refuse_both, require_terminal
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr, system_errors
from rdv_tui.locales.kiosk import broker as broker_fr, devices as device_fr
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.kiosk import devices, doctor as examining
from rdv_tui.services.kiosk.contract import FROM_STORE, SERVED
from rdv_tui.services.kiosk.secret_file import SECRET_FILE, WEB_SECRET_FILE, keep_secret
from rdv_tui.services.office import vouching
from rdv_tui.terminal import environment
from rdv_tui.terminal.guard import Guard

if TYPE_CHECKING:
    from rdv_tui.store.devices import Device

app = group_of("kiosk")


@app.callback(invoke_without_command=True)
def kiosk(
    context: typer.Context,
    broker: Annotated[
        str | None, typer.Option("--broker", help=broker_fr.OPTION, metavar="CHEMIN")
    ] = None,
) -> int | None:
    """Open the kiosk on this terminal, visitor after visitor, until somebody may leave."""
    if context.invoked_subcommand is not None:
        return None
    options = context.ensure_object(Options)
    refuse_both(options, broker)
    require_terminal(options)
    with Guard(ending=("SIGTERM",)) as guard:
        environment.prepare(os.environ)
        from rdv_tui import launch, launch_kiosk  # noqa: PLC0415  (bring Textual)

        settings = asking(launch.load(os.environ), options, broker)
        if os.environ.get(SERVED) == FROM_STORE:
            settings = replace(settings, broker=None)
        return launch_kiosk.run(
            settings,
            guard,
            store_target=options.store,
            now=options.now,
            demo=options.demo,
            training=options.training,
            words=sys.argv[1:],
        )


@app.command(cls=FrenchCommand, help=device_fr.ENROL)
def enrol(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=device_fr.NAME, metavar="NOM")],
    *,
    no_arabic: Annotated[bool, typer.Option("--no-arabic", help=device_fr.NO_ARABIC)] = False,
    display: Annotated[bool, typer.Option("--display", help=device_fr.DISPLAY)] = False,
    secret_file: Annotated[
        str | None, typer.Option("--secret", help=device_fr.KEEP_IN, metavar="FICHIER")
    ] = None,
    web: Annotated[bool, typer.Option("--web", help=browser_fr.WEB)] = False,
) -> CliResult:
    """Enrol this machine; a new secret replaces the one of before."""
    options = context.ensure_object(Options)
    if display and web:
        raise UsageError("wrong_usage", device_fr.ONE_KIND, cli_fr.SEE_HELP)
    with open_desk(options) as desk:
        kind = "display" if display else vouching.KIND if web else "kiosk"
        secret = devices.enrol(desk, name, kind=kind, reads_arabic=not no_arabic)
    file = Path(secret_file) if secret_file else _own_secret(options, kind)
    try:
        keep_secret(file, secret)
    except OSError as error:
        raise device_fr.secret_not_kept(str(file), system_errors.reason(error)) from error
    return CliResult(
        {"device": name, "kind": kind, "file": str(file)},
        lambda: [device_fr.enrolled(name, str(file))],
    )


def _own_secret(options: Options, kind: str) -> Path:
    """Return where this machine's own account keeps its secret."""
    name = WEB_SECRET_FILE if kind == vouching.KIND else SECRET_FILE
    return read_context(options).settings.state / name


@app.command(cls=FrenchCommand, help=device_fr.DISABLE)
def disable(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=device_fr.NAME, metavar="NOM")],
) -> CliResult:
    """Shut a device out, at once."""
    with open_desk(context.ensure_object(Options)) as desk:
        devices.disable(desk, name)
    return CliResult({"device": name}, lambda: [device_fr.disabled(name)])


@app.command("list", cls=FrenchCommand, help=device_fr.LIST)
def list_devices(context: typer.Context) -> CliResult:
    """List the devices."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = devices.list_devices(desk)

    def line(one: "Device") -> str:
        seen = f"{desk.clock.wall(one.seen_at):%Y-%m-%d %H:%M}" if one.seen_at else device_fr.NEVER
        return device_fr.line(one.name, one.kind, seen, enabled=one.enabled)

    return listing(found, asdict, line, device_fr.NONE)


@app.command(cls=FrenchCommand, help=device_fr.DOCTOR)
def doctor(context: typer.Context) -> CliResult:
    """Say what is right and wrong at this kiosk; exit by the worst line."""
    options = context.ensure_object(Options)
    settings = read_context(options).settings
    lines = examining.examine(settings.state, broker=settings.broker)
    wrong = any(line.state == "wrong" for line in lines)
    return CliResult(
        {"ok": not wrong, "lines": to_builtins(lines)},
        lambda: [text for line in lines for text in examining.shown(line)],
        exit_code=1 if wrong else 0,
    )
