"""A step that keeps a place: countdown, renewal, and what happens when the place is lost."""

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError, SlotTaken
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.steps.lost_place import LostPlaceScreen
from rdv_tui.screens.booking.steps.side import side_content
from rdv_tui.screens.booking.steps.step import Step, StepScreen
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.booking import holds
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.steps_bar import SOON_S


class HeldStepScreen(StepScreen):
    """A step that needs the store: from the choice of a slot on."""

    BINDINGS = bind(commands.RENEW)

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk.office, desk.clock, desk.agent, draft)
        self.desk = desk
        self._warned = ""

    def compose_side(self) -> ComposeResult:
        """Show the slot, the verdict and what to bring beside the form."""
        content = side_content(self.office, self.clock.today(), self.draft, catalogue.situations())
        with VerticalScroll(classes="side", can_focus=False):
            yield HangingText(content)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to renew only where a place is held."""
        return not (action == "renew" and self.draft.hold is None)

    def on_mount(self) -> None:
        """Watch the countdown."""
        self.set_interval(1, self.watch_countdown)

    def watch_countdown(self) -> None:
        """Say it once when a minute is left, and once when the hold is over."""
        if self.draft.hold is None:
            self.alerts.hush("hold")
            return
        left = self.bar.seconds_left
        state = "over" if left == 0 else "soon" if left <= SOON_S else ""
        if state and state != self._warned:
            self.bar.tick()
            soon = screen_fr.HOLD_SOON
            self.say(screen_fr.HOLD_OVER if state == "over" else soon, "waiting")
        turned, self._warned = state != self._warned, state
        if turned:
            self.hold_turned()
        if state:
            self.alerts.tell("hold", "refused" if state == "over" else "waiting", self._hold_words)
        else:
            self.alerts.hush("hold")

    def hold_turned(self) -> None:
        """Follow a hold that is soon over, or is over; what else tells of it is drawn anew."""

    def _hold_words(self) -> tuple[str, str]:
        slot = short_moment(self.draft.hold.start) if self.draft.hold else ""
        if self.bar.seconds_left == 0:
            return screen_fr.BAND_OVER.format(slot=slot), screen_fr.BAND_AGAIN
        return screen_fr.BAND_HOLD.format(left=self.bar.left, slot=slot), screen_fr.BAND_KEEP

    def accept_hold(self, hold: Hold) -> None:
        """Put another hold into the draft and on the bar; a decision is about its place alone."""
        had = self.draft.hold
        stays = had is not None and (had.start, had.place) == (hold.start, hold.place)
        decision = self.draft.overbooked if stays else None
        self.draft = replace(self.draft, hold=hold, overbooked=decision)
        self.bar.hold = hold
        self._warned = ""
        self.refresh_bindings()

    @work(exclusive=True, group="store")
    async def action_renew(self) -> None:
        """Keep the place longer, or take it again when its time is over."""
        if self.draft.hold is None:
            return
        try:
            hold = await run_blocking(holds.renew, self.desk, self.draft.hold)
        except RdvError as error:
            await self.place_lost(error)
            return
        self.accept_hold(hold)
        until = self.clock.wall(hold.expires_at)
        self.say(screen_fr.RENEWED.format(until=f"{until:%H:%M}"), "done")

    async def place_lost(self, error: RdvError) -> None:
        """Say that the place is gone and offer the nearest ones; anything else is said as it is."""
        lost = self.draft.hold
        if not isinstance(error, SlotTaken) or lost is None:
            self.show_refusal(error)
            return
        nearest = LostPlaceScreen(self.desk, self.draft, lost, lost.start)
        hold = await self.app.push_screen_wait(nearest)
        if hold is None:
            self.leave(Step.SLOT)
        else:
            self.accept_hold(hold)
            self.say(screen_fr.HELD.format(slot=short_moment(hold.start)), "done")
