"""A stranger in front of the kiosk: nothing ends it, leads out of it, or shows the one before."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from rdv_tui.terminal.strict import IGNORED
from tests.desk.conftest import Enter
from tests.desk.kiosk import ENTER, ESCAPE, LEFT, NAME, Kiosk, add_printer, enrol
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.programs import NOW

CLOSED_S = 5
"""So soon a device that is shut out says so."""
ARABIC_RUN = re.compile("[\ufe70-\ufefc]+(?:[^\x1b\n]*[\ufe70-\ufefc]+)?")
IMPATIENT = """
import functools, sys
from rdv_tui.domain import kiosk
kiosk.KioskRules = functools.partial(kiosk.KioskRules, idle_s=2, idle_form_s=2, warning_s=3)
from rdv_tui.cli import main
raise SystemExit(main())
"""

PAUSING = IMPATIENT.replace("idle_s=2, idle_form_s=2, warning_s=3", "check_pause_s=3")


def held(store: Path) -> int:
    with sqlite3.connect(store) as connection:
        found = connection.execute("SELECT count(*) FROM appointment WHERE status = 'held'")
        return int(found.fetchone()[0])


def to_slots(kiosk: Kiosk) -> None:
    kiosk.choose_language("fr")
    kiosk.to_slots()


def to_security(kiosk: Kiosk) -> None:
    to_slots(kiosk)
    kiosk.hold()


def to_name(kiosk: Kiosk) -> None:
    to_security(kiosk)
    kiosk.copy_code()


def to_review(kiosk: Kiosk) -> None:
    to_name(kiosk)
    kiosk.tell_who("8499887766", NAME, "Anne")


def to_letter(kiosk: Kiosk) -> None:
    to_review(kiosk)
    kiosk.press("1")
    kiosk.until_said(lambda words: words.booked)


def remembers(process: int, text: str) -> bool:
    """Say whether `text` stands anywhere in what a process may write."""
    wanted = (text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le"))
    with (
        Path(f"/proc/{process}/maps").open(encoding="ascii") as maps,
        Path(f"/proc/{process}/mem").open("rb", buffering=0) as stored,
    ):
        for line in maps:
            span, rights, *_ = line.split()
            first, last = (int(end, 16) for end in span.split("-"))
            if "w" not in rights or "[v" in line:
                continue
            stored.seek(first)
            try:
                data = stored.read(last - first) or b""
            except OSError:
                continue
            if any(one in data for one in wanted):
                return True
    return False


def test_nothing_that_a_terminal_sends_ends_it_and_the_next_key_answers(enter: Enter) -> None:
    kiosk = enter()
    kiosk.choose_language("fr")
    for what, data in HOSTILE.items():
        kiosk.terminal.write_bytes(data)
        kiosk.press(ENTER)  # a digit would belong to a sequence that is not finished
        kiosk.terminal.until(lambda screen: "Quel titre" in screen, f"a question after {what}")
        kiosk.press(LEFT)
        kiosk.terminal.until(lambda screen: "Préparez" in screen, f"the notice after {what}")
    assert memory(kiosk.terminal) < LIMIT_BYTES


def test_no_signal_but_one_ends_or_stops_it(enter: Enter) -> None:
    kiosk = enter()
    kiosk.start()
    process = kiosk.terminal.program.pid
    for name in IGNORED:
        kiosk.terminal.signal(signal.Signals[name])
    kiosk.choose_language("fr")
    state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    assert state in {"S", "R", "D"}
    kiosk.terminal.signal(signal.SIGTERM)
    assert kiosk.terminal.ended() == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    "keys", ["\x11", "\x03", "\x1a", "\x1c", "\x10", "\x1bOP", "\x1b[24~", "\x16", "\x18"]
)
def test_no_key_of_a_program_leads_out(enter: Enter, keys: str) -> None:
    kiosk = enter()
    kiosk.choose_language("en")
    kiosk.press(keys)
    kiosk.press("1")
    kiosk.until_said(lambda words: words.ask_permit)
    kiosk.press(LEFT)
    kiosk.until_said(lambda words: words.notice_title)
    assert kiosk.terminal.program.poll() is None


def test_what_a_visitor_typed_is_gone_from_screen_and_memory_and_the_place_is_free(
    enter: Enter, store: Path
) -> None:
    before = held(store)
    kiosk = enter()
    to_name(kiosk)
    kiosk.press(NAME)
    kiosk.terminal.until_shown(NAME)
    kiosk.press("\x1b[1;2H\x18")  # all of it selected and cut, where that can be
    process = kiosk.terminal.program.pid
    assert held(store) == before + 1
    assert remembers(process, NAME)
    kiosk.press(ESCAPE)
    kiosk.terminal.until_shown("Tout effacer ?")
    kiosk.press("1")
    kiosk.start()
    assert kiosk.terminal.program.poll() is None
    assert not remembers(process, NAME)
    assert held(store) == before
    kiosk.terminal.forget_written()
    kiosk.press("\x16\x1a\x19\x1b[A\x1b[200~x\x1b[201~")
    kiosk.press(ESCAPE)
    time.sleep(0.15)  # a key of its own, as from a hand
    for width in (100, 80):
        kiosk.terminal.resize(width, 24)
        kiosk.start()
    to_name(kiosk)  # as far as where the other one was
    kiosk.press("\x16\x1a\x19")
    kiosk.press("Z")
    kiosk.terminal.until_shown("> Z▏")
    written = kiosk.terminal.written
    assert NAME not in written
    assert "\x1b]52" not in written
    assert "\x1b]8" not in written


STEPS: dict[str, Callable[[Kiosk], None]] = {
    "start": Kiosk.start,
    "slot": to_slots,
    "security": to_security,
    "details": to_name,
    "confirmation": to_review,
    "letter": to_letter,
}


@pytest.mark.parametrize("step", STEPS)
def test_a_kiosk_that_is_killed_begins_anew_and_gives_the_place_back(
    enter: Enter, environment: dict[str, str], store: Path, tmp_path: Path, step: str
) -> None:
    before, passing = held(store), tmp_path / "tmp"
    passing.mkdir()
    add_printer(environment, tmp_path / "printed")
    kiosk = enter(TMPDIR=str(passing))
    STEPS[step](kiosk)
    holds = step in {"security", "details", "confirmation"}
    assert held(store) == before + holds
    kiosk.terminal.signal(signal.SIGKILL)
    kiosk.terminal.program.wait()
    again = enter()
    again.start()
    assert NAME.upper() not in again.screen.upper()
    assert "interrompue" not in again.screen
    assert held(store) == before
    assert [one for one in passing.rglob("*") if one.is_file()] == []
    papers = set(tmp_path.rglob("*.pdf")) - set((tmp_path / "printed").iterdir())
    assert papers == set()


def test_silence_is_warned_of_then_everything_is_erased(enter: Enter, store: Path) -> None:
    before = held(store)
    kiosk = enter(IMPATIENT)
    to_name(kiosk)
    kiosk.press(NAME)
    kiosk.terminal.until_shown(NAME, "Êtes-vous toujours là ?")
    kiosk.press("9")  # any key says that somebody is there, and no more
    kiosk.terminal.until(lambda screen: "toujours" not in screen, "the warning gone")
    assert NAME in kiosk.screen
    kiosk.terminal.until_shown("Êtes-vous toujours là ?")
    kiosk.terminal.until(lambda screen: "Türkçe" in screen, "the first question")
    assert held(store) == before


def test_three_wrong_copies_cost_a_pause_and_never_block_and_an_agents_code_waves_through(
    enter: Enter, store: Path
) -> None:
    kiosk = enter(PAUSING)
    kiosk.choose_language("fr")
    kiosk.to_slots()
    kiosk.hold()
    for _ in range(3):
        kiosk.press("999")
        kiosk.terminal.until_shown("> 999")
        kiosk.press(ENTER)
        kiosk.terminal.until(lambda lines: "> 999" not in lines, "the field is empty again")
    kiosk.until_said(lambda words: words.wait_code)
    kiosk.until_said(lambda words: words.ask_code)  # a little later, by itself
    kiosk.type("0")
    code = ""
    while not code:
        kiosk.terminal.read()
        with sqlite3.connect(store) as connection:
            found = connection.execute("SELECT code FROM help_call").fetchone()
        code = found[0] if found else ""
    kiosk.type(code)
    kiosk.until_said(lambda words: words.ask_family_name)


def test_a_kiosk_that_is_disabled_closes_and_opens_when_it_is_enrolled_again(
    enter: Enter, environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    kiosk = enter()
    kiosk.choose_language("fr")
    words = ["--store", str(store), "--now", NOW, "kiosk", "disable", "Borne 1"]
    subprocess.run([sys.executable, "-m", "rdv_tui", *words], env=environment, check=True)
    told = time.monotonic()
    kiosk.terminal.until_shown("Borne fermée")
    assert time.monotonic() - told < CLOSED_S
    kiosk.press("1")
    enrol(environment, store, tmp_path)
    kiosk.start()


def test_a_kiosk_that_nobody_enrolled_is_closed(
    environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    with Kiosk(environment, store, tmp_path) as kiosk:
        kiosk.terminal.until_shown("Borne fermée")
        kiosk.press(f"1{ENTER}0")
        kiosk.terminal.read()
        assert "English" not in kiosk.screen
        enrol(environment, store, tmp_path)
        kiosk.start()  # by itself


def test_five_times_escape_leaves_for_a_supervisor_and_for_nobody_else(enter: Enter) -> None:
    kiosk = enter()
    kiosk.choose_language("fr")
    for login, password in (("agent", "demonstration"), ("superviseur", "demonstration")):
        for _ in range(5):
            kiosk.press(ESCAPE)
            time.sleep(0.15)  # each a key of its own, as from a hand
        kiosk.terminal.until_shown("identifiant d'un responsable", "> ▏")
        kiosk.type(login)
        kiosk.terminal.until_shown("mot de passe")
        kiosk.type(password)
        if login == "agent":
            kiosk.terminal.until_shown("identifiant d'un responsable", "▲")
            kiosk.press(LEFT)
            kiosk.until_said(lambda words: words.notice_title)
    assert kiosk.terminal.ended() == 0
    assert not kiosk.terminal.is_raw
    assert "demonstration" not in kiosk.terminal.written


def test_arabic_is_joined_and_ordered_by_the_program_one_stretch_a_row(enter: Enter) -> None:
    kiosk = enter()
    kiosk.choose_language("ar")
    kiosk.to_slots()
    written = kiosk.terminal.written
    arabic = [sign for sign in written if sign.isalpha() and "ARABIC" in unicodedata.name(sign)]
    assert len(arabic) > 100
    assert all("\ufe70" <= letter <= "\ufeff" for letter in arabic)
    assert 0 <= written.find("\x1b[8l") < written.find(arabic[0])
    for line in kiosk.terminal.lines:
        assert len(ARABIC_RUN.findall(line)) <= 1
        assert cell_len(line) == len(line) == 80  # a cell is a sign: it is drawn as wide as counted


def test_a_plain_console_offers_arabic_by_its_latin_name_and_calls_an_agent(enter: Enter) -> None:
    kiosk = enter(TERM="linux")
    kiosk.start()
    assert "al-ʿarabiyya" in kiosk.screen
    kiosk.press("2")
    kiosk.terminal.until_shown("Un agent est prévenu")
    assert ENTER not in kiosk.screen
