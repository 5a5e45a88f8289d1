"""The place held in letters to be said aloud, over what was answered, where there is room."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.office import Office
from rdv_tui.locales.dates import big_moment
from rdv_tui.screens.booking.steps.recap import LABEL_WIDTH, chosen_content
from rdv_tui.widgets.big_text import BigText
from rdv_tui.widgets.hanging import HangingText


class Chosen(Vertical):
    """What the person is told once more before they leave: day and hour first."""

    def __init__(self, office: Office, today: date) -> None:
        super().__init__()
        self._office, self._today = office, today
        self._when = BigText("")
        self._rows = HangingText(hang=LABEL_WIDTH)

    def compose(self) -> ComposeResult:
        """Put the large letters above the rows."""
        yield self._when
        yield self._rows

    def show(self, draft: BookingDraft) -> None:
        """Tell of a draft as it stands."""
        self._when.update(big_moment(draft.hold.start) if draft.hold else "")
        self._rows.update(chosen_content(self._office, draft, self._today))
