"""Hearing of changes on a PostgreSQL server instead of asking, and knowing whether it is there.

Every act tells its office on one channel (NOTIFY) with its commit. A thread of each desk listens;
as long as it hears, nobody need ask. A file has no such thing: there, screens go on asking.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from rdv_tui.errors import StoreError
from rdv_tui.store.server import Server
from rdv_tui.store.server_errors import server_error

CHANNEL = "rdv_tui"
NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :office)")
PING_EVERY_S = 5.0
_PING_LIMIT_S = 2.0
_LONGEST_WAIT_S = 15.0
_BELIEVED_S = 5.0
"""A mark is read again after so long: behind a pooler nobody may be heard."""


class ChangeFeed:
    """What a desk hears from the server; `error` says why it hears nothing, while it does not."""

    def __init__(self, server: Server, place: str) -> None:
        self.error: StoreError | None = None
        self._server, self._place = server, place
        self._is_live = self._has_heard = False
        self._heard: Counter[str] = Counter()
        self._times = 0
        self._marks: dict[str, tuple[tuple[int, int], float, int]] = {}
        self._ending = threading.Event()
        threading.Thread(target=self._run, name="change-feed", daemon=True).start()

    def mark(self, office: str, read: Callable[[], int]) -> int:
        """Return the number of the office's last change, asking with `read` only if need be."""
        heard, now = (self._times, self._heard[office]), time.monotonic()
        known = self._marks.get(office)
        if self._is_live and known and known[0] == heard and now - known[1] < _BELIEVED_S:
            return known[2]
        found = read()
        self._marks[office] = (heard, now, found)
        return found

    def close(self) -> None:
        """Listen no more; the thread ends by itself."""
        self._ending.set()

    def _run(self) -> None:
        tries = 0
        while not self._ending.is_set():
            try:
                self._listen()
            except self._server.engine.dialect.loaded_dbapi.Error as error:
                self._is_live = False
                self.error = server_error(error, self._place, self._server.limit_s)
            tries, self._has_heard = (0 if self._has_heard else tries + 1), False
            # All desks of a house lose their server at once, and must not come back at once.
            longest = min(2.0**tries, _LONGEST_WAIT_S)
            self._ending.wait(random.uniform(0.2, 1) * longest)  # noqa: S311 - not a secret

    def _listen(self) -> None:
        """Listen until the connection is lost, which raises the driver's error."""
        dialect = self._server.engine.dialect
        words, options = dialect.create_connect_args(self._server.engine.url)
        connection: Any = dialect.connect(*words, **options)
        watchdog = self._server.watchdog
        watched = watchdog.watch(connection.fileno())
        try:
            connection.autocommit = True
            with watchdog.expecting(watched, _PING_LIMIT_S):
                connection.execute(f"LISTEN {CHANNEL}")
            self._times += 1  # nobody knows what was missed before
            self._is_live, self._has_heard, self.error = True, True, None
            while not self._ending.is_set():
                for notice in connection.notifies(timeout=PING_EVERY_S, stop_after=1):
                    self._heard[notice.payload] += 1
                with watchdog.expecting(watched, _PING_LIMIT_S):
                    connection.execute("SELECT 1")
        finally:
            self._is_live = False
            watchdog.answered(watched)
            watched.line.close()
            connection.close()
