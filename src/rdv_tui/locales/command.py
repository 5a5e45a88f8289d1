"""What a command of the screens is: something that a key does."""

from dataclasses import dataclass

from rdv_tui.locales.key_names import key_name


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does.

    `keys` is comma-separated, in Textual's names; the first one is shown, unless `shown` says
    otherwise. `runs` is the action, with its parameters; by default the one named as the command.
    Those that are `general` mean the same everywhere, `over_everything` over dialogs too.
    """

    id: str
    keys: str
    label: str
    help: str
    runs: str = ""
    in_footer: bool = True
    general: bool = False
    shown: str = ""
    over_everything: bool = False

    @property
    def action(self) -> str:
        """The action of the screen, or of the app, that the key runs."""
        return self.runs or self.id

    @property
    def shown_key(self) -> str:
        """What a person calls the key, as long as the operator has not chosen another."""
        return self.shown or key_name(self.keys.split(",")[0])


def unlisted(name: str, keys: str, label: str, text: str, runs: str = "") -> Command:
    """Return a command that the footer leaves out: F1 and the palette tell it."""
    return Command(name, keys, label, text, runs, in_footer=False)


def window(
    name: str, keys: str, label: str, text: str, *, in_footer: bool = True, shown: str = ""
) -> Command:
    """Return the command that opens a window over whatever stands there."""
    action = f"open_window('open_{name}')"
    return Command(f"open_{name}", keys, label, text, action, in_footer, general=True, shown=shown)


_UNSHIFTED = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "minus",
    "è",
    "underscore",
    "ç",
)
"""What the keys 1 to 9 of an AZERTY keyboard give without Shift."""


def digit(number: int) -> str:
    """Return the keys that mean `number`, 1 to 9, on an AZERTY keyboard also without Shift."""
    return f"{number},{_UNSHIFTED[number - 1]}"
