"""How patient a kiosk is, and how much is booked at one, as the settings say."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rdv_tui.domain.kiosk import KioskRules

if TYPE_CHECKING:
    from rdv_tui.settings import Settings


def rules_of(settings: "Settings") -> KioskRules:
    """Return the rules of a kiosk with these settings."""
    usual = KioskRules()
    idle = settings.kiosk_idle_seconds or usual.idle_s
    return replace(
        usual,
        idle_s=idle,
        idle_form_s=max(idle, usual.idle_form_s),
        bookings_an_hour=settings.kiosk_bookings_an_hour or usual.bookings_an_hour,
        refusals_a_day=settings.kiosk_refusals_a_day or usual.refusals_a_day,
    )
