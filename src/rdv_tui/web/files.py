"""Files on their way from a session's program to the browser of whom they belong to.

The program saves into a folder of its session, whole or not at all; what stands there is taken out,
and given once, to its owner, by a name that nobody guesses.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdv_tui.web.served import Limits

_KINDS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}


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

    def collect(self, folder: Path, owner: str, session: int) -> Iterator[tuple[str, str]]:
        """Take what was saved in `folder` and yield token and name of each file."""
        for path in sorted(folder.rglob("*")):
            if self._count(session) >= self._limits.files:
                return  # the others stay until some are fetched
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size <= self._limits.file:
                token = secrets.token_urlsafe(24)
                self._waiting[token] = Delivery(path.name, path.read_bytes(), owner, session)
                yield token, path.name
            path.unlink(missing_ok=True)

    def take(self, token: str, owner: str) -> Delivery | None:
        """Return what waits under `token`, once, and to its owner alone."""
        found = self._waiting.get(token)
        if found is None or found.owner != owner:
            return None
        return self._waiting.pop(token)

    def forget(self, session: int) -> None:
        """Drop what nobody fetched of a session that is over."""
        for token in [token for token, one in self._waiting.items() if one.session == session]:
            del self._waiting[token]

    def _count(self, session: int) -> int:
        return sum(one.session == session for one in self._waiting.values())
