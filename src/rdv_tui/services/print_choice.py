"""Where this desk prints: what was chosen at it, else what the settings say.

The choice is kept in the platform's state folder, so that nobody has to write a settings file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.domain.printing import PrintChoice
from rdv_tui.errors import OutputError
from rdv_tui.locales import printing as words

if TYPE_CHECKING:
    from rdv_tui.settings import Settings

_FILE = "printer.toml"
_FIELDS = tuple(PrintChoice.__dataclass_fields__)
_SYSTEM = PrintChoice()


@dataclass(frozen=True, slots=True)
class Printing:
    """The choice of a desk. `default` is the settings'; without `file` nothing else is known."""

    default: PrintChoice = _SYSTEM
    file: Path | None = None

    def choice(self) -> PrintChoice:
        """Return where to print now. A file that cannot be read counts for nothing."""
        kept = self._kept()
        return self.default if kept is None else kept

    def choice_for(self, printer: str | None) -> PrintChoice:
        """Return the choice for a printer that was named: another one's tray is not its own."""
        chosen = self.choice()
        if printer is None or printer == chosen.printer:
            return chosen
        return PrintChoice(printer)

    def _kept(self) -> PrintChoice | None:
        if self.file is None:
            return None
        import tomllib  # noqa: PLC0415  (not needed before the first paint)

        try:
            values = tomllib.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # absent, or spoilt: the settings hold
            return None
        return PrintChoice(
            **{name: values[name] for name in _FIELDS if isinstance(values.get(name), str)}
        )

    def keep(self, choice: PrintChoice) -> None:
        """Print there from now on. Raises OutputError `file_failed` when it cannot be kept."""
        if self.file is None:
            return
        lines = [
            f"{name} = {_quoted(value)}" for name in _FIELDS if (value := getattr(choice, name))
        ]
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part = self.file.with_suffix(".part")
            part.write_text("\n".join([*lines, ""]), encoding="utf-8")
            part.replace(self.file)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError("file_failed", words.choice_not_kept(reason)) from error

    def forget(self) -> None:
        """Print again where the settings say."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


SYSTEM = Printing()
"""Print where the print system prints by itself."""


def printing_of(settings: "Settings") -> Printing:
    """Return where a desk with these settings prints."""
    default = PrintChoice(settings.printer, settings.tray, settings.sides)
    return Printing(default, settings.state / _FILE)


def _quoted(value: str) -> str:
    """Write a TOML string: JSON's escapes are TOML's."""
    import json  # noqa: PLC0415  (only when a choice is kept)

    return json.dumps(value, ensure_ascii=True)
