"""Where an appointment stands, for the eye: a sign, a short word and a colour, never one alone."""

from textual.content import Content

from rdv_tui.domain.appointment import Status
from rdv_tui.locales.booking.card import STATES
from rdv_tui.locales.states import MARKS, NO_MARK


def state(status: Status) -> tuple[Content, Content]:
    """Return sign and word of a status in its colour."""
    sign, style = MARKS.get(status, NO_MARK)
    return Content.styled(sign, style), Content.styled(STATES[status.value], style)
