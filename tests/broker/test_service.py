"""The service: what a kiosk and a display do by it, who is let in, how it ends."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.broker import verbs
from rdv_tui.broker.client import BrokerKiosk
from rdv_tui.errors import NotAllowed, Refusal, SlotTaken, StoreError
from tests.broker.service import PERSON, Service, booked, first_start, told_by, until
from tests.programs import NOW

TICKET = re.compile(r"[A-Z] \d{3}")


def rows(service: Service, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(service.store) as connection:
        return [tuple(row) for row in connection.execute(query)]


# -- what a kiosk does
def test_a_person_books_and_the_letter_comes_out_of_the_kiosks_own_printer(
    service: Service,
) -> None:
    service.end()
    service.start("--printer", "Borne 1=BORNE1")
    kiosk = service.kiosk()
    assert kiosk.office.prefecture
    assert kiosk.clock.today().isoformat() == NOW[:10]
    assert kiosk.asks_who_leaves
    held = kiosk.hold(first_start(kiosk))
    assert kiosk.renew().reference == held.reference
    made = kiosk.book(PERSON)
    assert made.start == held.start
    kiosk.print_letter()
    (letter,) = service.printed.glob("BORNE1-*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(letter).pages)
    assert made.reference in text
    assert "YILMAZ" in text
    shown = service.command("show", made.reference)
    assert (shown["status"], shown["channel"], shown["given_names"]) == ("booked", "kiosk", "Şükrü")
    for word in ("ılmaz", "YILMAZ", "Şükrü", "8499887766", service.secrets["Borne 1"]):
        assert word not in told_by(service)
    assert "Borne 1" in told_by(service)


def test_an_agent_is_called_and_comes(service: Service) -> None:
    kiosk = service.kiosk()
    number = kiosk.call_agent("details", "tr", "asked")
    assert not kiosk.is_answered(number)
    ((code,),) = rows(service, "SELECT code FROM help_call")
    assert kiosk.accepts_code(str(code))
    assert not kiosk.accepts_code("")
    kiosk.count_left("details", "tr")
    assert ("left:details:tr",) in rows(service, "SELECT what FROM device_count")
    with pytest.raises(NotAllowed) as refused:
        kiosk.let_out("superviseur", "wrong")
    assert refused.value.code == "wrong_password"
    kiosk.let_out("superviseur", "demonstration")


def test_a_place_is_given_back_as_soon_as_the_kiosk_is_gone(service: Service) -> None:
    query = "SELECT count(*) FROM appointment WHERE held_by = 'Borne 1' AND status = 'held'"
    kiosk = service.kiosk()
    kiosk.hold(first_start(kiosk))
    assert rows(service, query) == [(1,)]
    kiosk.close()
    until(lambda: rows(service, query) == [(0,)], "the place is free")
    first = service.kiosk()
    first.hold(first_start(first))
    second = service.kiosk()  # the same device began again: its former visit is over
    with pytest.raises(StoreError, match="service"):
        first.renew()
    second.hold(first_start(second))
    assert rows(service, query) == [(1,)]


def test_two_kiosks_never_get_the_last_place_of_a_slot(service: Service) -> None:
    kiosks = [service.kiosk(name) for name in ("Borne 1", "Borne 2")]
    after, starts = kiosks[0].clock.local(), list[datetime]()
    while len(starts) < 4:
        (slot,) = kiosks[0].offers(after, 1)
        after = slot.start
        starts += [slot.start] if slot.free == 1 else []
    for round_, start in enumerate(starts):
        together = threading.Barrier(2)
        take = partial(_take, together, start)
        numbers = [f"849988{round_}{rank}00" for rank in range(2)]
        with ThreadPoolExecutor(2) as hands:
            assert sorted(hands.map(take, kiosks, numbers)) == [False, True]
    occupied = "SELECT start, number FROM appointment WHERE status IN ('booked', 'held', 'arrived')"
    found = rows(service, occupied)
    assert len(found) == len(set(found))
    mine = rows(
        service, "SELECT start FROM appointment WHERE foreign_resident_number LIKE '849988%'"
    )
    assert len(mine) == len(starts)


def _take(together: threading.Barrier, start: datetime, kiosk: BrokerKiosk, number: str) -> bool:
    together.wait()
    try:
        kiosk.hold(start)
    except SlotTaken:
        return False
    kiosk.book(PERSON | {"foreign_resident_number": number})
    return True


# -- who is let in
@pytest.mark.parametrize("secret", ["", "x" * 43, "é", "' OR 1=1 --"])
def test_a_secret_that_nobody_gave_opens_nothing(service: Service, secret: str) -> None:
    for kind in ("kiosk", "display"):
        with service.bare() as wire:
            told = wire.ask("hello", secret=secret, kind=kind)
            assert told["failure"]["code"] == "device_closed"
            assert wire.is_over()


def test_a_device_is_what_it_was_enrolled_as(service: Service) -> None:
    for name, kind in (("Borne 1", "display"), ("Écran", "kiosk"), ("Écran", "supervisor")):
        with service.bare() as wire:
            told = wire.ask("hello", secret=service.secrets[name], kind=kind)
            assert told["failure"]["code"] in {"device_closed", "not_served"}
            assert wire.is_over()


def test_nothing_is_served_before_a_device_said_who_it_is(service: Service) -> None:
    for verb in (*verbs.KIOSK, *verbs.DISPLAY, "find"):
        with service.bare() as wire:
            assert wire.ask(verb)["failure"]["code"] == "not_served"
            assert wire.is_over()


def test_a_disabled_device_is_refused_at_its_next_request_whatever_it_asks(
    service: Service,
) -> None:
    kiosk = service.kiosk()
    assert kiosk.is_enabled()
    service.command("kiosk", "disable", "Borne 1")
    assert not kiosk.is_enabled()
    with pytest.raises(Refusal) as refused:
        service.kiosk()
    assert refused.value.code == "device_closed"
    asked: dict[str, dict[str, object]] = {
        "offers": {"after": "2026-11-23T10:15:00", "count": 1},
        "hold": {"start": "2026-11-23T10:30:00"},
        "renew": {},
        "book": {"typed": PERSON},
        "print_letter": {},
        "print_refusal": {"typed": PERSON, "language": "tr"},
        "call_agent": {"step": "start", "language": "fr", "reason": "asked"},
        "is_answered": {"call": 1},
        "accepts_code": {"code": "2345"},
        "count_left": {"step": "start", "language": "fr"},
        "let_out": {"login": "superviseur", "password": "demonstration"},
        "is_enabled": {},
    }
    assert set(asked) == set(verbs.KIOSK)
    for verb, given in asked.items():
        let(service, enabled=True)
        with service.connected() as wire:
            let(service, enabled=False)
            assert wire.ask(verb, **given)["failure"]["code"] == "device_closed"
            assert wire.is_over()
    assert rows(service, "SELECT 1 FROM help_call") == []


def let(service: Service, *, enabled: bool) -> None:
    """Do what a supervisor's command does, without waiting for one."""
    with sqlite3.connect(service.store) as connection:
        connection.execute("UPDATE device SET enabled = ? WHERE name = 'Borne 1'", (enabled,))


