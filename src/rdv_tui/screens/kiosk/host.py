"""What a visit asks of its program, and what questions ask of the visit."""

from datetime import date
from typing import Protocol

from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.page import Choice, Page, Stage
from rdv_tui.services.kiosk.contract import KioskServices


class Host(Protocol):
    """What a visit asks of the program in which it happens."""

    services: KioskServices
    rules: KioskRules
    reads_arabic: bool
    held: Hold | None

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer, or `BACK`; whoever erases ends the visit."""

    def call_agent(self, stage: str, reason: str = "asked") -> None:
        """Call an agent to this kiosk."""


class Asker(Protocol):
    """The visit, as far as a question needs it."""

    host: Host
    words: Words
    typed: dict[str, str]
    slot: Slot | None
    warning: str

    @property
    def is_in_person(self) -> bool:
        """Whether the desk serves the situation at all."""

    @property
    def today(self) -> date:
        """The office's day."""

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer."""

    async def choose(self, stage: Stage, name: str, choices: tuple[Choice, ...]) -> str:
        """Ask for one of many answers."""

    def page(self, stage: Stage, name: str, **more: object) -> Page:
        """Return a page whose question has that name."""

    def french(self, text: str) -> str:
        """Return legal words beside the visitor's."""
