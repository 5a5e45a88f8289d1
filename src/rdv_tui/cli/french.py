"""The parser's own words in French: its help and its errors."""

import typer
from typer.core import TyperCommand, TyperGroup

from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as cli_fr


def _translated(text: str) -> str:
    for english, french in cli_fr.HELP_WORDS.items():
        text = text.replace(english, french)
    return text


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help page."""
        return _translated(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """A group of commands whose help is in French."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help page."""
        return _translated(super().get_help(ctx))


class ListingGroup(FrenchGroup):
    """A group whose name alone lists: its command `list` when none is given."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the words after the group's name."""
        return super().parse_args(ctx, ["list"] if args in ([], ["--"]) else args)


def group_of(name: str, *, lists: bool = False) -> typer.Typer:
    """Return the group of the commands `name …`; one that `lists` does so by its name alone."""
    return typer.Typer(
        cls=ListingGroup if lists else FrenchGroup,
        help=cli_fr.COMMANDS[name],
        add_completion=False,
        rich_markup_mode=None,
    )


def in_french(error: typer.TyperException) -> UsageError:
    """Return the parser's complaint as ours: what was not understood, and where help is."""
    return UsageError("wrong_usage", _sentence(error), cli_fr.SEE_HELP)


def _sentence(error: typer.TyperException) -> str:
    option = str(getattr(error, "option_name", ""))
    parameter = getattr(error, "param", None)
    name = getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or ""
    known = {
        "NoSuchOption": cli_fr.no_such_option(option),
        "BadOptionUsage": cli_fr.option_misused(option),
        "MissingParameter": cli_fr.argument_missing(str(name).upper()),
    }
    if sentence := known.get(type(error).__name__):
        return sentence
    if error.message.startswith("Missing command"):
        return cli_fr.COMMAND_MISSING
    if error.message.startswith("No such command"):
        return cli_fr.no_such_command(error.message.split("'")[1])
    if "unexpected extra argument" in error.message:
        return cli_fr.too_many_words(error.message.rpartition("(")[2].rstrip(")"))
    return cli_fr.not_understood(error.message)
