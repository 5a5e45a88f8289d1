"""The driver and the program for strangers: no key, byte, size or signal leads out, or ends it."""

import contextlib
import os
import signal
import termios
from typing import Any, TypeVar

from textual.app import App

from rdv_tui.terminal import watchdog
from rdv_tui.terminal.app import SafeApp
from rdv_tui.terminal.arabic import EXPLICIT, IMPLICIT
from rdv_tui.terminal.driver import SafeDriver

R = TypeVar("R")

IGNORED = (
    "SIGINT",
    "SIGQUIT",
    "SIGHUP",
    "SIGTSTP",
    "SIGTTIN",
    "SIGTTOU",
    "SIGUSR1",
    "SIGUSR2",
    "SIGALRM",
    "SIGPIPE",
)


def ignore_signals() -> None:
    """Let no signal but SIGTERM and SIGKILL matter; a program that takes this one's place, too."""
    for name in IGNORED:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


class StrictDriver(SafeDriver):
    """Tells the terminal to leave the order of letters to the program; nobody can stop it."""

    gone = signal.SIGTERM

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        ignore_signals()  # after Textual's own, which would stop at Ctrl+Z

    @property
    def hears_keys(self) -> bool:
        """Whether the thread that reads keys is alive: without it the screen stands and is deaf."""
        return self._key_thread is not None and self._key_thread.is_alive()

    def start_application_mode(self) -> None:
        """Begin to draw; what was typed before is for nobody."""
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(EXPLICIT)
        self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.write(IMPLICIT)
        super().stop_application_mode()

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing."""

    def deliver_binary(self, *_: object, **__: object) -> None:
        """Give no file to anybody."""


class StrictApp(SafeApp[R]):
    """A program without a way out: none of Textual's own keys, no palette, nothing to copy."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401  (Textual's own)
        options.setdefault("inherit_bindings", False)
        super().__init_subclass__(**options)

    def beat_for_systemd(self) -> None:
        """Tell systemd from now on that keys are heard, for as long as they are."""
        seconds = watchdog.beat_s()
        if seconds is not None:
            watchdog.beat()
            self.set_interval(seconds, self._beat)

    def _beat(self) -> None:
        if isinstance(self._driver, StrictDriver) and self._driver.hears_keys:
            watchdog.beat()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing: the terminal would keep it for whoever comes next."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing."""

    def suspend(self) -> Any:  # noqa: ANN401
        """Never stand aside."""
        raise NotImplementedError

    def action_suspend_process(self) -> None:
        """Never stand aside."""

    async def action_quit(self) -> None:
        """Never end because of a key."""

    def action_help_quit(self) -> None:
        """Say nothing of keys that end it."""


def replace_program(words: list[str], say: str, environ: dict[str, str]) -> None:
    """Put a new program in the place of this one: nothing of its memory is left.

    The screen is wiped, with what could be scrolled back to, and `say` stands there meanwhile.
    """
    ignore_signals()
    os.write(2, f"\x1bc\x1b[3J{EXPLICIT}\x1b[?25l{say}".encode())
    os.execve(words[0], words, environ)  # noqa: S606  (without a shell)
