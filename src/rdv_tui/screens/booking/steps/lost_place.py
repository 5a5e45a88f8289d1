"""A place was lost: what happened, and the three nearest slots, one key each."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError, SlotTaken
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.dates import moment, short_moment
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.booking import holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind

OFFERED = 3


class LostPlaceScreen(Dialog[Hold]):
    """Offer the slots nearest to the lost one; gives the new hold, or None to choose by hand.

    `lost` is the hold whose place is gone (its row is kept and moved), or None when the place was
    taken before it could be held at all; `start` is the wanted start, naive local.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bind(commands.CLOSE),
        *(Binding(str(n + 1), f"take({n})", show=False) for n in range(OFFERED)),
    ]

    def __init__(self, desk: Desk, draft: BookingDraft, lost: Hold | None, start: datetime) -> None:
        super().__init__()
        self._desk, self._draft, self._lost, self._start = desk, draft, lost, start
        self._slots: Sequence[Slot] = ()
        self._offer = Static(screen_fr.WORKING, markup=False)

    def compose(self) -> ComposeResult:
        """Say what happened above the offer."""
        with Vertical(classes="dialog"):
            title = screen_fr.LOST_TITLE.format(slot=short_moment(self._start))
            yield Static(plain(f"✗ {title}", "bold $text-error"), classes="question")
            yield Static(plain(screen_fr.LOST_WHY))
            yield self._offer
            yield Static(plain(screen_fr.LOST_KEYS), classes="keys")

    def on_mount(self) -> None:
        """Look for the nearest slots."""
        self.load()

    @work(exclusive=True)
    async def load(self) -> None:
        """Fetch the nearest free slots and list them under their keys."""
        try:
            self._slots = await run_blocking(
                schedule.nearest_free, self._desk, self._start, count=OFFERED
            )
        except RdvError as error:
            self._offer.update(plain(error.message, "$text-error"))
            return
        if not self._slots:
            self._offer.update(plain(screen_fr.LOST_NONE, "$text-warning"))
            return
        lines = [plain(screen_fr.LOST_NEAREST)] + [
            Content.assemble((f"  {n}  ", "bold"), moment(slot.start))
            for n, slot in enumerate(self._slots, start=1)
        ]
        self._offer.update(Content("\n").join(lines))

    @work(exclusive=True)
    async def action_take(self, index: int) -> None:
        """Hold the slot offered under this key; if it is gone as well, offer again."""
        if index >= len(self._slots):
            return
        start = self._slots[index].start
        try:
            hold = await run_blocking(
                holds.hold, self._desk, start, self._draft, instead_of=self._lost
            )
        except RdvError as error:
            self._offer.update(plain(error.message, "$text-error"))
            if isinstance(error, SlotTaken):
                self.load()
            return
        self.dismiss(hold)
