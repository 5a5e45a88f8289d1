"""The kiosk as a program: booked alone in each language, and nothing of a visitor left behind."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rdv_tui.locales.kiosk.languages import WORDS
from tests.desk.kiosk import Kiosk, add_printer, enrol
from tests.programs import NOW

Enter = Callable[..., Kiosk]
NUMBER = "8499887766"


@pytest.fixture
def enter(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Enter]:
    """Open an enrolled kiosk, as often as wanted."""
    enrol(environment, store, tmp_path)
    with ExitStack() as kiosks:

        def start(code: str = "", **more: str) -> Kiosk:
            kiosk = Kiosk(environment | more, store, tmp_path, code=code)
            return kiosks.enter_context(kiosk)

        yield start


def command(environment: dict[str, str], store: Path, *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "rdv_tui", "--store", str(store), "--now", NOW, *words, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def holds(store: Path) -> int:
    with sqlite3.connect(store) as connection:
        row = connection.execute("SELECT count(*) FROM appointment WHERE status = 'held'")
        return int(row.fetchone()[0])


@pytest.mark.parametrize("language", list(WORDS))
def test_a_person_books_alone_and_takes_a_letter_in_their_language(
    enter: Enter, environment: dict[str, str], store: Path, tmp_path: Path, language: str
) -> None:
    printed = tmp_path / "printed"
    add_printer(environment, printed)
    kiosk = enter()
    kiosk.choose_language(language)
    kiosk.to_slots()
    kiosk.hold()
    kiosk.copy_code()
    kiosk.tell_who(NUMBER, "Yılmaz", "Şükrü")
    kiosk.press("1")
    kiosk.until_said(lambda words: words.booked)
    kiosk.terminal.until(lambda _: list(printed.glob("*.pdf")), "the letter")
    (letter,) = printed.glob("*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(letter).pages)
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", text)
    assert found
    assert "YILMAZ" in text
    shown = command(environment, store, "show", found[0])
    assert (shown["status"], shown["channel"], shown["language"]) == ("booked", "kiosk", language)
    assert (shown["foreign_resident_number"], shown["given_names"]) == (NUMBER, "Şükrü")
    kiosk.press("1")
    kiosk.start()
    assert "Yılmaz" not in kiosk.screen
