"""From a declared command to Textual's binding, and from the bindings of a screen to lists."""

from collections.abc import Iterable

from textual.binding import ActiveBinding, Binding, BindingType

from rdv_tui.locales.command import Command
from rdv_tui.locales.commands import rank
from rdv_tui.locales.key_names import key_name


def bind(*commands: Command) -> list[BindingType]:
    """Return the bindings of `commands`, in their order."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            show=command.in_footer,
            key_display=command.shown_key,
            tooltip=command.help,
            id=command.id,
            priority=command.over_everything,
        )
        for command in commands
    ]


def shown_key(binding: Binding) -> str:
    """Return the key of `binding` as it is shown, also when the operator chose it."""
    return binding.key_display or key_name(binding.key)


def listed(bindings: Iterable[ActiveBinding]) -> list[ActiveBinding]:
    """Return those of our commands that are told, each once: a screen's own, then the general."""
    # Only our own commands have an id; the keys inside a field are those of any field.
    # The nearest comes first: a screen's own key, before the one known everywhere.
    found: dict[str, ActiveBinding] = {}
    for active in bindings:
        if active.binding.id and active.binding.tooltip:
            found.setdefault(active.binding.action, active)
    return sorted(found.values(), key=lambda active: rank(active.binding.id or ""))
