"""A stranger in front of the kiosk: nothing ends it, leads out of it, or shows the one before."""

import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from rdv_tui.terminal.strict import IGNORED
from tests.desk.kiosk import ENTER, ESCAPE, LEFT, Kiosk, enrol
from tests.desk.terminal import Terminal
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.programs import NOW

Enter = Callable[..., Kiosk]
NAME = "Wolkenbruchsen"
ARABIC_RUN = re.compile("[\ufe70-\ufefc]+(?:[^\x1b\n]*[\ufe70-\ufefc]+)?")
IMPATIENT = """
import functools, sys
from rdv_tui.domain import kiosk
kiosk.KioskRules = functools.partial(kiosk.KioskRules, idle_s=2, idle_form_s=2, warning_s=3)
from rdv_tui.cli import main
raise SystemExit(main())
"""

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


def to_name(kiosk: Kiosk) -> None:
    kiosk.choose_language("fr")
    kiosk.to_slots()
    kiosk.hold()
    kiosk.copy_code()


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
    kiosk.terminal._written.clear()
    kiosk.press("\x16\x1a\x19\x1b[A\x1b[200~x\x1b[201~")
    kiosk.choose_language("fr")
    written = kiosk.terminal._written.decode("utf-8", "replace")
    assert NAME not in written
    assert "\x1b]52" not in written
    assert "\x1b]8" not in written


def test_a_kiosk_that_is_killed_begins_anew_and_gives_the_place_back(
    enter: Enter, store: Path
) -> None:
    before = held(store)
    kiosk = enter()
    to_name(kiosk)
    kiosk.press(NAME)
    kiosk.terminal.until_shown(NAME)
    kiosk.terminal.signal(signal.SIGKILL)
    kiosk.terminal.program.wait()
    again = enter()
    again.start()
    assert NAME not in again.screen
    assert held(store) == before


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


def test_a_kiosk_that_is_disabled_closes_and_one_nobody_enrolled_never_opens(
    enter: Enter, environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    kiosk = enter()
    kiosk.choose_language("fr")
    words = ["--store", str(store), "--now", NOW, "kiosk", "disable", "Borne 1"]
    subprocess.run([sys.executable, "-m", "rdv_tui", *words], env=environment, check=True)
    kiosk.terminal.until_shown("Borne fermée")
    kiosk.press("1")
    enrol(environment, store, tmp_path)
    kiosk.start()


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
    assert "demonstration" not in kiosk.terminal._written.decode("utf-8", "replace")


def test_a_fault_shows_and_keeps_no_value_and_the_next_visitor_finds_a_kiosk(
    enter: Enter, tmp_path: Path
) -> None:
    code = (
        "from rdv_tui.screens.kiosk.person import PersonQuestions\n"
        f"async def f(self): raise KeyError(self._visit.typed, {NAME!r})\n"
        "PersonQuestions.given_names = f\n"
        "from rdv_tui.cli import main\nraise SystemExit(main())"
    )
    kiosk = enter(code)
    to_name(kiosk)
    kiosk.type(NAME)
    kiosk.start()
    assert "Traceback" not in kiosk.terminal._written.decode("utf-8", "replace")
    reports = list((tmp_path / "home" / "STATE" / "rdv-tui" / "crashes").iterdir())
    assert reports
    assert not any(NAME in report.read_text(encoding="utf-8") for report in reports)


def test_switches_for_programmers_are_not_obeyed(enter: Enter, tmp_path: Path) -> None:
    log = tmp_path / "textual.log"
    switches = {"TEXTUAL_LOG": str(log), "TEXTUAL_DEBUG": "1", "TEXTUAL": "devtools"}
    switches |= {"TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_ALLOW_SIGNALS": "1"}
    kiosk = enter(**switches)
    kiosk.choose_language("fr")
    assert not log.exists()
    assert not list(tmp_path.glob("**/keys.log"))
    assert not list(tmp_path.glob("**/*.svg"))


def test_arabic_is_joined_and_ordered_by_the_program_one_stretch_a_row(enter: Enter) -> None:
    kiosk = enter()
    kiosk.choose_language("ar")
    kiosk.to_slots()
    written = kiosk.terminal._written.decode("utf-8", "replace")
    assert "\x1b[8l" in written
    assert not re.search("[\u0621-\u064a]", written)
    for line in kiosk.terminal.lines:
        assert len(ARABIC_RUN.findall(line)) <= 1


def test_a_plain_console_offers_arabic_by_its_latin_name_and_calls_an_agent(enter: Enter) -> None:
    kiosk = enter(TERM="linux")
    kiosk.start()
    assert "al-ʿarabiyya" in kiosk.screen
    kiosk.press("2")
    kiosk.terminal.until_shown("Un agent est prévenu")
    assert ENTER not in kiosk.screen


@pytest.mark.parametrize("moment_s", [0.0, 0.1, 0.3, 0.6])
def test_keys_that_signal_do_not_matter_while_the_unit_starts_it(
    environment: dict[str, str], store: Path, tmp_path: Path, moment_s: float
) -> None:
    enrol(environment, store, tmp_path)
    unit = Path(__file__).parents[2] / "tools" / "kiosk" / "rdv-kiosk.service"
    (line,) = re.findall("ExecStart=/bin/sh -c '(.*)'", unit.read_text(encoding="utf-8"))
    program = f"{sys.executable} -m rdv_tui --store {store} --now {NOW} kiosk"
    line = line.replace("/opt/rdv/bin/rdv-tui kiosk", program).replace("stty", "/usr/bin/stty")
    code = f"import os; os.execv('/bin/sh', ['sh', '-c', {line!r}])"
    with Terminal([], environment, tmp_path, start=("-c", code), controls=True) as kiosk:
        while kiosk.signals_by_key:  # until the unit's own line has run
            kiosk.read()
        until = time.monotonic() + moment_s
        while time.monotonic() < until:
            kiosk.read()
        kiosk.write("\x03\x1c\x1a")
        kiosk.until_shown("English", "Türkçe")
