"""The post of real desks: one is killed while it sends, another one takes over and quits."""

import json
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from rdv_tui.catalogue import default_office
from rdv_tui.store.engine import open_store
from tests.desk.conftest import Open
from tests.factories import desk_on, still_clock
from tests.mail.bookings import book_many
from tests.mail.post_office import HOST, open_post_office
from tests.programs import NOW

COUNT = 4


@pytest.fixture
def few(store: Path) -> Path:
    """A store with a few bookings that wait for their e-mail, and nothing else."""
    store.unlink()
    with open_store(str(store)) as opened:
        opened.mark_training()
        clock = still_clock(datetime.fromisoformat(NOW))
        book_many(desk_on(opened, office=default_office(), clock=clock), COUNT)
    return store


def test_a_killed_desk_is_relieved_and_nothing_is_lost(
    open_desk: Open, environment: dict[str, str], few: Path
) -> None:
    with open_post_office() as post:
        environment.update(
            RDV_SMTP_HOST=HOST,
            RDV_SMTP_PORT=str(post.port),
            RDV_SMTP_SECURITY="none",
        )
        post.faults = [("dot", 60.0)]
        first = open_desk()
        first.until_shown("✓ en ordre")
        first.until(lambda _: post.received, "the first message under way")
        first.signal(signal.SIGKILL)
        assert first.ended() == -signal.SIGKILL

        second = open_desk()
        second.until(lambda _: len(post.accepted) == COUNT - 1, "the other messages")
        second.press("ctrl+q")
        assert second.ended() == 0

        line = [sys.executable, "-m", "rdv_tui", "--store", str(few), "--now", NOW, "--json"]
        done = subprocess.run(
            [*line, "outbox", "send"], env=environment, capture_output=True, check=True
        )
        assert done.stderr == b"", "the job was not given back"
        assert [one["state"] for one in json.loads(done.stdout)] == ["sent"]
    came = Counter(str(message_from_bytes(one.raw)["Message-ID"]) for one in post.received)
    assert sorted(came.values()) == [1, 1, 1, 2]
