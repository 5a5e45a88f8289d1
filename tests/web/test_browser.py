"""A real browser at the real server, behind a proxy: what agents and visitors do in it."""

import base64
import re
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desk.kiosk import add_printer
from tests.desk.test_booking import to_step_four
from tests.web.browser import CHROMIUM, PATIENCE_S
from tests.web.in_page import Hall, InPage, KioskInPage
from tests.web.serving import Serving, program, runs, serving

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
    pytest.mark.xdist_group("browser"),
]
F_KEYS = {
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
    "F11": "\x1b[23~",
    "F12": "\x1b[24~",
    "shift+F9": "\x1b[20;2~",
    "shift+F11": "\x1b[23;2~",
    "shift+F12": "\x1b[24;2~",
}
WINDOWS = {
    "F1": "Touches de cet écran",
    "F3": "Rechercher un rendez-vous",
    "F5": "Journée des guichets",
    "F6": "ESSAI · Ma démarche",
    "F7": "Délais de rendez-vous",
    "F11": "ESSAI · Suites",
    "F12": "Je n'arrive pas à effectuer la démarche",
    "shift+F11": "Imprimantes",
}


AGAIN = """fetch(performance.getEntriesByType("resource").map((one) => one.name)
.find((name) => name.includes("/files/"))).then((answer) => answer.status)"""
"""Asks once more for what the page has fetched."""
COLOURS = """[...new Set([...document.querySelectorAll('.xterm-rows span')].map(
(one) => getComputedStyle(one).backgroundColor))].sort().join()"""
"""The grounds of all that is drawn."""
ORDER = "getComputedStyle(document.querySelector('.xterm-rows span')).unicodeBidi"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as one:
        yield one


@pytest.fixture(scope="module")
def served(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, origin=hall.proxy.address, environment=bare(folder)) as one:
        hall.lead_to(one, "agent")
        yield one


def bare(folder: Path) -> dict[str, str]:
    """Return an environment in which there is no printer but those that a test makes."""
    (folder / "bin").mkdir()
    return {"PATH": str(folder / "bin")}


def sent(page: InPage) -> str:
    """Return what the page has typed until now."""
    frames = [
        one["params"]["response"]
        for one in page.page.events
        if one["method"] == "Network.webSocketFrameSent"
    ]
    typed = [base64.b64decode(one["payloadData"]) for one in frames if one["opcode"] == 2]
    return b"".join(typed).decode()


def has_sent(page: InPage, sequence: str, times: int, _: str) -> bool:
    """Say whether the page has typed a key so often."""
    return sent(page).count(sequence) >= times


def complaints(page: InPage) -> list[object]:
    """Return what the page, or the browser about it, complained of."""
    kinds = {"Runtime.exceptionThrown", "Log.entryAdded"}
    return [one["params"] for one in page.page.events if one["method"] in kinds]


def test_every_key_arrives_and_the_page_asks_nobody_else(hall: Hall, served: Serving) -> None:
    with hall.open() as desk:
        desk.until_shown("Descriptif", "A. Morel", "✓ en ordre")
        for key, title in WINDOWS.items():
            assert title not in desk.screen
            desk.strike(key)
            desk.until_shown(title)
            desk.strike("Escape")
            desk.until_shown("Effectuer une demande de rendez-vous")
        desk.strike("F2")  # the notice, over the form
        desk.until(lambda screen: "Vérifiez votre situation" not in screen, "\n".join(desk.lines))
        desk.strike("Escape")
        desk.until_shown("Vérifiez votre situation")
        for key, sequence in F_KEYS.items():
            before = sent(desk).count(sequence)
            desk.strike(key)
            desk.until(partial(has_sent, desk, sequence, before + 1), key)
            desk.strike("Escape")
        asked = [re.sub("^ws", "http", url) for url in desk.page.requested()]
        assert f"{hall.proxy.address}/session" in asked
        assert [url for url in asked if not url.startswith(f"{hall.proxy.address}/")] == []
        assert complaints(desk) == []
        # Where the focus is lost, any click or key brings it back; F5 never loads the page again.
        for way in ("blur()", "dispatchEvent(new MouseEvent('mousedown', {bubbles: true}))"):
            desk.value("terminal.textarea.blur()")
            desk.value(f"document.activeElement.{way}")
            desk.strike("F5")
            desk.until_shown("Journée des guichets")
            desk.strike("Escape")
            desk.until_shown("Effectuer une demande de rendez-vous")


def test_an_agent_books_and_the_browser_saves_the_letter(
    hall: Hall, served: Serving, tmp_path: Path
) -> None:
    with hall.open(tmp_path) as desk:
        desk.until_shown("A. Morel", "✓ en ordre")
        to_step_four(desk)
        desk.fill("Yılmaz", "Şükrü", "17/4/88", "turquie")
        desk.strike("F4")
        desk.until_shown("Place gardée")
        desk.strike("F8")
        desk.until_shown("Abandonner")
        desk.strike("Escape")
        desk.until(lambda screen: "Abandonner" not in screen, "the form again")
        colours = desk.value(COLOURS)
        desk.strike("F9")
        desk.until(lambda _: desk.value(COLOURS) != colours, "other colours")
        desk.strike("F10")
        desk.until_shown("Entrée réserve ce rendez-vous", "YILMAZ Şükrü")
        desk.press("enter")
        desk.until_shown("Rendez-vous enregistré", "Enregistrée dans Téléchargements")
        desk.until(lambda _: list(tmp_path.glob("*.pdf")), "the letter")
        reference = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", desk.screen)
        assert reference
        letter = read(tmp_path / f"convocation-{reference[0]}.pdf")
        assert reference[0] in letter
        assert "YILMAZ" in letter
        assert desk.value(AGAIN) == 404
        (pid,) = served.children()
    assert desk.page.asks, "the browser asks before a session is left"
    deadline = time.monotonic() + PATIENCE_S
    while runs(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def read(letter: Path) -> str:
    """Return the words of a letter."""
    done = subprocess.run(["pdftotext", str(letter), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_visitor_books_at_a_kiosk_and_the_server_prints(hall: Hall, tmp_path: Path) -> None:
    environment = bare(tmp_path)
    printed = tmp_path / "printed"
    add_printer(environment, printed)
    with serving(tmp_path, "--kiosk", origin=hall.proxy.address, environment=environment) as served:
        done = program(tmp_path, tmp_path / "store.db", "kiosk", "enrol", "Borne 1")
        assert done.returncode == 0, done.stderr
        hall.lead_to(served, None)
        saved = tmp_path / "saved"
        saved.mkdir()
        with hall.open(saved) as page:
            kiosk = KioskInPage(page)
            kiosk.start()
            # The program orders Arabic itself; a browser that ordered it again would reverse it.
            assert page.value(ORDER) == "bidi-override"
            kiosk.choose_language("fr")
            kiosk.to_slots()
            kiosk.hold()
            kiosk.copy_code()
            kiosk.tell_who("8499887766", "Yılmaz", "Şükrü")
            kiosk.press("1")
            kiosk.until_said(lambda words: words.booked)
            page.until(lambda _: list(printed.glob("*.pdf")), "the letter")
            kiosk.press("1")
            kiosk.start()
            assert "Yılmaz" not in kiosk.screen
            assert complaints(page) == []
        (letter,) = printed.glob("*.pdf")
        assert "YILMAZ" in read(letter)
        assert list(saved.iterdir()) == []
