"""The programs in the hall on a store that this very program has open."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from rdv_tui import catalogue
from rdv_tui.domain.applicant import parse_applicant
from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.kiosk import PRINTS, KioskRules
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.errors import OutputError, RdvError, SlotTaken, UsageError
from rdv_tui.locales import refusals
from rdv_tui.locales.kiosk import devices as device_fr
from rdv_tui.locales.kiosk.languages import TITLE
from rdv_tui.services.booking import holds
from rdv_tui.services.day import display
from rdv_tui.services.delivery import delivery, papers, printing, unprinted
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import devices, help_calls, visit
from rdv_tui.services.kiosk.contract import Booked, CallBoard
from rdv_tui.services.office import sign_in


class DirectKiosk:
    """A visit of a kiosk (contract.KioskServices). Its place is known here, not told by who asks.

    Beginning one gives back what the visitor before has left. Raises Refusal `device_closed`.
    """

    def __init__(self, desk: Desk, secret: str, rules: KioskRules) -> None:
        device = devices.recognise(desk, secret)
        self._desk, self._rules = devices.at_kiosk(desk, device), rules
        self._held: Hold | None = None
        self._booked = ""
        self._letters = self._sheets = 0
        self.office, self.clock, self.device = desk.office, desk.clock, device.name
        self.reads_arabic = device.reads_arabic
        visit.begin(self._desk)
        self.asks_who_leaves = sign_in.asks_for(self._desk) is not None

    def is_enabled(self) -> bool:
        """Say whether the device may still do anything."""
        return devices.is_enabled(self._desk)

    def offers(self, after: datetime, count: int) -> list[Slot]:
        """Return the first free slots after `after`."""
        return visit.offers(self._desk, after, count)

    def hold(self, start: datetime) -> Hold:
        """Hold a place at `start`, instead of the one held before."""
        self._held = visit.hold(self._desk, start, self._held)
        return self._held

    def renew(self) -> Hold:
        """Keep the place for the full time again."""
        self._held = visit.renew(self._desk, self._own_hold())
        return self._held

    def book(self, typed: Mapping[str, str]) -> Booked:
        """Book the place that is held."""
        held = self._own_hold()
        try:
            applicant = parse_applicant(
                typed,
                catalogue.situations(),
                catalogue.communes(),
                catalogue.countries(),
                self.clock.today(),
            )
        except InvalidFields:
            raise device_fr.not_here() from None
        try:
            made = visit.book(self._desk, held, applicant, self._rules)
        except SlotTaken:
            self._held = None
            raise
        self._held, self._booked = None, made.reference
        return Booked(made.reference, made.start)

    def _own_hold(self) -> Hold:
        if self._held is None:
            raise refusals.hold_gone()
        return self._held

    def print_letter(self) -> None:
        """Print the letter of what was booked; one that no printer takes waits for it."""
        from rdv_tui.documents.layout import PrintLayout  # noqa: PLC0415  (fpdf2)

        if not self._booked:
            raise refusals.unknown_reference("")
        self._letters = _one_more(self._letters)
        try:
            delivery.print_letter(self._desk, self._booked, form=PrintLayout())
        except OutputError as error:
            unprinted.keep_unprinted(self._desk, self._booked, error)
            raise

    def print_refusal(self, typed: Mapping[str, str], language: str) -> None:
        """Print where to go instead."""
        self._sheets = _one_more(self._sheets)
        try:
            sheet = papers.refusal_sheet(self._desk, typed, language)
        except (ValueError, UsageError):  # nothing turns them away, or no such situation
            raise device_fr.not_here() from None
        printing.submit(self._desk, sheet, TITLE)

    def call_agent(self, step: str, language: str, reason: str) -> int:
        """Call an agent to this device."""
        return help_calls.call(self._desk, step=step, language=language, reason=reason)

    def is_answered(self, call: int) -> bool:
        """Say whether somebody answered the call."""
        return help_calls.is_answered(self._desk, call)

    def accepts_code(self, code: str) -> bool:
        """Say whether an agent's code waves a person through here now."""
        return help_calls.accepts_code(self._desk, code)

    def count_left(self, step: str, language: str) -> None:
        """Count a visit that somebody left."""
        visit.count_left(self._desk, step, language)

    def let_out(self, login: str, password: str) -> None:
        """Return for who may close the device."""
        devices.let_out(self._desk, login, password)

    def end(self) -> None:
        """Give back the place that is still held, if that can be."""
        if self._held is not None:
            with suppress(RdvError):
                holds.release(self._desk, self._held)


def _one_more(printed: int) -> int:
    """Return how often a paper is printed with this time. Raises Refusal `printed_enough`."""
    if printed >= PRINTS:
        raise device_fr.printed_enough()
    return printed + 1


class DirectDisplay:
    """The screen in the hall (contract.DisplayServices)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get_board(self) -> CallBoard:
        """Return what is shown now, and note that a screen shows it."""
        found = display.get_board(self._desk)
        display.say_running(self._desk)
        return found
