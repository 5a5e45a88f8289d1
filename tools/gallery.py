"""Take the README's pictures from the running program, on a copy of the sample store."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from rdv_tui import catalogue
from rdv_tui.app import RdvApp
from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Channel
from rdv_tui.locales.screens import HELP_EVERYWHERE
from rdv_tui.screens.frame import VERY_WIDE, WIDE
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.search import search
from rdv_tui.services.hours.schedule import next_free
from rdv_tui.services.office import sign_in
from rdv_tui.services.office.offices import add_office
from rdv_tui.services.office.startup import open_desk
from rdv_tui.setup import Setup, StoreReady
from rdv_tui.store.engine import open_store

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "gallery"
NOW = datetime.fromisoformat("2026-11-23T10:15")
LIMIT_S = 60
LARGE, SMALL, HUGE = (120, 36), (80, 24), (200, 60)
NUMBER = "84 1234 5678"


@contextmanager
def desk_program(folder: Path) -> Iterator[RdvApp]:
    """Give the desk on its own copy of the sample store."""
    store = folder / "store.db"
    shutil.copyfile(ROOT / "data" / "sample.db", store)
    office = catalogue.default_office()
    clock = Clock.starting_at(ZoneInfo(office.time_zone), NOW)
    opened = open_desk(open_store(str(store)), office, clock, "", station="gallery:1")
    signed_in = sign_in.sign_in(opened, sign_in.SAMPLE_SUPERVISOR, "demonstration")
    desk = replace(signed_in, letters=folder)
    try:
        yield RdvApp(Setup(office, clock, desk.agent, lambda: StoreReady(desk)))
    finally:
        desk.store.close()


async def until(pilot: Pilot[None], happened: Callable[[], object]) -> None:
    """Let the program go on until something happened."""
    async with asyncio.timeout(LIMIT_S):
        while not happened():
            await pilot.pause()


class Tour:
    """One way through the five steps, a picture at each."""

    def __init__(self, app: RdvApp, pilot: Pilot[None]) -> None:
        self._app, self._pilot = app, pilot

    async def fill(self, *texts: str) -> None:
        """Type each text and end its field."""
        for text in texts:
            await self._pilot.press(*("space" if sign == " " else sign for sign in text), "enter")

    async def on(self, heading: str, shown: str = "") -> None:
        """Wait for the screen with `heading`, and for `shown` on it."""
        await until(
            self._pilot,
            lambda: (
                getattr(self._app.screen, "heading", "") == heading and shown in self._picture()
            ),
        )
        await self._pilot.pause()

    @property
    def _letter_head(self) -> str:
        """What the letter begins with, where it stands beside the rest."""
        return "République française" if self._app.size.width >= WIDE else ""

    def _picture(self) -> str:
        return self._app.export_screenshot().replace("&#160;", " ")

    def shoot(self, name: str) -> None:
        """Write the screen as it stands."""
        GALLERY.mkdir(parents=True, exist_ok=True)
        (GALLERY / f"{name}.svg").write_text(self._app.export_screenshot(title="rdv-tui"), "utf-8")

    async def walk(self, suffix: str) -> None:
        """Book for one person."""
        await self.on("Descriptif")
        await until(self._pilot, lambda: self._app.is_open)
        await self.fill("salarie", "cst", "15/1/27", "84000")
        await self._pilot.press("space")
        self.shoot(f"1-descriptif{suffix}")
        await self._pilot.press("enter")
        await self.on("Choix d'une plage", "Première")
        await self._pilot.press("n", "n")
        self.shoot(f"2-plage{suffix}")
        await self._pilot.press("enter")
        await self.on("Contrôle de sécurité")
        await self.fill(NUMBER)
        await self.on("Contrôle de sécurité", "aucun")
        self.shoot(f"3-securite{suffix}")
        await self._pilot.press("d")
        await self.on("Coordonnées personnelles")
        await self.fill("Nguyễn", "Thị Ánh", "3/7/87", "viet", "", "", "12 rue des Lices")
        await self.fill("nguyen@example.org")
        wide = self._app.size.width >= VERY_WIDE
        await self.on("Coordonnées personnelles", self._letter_head if wide else "")
        self.shoot(f"4-coordonnees{suffix}")
        await self.fill("06 39 98 12 34")
        await self._pilot.press("f10")
        await self.on("Valider et terminer", self._letter_head)
        self.shoot(f"5-valider{suffix}")
        await self._pilot.press("enter")
        await self.on("Rendez-vous enregistré", "Enregistrée")
        await self.on("Rendez-vous enregistré", self._letter_head)
        self.shoot(f"6-enregistre{suffix}")

    async def look(self, suffix: str) -> None:
        """Open what agents and supervisors keep open all day."""
        await self.on("Descriptif")
        await until(self._pilot, lambda: self._app.is_open)
        await self._pilot.press("f5")
        await self.on("Journée des guichets", "à venir")
        await self._pilot.press("down", "down")
        self.shoot(f"day{suffix}")
        await self._pilot.press("escape")
        await self.on("Descriptif")
        await self._pilot.press("f3", *"ben sal")
        await self.on("Rechercher un rendez-vous", "BEN SALAH")
        self.shoot(f"find{suffix}")
        await self._pilot.press("enter")
        await self.on("Rendez-vous", "Historique")
        self.shoot(f"card{suffix}")
        await self._pilot.press("escape", "escape", "f7")
        await self.on("Délais de rendez-vous", "libres sur")
        self.shoot(f"lead-times{suffix}")

    async def beside(self, suffix: str) -> None:
        """Open what stands over a screen, and meet somebody whom another office expects."""
        await self.on("Descriptif")
        await until(self._pilot, lambda: self._app.is_open)
        expect_elsewhere(self._app)
        await self._pilot.press("f1")
        await self.on("Descriptif", HELP_EVERYWHERE)
        self.shoot(f"help{suffix}")
        await self._pilot.press("escape", "ctrl+p", *"imp")
        await until(self._pilot, lambda: "Imprimantes" in self._picture())
        await self._pilot.pause()
        self.shoot(f"palette{suffix}")
        await self._pilot.press("escape", "f7")
        await self.on("Délais de rendez-vous", "Nîmes")
        self.shoot(f"offices{suffix}")
        await self._pilot.press("escape")
        await self.on("Descriptif")
        await self.fill("salarie", "cst", "15/1/27", "84000")
        await self._pilot.press("space", "enter")
        await self.on("Choix d'une plage", "Première")
        await self._pilot.press("enter")
        await self.on("Contrôle de sécurité")
        await self.fill(NUMBER)
        await self.on("Contrôle de sécurité", "Nîmes")
        self.shoot(f"other-office{suffix}")


def expect_elsewhere(app: RdvApp) -> None:
    """Add a second office to the store, and book there for the person of `NUMBER`."""
    desk = app.desk
    assert desk is not None
    gard = replace(desk.office, code="gard", prefecture="Préfecture du Gard", city="Nîmes")
    there = add_office(desk, gard)
    known = search(desk, "ben sal").found[0].appointment.applicant
    person = replace(known, foreign_resident_number=NUMBER.replace(" ", ""))
    start = next_free(there, desk.clock.local(), 1)[0].start
    book_at(there, start, person, channel=Channel.DESK)


TOURS: tuple[tuple[Callable[[Tour, str], Awaitable[None]], tuple[int, int], str], ...] = (
    (Tour.walk, LARGE, ""),
    (Tour.walk, SMALL, "-80x24"),
    (Tour.walk, HUGE, "-200x60"),
    (Tour.look, LARGE, ""),
    (Tour.look, SMALL, "-80x24"),
    (Tour.look, HUGE, "-200x60"),
    (Tour.beside, LARGE, ""),
    (Tour.beside, SMALL, "-80x24"),
)


async def main() -> None:
    """Take every picture at its sizes."""
    for tour, size, suffix in TOURS:
        with TemporaryDirectory() as folder, desk_program(Path(folder)) as app:
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                await tour(Tour(app, pilot), suffix)


if __name__ == "__main__":
    asyncio.run(main())
