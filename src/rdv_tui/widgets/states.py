"""Where an appointment stands, for the eye: a sign, a short word and a colour, never one alone."""

from textual.content import Content

from rdv_tui.domain.appointment import Status
from rdv_tui.locales.booking.card import STATES
from rdv_tui.locales.states import MARKS, NO_MARK

STATE_WIDTH = 2 + max(len(word) for word in STATES.values())
"""Cells of the widest state: its sign, a blank, its word."""


def state(status: Status) -> Content:
    """Return sign and word of a status in its colour."""
    sign, style = MARKS.get(status, NO_MARK)
    return Content.styled(f"{sign} {STATES[status.value]}", style)
