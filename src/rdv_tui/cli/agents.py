"""`agents`: who works here, as what; made, disabled, let in again. No password is ever a word."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer

from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult, listing
from rdv_tui.cli.session import ask_password, can_ask, open_desk, read_context
from rdv_tui.domain.rights import PERSONS, Role
from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import accounts, passwords, sign_in
from rdv_tui.settings import read_credentials, read_secret

app = group_of("agents", lists=True)

Login = Annotated[str, typer.Argument(help=accounts_fr.LOGIN_HELP, metavar="IDENTIFIANT")]
RoleName = Annotated[str, typer.Option("--role", help=accounts_fr.ROLE_HELP, metavar="RÔLE")]
_ROLES = {role.value: role for role in PERSONS} | {
    accounts_fr.ROLES[role]: role for role in PERSONS
}


@app.command("list", cls=FrenchCommand, help=accounts_fr.LIST)
def list_(context: typer.Context) -> CliResult:
    """List every account, those that are disabled too."""
    with open_desk(context.ensure_object(Options)) as desk:
        found = accounts.list_accounts(desk)

    def line(one: "accounts.Account") -> str:
        until = one.waits_until.astimezone(desk.clock.zone) if one.waits_until else None
        return accounts_fr.account_line(
            one.login, one.name, one.role, active=one.active, waits_until=until
        )

    return listing(found, asdict, line, accounts_fr.NO_ACCOUNTS)


@app.command(cls=FrenchCommand, help=accounts_fr.ADD)
def add(
    context: typer.Context,
    login: Login,
    role: RoleName = Role.AGENT.value,
    *,
    name: Annotated[str, typer.Option("--name", help=accounts_fr.NAME_HELP, metavar="NOM")] = "",
    unix: Annotated[
        str | None, typer.Option("--unix", help=accounts_fr.UNIX_HELP, metavar="COMPTE")
    ] = None,
) -> CliResult:
    """Make an account; the first one, a supervisor's, without anybody signed in."""
    wanted = _role(role)
    options = context.ensure_object(Options)
    with _managing(options) as desk:
        first = desk.signed_in is None
        given = _given_password(options, login, is_first=first)
        made = passwords.new_password() if given is None and not unix else None
        accounts.add(
            desk, login, wanted, made if given is None else given, name=name, unix_login=unix
        )
    return _told(login, wanted, made)


@app.command(cls=FrenchCommand, help=accounts_fr.DISABLE)
def disable(context: typer.Context, login: Login) -> CliResult:
    """Let nobody in with this account any more."""
    with open_desk(context.ensure_object(Options)) as desk:
        accounts.disable(desk, login)
    return CliResult({"login": login, "active": False}, lambda: [accounts_fr.disabled(login)])


@app.command(cls=FrenchCommand, help=accounts_fr.RESET)
def reset(context: typer.Context, login: Login) -> CliResult:
    """Give another password, and let the person in at once."""
    options = context.ensure_object(Options)
    with _managing(options) as desk:
        given = _given_password(options, login, is_first=False)
        made = passwords.new_password() if given is None else ""
        accounts.reset(desk, login, given or made)
    return CliResult(
        {"login": login} | ({"password": made} if made else {}),
        lambda: [accounts_fr.was_reset(login), *([accounts_fr.made(made)] if made else [])],
    )


@app.command(cls=FrenchCommand, help=accounts_fr.ROLE)
def role(
    context: typer.Context,
    login: Login,
    role: Annotated[str, typer.Argument(help=accounts_fr.ROLE_HELP, metavar="RÔLE")],
) -> CliResult:
    """Give an account another role."""
    wanted = _role(role)
    with open_desk(context.ensure_object(Options)) as desk:
        accounts.change_role(desk, login, wanted)
    return _told(login, wanted, None)


@app.command("known-by", cls=FrenchCommand, help=accounts_fr.KNOWN_BY)
def known_by(
    context: typer.Context,
    way: Annotated[str, typer.Argument(help=accounts_fr.WAY_HELP, metavar="accounts|os")],
) -> CliResult:
    """Say how people are known: by accounts of the store, or the operating system's."""
    if way not in (sign_in.BY_PASSWORD, sign_in.BY_SYSTEM):
        raise UsageError("wrong_usage", accounts_fr.WAY_WRONG, cli_fr.SEE_HELP)
    with open_desk(context.ensure_object(Options)) as desk:
        accounts.set_known_by(desk, way)
    return CliResult({"known_by": way}, lambda: [accounts_fr.WAYS[way]])


@contextmanager
def _managing(options: Options) -> Iterator[Desk]:
    """Open the desk of whoever manages accounts, or the way back in of the store's owner.

    The owner is asked for no password where none is given: they may be without any.
    """
    context = read_context(options)
    has_password = read_credentials(context.settings, os.environ).password is not None
    with open_desk(options, asks=has_password or options.demo) as desk:
        yield desk


def _given_password(options: Options, login: str, *, is_first: bool) -> str | None:
    """Return the new password that was given: by a variable, a file or at the terminal."""
    found = os.environ.get("RDV_NEW_PASSWORD") or read_secret(os.environ, "RDV_NEW_PASSWORD_FILE")
    if found is None and is_first:
        found = read_credentials(read_context(options).settings, os.environ).password or None
    if found is not None or options.as_json or not can_ask():
        return found
    typed = ask_password(accounts_fr.new_password_of(login))
    if typed != ask_password(accounts_fr.AGAIN):
        raise UsageError("wrong_usage", accounts_fr.NOT_THE_SAME)
    return typed or None


def _role(text: str) -> Role:
    try:
        return _ROLES[text.strip().casefold()]
    except KeyError:
        raise UsageError("wrong_usage", accounts_fr.ROLE_WRONG, cli_fr.SEE_HELP) from None


def _told(login: str, role: Role, made: str | None) -> CliResult:
    answer = {"login": login, "role": role.value} | ({"password": made} if made else {})
    return CliResult(
        answer,
        lambda: [accounts_fr.has_role(login, role), *([accounts_fr.made(made)] if made else [])],
    )
