"""The post of an open desk: by itself, one desk at a time, and after a day without a network."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.message import MessageState
from rdv_tui.errors import OutputError, StoreError
from rdv_tui.mail_settings import Smtp
from rdv_tui.services import leases, stations
from rdv_tui.services.background import BackgroundWorker, send_now
from rdv_tui.services.delivery import delivery, outbox, sending
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.mail.bookings import book_many
from tests.mail.post_office import PostOffice

Start = Callable[..., BackgroundWorker]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start senders that make a round every few milliseconds, and stop them at the end."""
    with ExitStack() as running:

        def begin(desk: Desk, smtp: Smtp | None) -> BackgroundWorker:
            sender = BackgroundWorker(desk, smtp, every_s=0.02, first_s=0.0)
            sender.start()
            running.callback(sender.stop)
            return sender

        yield begin


def until(happened: Callable[[], object], limit_s: float = 20.0) -> None:
    deadline = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def states(desk: Desk) -> list[str]:
    return [one.state.value for one in outbox.list_messages(desk)]


def test_what_is_booked_leaves_by_itself(
    desk: Desk, post: PostOffice, smtp: Smtp, start: Start
) -> None:
    start(desk, smtp)
    book_many(desk, 2)
    post.wait_for(2)
    until(lambda: states(desk) == ["sent", "sent"])


def test_a_day_without_network_and_without_printer(
    desk: Desk,
    clock: StillClock,
    post: PostOffice,
    smtp: Smtp,
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bookings go on; once the network is back everything goes out without anybody's help."""
    monkeypatch.setenv("PATH", str(tmp_path))  # no `lp` on this machine
    post.close()
    sender = start(desk, smtp)
    made = []
    for rank in range(1, 9):
        made += book_many(desk, 1, first_rank=rank)
        with pytest.raises(OutputError) as caught:
            delivery.print_letter(desk, made[-1].reference)
        assert caught.value.code == "no_printer"
        clock.forward(timedelta(minutes=30))
    until(lambda: all(one.attempts for one in outbox.list_messages(desk)))
    assert states(desk) == ["waiting"] * 8
    until(lambda: sender.is_stuck)
    post.open()
    clock.forward(timedelta(hours=2))
    post.wait_for(8)
    until(lambda: states(desk) == ["sent"] * 8)
    until(lambda: not sender.is_stuck)
    assert len(post.received) == 8
    for one in made:
        assert delivery.save_letter(desk, one.reference, tmp_path / "a.pdf").exists()


def test_without_a_server_messages_wait_and_nothing_fails(
    desk: Desk, clock: StillClock, smtp: Smtp, post: PostOffice, start: Start
) -> None:
    book_many(desk, 2, first_rank=56)
    sender = start(desk, None)
    clock.forward(timedelta(days=6))  # longer than one tries
    sender.run_once()
    assert leases.holder(desk, leases.OUTBOX) is None, "the job is another desk's"
    sender.stop()
    (first, second) = outbox.list_messages(desk)
    assert (first.state, first.attempts, first.last_answer) == (MessageState.UNSENT, 0, None)
    post.close()
    results = send_now(desk, smtp, only_due=False)
    assert results is not None
    assert [one.state for one in results] == [MessageState.UNSENT] * 2, "given up at once"
    assert second.state is MessageState.UNSENT


def other(desk: Desk) -> Desk:
    return replace(desk, station="poste:2")


def test_one_desk_at_a_time_has_the_job(desk: Desk, smtp: Smtp, start: Start) -> None:
    first = start(desk, smtp)
    until(lambda: leases.holder(desk, leases.OUTBOX) == "poste:1")
    assert not leases.acquire(other(desk), leases.OUTBOX)
    assert send_now(other(desk), smtp, only_due=True) is None
    first.stop()
    assert leases.acquire(other(desk), leases.OUTBOX)
    assert leases.holder(desk, leases.OUTBOX) == "poste:2"


def test_a_lease_ends_by_itself(desk: Desk, clock: StillClock) -> None:
    assert leases.acquire(desk, leases.OUTBOX)
    clock.forward(leases.LEASE_DURATION - timedelta(seconds=1))
    assert not leases.acquire(other(desk), leases.OUTBOX)
    clock.forward(timedelta(seconds=1))
    assert leases.acquire(other(desk), leases.OUTBOX)
    assert not leases.acquire(desk, leases.OUTBOX)


def test_a_clock_set_elsewhere_keeps_nobody_from_the_job(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(days=400))
    assert leases.acquire(desk, leases.OUTBOX)
    clock.forward(-timedelta(days=400))
    assert leases.acquire(other(desk), leases.OUTBOX)


def test_clocks_may_differ_a_little(desk: Desk, clock: StillClock) -> None:
    assert leases.acquire(desk, leases.OUTBOX)
    clock.forward(-timedelta(minutes=2))
    assert not leases.acquire(other(desk), leases.OUTBOX)


def test_a_desk_that_ended_badly_leaves_the_job_at_once(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stations"
    dead, alive = stations.open_station(folder), stations.open_station(folder)
    gone = replace(desk, station=dead.name, stations=folder)
    here = replace(desk, station=alive.name, stations=folder)
    assert leases.acquire(gone, leases.OUTBOX)
    assert not leases.acquire(here, leases.OUTBOX)
    dead.lock.release()  # what the system does to a killed program
    assert leases.acquire(here, leases.OUTBOX)
    alive.close()


def test_a_lost_lease_ends_the_round(desk: Desk, post: PostOffice, smtp: Smtp) -> None:
    book_many(desk, 2)
    assert leases.acquire(other(desk), leases.OUTBOX)
    assert sending.send(desk, smtp, only_due=True) == []
    assert post.received == []


def test_a_store_that_is_away_does_not_end_the_sender(
    desk: Desk, post: PostOffice, smtp: Smtp, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    book_many(desk, 1)
    failures = iter([StoreError("store_busy", "occupé"), RuntimeError("un défaut")])
    tried = threading.Event()
    real = leases.acquire

    def take(desk: Desk, job: str) -> bool:
        for failure in failures:
            raise failure
        tried.set()
        return real(desk, job)

    monkeypatch.setattr(leases, "acquire", take)
    start(desk, smtp)
    assert tried.wait(10)
    post.wait_for(1)


def test_stopping_waits_for_the_yes(desk: Desk, post: PostOffice, smtp: Smtp, start: Start) -> None:
    book_many(desk, 2)
    post.faults = [("dot", 0.3)]
    sender = start(desk, smtp)
    until(lambda: len(post.received) == 1)
    sender.stop()
    assert states(desk) == ["sent", "waiting"]
    assert leases.holder(desk, leases.OUTBOX) is None


def test_a_message_withdrawn_on_its_way_counts_as_sent(
    desk: Desk, post: PostOffice, smtp: Smtp, start: Start
) -> None:
    from rdv_tui.services.booking import changes

    (made,) = book_many(desk, 1)
    post.faults = [("dot", 0.3)]
    start(desk, smtp)
    until(lambda: len(post.received) == 1)
    changes.cancel(desk, made.reference, CancelReason.OFFICE)
    post.wait_for(2)
    until(lambda: set(states(desk)) == {"sent"})
    kinds = [one.kind.value for one in outbox.list_deliveries(desk, made.reference)]
    assert kinds == ["booked", "cancelled"]
