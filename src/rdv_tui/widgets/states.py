"""Where an appointment stands, for the eye: a sign, a short word and a colour, never one alone."""

from textual.content import Content

from rdv_tui.domain.appointment import Status
from rdv_tui.locales.card import STATES

STATE_WIDTH = 2 + max(len(word) for word in STATES.values())

MARKS: dict[Status, tuple[str, str]] = {
    Status.BOOKED: ("○", "$foreground"),
    Status.ARRIVED: ("▲", "$text-warning"),
    Status.IN_PROGRESS: ("●", "$text-primary"),
    Status.DONE: ("✓", "$text-success"),
    Status.INCOMPLETE: ("▲", "$text-warning"),
    Status.NO_SHOW: ("✗", "$text-error"),
    Status.CANCELLED: ("–", "$text-muted"),
    Status.UNRECORDED: ("?", "$text-warning"),
}


def state(status: Status) -> Content:
    """Return sign and word of a status in its colour."""
    sign, style = MARKS.get(status, ("·", "$text-muted"))
    return Content.styled(f"{sign} {STATES[status.value]}", style)
