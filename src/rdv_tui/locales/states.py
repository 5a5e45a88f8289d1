"""The sign and the colour of every state of an appointment: one of each, wherever it is shown."""

from collections.abc import Mapping

from rdv_tui.domain.appointment import Status

MARKS: Mapping[Status, tuple[str, str]] = {
    Status.BOOKED: ("○", "$foreground"),
    Status.ARRIVED: ("◔", "$text-warning"),
    Status.IN_PROGRESS: ("●", "$text-primary"),
    Status.DONE: ("✓", "$text-success"),
    Status.INCOMPLETE: ("▲", "$text-warning"),
    Status.NO_SHOW: ("✗", "$text-error"),
    Status.LEFT: ("✗", "$text-warning"),
    Status.CANCELLED: ("–", "$text-muted"),
    Status.UNRECORDED: ("?", "$text-warning"),
}
"""By status: the sign, and the style in the theme's own names. A word always stands beside it."""

NO_MARK = ("·", "$text-muted")
"""For a hold, which no list of appointments shows."""
