"""Textual's driver for Linux and macOS, made such that nothing from outside ends it."""

import os
import selectors
import signal
import sys
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from rdv_tui.terminal.decoding import REFUSED, LenientDecoder
from rdv_tui.terminal.input import ForeignByte
from rdv_tui.terminal.outlet import Outlet
from rdv_tui.terminal.parser import SafeParser

MAX_BACKLOG = 512
"""How many messages may wait for the program before no more keys are read."""
READ_SIZE = 4096
LOOK_S = 0.1
"""How often the reader looks whether the program ends, in seconds."""
WIDTHS, HEIGHTS = range(20, 501), range(5, 201)
"""Sizes that are drawn for; a terminal that says another gets the nearest."""


class SafeDriver(LinuxDriver):
    """Reads and draws. A terminal that is gone is told to the program as the signal it is."""

    gone = signal.SIGHUP
    """What the program is told when its terminal is gone."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stderr__ is not None  # Textual draws there
        self._out = sys.__stderr__.fileno()
        self._file = Outlet(self._out, self.hang_up)  # type: ignore[assignment]

    def _get_terminal_size(self) -> tuple[int, int]:
        for number in (self._out, self.fileno):
            try:
                width, height = os.get_terminal_size(number)
            except OSError:
                continue
            if width and height:
                return _nearest(width, WIDTHS), _nearest(height, HEIGHTS)
        return 80, 24

    def _query_in_band_window_resize(self) -> None:
        """Ask for no sizes among the keys: the system tells them."""

    def process_message(self, message: Message) -> None:
        """Hand a message to the program."""
        if not isinstance(message, InBandWindowResize):
            super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until the program ends or the terminal is gone."""
        reader = Reader()
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if self._app.message_queue_size > MAX_BACKLOG:
                    self.exit_event.wait(LOOK_S / 10)
                    continue
                ready = selector.select(LOOK_S)
                data = self._read() if ready else None
                if data == b"":
                    self.hang_up()
                    return
                for message in reader.messages(data):
                    self.process_message(message)

    def hang_up(self) -> None:
        """Tell this program that its terminal is gone, as the system does when it can."""
        os.kill(os.getpid(), self.gone)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, READ_SIZE)
        except OSError:  # its other end is closed
            return b""


class Reader:
    """Bytes in, messages out; what the parser cannot stand is dropped, and it begins anew."""

    def __init__(self) -> None:
        self._decoder, self._parser = LenientDecoder(), SafeParser()

    def messages(self, data: bytes | None) -> list[Message]:
        """Return what `data` means; None says that nothing came for a while."""
        text = self._decoder.flush() if data is None else self._decoder.decode(data)
        found: list[Message] = []
        try:
            if text:
                found.extend(self._parser.feed(text))
            found.extend(self._parser.tick())
        except Exception:  # noqa: BLE001  (whatever it is: no key may end the desk)
            self._parser = SafeParser()
        if REFUSED in text:
            found.append(ForeignByte())
        return found


def _nearest(length: int, allowed: range) -> int:
    return min(max(length, allowed.start), allowed.stop - 1)
