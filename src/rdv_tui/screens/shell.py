"""What a screen may ask of the program in which it is shown, and nothing else of it."""

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.screen import Screen

from rdv_tui.clock import Clock
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.errors import RdvError
from rdv_tui.screens.jobs import Jobs
from rdv_tui.widgets.frame import Level, Troubles

if TYPE_CHECKING:
    from rdv_tui.domain.appointment import Slot
    from rdv_tui.services.desk import Desk

R = TypeVar("R")


class Shell(Protocol):
    """The program as its screens see it; the app is one.

    `desk` is None until the store is open, and `lost` says why it could not be opened. `draft` is
    the booking under way, `next_draft` the one to begin with instead,
    `counter` the one for which this desk calls. `sends_mail` tells whether messages leave from
    here, `troubles` what of mail and printer is not well. `trial` marks a desk whose papers count
    for nothing, empty for any other. `jobs` is the work that must happen, whatever screen is left.
    `wants_demo` has a demonstration follow this desk when it ends.
    """

    office: Office
    clock: Clock
    agent: str
    desk: "Desk | None"
    lost: RdvError | None
    draft: BookingDraft
    next_draft: BookingDraft | None
    counter: int | None
    sends_mail: bool
    troubles: Troubles
    trial: str
    jobs: Jobs
    wants_demo: bool

    @property
    def screen(self) -> Screen[Any]:
        """The screen that stands in front."""

    @property
    def screen_stack(self) -> Sequence[Screen[Any]]:
        """All screens, the one in front last."""

    @property
    def is_leaving(self) -> bool:
        """Whether the program is about to end: no screen may be read any more."""

    @property
    def store_level(self) -> Level:
        """How the store stands: open, lost, or being opened."""

    def tell(self, message: str, level: Level) -> None:
        """Say what became of a job on the screen in front, or on the next one."""

    def follow(self, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` run for as long as the program does; nobody waits for its end."""

    async def opened(self) -> "Desk":
        """Return the desk once the store is open, with its office as the store has it now."""

    async def first_free(self) -> "Slot | None":
        """Return the first free slot of all, None while nobody can tell."""

    async def push_screen_wait(self, screen: Screen[R]) -> R:
        """Show a screen and wait for its answer."""
