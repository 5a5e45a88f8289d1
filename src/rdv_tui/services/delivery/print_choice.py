"""Where this desk prints: what was chosen at it, else what the settings say.

The choice is kept in the platform's state folder, so that nobody has to write a settings file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.domain.printing import PrintChoice
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.services.office.saved_choice import read_choice, save_choice

if TYPE_CHECKING:
    from rdv_tui.settings import Settings

_FILE = "printer.toml"
_FIELDS = tuple(PrintChoice.__dataclass_fields__)
_SYSTEM = PrintChoice()


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """The choice of a desk. `default` is the settings'; without `file` nothing else is known.

    `tickets` is the printer of the day's tickets, None where they are only said.
    """

    default: PrintChoice = _SYSTEM
    file: Path | None = None
    tickets: str | None = None

    def choice(self) -> PrintChoice:
        """Return where to print now. A file that cannot be read counts for nothing."""
        kept = read_choice(self.file)
        if kept is None:
            return self.default
        return PrintChoice(
            **{name: text for name in _FIELDS if isinstance(text := kept.get(name), str)}
        )

    def choice_for(self, printer: str | None) -> PrintChoice:
        """Return the choice for a printer that was named: another one's tray is not its own."""
        chosen = self.choice()
        if printer is None or printer == chosen.printer:
            return chosen
        return PrintChoice(printer)

    def save(self, choice: PrintChoice) -> None:
        """Print there from now on. Raises OutputError `file_failed` when it cannot be kept."""
        chosen = {name: text for name in _FIELDS if (text := getattr(choice, name))}
        save_choice(self.file, chosen, printing_fr.choice_not_kept)

    def forget(self) -> None:
        """Print again where the settings say."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


SYSTEM = PrintSettings()
"""Print where the print system prints by itself."""


def print_settings_of(settings: "Settings") -> PrintSettings:
    """Return where a desk with these settings prints."""
    default = PrintChoice(settings.printer, settings.tray, settings.sides)
    return PrintSettings(default, settings.state / _FILE, settings.ticket_printer)
