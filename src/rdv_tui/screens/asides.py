"""What may be looked at beside a booking: the guide, the lead times, the help; and the palette.

Each stands over the step under way and gives it back untouched.
"""

from typing import TYPE_CHECKING

from rdv_tui.screens.booking.notice import NoticeScreen
from rdv_tui.screens.booking.step import Step, StepScreen, Way
from rdv_tui.screens.form import is_anything_typed
from rdv_tui.screens.frame import DeskScreen, in_thread
from rdv_tui.screens.palette import PaletteScreen

if TYPE_CHECKING:
    from rdv_tui.app import RdvApp

ASIDES = frozenset(
    {
        "open_day",
        "open_find",
        "open_follow_up",
        "open_guide",
        "open_help_desk",
        "open_hours",
        "open_lead_times",
        "open_printers",
        "open_waiting_list",
    }
)


def may_open(app: "RdvApp", action: str) -> bool:
    """Say whether an aside can be opened: over a screen of the desk, never over itself."""
    screen = app.screen
    return isinstance(screen, DeskScreen) and screen.aside != action


async def open_palette(app: "RdvApp") -> None:
    """Let a command be found by its name, and run it on the screen beneath."""
    chosen = await app.push_screen_wait(PaletteScreen(app.screen.active_bindings.values()))
    if chosen is not None:
        await app.run_action(chosen.binding.action, chosen.node)


async def open_guide(app: "RdvApp") -> None:
    """Lead to the right situation; booking from there fills step 1."""
    from rdv_tui.screens.guide import GuideScreen  # noqa: PLC0415  (not needed to start)

    step = app.screen
    draft = step.current() if isinstance(step, StepScreen) else app.draft
    choice = await app.push_screen_wait(
        GuideScreen(
            app.office,
            app.clock,
            app.agent,
            draft=draft,
            desk=app.desk,
        )
    )
    if choice is None or not isinstance(step, StepScreen):
        return
    if isinstance(step, NoticeScreen):
        step.take_situation(choice.situation)
    else:
        step.draft = step.current().with_typed({"situation": choice.situation})
        step.leave(Step.NOTICE)


async def open_day(app: "RdvApp") -> None:
    """Show the day of all counters."""
    from rdv_tui.screens.day.screen import DayScreen  # noqa: PLC0415  (stands on the store)

    desk = await app.opened()
    counter = app.counter or await in_thread(desk.counter.number)
    day = DayScreen(desk, counter=counter)
    await app.push_screen_wait(day)
    app.counter = day.counter


async def open_find(app: "RdvApp") -> None:
    """Search an appointment, and act on it from its card."""
    from rdv_tui.screens.find import FindScreen  # noqa: PLC0415  (stands on the store)

    await app.push_screen_wait(FindScreen(await app.opened()))


async def open_follow_up(app: "RdvApp") -> None:
    """Show what is left to do: calls, messages."""
    from rdv_tui.screens.follow_up import FollowUpScreen  # noqa: PLC0415  (stands on the store)

    setup = app.setup
    screen = FollowUpScreen(await app.opened(), sends_mail=setup.sends_mail)
    await app.push_screen_wait(screen)


async def open_hours(app: "RdvApp") -> None:
    """Show the hours and the closures, and change them."""
    from rdv_tui.screens.openings.screen import HoursScreen  # noqa: PLC0415  (stands on the store)

    await app.push_screen_wait(HoursScreen(await app.opened()))


async def open_lead_times(app: "RdvApp") -> None:
    """Show how long people wait."""
    from rdv_tui.screens.lead_times import LeadTimesScreen  # noqa: PLC0415  (stands on the store)

    await app.push_screen_wait(LeadTimesScreen(await app.opened()))


async def open_help_desk(app: "RdvApp") -> None:
    """Show what to do when the procedure itself is the obstacle."""
    from rdv_tui.screens.help_desk import HelpDeskScreen  # noqa: PLC0415  (not needed to start)

    await app.push_screen_wait(
        HelpDeskScreen(
            app.office,
            app.clock,
            app.agent,
            desk=app.desk,
        )
    )


async def open_printers(app: "RdvApp") -> None:
    """Show the printers, and let one be chosen for this desk."""
    from rdv_tui.screens.printers import PrintersScreen  # noqa: PLC0415  (not needed to start)

    await app.push_screen_wait(PrintersScreen(await app.opened()))


async def open_waiting_list(app: "RdvApp") -> None:
    """Show who waits; whoever accepts a place is booked at once, and what stood here is left."""
    from rdv_tui.screens.waiting_list import WaitingListScreen  # noqa: PLC0415  (stands on the store)

    screen = WaitingListScreen(await app.opened(), is_busy=_is_busy(app))
    app.accepted = await app.push_screen_wait(screen)
    if app.accepted is not None:
        await _leave_all(app)


def _is_busy(app: "RdvApp") -> bool:
    """Say whether anything typed or held here would be lost by beginning with somebody else."""
    return is_anything_typed(app.screen_stack)


async def _leave_all(app: "RdvApp") -> None:
    """Close what stands over the step under way, then give that step up: the next one begins."""
    while isinstance(screen := app.screen, DeskScreen):
        if isinstance(screen, StepScreen):
            screen.leave(Way.ABANDON)
            return
        await screen.dismiss(None)
