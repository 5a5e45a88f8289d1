"""A PostgreSQL server that hangs up, falls silent, or never says whether it wrote."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.rights import Right
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.day.day import last_change
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity, listening as listening_room, server
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.transactions import snapshot, transaction
from tests.engines import SERVER, postgresql_only
from tests.factories import PARIS, desk_on, person
from tests.store.proxy import Proxy, wire_to

pytestmark = [postgresql_only, pytest.mark.xdist_group("server")]


@pytest.fixture
def wire() -> Iterator[Proxy]:
    """The line between the desk of the test and the server."""
    with Proxy(wire_to(SERVER)) as proxy:
        yield proxy


@pytest.fixture
def desk(target: str, wire: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on the other side of the wire, which loses patience early."""
    monkeypatch.setattr(server, "SILENCE_LIMIT_S", 4.0)
    monkeypatch.setattr(server, "_IDLE_LIMIT", "6s")
    with open_store(wire.address(target)) as store:
        yield desk_on(store)


def book(desk: Desk, rank: int = 1) -> Appointment:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    return booking.book_at(desk, start, person(rank), channel=Channel.PHONE)


def booked(store: Store) -> int:
    with store.engine.connect() as connection:
        found = connection.execute(
            text("SELECT count(*) FROM appointment WHERE status = 'booked'")
        ).scalar_one()
    assert integrity.check(store) == []
    return int(found)


def refused(desk: Desk, rank: int = 1) -> StoreError:
    with pytest.raises(StoreError) as caught:
        book(desk, rank)
    return caught.value


COMMIT = b"COMMIT\0"  # not that of READ COMMITTED


