"""The keys that a screen tells of are those that work: its footer, its help."""

from collections import Counter as Count

from textual.binding import Binding
from textual.widgets import Input

from rdv_tui.locales.command import Command
from rdv_tui.locales.key_names import key_name
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.frame import HELP_WIDTH, OUT_WIDTH
from rdv_tui.widgets.help_panel import HelpPanel
from tests.screens.counter import Counter


def told(binding: Binding) -> str:
    """Return key and label as a footer has them."""
    return f"{binding.key_display or key_name(binding.key)} {binding.description}"


def offers(counter: Counter, command: Command) -> bool:
    """Say whether a command works now, whatever room the footer has for its key."""
    found = counter.app.screen.active_bindings.values()
    return any(active.enabled and active.binding.id == command.id for active in found)


def is_helping(counter: Counter) -> bool:
    """Say whether the list of keys can be seen."""
    return any(panel.display for panel in counter.app.screen.query(HelpPanel))


def check_footer(counter: Counter) -> None:
    """Fail when the footer tells a key that does not work, or one key stands for two commands."""
    screen = counter.app.screen
    assert len(counter.footer) <= screen.size.width
    typing = isinstance(counter.app.focused, Input)
    known = {
        told(active.binding)
        for active in screen.active_bindings.values()
        if active.enabled and not (typing and len(active.binding.key) == 1)
    }
    left, bar, right = counter.footer.partition("│")
    assert bar
    assert len(right) == OUT_WIDTH + HELP_WIDTH  # the ways out and on, always at one place
    rest = " ".join(f"{left} {right}".split())
    for one in sorted(known, key=len, reverse=True):
        rest = rest.replace(one, "")
    assert not rest.strip(), f"the footer tells keys that do not work: {rest}"

    declared: Count[str] = Count()
    for node in (counter.app, screen, *([counter.app.focused] if counter.app.focused else [])):
        for key, bindings in node._bindings.key_to_bindings.items():
            declared[key] += len({binding.action for binding in bindings if binding.id})
    assert [key for key, times in declared.items() if times > 1] == []


async def check_help(counter: Counter) -> None:
    """Fail when the help leaves a command out, or does not give the screen back."""
    screen = counter.app.screen
    assert isinstance(screen, DeskScreen)
    labels = {a.binding.description for a in screen.active_bindings.values() if a.binding.id}
    await counter.press("f1")
    await counter.until(lambda: is_helping(counter))
    await counter.until_settled()
    read = ""
    for _ in range(12):
        read += counter.prose
        await counter.press("pagedown")
        await counter.until_settled()
    assert labels
    assert [label for label in labels if label not in read] == []
    await counter.press("escape")
    await counter.until(lambda: not is_helping(counter))
    assert counter.app.screen is screen
