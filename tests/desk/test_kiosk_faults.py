"""A fault in front of the kiosk, and switches for programmers: neither shows what was typed."""

from pathlib import Path

import pytest

from tests.desk.conftest import Enter
from tests.desk.kiosk import ENTER, NAME, Kiosk

WATCHED = """
import os, sys
told = open(os.environ["TOLD"], "w", buffering=1)
CONNECTING = {"socket.connect", "socket.sendto", "sqlite3.connect"}
sys.addaudithook(lambda event, _: event in CONNECTING and told.write(event + "\\n"))
from rdv_tui.cli import main
raise SystemExit(main())
"""
"""Tells to what it connects."""

FAULTY = """
from rdv_tui.cli import main
from rdv_tui.kiosk_app import KioskApp
from rdv_tui.locales.kiosk.french import FRENCH
ask = KioskApp.ask
async def failing(self, page):
    answer = await ask(self, page)
    if page.question == FRENCH.{question}:
        raise KeyError(answer, page, self)
    return answer
KioskApp.ask = failing
raise SystemExit(main())
"""
"""Fails once a question is answered, with all that is known in hand."""
PERSONAL = {
    "ask_expiry": "20/12/2026",
    "ask_postal_code": "84000",
    "ask_family_name": NAME,
    "ask_given_names": "Feodorowna",
    "ask_birth_date": "17/04/1988",
    "ask_country": "turqui",
    "ask_number": "8499887766",
    "ask_phone": "0612345678",
}
"""What is typed, in its order: the digits of step 3 are nobody's."""


@pytest.mark.parametrize("question", PERSONAL)
def test_a_fault_shows_and_keeps_no_value_and_the_next_visitor_finds_a_kiosk(
    enter: Enter, tmp_path: Path, question: str
) -> None:
    kiosk = enter(FAULTY.format(question=question))
    kiosk.choose_language("fr")
    typed = type_until(kiosk, question)
    kiosk.terminal.forget_written()
    send(kiosk, question)
    kiosk.start()
    assert "Traceback" not in kiosk.terminal.written
    kept = [one for one in (tmp_path / "home").rglob("*") if one.is_file()]
    assert [one for one in kept if one.parent.name == "crashes"]
    told = [kiosk.terminal.written, *(one.read_text(errors="replace") for one in kept)]
    for value in typed:
        assert not any(value.casefold() in text.casefold() for text in told), value


def type_until(kiosk: Kiosk, last: str) -> list[str]:
    """Answer one question after the other; return what was typed, the answer to `last` not sent."""
    kiosk.answer_guide()
    typed = []
    for question, text in PERSONAL.items():
        if question == "ask_family_name":
            kiosk.until_said(lambda words: words.ask_slot)
            kiosk.hold()
            kiosk.copy_code()
        kiosk.terminal.until_shown(getattr(kiosk.words, question))
        kiosk.press(text)
        kiosk.terminal.until_shown(f"> {text}")
        if question == "ask_country":
            kiosk.terminal.until_shown("Turquie")
        typed.append(text)
        if question == last:
            break
        send(kiosk, question)
    return typed


def send(kiosk: Kiosk, question: str) -> None:
    """Answer by what stands in the field."""
    if question == "ask_country":
        kiosk.choose_turkey()
    else:
        kiosk.press(ENTER)


def test_switches_for_programmers_are_not_obeyed(enter: Enter, tmp_path: Path) -> None:
    log, told = tmp_path / "textual.log", tmp_path / "told"
    switches = {"TEXTUAL_LOG": str(log), "TEXTUAL_DEBUG": "1", "TEXTUAL": "devtools"}
    switches |= {"TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_ALLOW_SIGNALS": "1"}
    before = set(tmp_path.rglob("*"))
    kiosk = enter(WATCHED, TOLD=str(told), **switches)
    kiosk.choose_language("fr")
    own = tmp_path / "home" / "STATE"
    made = {one for one in set(tmp_path.rglob("*")) - before if own not in (one, *one.parents)}
    assert {one.name for one in made} <= {"told", "store.db-wal", "store.db-shm"}
    assert not [one for one in own.rglob("*") if one.name == "keys.log" or one.suffix == ".svg"]
    events = told.read_text(encoding="ascii").split()
    assert set(events) == {"sqlite3.connect"}
