"""Write the parts of the documentation that the program declares: settings, commands, exits.

Each part stands between two comments, `<!-- name: … -->` and `<!-- /name -->`. With `--check`,
nothing is written, and the exit is 1 when a part is not what the program says.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.binding import Binding
from typer.main import get_command

from rdv_tui.app import RdvApp
from rdv_tui.cli.entry import INTERRUPTED, READER_GONE
from rdv_tui.cli.line import COMMANDS, app, imported
from rdv_tui.declared_settings import Setting, settings_of, variable
from rdv_tui.errors import RdvError
from rdv_tui.locales import commands as commands_of
from rdv_tui.mail_settings import Smtp
from rdv_tui.screens.keymap import holders
from rdv_tui.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


def settings_table(record: type, prefix: str = "") -> str:
    """Return the settings of a record as a table in Markdown."""
    rows = (
        (f"`{name}`", f"`{variable(prefix + name)}`", _meaning(setting), setting.default)
        for name, setting in settings_of(record).items()
    )
    return table(("setting", "variable", "meaning", "default"), rows)


def _meaning(setting: Setting) -> str:
    if setting.choices:
        *most, last = (f"`{word}`" for word in setting.choices)
        return f"{setting.meaning}: {', '.join(most)} or {last}"
    if setting.kind is int and setting.bounds:
        return f"{setting.meaning} ({setting.bounds.ge} to {setting.bounds.le})"
    return setting.meaning


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    lines += (f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)
    return "\n".join(lines)


def commands() -> str:
    """Return every command with its words and options, as the parser has them."""
    # Typer declares none of its parser's types.
    top: Any = get_command(app)
    pages = [_command("rdv-tui", top)]
    for name in COMMANDS:
        command = imported(name)
        pages.append(_command(name, command))
        pages += (_command(f"{name} {sub}", one) for sub, one in _inside(command).items())
    return "\n\n".join(pages)


def _inside(command: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return getattr(command, "commands", {})


def _command(name: str, command: Any) -> str:  # noqa: ANN401
    message = (
        str(command.callback.__doc__ if command.callback else command.help)
        .strip()
        .partition("\n")[0]
    )
    rows = [
        (f"`{_usage(one)}`", str(one.help or "").replace("|", "\\|"))
        for one in command.params
        if not getattr(one, "hidden", False)
    ]
    return f"### `{name}`\n\n{message}" + (
        f"\n\n{table(('word', 'meaning'), rows)}" if rows else ""
    )


def _usage(parameter: Any) -> str:  # noqa: ANN401
    if parameter.param_type_name == "argument":
        return str(parameter.metavar).replace("|", "\\|")
    names = ", ".join(parameter.opts)
    return names if parameter.is_flag else f"{names} {parameter.metavar}".replace("|", "\\|")


def exits() -> str:
    """Return the exit codes that commands have, and what each means."""
    meanings = {"0": ["Done."], "1": ["A fault of the program."]}
    for kind in RdvError.__subclasses__():
        message = str(kind.__doc__).strip().partition("\n")[0]
        meanings.setdefault(str(kind.exit_code), []).append(message)
    meanings |= {str(INTERRUPTED): ["Interrupted (Ctrl+C)."]}
    meanings |= {str(READER_GONE): ["Whoever read the answer left before its end."]}
    return table(("exit", "meaning"), [(code, " ".join(lines)) for code, lines in meanings.items()])


def keys() -> str:
    """Return the commands of the screens: those of the app, then each screen's own."""
    held = sorted(
        holders(),
        key=lambda one: (one.kind is not RdvApp, f"{one.kind.__module__}.{one.kind.__name__}"),
    )
    pages = [(holder.kind, _rows(holder.bindings)) for holder in held]
    return "\n\n".join(
        f"### {getattr(kind, 'heading', '') or kind.__name__}\n\n"
        f"`{kind.__module__.removeprefix('rdv_tui.')}`\n\n"
        f"{table(('command', 'keys', 'label', 'what it does'), rows)}"
        for kind, rows in pages
        if rows and not kind.__subclasses__()
    )


def _rows(bindings: Iterable[Binding]) -> list[Sequence[str]]:
    known = {one.id: one for one in bindings if one.id not in _GENERAL}
    return [
        (
            f"`{command}`",
            " ".join(f"`{key}`" for key in one.key.split(",")),
            one.description,
            one.tooltip,
        )
        for command, one in known.items()
    ]


_GENERAL = frozenset({commands_of.CLOSE.id, commands_of.BACK.id, commands_of.HELP.id})


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "operating.md": {
        "settings": lambda: settings_table(Settings),
        "smtp": lambda: settings_table(Smtp, "smtp."),
    },
    "keys.md": {"keys": keys},
    "cli.md": {"commands": commands, "exits": exits},
}


def documented(name: str) -> str:
    """Return the text of a page with its parts written anew."""
    text = (DOCS / name).read_text(encoding="utf-8")
    for part, write in PARTS[name].items():
        start, end = (text.index(mark) for mark in (f"<!-- {part}: ", f"<!-- /{part} -->"))
        start = text.index("\n", start) + 1
        text = f"{text[:start]}{write()}\n{text[end:]}"
    return text


def main() -> int:
    """Write the pages, or say which are not up to date."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--check", action="store_true")
    check = reader.parse_args().check
    stale = {
        name: new
        for name in PARTS
        if (new := documented(name)) != (DOCS / name).read_text(encoding="utf-8")
    }
    for name, new in stale.items():
        if check:
            sys.stderr.write(f"docs/{name} is not what the program says: run make docs\n")
        else:
            (DOCS / name).write_text(new, encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
