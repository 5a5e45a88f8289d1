"""Whatever a terminal sends, and however it goes, the desk goes on or ends in order."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desk.conftest import Open
from tests.desk.terminal import Terminal
from tests.desk.test_booking import to_step_two
from tests.programs import NOW

HOSTILE = {
    "a byte that is no UTF-8": b"\xff",
    "a Latin-1 word": b"caf\xe9",
    "half a pair": b"\xed\xa0\x80",
    "half a sign": b"\xf0\x9f\x98",
    "a key beyond Unicode": b"\x1b[1114112u",
    "a key far beyond": b"\x1b[99999999999u",
    "half a pair of signs": b"\x1b[55296u\x1b[97;1;56320u",
    "an absurd size": b"\x1b[48;30000;30000;1;1t",
    "a size of nothing": b"\x1b[48;0;0;0;0t\x1b[<0;3;3M\x1b[<0;3;3m",
    "a mouse beyond the screen": b"\x1b[<0;99999999;99999999M\x1b[<0;99999999;99999999m",
    "an unknown report": b"\x1b[?1;2c\x1b[>41;390;0c\x1b[12;34R",
    "a flood of unknown sequences": b"\x1b[38;5;196;48;5;21;1;4;7z" * 200,
    "a lone sequence": b"\x1b[" + b"1;" * 200,
}
LIMIT_BYTES = 200 * 2**20


@pytest.fixture
def open_with(
    environment: dict[str, str], store: Path, tmp_path: Path
) -> Iterator[Callable[..., Terminal]]:
    """Open the desk with another start or environment."""
    with ExitStack() as terminals:

        def start(code: str = "", *, controls: bool = False, **more: str) -> Terminal:
            words = ("--store", str(store), "--now", NOW)
            program = ("-c", code) if code else ("-m", "rdv_tui")
            terminal = Terminal(
                words, environment | more, tmp_path, start=program, controls=controls
            )
            return terminals.enter_context(terminal)

        yield start


def memory(desk: Terminal) -> int:
    """Return how much the program takes, in bytes."""
    pages = Path(f"/proc/{desk.program.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_nothing_that_a_terminal_sends_ends_the_desk(open_desk: Open) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    for what, data in HOSTILE.items():
        desk.write_bytes(data)
        desk.press("ctrl+l")
        desk.until(lambda screen: "Horaires" in screen, f"the hours after {what}")
        desk.press("escape")
        desk.until(lambda screen: "Code postal" in screen, f"step 1 after {what}")
    assert memory(desk) < LIMIT_BYTES


def test_a_byte_that_is_no_utf8_is_seen_where_it_was_typed_and_said(open_desk: Open) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    desk.write_bytes(b"s\xe9jour")
    desk.until_shown("s�jour", "n'envoie pas de l'UTF-8")


def test_a_paste_without_end_does_not_make_the_desk_deaf(open_desk: Open) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    desk.write_bytes(b"\x1b[200~salari")
    desk.until_shown("salari")
    desk.press("ctrl+q")
    desk.until_shown("Quitter le guichet ?")


def test_signals_that_are_none_of_ours_are_ignored_and_an_interrupt_ends_in_order(
    open_desk: Open,
) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    for number in (signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM):
        desk.signal(number)
    desk.write("salari")
    desk.until_shown("salari")
    assert not desk.is_as_found
    desk.signal(signal.SIGINT)
    assert desk.ended() == 128 + signal.SIGINT
    assert desk.is_as_found


def test_control_backslash_while_the_program_loads_neither_ends_it_nor_shows(
    open_with: Callable[..., Terminal],
) -> None:
    desk = open_with(controls=True)
    while not desk.is_raw:  # as long as Python itself takes to start
        assert desk.program.poll() is None
        time.sleep(0.001)
    while "Code postal" not in desk.screen:
        desk.write("\x1c")
        desk.read()
        assert desk.program.poll() is None, "\n".join(desk.lines)
    desk.press("ctrl+q")
    assert desk.ended() == 0
    assert not desk.is_raw


@pytest.mark.parametrize("moment_s", [0.0, 0.1, 0.2, 0.3, 0.4, 0.6])
def test_a_signal_in_the_first_instants_leaves_the_terminal_as_it_was(
    open_with: Callable[..., Terminal], moment_s: float
) -> None:
    desk = open_with(controls=True)
    until = time.monotonic() + moment_s
    while not desk.is_raw or time.monotonic() < until:
        desk.read()
    desk.signal(signal.SIGTERM)
    assert desk.ended() == 128 + signal.SIGTERM
    assert not desk.is_raw


@pytest.mark.parametrize("controls", [False, True], ids=["no-hangup", "hangup"])
def test_a_desk_whose_window_is_closed_ends_and_leaves_the_booking_to_the_next_start(
    open_with: Callable[..., Terminal], open_desk: Open, *, controls: bool
) -> None:
    desk = open_with(controls=controls)
    to_step_two(desk)
    desk.press("enter")
    desk.until_shown("Contrôles automatiques")
    desk.close()
    assert desk.program.wait(timeout=10) == 128 + signal.SIGHUP
    again = open_desk()
    again.until_shown("Demande interrompue", "^r")


def test_a_terminal_that_takes_nothing_any_more_does_not_keep_the_desk(open_desk: Open) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    for _ in range(40):  # nobody reads: the line fills, then the program's own thread waits
        desk.press("ctrl+l", "escape")
        time.sleep(0.02)
    desk.signal(signal.SIGTERM)
    assert desk.program.wait(timeout=10) == 128 + signal.SIGTERM
    assert not desk.is_raw


def test_a_password_goes_from_its_field_to_no_clipboard(open_desk: Open) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    desk.write("\x02")
    desk.until_shown("Verrouillé")
    desk.write("motdepasse")
    desk.until_shown("••••••••••")
    desk.write("\x1b[1;2H\x03\x18")  # all of it selected, copied, cut
    desk.write("\x1bOQ")
    desk.until(lambda screen: "••" not in screen, "somebody else's turn")
    assert "\x1b]52" not in desk.written
    assert "motdepasse" not in desk.written


def test_exported_sizes_do_not_rule_over_the_terminal(open_with: Callable[..., Terminal]) -> None:
    desk = open_with(COLUMNS="200", LINES="60")
    desk.until_shown("Code postal", "F1 Aide", "✓ en ordre")


FAULTS = {
    "a key's handler": "def f(self): {boom}\nRdvApp.action_next_theme = f",
    "a worker": (
        "async def w(): {boom}\ndef f(self): self.run_worker(w())\nRdvApp.action_next_theme = f"
    ),
    "a thread": (
        "def t(): {boom}\n"
        "def f(self): threading.Thread(target=t).start()\n"
        "RdvApp.action_next_theme = f"
    ),
    "drawing": (
        "from rdv_tui.widgets.frame import HeaderLine\n"
        "def f(self):\n"
        "    HeaderLine.render = lambda self: g()\n"
        "    self.screen.query_one(HeaderLine).refresh()\n"
        "def g(): {boom}\n"
        "RdvApp.action_next_theme = f"
    ),
}
PERSON = "BENALI Samira 8403123456"


@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_that_nobody_foresaw_ends_in_a_sentence_and_shows_no_person(
    open_with: Callable[..., Terminal], where: str, tmp_path: Path
) -> None:
    boom = f"person = {PERSON!r}; raise KeyError(person)"
    code = (
        "import threading\nfrom rdv_tui.app import RdvApp\nfrom rdv_tui.cli import main\n"
        f"{FAULTS[where].format(boom=boom)}\nraise SystemExit(main())"
    )
    desk = open_with(code)
    desk.until_shown("Code postal", "✓ en ordre")
    desk.press("f9")
    assert desk.ended() == 1
    assert not desk.is_raw
    assert "erreur imprévue" in desk.screen
    assert "Traceback" not in desk.screen
    assert "BENALI" not in desk.screen
    (report,) = (tmp_path / "home" / "STATE" / "rdv-tui" / "crashes").iterdir()
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert not any(word in text for word in PERSON.split())


def test_the_terminals_own_cursor_stands_on_the_field_and_then_on_the_chosen_line(
    open_desk: Open,
) -> None:
    desk = open_desk()
    desk.until_shown("Code postal", "✓ en ordre")
    field = next(row for row, line in enumerate(desk.lines) if "Situation" in line)
    desk.until(lambda _: abs(desk.cursor_row - field) <= 1, "the cursor in the first field")
    desk.press("f5")
    desk.until_shown("Journée des guichets", "en cours")
    rows = [-1]
    for _ in range(3):
        desk.until(
            lambda _: desk.is_cursor_on_choice and desk.cursor_row > rows[-1],
            "the cursor on the next line",
        )
        rows.append(desk.cursor_row)
        desk.press("down")
    desk.press("escape", "f3")
    desk.until_shown("Rechercher")
    desk.write("ben")
    desk.until(lambda screen: "BEN" in screen.upper().replace("RECHERCHER", ""), "people")
    desk.press("down", "down")
    desk.until(lambda _: "ben" in desk.lines[desk.cursor_row].lower(), "the chosen person's line")
