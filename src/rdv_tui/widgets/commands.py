"""From a declared command to Textual's binding."""

from textual.binding import Binding, BindingType

from rdv_tui.locales.commands import Command


def bind(*commands: Command) -> list[BindingType]:
    """Return the bindings of `commands`; each one's action bears the command's id."""
    return [
        Binding(
            command.keys,
            command.id,
            command.label,
            show=command.in_footer,
            key_display=command.shown_key or None,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
    ]
