"""The parser's own words in French: its help and its errors."""

from collections.abc import Callable

import typer
from typer.core import TyperCommand, TyperGroup

from rdv_tui.errors import UsageError
from rdv_tui.locales import cli as say


def _translated(text: str) -> str:
    for english, french in say.HELP_WORDS.items():
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


def in_french(error: typer.TyperException) -> UsageError:
    """Return the parser's complaint as ours: what was not understood, and where help is."""
    sentences: dict[str, Callable[[], str]] = {
        "NoSuchOption": lambda: say.no_such_option(str(getattr(error, "option_name", ""))),
        "BadOptionUsage": lambda: say.option_misused(str(getattr(error, "option_name", ""))),
        "NoArgsIsHelpError": lambda: say.COMMAND_MISSING,
        "MissingParameter": lambda: say.argument_missing(_parameter(error)),
    }
    known = sentences.get(type(error).__name__)
    return UsageError("wrong_usage", known() if known else _other(error), say.SEE_HELP)


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or "").upper()


def _other(error: typer.TyperException) -> str:
    words = error.message.split("'")
    if error.message.startswith("No such command"):
        return say.no_such_command(words[1])
    if "unexpected extra argument" in error.message:
        return say.too_many_words(error.message.rpartition("(")[2].rstrip(")"))
    return say.not_understood(error.message)
