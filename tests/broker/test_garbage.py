"""Garbage, lines without end, who is slow, and who comes in crowds: none of them harms the next."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rdv_tui.broker import server, wire
from rdv_tui.errors import StoreError
from tests.broker.service import PERSON, Service, told_by, until

GARBAGE = {
    "nothing": b"\n",
    "no json": b"GET / HTTP/1.1\r\n",
    "bytes": bytes(range(11, 256)) + b"\n",
    "latin": '{"verb": "bonté"}\n'.encode("latin-1"),
    "a list": b"[]\n",
    "a number": b"7\n",
    "half an object": b'{"verb": "is_enabled"\n',
    "more fields": b'{"verb": "is_enabled", "given": {}, "as": "superviseur"}\n',
    "deep": b'{"verb": "hold", "given": ' + b"[" * 30000 + b"]" * 30000 + b"}\n",
    "surrogate": b'{"verb": "book", "given": {"typed": {"family_name": "\\ud800"}}}\n',
    "nul": b'{"verb": "hold\\u0000"}\n',
}


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused_and_harms_nobody(service: Service, data: bytes) -> None:
    with service.bare() as stranger:
        assert stranger.send(data)["failure"]["code"] == "not_served"
        assert stranger.is_over()
    with service.connected() as kiosk:
        assert "failure" in kiosk.send(data)
        assert kiosk.ask("is_enabled") == {"given": True}
    assert "Traceback" not in told_by(service)


ODD = (
    "",
    "\0",
    "x" * 256,
    "٣٢/١٢/2026",
    "99/99/9999",
    "31/12/9999",
    "\u202eabc",
    "[b]x[/b]",
    "'; --",
)


def test_whatever_was_typed_a_rule_answers_and_nothing_breaks(service: Service) -> None:
    days = ("0001-01-01T00:00:00", "9999-12-31T23:59:59.999999", "2026-11-23T10:30:00")
    asked: list[tuple[str, dict[str, object]]] = []
    for day in days:
        asked += [("offers", {"after": day, "count": 20}), ("hold", {"start": day})]
    for text in ODD:
        typed = [PERSON | {name: text} for name in (*PERSON, "x")]
        asked += [("print_refusal", {"typed": one, "language": "es"}) for one in typed]
        asked.append(("accepts_code", {"code": text[:8]}))
    asked += [("hold", {"start": days[-1]})]
    asked += [("book", {"typed": PERSON | {name: ODD[4]}}) for name in PERSON if name != "language"]
    with service.connected() as kiosk:
        told = [kiosk.ask(verb, **given) for verb, given in asked]
    codes = {answer["failure"]["code"] for answer in told if "failure" in answer}
    allowed = {"no_such_slot", "slot_past", "slot_taken", "see_an_agent", "not_allowed_now"}
    assert codes <= allowed | {"printed_enough"}
    assert "nobody foresaw" not in told_by(service)


def test_a_line_that_is_too_long_ends_its_connection(service: Service) -> None:
    longest = b'{"verb": "find"' + b" " * (wire.MOST_BYTES - 17) + b"}\n"
    assert len(longest) == wire.MOST_BYTES
    with service.connected() as kiosk:
        assert kiosk.send(longest)["failure"]["code"] == "not_served"
        assert kiosk.ask("is_enabled") == {"given": True}
        kiosk.socket.sendall(b"x" * (wire.MOST_BYTES + 1))
        assert kiosk.answer()["failure"]["code"] == "not_served"
        assert kiosk.is_over()


def test_who_is_slow_or_silent_is_hung_up_on_and_keeps_nobody_waiting(service: Service) -> None:
    with service.bare() as silent, service.connected("Écran", "display") as half:
        half.socket.sendall(b'{"verb": "get_')
        kiosk = service.kiosk()
        for _ in range(20):
            assert kiosk.is_enabled()
        began = time.monotonic()
        assert half.is_over()
        assert silent.is_over()
        assert time.monotonic() - began < 2 * wire.LINE_S + server.HELLO_S


def test_who_does_not_read_the_answers_is_hung_up_on(service: Service) -> None:
    with service.connected("Écran", "display") as deaf:
        asked = b'{"verb": "get_board"}\n' * 1_000_000
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            deaf.socket.sendall(asked)
    assert service.kiosk().is_enabled()


def test_fifty_clients_at_once_are_all_served(service: Service) -> None:
    together = threading.Barrier(50)

    def look(_: int) -> int:
        screen = service.display()
        together.wait()
        for _ in range(5):
            screen.get_board()
        waiting = screen.get_board().waiting
        screen.close()
        return waiting

    with ThreadPoolExecutor(50) as hands:
        assert len(set(hands.map(look, range(50)))) == 1


def test_too_many_connections_are_refused_until_some_end(service: Service) -> None:
    kept = []
    for _ in range(server.MOST_OF_ACCOUNT):
        made = socket.socket(socket.AF_UNIX)
        made.connect(str(service.socket))
        kept.append(made)
    with pytest.raises(StoreError):
        service.kiosk()
    for made in kept:
        made.close()

    def is_served() -> bool:
        try:
            return service.kiosk().is_enabled()
        except StoreError:
            return False

    until(is_served, "served again")
