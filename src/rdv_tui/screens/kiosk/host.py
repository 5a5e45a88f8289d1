"""What a visit asks of its program, and what questions ask of the visit."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Protocol

from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.guide import Topic
from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.page import Choice, Page, Stage, Way
from rdv_tui.services.kiosk.contract import Booked, KioskServices

Question = Callable[[], Awaitable[Way]]


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
    unfinished: dict[str, str]
    answers: dict[Topic, str]
    slot: Slot | None
    warning: str
    checked: bool
    tries: int
    forward: bool
    resumed: bool
    booked: Booked | None

    @property
    def is_in_person(self) -> bool:
        """Whether the desk serves the situation at all."""

    @property
    def today(self) -> date:
        """The office's day."""

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer. Raises PlaceLost."""

    async def choose(
        self,
        stage: Stage,
        name: str,
        choices: tuple[Choice, ...],
        *,
        before: str = "",
        other: str = "other_answers",
    ) -> str:
        """Ask for one of many answers; `before` is the one that was given before."""

    async def ask_all(self, questions: Sequence[Question]) -> bool:
        """Ask in their order, back and forth; False when somebody goes back before the first."""

    def page(self, stage: Stage, name: str, **more: object) -> Page:
        """Return a page whose question has that name."""

    def french(self, text: str) -> str:
        """Return legal words beside the visitor's."""


class VisitOver(Exception):  # noqa: N818  (no error)
    """The visit ends here."""


class PlaceLost(Exception):  # noqa: N818  (no error)
    """The time for which the place was held is over."""
