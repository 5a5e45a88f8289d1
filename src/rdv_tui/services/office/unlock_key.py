"""What of a password a desk keeps in its memory, so that a short code can open it again."""

from dataclasses import dataclass

TRIES = 3


@dataclass(slots=True)
class UnlockKey:
    """The key by which a code is looked at; it is gone after `TRIES` wrong ones."""

    key: bytes
    tries_left: int = TRIES

    def __repr__(self) -> str:
        return "UnlockKey()"
