"""The call display as a program: what stands on it, what never does, and that nothing ends it."""

import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.walk_in import ticket_text
from rdv_tui.locales.day import display as display_fr
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import sign_in
from rdv_tui.store.engine import open_store
from rdv_tui.widgets.big_text import block_lines
from tests.desk.terminal import Terminal
from tests.desk.test_hostile_terminal import HOSTILE, LIMIT_BYTES, memory
from tests.factories import StillClock, desk_on, still_clock
from tests.programs import NOW

SOON_S = 2
"""So soon a call stands there."""
ALLOWED = re.compile(
    r"[A-Z] \d{3} → \d+|\d\d:\d\d|[█▀▄━▶─\s]+|" + display_fr.WAITING.format(count=r"\d+")
)
OSC = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@pytest.fixture
def screen(environment: dict[str, str], store: Path, tmp_path: Path) -> Iterator[Terminal]:
    line = ("--store", str(store), "--now", NOW, "display")
    with Terminal(line, environment, tmp_path) as one:
        one.until_shown(display_fr.WAITING.format(count=4))  # it has looked once
        yield one


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    """A desk on the same store, the sample's supervisor at it."""
    with open_store(str(store)) as opened:
        office, clock = catalogue.default_office(), still_clock(datetime.fromisoformat(NOW))
        yield sign_in.enter_sample(desk_on(opened, office=office, clock=clock))


def call_next(desk: Desk, store: Path) -> tuple[str, str]:
    """Let counter 1 end its visit and call the next one; return their reference and ticket."""
    with sqlite3.connect(store) as connection:
        query = "SELECT reference FROM appointment WHERE status = ? AND served_at_counter = 1"
        ((served,),) = connection.execute(query, ("in_progress",))
        arrivals.mark_received(desk, served)
        called = arrivals.call_next(desk, 1)
        assert isinstance(called, Appointment)
        query = "SELECT letter, number FROM ticket WHERE reference = ?"
        ((letter, number),) = connection.execute(query, (called.reference,))
    return called.reference, ticket_text(letter, number)


def shows(screen: Terminal, ticket: str) -> bool:
    """Say whether a ticket and counter 1 stand there, large."""
    left, right = (block_lines(one, 3, 1) for one in (ticket, "1"))
    wanted = list(zip(left, right, strict=True))
    rows = screen.lines
    return any(
        all(
            one.rstrip() in row and other.rstrip() in row
            for (one, other), row in zip(wanted, part, strict=True)
        )
        for part in (rows[top : top + len(wanted)] for top in range(len(rows) - len(wanted)))
    )


def rings(screen: Terminal) -> int:
    """Return how often it has rung since what it sent was forgotten."""
    return OSC.sub("", screen.written).count("\a")


def test_a_call_stands_there_soon_rings_once_and_once_more_when_it_is_repeated(
    screen: Terminal, desk: Desk, store: Path
) -> None:
    assert rings(screen) == 0
    reference, ticket = call_next(desk, store)
    began = time.monotonic()
    screen.until(lambda _: shows(screen, ticket), f"{ticket}, large")
    assert time.monotonic() - began < SOON_S
    assert rings(screen) == 1
    assert only_calls(screen.screen) == ""
    assert isinstance(desk.clock, StillClock)
    desk.clock.forward(timedelta(seconds=5))
    arrivals.recall(desk, reference)
    screen.until(lambda _: rings(screen) > 1, "a second ring")
    screen.settle()
    assert rings(screen) == 2
    assert shows(screen, ticket)
    assert only_calls(screen.screen) == ""
    with sqlite3.connect(store) as connection:
        query = "SELECT family_name, given_names, reference FROM appointment"
        told = [word for row in connection.execute(query) for word in row if word]
    assert len(told) > 500
    written = screen.written.upper()
    assert [word for word in told if len(word) > 3 and word.upper() in written] == []


def only_calls(text: str) -> str:
    """Return what stands there beside tickets, counters, hours and the words of every day."""
    fixed = (catalogue.default_office().prefecture, display_fr.COUNTER, display_fr.LAST)
    for sentence in (*fixed, display_fr.NOBODY, *display_fr.SENTENCES):
        text = text.replace(sentence, " ")
    return ALLOWED.sub("", text)


def test_nothing_that_a_terminal_sends_ends_it_or_makes_it_do_anything(
    screen: Terminal, desk: Desk, store: Path
) -> None:
    for what, data in HOSTILE.items():
        screen.write_bytes(data)
        screen.write("\x03\x1a\x1c\x10\x16q1\r\x1bOP\x1b[<0;3;3M\x1b[<0;9;3m")
        screen.read()
        assert screen.program.poll() is None, what
    for number in (signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM):
        screen.signal(number)
    _, ticket = call_next(desk, store)
    screen.until(lambda _: shows(screen, ticket), f"{ticket}, large")
    assert only_calls(screen.screen) == ""
    assert memory(screen) < LIMIT_BYTES
    for never in ("\x1b]52", "\x1b]8", "Traceback"):
        assert never not in screen.written
    screen.signal(signal.SIGTERM)
    assert screen.ended() == 128 + signal.SIGTERM
    assert screen.is_as_found
