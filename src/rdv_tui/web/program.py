"""A program on a terminal of its own: started, read, written to, sized, ended with all it started.

Its terminal's other end is held here alone: when this process is killed, the system closes it, and
tells the program that its terminal is gone.
"""

import asyncio
import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

READ_SIZE = 64 * 1024
_LOOK_S = 0.02


class Program:
    """A running program. `read` and `write` wait as long as the other side does."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self._process, self._terminal = process, terminal
        self._loop = asyncio.get_running_loop()

    @classmethod
    def start(
        cls,
        command: Sequence[str],
        environ: Mapping[str, str],
        folder: Path,
        size: tuple[int, int],
        told: bytes,
    ) -> "Program":
        """Start `command` in `folder` on a terminal of `size`; it finds `told` on descriptor 3.

        Raises OSError.
        """
        ours, theirs = os.openpty()
        say, hear = -1, -1
        try:
            _set_size(ours, size)
            os.set_blocking(ours, False)
            hear, say = os.pipe()
            os.write(say, told)  # a line; a pipe takes 64 KiB
            # The pipe has to be number 3 in the program and nothing else of ours may be open.
            process = subprocess.Popen(  # noqa: S603  (a list of arguments, no shell)
                [*command, str(hear), str(os.getpid())],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                cwd=folder,
                env=dict(environ),
                pass_fds=(hear,),
                start_new_session=True,
            )
        except OSError:
            os.close(ours)
            raise
        finally:
            for number in (theirs, say, hear):
                if number >= 0:
                    os.close(number)
        return cls(process, ours)

    @property
    def pid(self) -> int:
        """The number of the process, which is also that of its group."""
        return self._process.pid

    async def read(self) -> bytes:
        """Return what the program wrote; empty when it has ended, or let go of its terminal."""
        while True:
            try:
                return os.read(self._terminal, READ_SIZE)
            except BlockingIOError:
                await self._until(self._loop.add_reader, self._loop.remove_reader)
            except OSError:  # the last program on this terminal has closed it
                return b""

    async def write(self, data: bytes) -> None:
        """Type `data`. Raises OSError when the program is gone."""
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._terminal, left) :]
            except BlockingIOError:
                await self._until(self._loop.add_writer, self._loop.remove_writer)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, which the system tells the program."""
        with contextlib.suppress(OSError):
            _set_size(self._terminal, size)

    async def end(self, patience_s: float) -> int:
        """Take the terminal away, wait, kill what still runs; return the exit code."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1
        code = await self._wait(patience_s)
        if code is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            code = await self._wait(patience_s)
        return -signal.SIGKILL if code is None else code

    async def _wait(self, patience_s: float) -> int | None:
        deadline = self._loop.time() + patience_s
        while True:
            code = self._process.poll()
            if code is not None or self._loop.time() > deadline:
                return code
            await asyncio.sleep(_LOOK_S)

    async def _until(self, add: Callable[..., None], remove: Callable[[int], bool]) -> None:
        ready = asyncio.Event()
        terminal = self._terminal
        if terminal < 0:
            raise BrokenPipeError
        add(terminal, ready.set)
        try:
            await ready.wait()
        finally:
            remove(terminal)


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    columns, lines = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
