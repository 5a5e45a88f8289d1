"""What may be looked at over a booking under way, which is given back untouched.

One declaration a window: its command, and the screen that is loaded when it is opened first, so
that starting the desk waits for none. Everything else, key, footer, help and palette, is the
command's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rdv_tui.locales import commands
from rdv_tui.locales.command import Command
from rdv_tui.screens.form import Form
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.shell import Shell


@dataclass(frozen=True, slots=True)
class Window:
    """A command and the screen that it opens, as `module:class`."""

    command: Command
    screen: str
    needs_store: bool = True

    def load(self) -> type[DeskScreen[Any]]:
        """Return the screen's class; the first time brings its module."""
        module, _, name = self.screen.partition(":")
        found: type[DeskScreen[Any]] = getattr(import_module(f"rdv_tui.screens.{module}"), name)
        return found

    def is_in_front(self, shell: Shell) -> bool:
        """Say whether it is what stands in front already."""
        kind = type(shell.screen)
        return f"{kind.__module__}:{kind.__name__}" == f"rdv_tui.screens.{self.screen}"


WINDOWS: Mapping[str, Window] = {
    window.command.id: window
    for window in (
        Window(commands.OPEN_FIND, "booking.find:FindScreen"),
        Window(commands.OPEN_DAY, "day.day_screen:DayScreen"),
        Window(commands.OPEN_GUIDE, "booking.guide:GuideScreen", needs_store=False),
        Window(commands.OPEN_LEAD_TIMES, "booking.lead_times:LeadTimesScreen"),
        Window(commands.OPEN_FOLLOW_UP, "delivery.follow_up:FollowUpScreen"),
        Window(commands.OPEN_HOURS, "hours.hours_screen:HoursScreen"),
        Window(commands.OPEN_WAITING_LIST, "waiting.waiting_list:WaitingListScreen"),
        Window(commands.OPEN_HELP_DESK, "office.help_desk:HelpDeskScreen", needs_store=False),
        Window(commands.OPEN_PRINTERS, "delivery.printers:PrintersScreen"),
    )
}


async def open_window(shell: Shell, command: str) -> None:
    """Open the window of `command` over what stands there; return to it if it is open already."""
    kind = WINDOWS[command].load()
    if not any(isinstance(screen, kind) for screen in shell.screen_stack):
        await kind.open_over(shell)
        return
    while not isinstance(screen := shell.screen, kind):
        if isinstance(screen, Form) and not await screen.may_leave():
            return
        await screen.dismiss(None)
