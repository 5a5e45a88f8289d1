"""Files on their way from a session's program to the browser of whom they belong to.

The program saves into a folder of its session, whole or not at all; what stands there is taken out,
and given once, to its owner, by a name that nobody guesses. What a tab that was cut off did not
fetch, a letter perhaps, is offered in its owner's next one.
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rdv_tui.web.served import Limits

_KINDS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}


KEPT_S = 3600.0
"""How long what was not fetched waits for its owner to come back, in seconds."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that waits to be fetched by `owner`, of session number `session`."""

    name: str
    data: bytes
    owner: str
    session: int

    @property
    def kind(self) -> str:
        """The media type, one that no browser runs."""
        return _KINDS.get(Path(self.name).suffix.lower(), "application/octet-stream")


class Deliveries:
    """What waits to be fetched, by token."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._waiting = limits, dict[str, Delivery]()
        self._left: list[tuple[float, Delivery]] = []

    def collect(self, folder: Path, owner: str, session: int) -> Iterator[tuple[str, str]]:
        """Take what was saved in `folder` and yield token and name of each file."""
        for path in sorted(folder.rglob("*")):
            if self._count(session) >= self._limits.files:
                return  # the others stay until some are fetched
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size <= self._limits.file:
                yield self._offer(Delivery(path.name, path.read_bytes(), owner, session))
            path.unlink(missing_ok=True)

    def again(self, owner: str, session: int) -> Iterator[tuple[str, str]]:
        """Yield token and name of each file that a former session of `owner` left."""
        self._drop_old()
        mine = [one for _, one in self._left if one.owner == owner]
        self._left = [(at, one) for at, one in self._left if one.owner != owner]
        for one in mine:
            yield self._offer(replace(one, session=session))

    def take(self, token: str, owner: str) -> Delivery | None:
        """Return what waits under `token`, once, and to its owner alone."""
        found = self._waiting.get(token)
        if found is None or found.owner != owner:
            return None
        return self._waiting.pop(token)

    def leave(self, session: int) -> None:
        """Keep what nobody fetched of a session that is over, if it is anybody's, for a while."""
        self._drop_old()
        for token in [token for token, one in self._waiting.items() if one.session == session]:
            left = self._waiting.pop(token)
            if (
                left.owner
                and sum(one.owner == left.owner for _, one in self._left) < self._limits.files
            ):
                self._left.append((time.monotonic(), left))

    def _offer(self, delivery: Delivery) -> tuple[str, str]:
        token = secrets.token_urlsafe(24)
        self._waiting[token] = delivery
        return token, delivery.name

    def _drop_old(self) -> None:
        since = time.monotonic() - KEPT_S
        self._left = [(at, one) for at, one in self._left if at > since]

    def _count(self, session: int) -> int:
        return sum(one.session == session for one in self._waiting.values())