def test_a_connection_that_was_ended_is_made_anew_without_a_word(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_FRESH_S", 0.0)
    book(desk)
    with desk.store.engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with store.engine.connect() as connection:
        end = text("SELECT pg_terminate_backend(:pid)")
        assert connection.execute(end, {"pid": pid}).scalar_one()
    book(desk, 2)
    assert booked(store) == 2


def test_a_restart_of_the_server_costs_one_try_at_most(
    desk: Desk, store: Store, wire: Proxy
) -> None:
    book(desk)
    wire.is_down.set()
    wire.hang_up()
    assert refused(desk, 2).code == "store_unreachable"
    wire.is_down.clear()
    book(desk, 2)
    assert booked(store) == 2


def test_a_silent_server_is_said_in_seconds(desk: Desk, store: Store, wire: Proxy) -> None:
    book(desk)
    wire.is_silent.set()
    began = time.monotonic()
    error = refused(desk, 2)
    assert time.monotonic() - began < 60
    assert error.code == "store_unreachable"
    wire.hang_up()
    wire.is_silent.clear()
    book(desk, 2)
    assert booked(store) == 2


def test_silence_within_a_transaction_writes_nothing(desk: Desk, store: Store, wire: Proxy) -> None:
    def fall_silent() -> None:
        with transaction(desk, Right.UPKEEP) as unit:
            wire.is_silent.set()
            unit.session.connection().execute(text("SELECT 1"))

    with pytest.raises(StoreError) as caught:
        fall_silent()
    assert "ne répond plus" in caught.value.message
    wire.hang_up()
    wire.is_silent.clear()
    book(desk)
    assert booked(store) == 1


def test_a_booking_whose_answer_is_lost_is_looked_up(desk: Desk, store: Store, wire: Proxy) -> None:
    book(desk)
    wire.drop_answer_to = COMMIT
    found = book(desk, 2)
    assert not wire.drop_answer_to
    with snapshot(desk) as unit:
        row = unit.session.connection().execute(
            text("SELECT status FROM appointment WHERE reference = :reference"),
            {"reference": found.reference},
        )
        assert row.scalar_one() == "booked"
    assert booked(store) == 2


def test_a_booking_that_never_arrived_is_said_not_to_be_written(
    desk: Desk, store: Store, wire: Proxy
) -> None:
    book(desk)
    wire.drop = COMMIT
    error = refused(desk, 2)
    assert error.code == "store_unreachable"
    assert "rien n'a été enregistré" in error.message
    assert booked(store) == 1
    book(desk, 2)
    assert booked(store) == 2


def test_an_outcome_that_nobody_can_tell_is_not_guessed_and_not_doubled(
    desk: Desk, store: Store, wire: Proxy
) -> None:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    hold = holds.hold(desk, start, BookingDraft())

    def confirm() -> Appointment:
        return booking.book(desk, hold, person(), channel=Channel.DESK, identification=None)

    wire.stay_down = True
    wire.drop_answer_to = COMMIT
    with pytest.raises(StoreError) as caught:
        confirm()
    assert caught.value.code == "outcome_unknown"
    wire.is_down.clear()
    assert confirm().reference == hold.reference
    assert booked(store) == 1


def test_a_stopped_program_does_not_keep_the_lock(desk: Desk, store: Store, wire: Proxy) -> None:
    holds_lock, may_end = threading.Event(), threading.Event()
    errors: list[str] = []

    def stop_in_the_middle() -> None:
        try:
            with transaction(desk, Right.UPKEEP):
                holds_lock.set()
                may_end.wait(30)
        except StoreError as error:
            errors.append(error.code)

    stopped = threading.Thread(target=stop_in_the_middle)
    stopped.start()
    assert holds_lock.wait(30)
    other = desk_on(store, station="poste:2")
    book(other)
    may_end.set()
    stopped.join(30)
    assert errors == ["store_unreachable"]
    assert booked(store) == 1


def is_stopped(process: int) -> bool:
    about = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return about.rpartition(")")[2].split()[0] == "T"


def test_a_stopped_backend_is_a_silent_server(desk: Desk, store: Store) -> None:
    with snapshot(desk) as unit:
        backend = unit.session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
    os.kill(backend, signal.SIGSTOP)
    until(lambda: is_stopped(backend))
    try:
        with pytest.raises(StoreError), transaction(desk, Right.UPKEEP):
            pass
    finally:
        os.kill(backend, signal.SIGCONT)
    book(desk)
    assert booked(store) == 1


def test_instants_are_those_of_the_server(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(minutes=10)

    monkeypatch.setattr("rdv_tui.clock.datetime", Ahead)
    monkeypatch.setattr("rdv_tui.store.server.datetime", Ahead)
    clock = Clock(PARIS)
    assert clock.now() - datetime.now(UTC) > timedelta(minutes=9)
    with open_store(target) as store:
        store.follow(clock)
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
        desk = desk_on(store, clock=clock)
        with transaction(desk, Right.UPKEEP) as unit:
            assert abs(unit.now - datetime.now(UTC)) < timedelta(seconds=5)


# -- hearing of changes
def until(fact: Callable[[], bool]) -> None:
    """Wait until `fact` holds."""
    deadline = time.monotonic() + 60
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def other(store: Store) -> Desk:
    """Another desk, open before anybody listens: opening it is an act that would be heard."""
    return desk_on(store, station="poste:2")


@pytest.fixture
def listening(desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that hears of changes, and asks in an hour again without."""
    monkeypatch.setattr(listening_room, "_BELIEVED_S", 3600.0)
    monkeypatch.setattr(listening_room, "PING_EVERY_S", 0.2)
    monkeypatch.setattr(listening_room, "_LONGEST_WAIT_S", 0.2)
    desk.store.listen()
    feed = desk.store.feed
    assert feed is not None
    until(lambda: feed._is_live)
    return desk


def test_an_act_of_another_desk_is_heard_without_asking(listening: Desk, other: Desk) -> None:
    before = last_change(listening)
    asked: list[str] = []
    event.listen(
        listening.store.engine, "before_cursor_execute", lambda *about: asked.append(about[2])
    )
    for _ in range(50):
        assert last_change(listening) == before
    assert asked == []
    book(other)
    until(lambda: last_change(listening) > before)


def test_a_lost_server_is_known_without_asking_and_found_again(
    listening: Desk, other: Desk, wire: Proxy
) -> None:
    before = last_change(listening)
    listening.store.require_there()
    wire.is_down.set()
    wire.hang_up()

    def is_lost() -> bool:
        try:
            listening.store.require_there()
        except StoreError as error:
            return error.code == "store_unreachable"
        return False

    until(is_lost)
    book(other)  # by another way
    wire.is_down.clear()
    until(lambda: not is_lost())
    assert last_change(listening) > before


def test_a_silent_server_is_known_without_asking(
    listening: Desk, wire: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening_room, "_PING_LIMIT_S", 0.3)
    feed = listening.store.feed
    assert feed is not None
    wire.is_silent.set()
    until(lambda: feed.error is not None)
    wire.hang_up()
    wire.is_silent.clear()
    until(lambda: feed.error is None)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_name_is_refused_at_once(encoding: str) -> None:
    name = f"rdv_{encoding.lower()}"
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(
            text(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
        )
        try:
            address = engine.url.set(database=name).render_as_string(hide_password=False)
            for make in (True, False):
                with pytest.raises(StoreError) as caught:
                    open_store(address, make=make)
                assert caught.value.code == "not_a_store"
                assert f"est en {encoding}" in caught.value.message
                assert "createdb -E UTF8" in caught.value.hint
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
