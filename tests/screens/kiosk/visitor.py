"""Somebody at a kiosk on a store of its own, without a terminal: keys in, the page that stands."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from rdv_tui.domain.kiosk import KioskRules
from rdv_tui.errors import OutputError
from rdv_tui.kiosk_app import Ending, KioskApp, KioskReady, KioskSetup
from rdv_tui.screens.kiosk.page_screen import PageScreen
from rdv_tui.services.delivery import delivery, printing
from rdv_tui.services.desk import Desk
from rdv_tui.services.kiosk import devices, help_calls
from rdv_tui.services.kiosk.direct import DirectKiosk

KEYS = {"/": "slash", " ": "space", "\r": "enter"}


def calls(desk: Desk) -> list[tuple[str, str]]:
    """Return the open calls for an agent: at which step, and why."""
    return [(call.step, call.reason) for call in help_calls.list_open(desk)]


class Papers:
    """A printer that keeps count, and fails when told so."""

    def __init__(self) -> None:
        self.letters, self.sheets, self.fails = 0, 0, False

    def letter(self, *_: object, **__: object) -> None:
        """Print a letter."""
        self._work()
        self.letters += 1

    def sheet(self, *_: object, **__: object) -> None:
        """Print another paper."""
        self._work()
        self.sheets += 1

    def _work(self) -> None:
        if self.fails:
            raise OutputError("printer_failed", "L'imprimante ne répond pas.", "")


class Visitor:
    """Who presses the keys."""

    def __init__(self, app: KioskApp, pilot: Pilot[Ending], papers: Papers) -> None:
        self.app, self._pilot, self.papers = app, pilot, papers

    @property
    def page(self) -> PageScreen:
        """The page that stands there."""
        screen = self.app.screen
        assert isinstance(screen, PageScreen)
        return screen

    @property
    def question(self) -> str:
        """What is asked."""
        screen = self.app.screen
        return screen.page.question if isinstance(screen, PageScreen) else ""

    @property
    def picture(self) -> str:
        """What a person reads, spaces drawn together."""
        screen = self.app.screen
        rows = [strip.text for strip in screen._compositor.render_strips(screen.size)]
        return " ".join(" ".join(rows).split())

    async def until(self, fact: Callable[[], object], what: str) -> None:
        """Wait for a fact."""
        deadline = time.monotonic() + 30
        while not fact():
            assert time.monotonic() < deadline, f"{what}\n{self.picture}"
            await asyncio.sleep(0.02)
        await self._pilot.pause()

    async def asked(self, question: str) -> None:
        """Wait until a question stands there, ready for keys."""
        await self.until(lambda: question in self.question and self.page.focused, question)

    async def turned(self, page: PageScreen) -> None:
        """Wait until another page than `page` stands there."""
        await self.until(lambda: self.app.screen is not page and self.question, "another page")

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*(KEYS.get(sign, sign) for sign in text))

    async def fill(self, text: str) -> None:
        """Type a text, and Enter."""
        await self.type(f"{text}\r")

    # -- where tests begin
    async def to_permit(self) -> None:
        """Choose French and read the notice."""
        await self.asked("Choisissez votre langue")
        await self.press("1")
        await self.asked("Prendre un rendez-vous")
        await self.press("1")
        await self.asked("Quel titre")

    async def to_days(self) -> None:
        """Answer step 1 for somebody with a permanent job and a card of one year."""
        await self.to_permit()
        for key, question in (("2", "Pourquoi"), ("1", "Quelle est votre situation"), ("1", "fin")):
            await self.press(key)
            await self.asked(question)
        await self.fill("20/12/2026")
        await self.asked("code postal")
        await self.fill("84000")
        await self.asked("Quelle date")

    async def to_security(self) -> None:
        """Take the first day and its first hour."""
        await self.to_days()
        await self.press("1")
        await self.asked("Quelle heure")
        await self.press("1")
        await self.asked("Copiez")

    async def to_name(self) -> None:
        """Copy the digits."""
        await self.to_security()
        await self.fill(self.page.page.big)
        await self.asked("nom de famille")

    async def to_review(self, number: str = "8499887766") -> None:
        """Tell who it is."""
        await self.to_name()
        for text, question in (
            ("Yilmaz", "prénom"),
            ("Anne", "naissance"),
            ("17/04/1988", "nationalité"),
        ):
            await self.fill(text)
            await self.asked(question)
        await self.choose_country("turqui")
        await self.asked("numéro étranger")
        await self.fill(number)
        await self.asked("téléphone")
        await self.fill("")
        await self.asked("Tout est juste")

    async def choose_country(self, text: str) -> None:
        """Type a country's first letters, see it, confirm it."""
        await self.type(text)
        await self.until(lambda: len(self.page.choices) == 1, "one country")
        await self.press("enter", "enter")


@asynccontextmanager
async def visitor(
    desk: Desk, *, rules: KioskRules | None = None, fails: bool = False
) -> AsyncIterator[Visitor]:
    """Open a kiosk on the store of `desk`."""
    rules, papers = rules or KioskRules(), Papers()
    papers.fails = fails
    secret = devices.enrol(desk, "Borne 1")
    real = delivery.print_letter, printing.submit
    delivery.print_letter, printing.submit = papers.letter, papers.sheet  # type: ignore[assignment]
    try:

        def open_kiosk() -> KioskReady:
            return KioskReady(DirectKiosk(desk, secret, rules), reads_arabic=True)

        app = KioskApp(KioskSetup(desk.office, desk.clock, open_kiosk, rules))
        async with app.run_test(size=(80, 24)) as pilot:
            yield Visitor(app, pilot, papers)
    finally:
        delivery.print_letter, printing.submit = real
