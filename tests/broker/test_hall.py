"""The kiosk and the call display on a broker: as programs, and as screens worked by keys."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from rdv_tui.broker.client import BrokerDisplay
from rdv_tui.catalogue import default_office
from rdv_tui.clock import Clock
from rdv_tui.display_app import DisplayApp, DisplaySetup
from rdv_tui.errors import RdvError
from rdv_tui.kiosk_app import Ending, KioskApp, KioskReady, KioskSetup
from rdv_tui.locales.day.display import COUNTER, WAITING
from rdv_tui.screens.kiosk.page_screen import PageScreen
from rdv_tui.services.kiosk.secret_file import SECRET_FILE, keep_secret
from rdv_tui.widgets.call_board import CallBoard
from tests.broker.service import Service
from tests.desk.kiosk import Kiosk
from tests.desk.terminal import Terminal
from tests.documents import readback
from tests.programs import without_the_tester

NUMBER = "8499887766"
NAME = "Yılmaz"


def home_of(folder: Path, secret: str) -> dict[str, str]:
    """Return the environment of a device that has its secret, and no path of any store."""
    environment = without_the_tester(folder) | {"PATH": str(folder)}
    for name in ("RDV_AGENT", "RDV_PASSWORD"):
        environment.pop(name, None)
    keep_secret(Path(environment["XDG_STATE_HOME"]) / "rdv-tui" / SECRET_FILE, secret)
    return environment


def opened_by(process: int) -> set[str]:
    """Return the files that a process has open."""
    folder = Path(f"/proc/{process}/fd")
    return {str(entry.readlink()) for entry in folder.iterdir() if entry.is_symlink()}


def loaded_by(process: int) -> str:
    """Return the libraries that a process has loaded, or has at hand."""
    return Path(f"/proc/{process}/maps").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The kiosk's own home."""
    made = tmp_path / "kiosk"
    made.mkdir()
    return made


def test_a_person_books_at_a_terminal_that_reaches_no_store(service: Service, folder: Path) -> None:
    environment = home_of(folder, service.secrets["Borne 1"])
    with Kiosk(environment, None, folder, broker=service.socket) as kiosk:
        kiosk.choose_language("tr")
        kiosk.to_slots()
        kiosk.hold()
        kiosk.copy_code()
        kiosk.tell_who(NUMBER, NAME, "Şükrü")
        opened = opened_by(kiosk.terminal.program.pid)
        assert not any(name.startswith(str(service.store)) for name in opened)
        loaded = loaded_by(kiosk.terminal.program.pid)
        assert "python" in loaded
        assert not [one for one in ("_sqlite3", "libpq", "psycopg") if one in loaded]
        kiosk.press("1")
        kiosk.until_said(lambda words: words.booked)
        kiosk.terminal.until(lambda _: list(service.printed.glob("*.pdf")), "the letter")
        (found,) = service.command("find", NUMBER)
        assert (found["status"], found["channel"]) == ("booked", "kiosk")
        kiosk.press("1")
        kiosk.start()
        assert NAME not in kiosk.screen
    (letter,) = service.printed.glob("*.pdf")
    assert found["reference"] in readback.prose(letter)
    left = [path for path in folder.rglob("*") if path.is_file() and path.name != SECRET_FILE]
    assert not any(path.suffix in {".pdf", ".db"} for path in left)
    assert not any(NUMBER in path.read_text(errors="replace") for path in left)


def test_a_broker_that_goes_closes_the_kiosk_which_opens_again_by_itself(
    service: Service, folder: Path
) -> None:
    environment = home_of(folder, service.secrets["Borne 1"])
    with Kiosk(environment, None, folder, broker=service.socket) as kiosk:
        kiosk.choose_language("fr")
        kiosk.to_slots()
        kiosk.hold()
        service.end(signal.SIGKILL)
        kiosk.terminal.until_shown("Borne fermée")
        service.start()
        kiosk.start()
        kiosk.choose_language("fr")
        service.command("kiosk", "disable", "Borne 1")
        kiosk.terminal.until_shown("Borne fermée")


