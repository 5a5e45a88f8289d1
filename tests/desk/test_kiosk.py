"""The kiosk as a program: booked alone in each language, and nothing of a visitor left behind."""

import json
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rdv_tui.locales.delivery.letter import BINDING
from rdv_tui.locales.delivery.letter_languages import LANGUAGES as LETTERS
from rdv_tui.locales.kiosk.help_calls import STEPS
from rdv_tui.locales.kiosk.languages import WORDS
from tests.desk.conftest import Enter, Open
from tests.desk.kiosk import add_printer
from tests.documents import readback
from tests.programs import NOW

NUMBER = "8499887766"


def command(environment: dict[str, str], store: Path, *words: str) -> Any:  # noqa: ANN401
    done = subprocess.run(
        [sys.executable, "-m", "rdv_tui", "--store", str(store), "--now", NOW, *words, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


SAYS = {"fr": ("Convocation",)} | {
    code: (BINDING, re.split("[.،,]", LETTERS[code].free)[0]) for code in WORDS if code != "fr"
}
"""What the letter says in each language, and that the French text counts."""


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
    text = readback.prose(letter)
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", text)
    assert found
    for said in ("YILMAZ", "84 9988 7766", *SAYS[language]):
        assert said in text, said
    shown = command(environment, store, "show", found[0])
    assert (shown["status"], shown["channel"], shown["language"]) == ("booked", "kiosk", language)
    assert (shown["foreign_resident_number"], shown["given_names"]) == (NUMBER, "Şükrü")
    kiosk.press("1")
    kiosk.start()
    assert "Yılmaz" not in kiosk.screen


def calls(store: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(store) as connection:
        query = "SELECT step, reason FROM help_call WHERE answered_at IS NULL"
        return [tuple(row) for row in connection.execute(query)]


SEEN_S = 2
"""So soon every desk shows a call."""


def test_zero_calls_an_agent_at_every_step_and_every_desk_sees_it(
    enter: Enter, store: Path, open_desk: Open
) -> None:
    desks = [open_desk(), open_desk()]
    for desk in desks:
        desk.until_shown("Code postal", "✓ en ordre")
    kiosk = enter()
    kiosk.start()

    def call(keys: str, step: str) -> None:
        kiosk.press(keys)
        kiosk.terminal.until(lambda _: (step, "asked") in calls(store), f"a call from {step}")
        began = time.monotonic()
        for desk in desks:
            desk.until_shown("Borne 1 demande de l'aide", STEPS[step])
        assert time.monotonic() - began < SEEN_S

    call("0", "start")
    kiosk.choose_language("fr")
    call("0", "notice")
    kiosk.to_slots()
    call("0", "slot")
    kiosk.hold()
    call("0\r", "security")
    kiosk.copy_code()
    call("0", "details")
    kiosk.tell_who(NUMBER, "Yılmaz", "Şükrü")
    call("0", "confirmation")
    kiosk.press("1")
    kiosk.until_said(lambda words: words.booked)
    desks[0].write("\x1b[1;2Q")
    desks[0].until_shown("vous y allez", "Code")
    kiosk.terminal.until_shown("Un agent arrive")
    call("0", "letter")


def test_a_printer_that_fails_calls_an_agent_and_loses_nothing(
    enter: Enter, environment: dict[str, str], store: Path
) -> None:
    kiosk = enter()
    kiosk.choose_language("tr")
    kiosk.to_slots()
    kiosk.hold()
    kiosk.copy_code()
    kiosk.tell_who(NUMBER, "Yılmaz", "Şükrü")
    kiosk.press("1")
    kiosk.until_said(lambda words: words.booked)
    kiosk.until_said(lambda words: words.printer_failed)
    kiosk.terminal.until(lambda _: ("letter", "printer") in calls(store), "a call for the printer")
    (found,) = command(environment, store, "find", NUMBER)
    assert (found["status"], found["channel"]) == ("booked", "kiosk")