def test_a_device_that_is_enrolled_anew_has_one_secret(service: Service) -> None:
    former = service.kiosk()
    service.enrol("Borne 1")
    assert not former.is_enabled()
    assert service.kiosk().is_enabled()


def test_an_account_that_is_not_named_is_not_served(service: Service) -> None:
    service.end()
    service.start("--allow", "nobody")
    with service.bare() as wire:
        assert wire.answer()["failure"]["code"] == "not_served"
        assert wire.is_over()


def test_the_socket_is_for_its_account_and_group(service: Service) -> None:
    assert service.socket.stat().st_mode & 0o777 == 0o660
    assert service.socket.parent.stat().st_mode & 0o007 == 0
    service.process, running = None, service.process
    with pytest.raises(AssertionError, match="un service y écoute"):
        service.start()  # a second one does not take it from the first
    service.process = running


# -- its end
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_soon_whoever_is_there(service: Service, number: signal.Signals) -> None:
    kiosk, screen = service.kiosk(), service.display()
    kiosk.hold(first_start(kiosk))
    screen.get_board()
    with service.bare() as silent:
        silent.socket.sendall(b"{")
        assert service.end(number) == 0
    assert not service.socket.exists()
    with pytest.raises(StoreError) as away:
        kiosk.is_enabled()
    assert away.value.code == "broker_away"


