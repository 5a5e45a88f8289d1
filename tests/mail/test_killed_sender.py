"""Killing the sender at any point loses nothing; what comes twice bears one Message-ID."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from tests.engines import sqlite_only
from tests.mail.bookings import book_many
from tests.mail.post_office import HOST, STAGES, PostOffice

COUNT = 6
NOW = "2026-11-30T08:00"

pytestmark = sqlite_only  # the store's file is opened by a second program


class Senders:
    """`outbox send` as a program of its own, again and again."""

    def __init__(self, target: str, post: PostOffice, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
        folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE")}
        server = {
            "RDV_SMTP_HOST": HOST,
            "RDV_SMTP_PORT": str(post.port),
            "RDV_SMTP_SECURITY": "none",
        }
        self.environment = {**kept, **folders, **server, "HOME": str(home)}
        self.line = [sys.executable, "-m", "rdv_tui", "--store", target, "--now", NOW, "--json"]

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self.line, "outbox", "send"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str) -> list[dict[str, object]]:
        done = subprocess.run(
            [*self.line, *words], env=self.environment, capture_output=True, check=True
        )
        assert done.stderr == b""
        answer = json.loads(done.stdout)
        assert isinstance(answer, list)
        return answer


def kill(sender: subprocess.Popen[bytes]) -> None:
    sender.send_signal(signal.SIGKILL)
    sender.communicate()


@pytest.fixture
def senders(desk: Desk, target: str, post: PostOffice, tmp_path: Path) -> Senders:
    desk.store.mark_training()  # its programs choose their clock
    book_many(desk, COUNT)
    return Senders(target, post, tmp_path / "home")


def all_arrived(desk: Desk, senders: Senders, post: PostOffice) -> Counter[str]:
    """Send what is left, see that all came, and return how often each one came."""
    senders.run("outbox", "send")
    listed = senders.run("outbox", "list")
    assert [one["state"] for one in listed] == ["sent"] * COUNT
    came = Counter(str(message_from_bytes(one.raw)["Message-ID"]) for one in post.received)
    assert set(came) == {one["message_id"] for one in listed}
    assert integrity.check(desk.store) == []
    return came


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_a_stage(desk: Desk, senders: Senders, post: PostOffice, stage: str) -> None:
    post.faults = [(stage, 30.0)]
    sender = senders.start()
    deadline = time.monotonic() + 30
    while post.faults:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    kill(sender)
    came = all_arrived(desk, senders, post)
    assert sum(came.values()) == COUNT + (stage == "dot")


def test_killed_at_random(desk: Desk, senders: Senders, post: PostOffice) -> None:
    chance = random.Random(7)
    for _ in range(6):
        sender = senders.start()
        try:
            sender.wait(chance.uniform(0.3, 1.6))
        except subprocess.TimeoutExpired:
            kill(sender)
        else:
            sender.communicate()
    came = all_arrived(desk, senders, post)
    assert sum(came.values()) <= COUNT + 6


def test_two_senders_at_once_send_each_message_once(
    desk: Desk, senders: Senders, post: PostOffice
) -> None:
    both = [senders.start(), senders.start()]
    warned = [sender.communicate(timeout=60)[1] for sender in both]
    assert [sender.returncode for sender in both] == [0, 0]
    came = all_arrived(desk, senders, post)
    assert set(came.values()) == {1}
    assert sum(b"poste ouvert" in one for one in warned) <= 1
