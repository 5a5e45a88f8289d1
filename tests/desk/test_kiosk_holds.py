"""A stranger in front of the kiosk: nothing ends it, leads out of it, or shows the one before."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from rich.cells import cell_len

from rdv_tui.terminal.strict import IGNORED
from tests.desk.kiosk import ENTER, ESCAPE, LEFT, Kiosk, add_printer, enrol
from tests.desk.terminal import Terminal
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.programs import NOW

Enter = Callable[..., Kiosk]
NAME = "Wolkenbruchsen"
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

WATCHED = """
import os, sys
told = open(os.environ["TOLD"], "w", buffering=1)
CONNECTING = {"socket.connect", "socket.sendto", "sqlite3.connect"}
sys.addaudithook(lambda event, _: event in CONNECTING and told.write(event + "\\n"))
from rdv_tui.cli import main
raise SystemExit(main())
"""
"""Tells to what it connects."""
PAUSING = IMPATIENT.replace("idle_s=2, idle_form_s=2, warning_s=3", "check_pause_s=3")


@pytest.fixture
def enter(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Enter]:
    """Open an enrolled kiosk, as often as wanted."""
    enrol(environment, store, tmp_path)
    with ExitStack() as kiosks:

        def start(code: str = "", **more: str) -> Kiosk:
            kiosk = Kiosk(environment | more, store, tmp_path, code=code)
            return kiosks.enter_context(kiosk)

        yield start


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


@pytest.mark.parametrize("moment_s", [0.0, 0.05, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("has_run", [False, True], ids=["from its start", "from its own line"])
def test_keys_that_signal_do_not_matter_while_the_unit_starts_it(
    environment: dict[str, str], store: Path, tmp_path: Path, moment_s: float, *, has_run: bool
) -> None:
    """Only before the unit's own line has run may a key end it; then systemd starts it again."""
    enrol(environment, store, tmp_path)
    with started_by_unit(environment, store, tmp_path) as kiosk:
        while has_run and kiosk.signals_by_key:
            kiosk.read()
        until = time.monotonic() + moment_s
        while time.monotonic() < until:
            kiosk.read()
        is_open = kiosk.signals_by_key
        kiosk.write("\x03\x1c\x1a")
        if not is_open:
            kiosk.until_shown("English", "Türkçe")
            return
        while "Türkçe" not in kiosk.screen and kiosk.program.poll() is None:
            kiosk.read()
        if kiosk.program.poll() is None:
            return
    assert "Restart=always" in UNIT.read_text(encoding="utf-8").split()
    with started_by_unit(environment, store, tmp_path) as kiosk:
        kiosk.until_shown("English", "Türkçe")


UNIT = Path(__file__).parents[2] / "tools" / "kiosk" / "rdv-kiosk.service"


def started_by_unit(environment: dict[str, str], store: Path, folder: Path) -> Terminal:
    (line,) = re.findall("ExecStart=/bin/sh -c '(.*)'", UNIT.read_text(encoding="utf-8"))
    program = f"{sys.executable} -m rdv_tui --store {store} --now {NOW} kiosk"
    line = line.replace("/opt/rdv/bin/rdv-tui kiosk", program).replace("stty", "/usr/bin/stty")
    code = f"import os; os.execv('/bin/sh', ['sh', '-c', {line!r}])"
    return Terminal([], environment, folder, start=("-c", code), controls=True)