def test_it_ends_when_the_store_was_replaced_so_that_the_next_one_opens_it(
    service: Service,
) -> None:
    kiosk = service.kiosk()
    start = first_start(kiosk)
    copy = service.folder / "copy.db"
    service.command("store", "backup", str(copy))
    copy.replace(service.store)
    with pytest.raises(StoreError) as away:
        kiosk.hold(start)
    assert away.value.code in {"store_unreachable", "broker_away"}
    assert service.ended() == StoreError.exit_code
    service.start()
    assert service.kiosk().hold(start).start == start


def test_one_that_was_killed_leaves_a_socket_that_the_next_one_takes(service: Service) -> None:
    service.end(signal.SIGKILL)
    assert service.socket.exists()
    service.start()
    assert service.kiosk().is_enabled()


def test_systemd_hands_the_socket_over(service: Service, tmp_path: Path) -> None:
    service.end()
    path = tmp_path / "handed.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        words = ["-m", "rdv_tui", "--store", str(service.store), "--now", NOW, "broker"]
        code = (
            "import os, sys\n"
            f"os.dup2({listening.fileno()}, 3)\n"
            "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))\n"
            f"os.execv(sys.executable, [sys.executable, *{words!r}])\n"
        )
        program = subprocess.Popen(
            [sys.executable, "-c", code],
            env=service.environment,
            pass_fds=(listening.fileno(),),
        )
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(30)
            asking.connect(str(path))  # kept until the service takes it
            asking.sendall(b"{}\n")
            assert b"not_served" in asking.recv(1000)
    finally:
        program.terminate()
        assert program.wait(10) == 0
    assert path.exists()  # it is systemd's


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--allow", "nobody-of-that-name", "--socket", "x"],
        ["--printer", "BORNE1", "--socket", "x"],
        ["--printer", "=BORNE1", "--socket", "x"],
        ["--socket", "/proc/nowhere/x"],
        ["--socket", "x" * 120],
    ],
)
def test_what_it_cannot_serve_by_is_said(service: Service, words: list[str]) -> None:
    line = ["--store", str(service.store), "--now", NOW, "broker", *words]
    done = subprocess.run(
        [sys.executable, "-m", "rdv_tui", *line],
        env=service.environment,
        cwd=service.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "✗" in done.stderr or "--" in done.stderr


# -- the display
def test_the_display_is_told_tickets_counters_hours_and_a_number(service: Service) -> None:
    board = first_board(service)
    assert set(board) == {"calls", "waiting"}
    assert isinstance(board["waiting"], int)
    for call in board["calls"]:
        assert set(call) == {"ticket", "counter", "at"}
        assert TICKET.fullmatch(call["ticket"])
        assert isinstance(call["counter"], int)
    arrived = service.command("day")
    names = str(arrived)
    assert names
    people = rows(service, "SELECT family_name, reference FROM appointment WHERE status <> 'held'")
    for name, reference in people:
        if name:
            assert str(name).upper() not in str(board).upper()
        assert str(reference) not in str(board)


def first_board(service: Service) -> dict[str, list[dict[str, str]]]:
    with service.connected("Écran", "display") as screen:
        found: dict[str, list[dict[str, str]]] = screen.ask("get_board")["given"]
    return found


def test_the_desks_know_that_a_screen_shows_the_calls(service: Service) -> None:
    assert rows(service, "SELECT 1 FROM lease WHERE job = 'display'") == []
    service.display().get_board()
    assert rows(service, "SELECT 1 FROM lease WHERE job = 'display'") == [(1,)]
    seen = {one["name"]: one["seen_at"] for one in service.command("kiosk", "list")}
    assert seen["Écran"]
    assert not seen["Borne 1"]


Act = Callable[[], object]


def test_a_broker_that_falls_silent_is_away_and_not_waited_for(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = service.kiosk()
    assert service.process is not None
    os.kill(service.process.pid, signal.SIGSTOP)
    os.waitpid(service.process.pid, os.WUNTRACED)  # it answers on until it has stopped
    try:
        acts: list[Act] = [kiosk.is_enabled, kiosk.renew, lambda: booked(kiosk)]
        with monkeypatch.context() as hasty:
            hasty.setattr("rdv_tui.broker.client.ANSWER_S", 0.5)
            for act in acts:
                with pytest.raises(StoreError) as away:
                    act()
                assert away.value.code == "broker_away"
    finally:
        os.kill(service.process.pid, signal.SIGCONT)
    assert service.kiosk().is_enabled()
