"""A real terminal for tests: the program runs behind a pseudo-terminal, pyte draws its screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

from rdv_tui.terminal.driver import HEIGHTS, WIDTHS

LIMIT_S = 30.0
SIZE = (80, 24)
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "down": "\x1b[B",
    "f3": "\x1bOR",
    "f5": "\x1b[15~",
    "ctrl+r": "\x12",
    "f8": "\x1b[19~",
    "f10": "\x1b[21~",
    "ctrl+l": "\x0c",
    "ctrl+q": "\x11",
    "f9": "\x1b[20~",
}


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


_FRAME = re.compile(r"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)


class _Screen(pyte.Screen):
    """Knows the sequences that begin with « < », whose end pyte would print as text."""

    _is_within = False

    def begin_private(self, *_: object) -> None:
        """Take what follows for parameters and a final byte."""
        self._is_within = True

    def draw(self, data: str) -> None:
        """Draw text, but not the rest of a sequence."""
        if self._is_within:
            data = data.lstrip("0123456789:;")
            self._is_within = not data
            data = data[1:]
        super().draw(data)


class _Stream(pyte.ByteStream):
    csi = pyte.ByteStream.csi | {"<": "begin_private"}


class Terminal:
    """One run of the desk. `screen` is what a person sees; keys are counted by `press` alone."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        start: Sequence[str] = ("-m", "rdv_tui"),
        controls: bool = False,
    ) -> None:
        """Start the program; with `controls` the terminal is also the one that sends it signals."""
        self._screen = _Screen(*SIZE)
        self._stream = _Stream(self._screen)
        self._main, worker = pty.openpty()
        self._found = termios.tcgetattr(worker)
        fcntl.ioctl(worker, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, *start, *words],
            stdin=worker,
            stdout=worker,
            stderr=worker,
            env={"TERM": "xterm-256color", **environment},
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal if controls else None,  # noqa: PLW1509  (no other thread runs)
        )
        os.close(worker)
        self._is_open = True
        self._written = bytearray()
        self.keys = 0

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self.close()

    # -- eyes
    @property
    def screen(self) -> str:
        """The lines of the screen, as running text without frames."""
        lines = (line.strip(" │█▌▁▂▃▄▅▆▇─") for line in self._screen.display)
        return " ".join(" ".join(lines).split())

    def _read(self, wait_s: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], wait_s)
        if not ready:
            return False
        try:
            data = os.read(self._main, 65536)
        except OSError:  # the program is gone: Linux says EIO
            return False
        self._stream.feed(data)
        self._written += data
        return bool(data)

    def read(self) -> None:
        """Take in what the program has painted by now, so that it is never kept from painting."""
        self._read(0.02)

    def settle(self) -> None:
        """Take in all that is painted, until nothing comes for a while."""
        while self._read(0.5):
            pass

    def until(self, happened: Callable[[str], object], what: str) -> None:
        """Follow the screen until `happened(screen)`; fail with the picture after a while."""
        deadline = time.monotonic() + LIMIT_S
        while not happened(self.screen):
            gone = not self._read(0.05) and self.program.poll() is not None
            picture = "\n".join(self._screen.display)
            assert not gone, f"the program ended before: {what}\n{picture}"
            assert time.monotonic() < deadline, f"not seen: {what}\n{picture}"

    def until_shown(self, *words: str) -> None:
        """Wait until all of `words` stand on the screen."""
        self.until(lambda screen: all(word in screen for word in words), " · ".join(words))

    def paint_in_frames(self) -> None:
        """Answer as a terminal that shows a frame at once: the program then marks where each is."""
        self.write_bytes(b"\x1b[?2026;2$y")

    def take_frames(self) -> list[str]:
        """Return the frames painted since the last time, with their control sequences."""
        while self._written.rfind(b"\x1b[?2026h") > self._written.rfind(b"\x1b[?2026l"):
            self.read()  # the last one is under way
        text = self._written.decode("utf-8", "replace")
        self._written.clear()
        return _FRAME.findall(text)

    # -- hands
    def write(self, text: str) -> None:
        """Type a text."""
        os.write(self._main, text.encode())

    def fill(self, *texts: str) -> None:
        """Type each text and end its field with the one Enter that it takes."""
        for text in texts:
            self.write(f"{text}\r")

    def press(self, *keys: str) -> None:
        """Press keys that are neither typed text nor the end of a field; they are counted."""
        for key in keys:
            self.keys += 1
            self.write(KEYS.get(key, key))

    def write_bytes(self, data: bytes) -> None:
        """Send bytes that a terminal may send, or should not."""
        os.write(self._main, data)

    # -- the line itself
    @property
    def is_raw(self) -> bool:
        """Whether keys reach the program as they are, without echo and without signals."""
        flags = termios.tcgetattr(self._main)[3]
        return not flags & (termios.ISIG | termios.ICANON | termios.ECHO)

    @property
    def signals_by_key(self) -> bool:
        """Whether some keys still send signals."""
        return bool(termios.tcgetattr(self._main)[3] & termios.ISIG)

    @property
    def is_as_found(self) -> bool:
        """Whether the line is set as it was, and the screen that was there before is back."""
        other = max(self._written.rfind(sign) for sign in (b"\x1b[?1049h", b"\x1b[?47h"))
        own = self._written.rfind(b"\x1b[?1049l")
        return termios.tcgetattr(self._main) == self._found and other <= own

    @property
    def written(self) -> str:
        """What the program has sent since the last time it was forgotten."""
        return self._written.decode("utf-8", "replace")

    def forget_written(self) -> None:
        """Begin anew to keep what the program sends."""
        self._written.clear()

    @property
    def cursor_row(self) -> int:
        """The row of the terminal's own cursor, from 0."""
        return self._screen.cursor.y

    @property
    def is_cursor_on_choice(self) -> bool:
        """Whether the terminal's own cursor stands on what is drawn as chosen."""
        cursor = self._screen.cursor
        line = self._screen.buffer[cursor.y]
        return line[cursor.x].bg != line[0].bg

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as they stand."""
        return list(self._screen.display)

    def resize(self, width: int, height: int) -> None:
        """Become another size, however absurd: the nearest that is drawn for is seen."""
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        drawn = (width, height) if width and height else SIZE
        self._screen.resize(
            min(max(drawn[1], HEIGHTS.start), HEIGHTS.stop - 1),
            min(max(drawn[0], WIDTHS.start), WIDTHS.stop - 1),
        )
        self.signal(signal.SIGWINCH)

    def close(self) -> None:
        """Close the window: the terminal is gone."""
        if self._is_open:
            self._is_open = False
            os.close(self._main)

    # -- endings
    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.program.send_signal(number)

    def ended(self) -> int:
        """Wait for the program's end and return its exit code."""
        deadline = time.monotonic() + LIMIT_S
        while self.program.poll() is None:
            self._read(0.05)
            assert time.monotonic() < deadline, "the program does not end"
        while self._read(0):
            pass
        return self.program.wait()
