"""A page as the terminal that the other tests know: the same eyes, the same hands."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from tests.desk.kiosk import Kiosk
from tests.desk.terminal import KEYS, Terminal
from tests.web.browser import PATIENCE_S, Page, browser
from tests.web.proxy import Proxy, proxy
from tests.web.serving import Serving

R = TypeVar("R")
_NAMES = {
    "enter": "Enter",
    "escape": "Escape",
    "tab": "Tab",
    "down": "ArrowDown",
    "shift+tab": "shift+Tab",
    "ctrl+r": "ctrl+r",
    "ctrl+l": "ctrl+l",
    "ctrl+q": "ctrl+q",
}
_KEYS = {sent: _NAMES.get(name, name.upper()) for name, sent in KEYS.items()}


class Hall:
    """A browser and a proxy, in a thread with a loop of its own, for tests that know none."""

    def __init__(self, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._stack, self._folder = AsyncExitStack(), folder
        self.proxy: Proxy

    def __enter__(self) -> "Hall":
        self._thread.start()
        self.proxy = self.do(self._stack.enter_async_context(proxy()))
        self._browser = self.do(self._stack.enter_async_context(browser(self._folder)))
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def do(self, what: Coroutine[Any, Any, R]) -> R:
        """Do something in the loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE_S)

    def lead_to(self, served: Serving, person: str | None) -> None:
        """Have the proxy lead to a server, and say who comes."""
        self.proxy.target = served.address
        named = {"X-Remote-User": person} if person else {}
        self.proxy.headers = {"X-Rdv-Secret": served.secret, **named}

    def open(self, downloads: Path | None = None, url: str = "") -> "InPage":
        """Open a page."""
        return InPage(self, self.do(self._browser.open(url or self.proxy.address, downloads)))


class InPage(Terminal):
    """The terminal in a page."""

    def __init__(self, hall: Hall, page: Page) -> None:
        self._hall, self.page = hall, page
        self.keys = 0

    def __enter__(self) -> "InPage":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as they stand."""
        return self._hall.do(self.page.screen()).split("\n")

    @property
    def screen(self) -> str:
        """The lines of the screen, as running text without frames."""
        lines = (line.strip(" │█▌▁▂▃▄▅▆▇─") for line in self.lines)
        return " ".join(" ".join(lines).split())

    def until(self, happened: Callable[[str], object], what: str) -> None:
        """Follow the screen until `happened(screen)`; fail with the picture after a while."""
        deadline = time.monotonic() + PATIENCE_S
        while not happened(self.screen):
            picture = "\n".join(self.lines)
            assert time.monotonic() < deadline, f"not seen: {what}\n{picture}"

    def write(self, text: str) -> None:
        """Type a text, or press the key that a terminal sends so."""
        if text in _KEYS:
            self._hall.do(self.page.key(_KEYS[text]))
            return
        for sign in text:
            if sign in _KEYS:
                self._hall.do(self.page.key(_KEYS[sign]))
            else:
                self._hall.do(self.page.type(sign))

    def strike(self, *keys: str) -> None:
        """Press keys by the browser's names."""
        for key in keys:
            self._hall.do(self.page.key(key))

    def value(self, expression: str) -> Any:  # noqa: ANN401
        """Return what an expression is in the page."""
        return self._hall.do(self.page.value(expression))

    def close(self) -> None:
        """Close the tab."""
        self._hall.do(self.page.close())


class KioskInPage(Kiosk):
    """A kiosk in a browser."""

    def __init__(self, terminal: InPage) -> None:
        from rdv_tui.locales.kiosk.languages import WORDS

        self.words, self.terminal = WORDS["fr"], terminal
