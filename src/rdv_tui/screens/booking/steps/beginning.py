"""Beginning a booking from a window: what stands over the step under way is closed first."""

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.screens.booking.steps.step import Direction, StepScreen
from rdv_tui.screens.form import is_anything_typed
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.screens.shell import Shell


async def begin_with(shell: Shell, draft: BookingDraft) -> None:
    """Give up what is under way, and begin with `draft` instead, at the first step it lacks."""
    shell.next_draft = draft
    while isinstance(screen := shell.screen, DeskScreen) and not _is_begun(shell):
        if isinstance(screen, StepScreen):
            screen.leave(Direction.ABANDON)
            return
        await screen.dismiss(None)


def is_under_way(shell: Shell) -> bool:
    """Say whether beginning something else would lose what was typed, or a place."""
    return is_anything_typed(shell.screen_stack) or shell.draft.hold is not None


def _is_begun(shell: Shell) -> bool:
    return shell.next_draft is None
