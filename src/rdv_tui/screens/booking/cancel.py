"""Cancelling an appointment: the reason in one key, then one key to confirm."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment
from rdv_tui.locales import commands
from rdv_tui.locales.booking import card as card_fr
from rdv_tui.locales.dates import moment
from rdv_tui.screens.dialogs import Dialog
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind


class CancelScreen(Dialog[CancelReason]):
    """Why the appointment is cancelled, or None when it is not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"reason('{code}')", label, show=False)
            for code, (key, label) in card_fr.CANCEL_REASONS.items()
        ),
        *bind(commands.CONFIRM_CANCEL, commands.CLOSE),
    ]

    def __init__(self, appointment: Appointment) -> None:
        super().__init__()
        self._appointment = appointment
        self._reason: CancelReason | None = None
        self._reasons = Static(markup=False)
        self._wanted = Static(markup=False, classes="wanted")

    def compose(self) -> ComposeResult:
        """Name the appointment, list the reasons under their keys."""
        asked = card_fr.CANCEL_ASK.format(
            name=self._appointment.applicant.name, when=moment(self._appointment.start)
        )
        with Vertical(classes="dialog"):
            yield Static(plain(asked, "bold"), classes="question")
            yield self._reasons
            yield self._wanted
            yield Static(Content(card_fr.CANCEL_KEYS), classes="keys")

    def on_mount(self) -> None:
        """List the reasons; none is chosen."""
        self._show()

    def _show(self) -> None:
        lines = []
        for code, (key, label) in card_fr.CANCEL_REASONS.items():
            chosen = self._reason == code
            sign = "▸" if chosen else " "
            text = Content.assemble((f" {sign} {key}  ", "bold"), (label, "bold" if chosen else ""))
            lines.append(text)
        self._reasons.update(Content("\n").join(lines))

    def action_reason(self, code: str) -> None:
        """Choose a reason."""
        self._reason = CancelReason(code)
        self._wanted.update("")
        self._show()

    def action_confirm(self) -> None:
        """Cancel for the reason chosen."""
        if self._reason is None:
            self._wanted.update(Content.styled(card_fr.CANCEL_REASON_FIRST, "$text-warning"))
            return
        self.dismiss(self._reason)
