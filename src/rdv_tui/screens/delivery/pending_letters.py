"""Letters still on their way to paper when their screen is left: they are followed all the same."""

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.message import Message

from rdv_tui.domain.printing import JobState, PaperJob
from rdv_tui.errors import RdvError
from rdv_tui.locales.delivery import printing as printing_fr
from rdv_tui.screens.frame import DeskScreen, run_blocking

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk

POLL_S = 2.0
MAX_TRACKING_S = 1800.0
"""For how long a letter is followed after its screen was left: later it is asked for by hand."""

_TROUBLE = frozenset({JobState.HELD, JobState.FAILED, JobState.CANCELLED})


class LetterPending(Message):
    """A screen was left whose letter is not on paper yet."""

    def __init__(self, desk: "Desk", job: PaperJob) -> None:
        super().__init__()
        self.desk, self.job = desk, job


async def track_pending(app: App[Any], left: LetterPending) -> None:
    """Follow the letter to its end; what goes wrong is said on whatever screen stands there."""
    from rdv_tui.services.delivery import printing  # noqa: PLC0415  (stands on the store)

    job, waited = left.job, 0.0
    while not job.has_ended and waited < MAX_TRACKING_S:
        await asyncio.sleep(POLL_S)
        waited += POLL_S
        try:
            now = await run_blocking(printing.follow, left.desk, job)
        except RdvError:
            continue  # the store is away: asked again
        if now.status != job.status and now.status.state in _TROUBLE:
            _show_job(app, now)
        job = now


def _show_job(app: App[Any], job: PaperJob) -> None:
    screen = next((one for one in reversed(app.screen_stack) if isinstance(one, DeskScreen)), None)
    if screen is not None:
        screen.say(f"{job.title} : {printing_fr.job_trouble_text(job)}", "waiting")