# -- as screens
class Setting:
    """What a screen is started with, before the broker has told anything."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.office = default_office()
        self.clock = Clock(ZoneInfo(self.office.time_zone))

    def kiosk(self) -> KioskReady:
        """Begin a visit."""
        return KioskReady(self.service.kiosk(), reads_arabic=True)

    def display(self) -> BrokerDisplay:
        """Return the screen of the hall."""
        return self.service.display()


async def until(happened: Callable[[], object], what: str) -> None:
    """Wait for a fact, with a limit."""
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.02)


async def answer(pilot: Pilot[Ending], *keys: str) -> None:
    """Press keys on the page that stands there, and wait for the next one."""
    app = pilot.app  # between two pages stands a screen that takes no key
    await until(lambda: isinstance(app.screen, PageScreen) and app.screen.focused, f"{keys}")
    before = app.screen
    await pilot.press(*keys)
    await until(lambda: app.screen is not before, f"another page after {keys}")
    await pilot.pause()


def is_welcomed(service: Service) -> bool:
    """Say whether the broker answers as soon as a kiosk waits for: its first answer loads much."""
    try:
        service.kiosk().close()
    except RdvError:
        return False
    return True


async def test_a_visit_goes_from_the_language_to_the_letter_by_keys(service: Service) -> None:
    await until(lambda: is_welcomed(service), "a broker that is awake")
    setting = Setting(service)
    app = KioskApp(KioskSetup(setting.office, setting.clock, setting.kiosk))
    async with app.run_test(size=(80, 24)) as pilot:

        def big() -> str:
            return app.screen.page.big if isinstance(app.screen, PageScreen) else ""

        await until(lambda: isinstance(app.screen, PageScreen), "the first question")
        await pilot.pause()
        for keys in (("1",), ("1",), ("2",), ("1",), ("1",)):
            await answer(pilot, *keys)
        for text in ("20/12/2026", "84000"):
            await answer(pilot, *map(key_of, text), "enter")
        await answer(pilot, "1")
        await answer(pilot, "1")
        await until(lambda: big() != "", "the digits to copy")
        await answer(pilot, *big(), "enter")
        for text in ("Yilmaz", "Anne", "17/04/1988"):
            await answer(pilot, *map(key_of, text), "enter")
        await pilot.press(*"turqui")
        await until(lambda: codes(app)[:1] == ["TR"], "Turkey, first")
        await answer(pilot, "1")
        await answer(pilot, *NUMBER, "enter")
        await answer(pilot, "enter")
        await answer(pilot, "1")
        await until(lambda: app.stage == "letter", "the letter")
        await until(lambda: list(service.printed.glob("*.pdf")), "the paper")
        (found,) = service.command("find", NUMBER)
        await until(lambda: big() == found["reference"], "the reference, large")


def codes(app: KioskApp) -> list[str]:
    """Return the codes of the answers that are taken now, in their order."""
    return (
        [choice.code for choice in app.screen.choices] if isinstance(app.screen, PageScreen) else []
    )


def key_of(sign: str) -> str:
    """Return the name of the key that types a sign."""
    return {"/": "slash"}.get(sign, sign)


async def test_the_display_shows_calls_and_survives_a_broker_that_is_away(
    service: Service,
) -> None:
    setting = Setting(service)
    app = DisplayApp(DisplaySetup(setting.office, setting.clock, setting.display, lambda _: None))
    async with app.run_test(size=(80, 24)) as pilot:
        board = app.query_one(CallBoard)
        await until(lambda: app._seen is not None, "a first look")
        await asyncio.to_thread(call_somebody, service)
        await until(lambda: board.current is not None and board.fresh, "a call")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.screen.size)
        picture = "\n".join(strip.text for strip in strips).upper()
        with sqlite3.connect(service.store) as connection:
            query = "SELECT family_name, reference FROM appointment WHERE family_name IS NOT NULL"
            people = list(connection.execute(query))
        assert people
        assert not any(name.upper() in picture for name, _ in people if len(name) > 4)
        assert not any(reference in picture for _, reference in people)
        await asyncio.to_thread(service.end, signal.SIGKILL)
        app._heard -= 60
        await until(lambda: board.stale, "the fallback")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.screen.size)
        assert "Écoutez l'appel des agents" in "\n".join(strip.text for strip in strips)
        await asyncio.to_thread(service.start)
        await until(lambda: not board.stale, "calls again")


def call_somebody(service: Service) -> None:
    """Let counter 1 end its visit, and call the next one."""
    with sqlite3.connect(service.store) as connection:
        query = "SELECT reference FROM appointment WHERE status = ? AND served_at_counter = 1"
        ((reference,),) = connection.execute(query, ("in_progress",))
    service.command("finish", reference, "--outcome", "received")
    service.command("call", "--counter", "1")


def test_the_display_is_a_program_that_the_settings_send_to_the_broker(
    service: Service, folder: Path
) -> None:
    call_somebody(service)
    environment = home_of(folder, service.secrets["Écran"])
    environment |= {"RDV_BROKER": str(service.socket)}
    with Terminal(["display"], environment, folder) as screen:
        waiting = service.display().get_board().waiting
        screen.until_shown(COUNTER.partition(" ")[0], WAITING.format(count=waiting))
        opened = opened_by(screen.program.pid)
        assert not any(name.startswith(str(service.store)) for name in opened)
