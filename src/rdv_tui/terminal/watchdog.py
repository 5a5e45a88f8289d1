"""Telling systemd that a program is well: told nothing for a while, it begins it anew."""

import contextlib
import os
import socket

BEATS = 3
"""How often it is told within the time that the unit allows (`WatchdogSec`)."""
_USEC = 1_000_000


def beat_s() -> float | None:
    """Return the seconds from one word to the next, None where nobody listens."""
    allowed = os.environ.get("WATCHDOG_USEC", "")
    if not os.environ.get("NOTIFY_SOCKET") or not (allowed.isascii() and allowed.isdecimal()):
        return None
    return int(allowed) / _USEC / BEATS or None


def beat() -> None:
    """Say once that the program is well; a listener who is away is not waited for."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    name = f"\0{address[1:]}" if address.startswith("@") else address
    with (
        contextlib.suppress(OSError),
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as told,
    ):
        told.sendto(b"WATCHDOG=1", name)
