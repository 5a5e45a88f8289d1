"""A real browser without a screen, driven by its own DevTools protocol."""

import asyncio
import base64
import itertools
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

CHROMIUM = shutil.which("chromium") or ""
PATIENCE_S = 120.0
"""How long a fact is waited for on a machine that may be busy."""

_CODES = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "Backspace": 8}
_CODES |= {f"F{number}": 111 + number for number in range(1, 13)}
_MODIFIERS = {"alt": 1, "ctrl": 2, "meta": 4, "shift": 8}
_SCREEN = """(() => { const lines = [], all = terminal.buffer.active;
for (let i = 0; i < terminal.rows; i++) lines.push(all.getLine(i).translateToString(true));
return lines.join("\\n"); })()"""


class Page:
    """One page; what happens there is kept in `events`."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                return
            told = json.loads(message.data)
            if "id" not in told:
                self.events.append(told)
            elif not self._answers[told["id"]].done():
                self._answers[told["id"]].set_result(told)

    async def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Have the browser do something; return its answer."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(
            json.dumps({"id": number, "method": method, "params": parameters})
        )
        answer = await asyncio.wait_for(self._answers[number], PATIENCE_S)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    async def value(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page has
        """Return what an expression is in the page."""
        answer = await self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        return answer["result"].get("value")

    async def screen(self) -> str:
        """Return the lines of the terminal, empty before there is one."""
        return str(await self.value(f"typeof terminal === 'undefined' ? '' : {_SCREEN}"))

    async def shown(self, *words: str) -> str:
        """Return the screen once all `words` stand on it."""
        found = await self.until(self.screen, lambda text: all(word in text for word in words))
        return str(found)

    async def until(self, ask: Callable[[], Any], good: Callable[[Any], bool]) -> Any:  # noqa: ANN401
        """Ask again and again, and return the first good answer."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            answer = await ask()
            if good(answer):
                return answer
            assert asyncio.get_running_loop().time() < deadline, answer
            await asyncio.sleep(0.05)

    async def key(self, name: str) -> None:
        """Press and release a key: `F5`, `shift+F11`, `ctrl+b`."""
        *held, key = name.split("+")
        letter = len(key) == 1
        parameters = {
            "key": key,
            "code": f"Key{key.upper()}" if key.isalpha() and letter else key,
            "modifiers": sum(_MODIFIERS[one] for one in held),
            "windowsVirtualKeyCode": ord(key.upper()) if letter else _CODES[key],
        }
        await self.send("Input.dispatchKeyEvent", type="rawKeyDown", **parameters)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **parameters)

    async def type(self, text: str) -> None:
        """Type letters."""
        for sign in text:
            await self.send("Input.dispatchKeyEvent", type="keyDown", key=sign, text=sign)
            await self.send("Input.dispatchKeyEvent", type="keyUp", key=sign)

    async def picture(self, path: Path) -> None:
        """Save how the page looks."""
        shot = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    def requested(self) -> list[str]:
        """Return every address that the page asked for."""
        found = [one["params"] for one in self.events]
        asked = [one["request"]["url"] for one in found if "url" in one.get("request", {})]
        return asked + [
            one["params"]["url"]
            for one in self.events
            if one["method"] == "Network.webSocketCreated"
        ]

    @property
    def asks(self) -> bool:
        """Whether the browser has asked if the page is really to be left."""
        return any(one["method"] == "Page.javascriptDialogOpening" for one in self.events)

    async def close(self) -> None:
        """Close the page, as its tab does, and say yes to what the browser asks."""
        asked = asyncio.create_task(self.send("Page.close"))
        while not (self.asks or self._reader.done()):  # noqa: ASYNC110  (told by what is read)
            await asyncio.sleep(0.02)
        if not self._reader.done():
            leaving = asyncio.create_task(self.send("Page.handleJavaScriptDialog", accept=True))
            await asyncio.wait([leaving, self._reader], return_when=asyncio.FIRST_COMPLETED)
            await self._reader
            leaving.cancel()
        asked.cancel()

    def forget(self) -> None:
        """Stop listening."""
        self._reader.cancel()


class Browser:
    """A running browser."""

    def __init__(self, client: ClientSession, address: str) -> None:
        self._client, self._address = client, address
        self._pages: list[Page] = []

    async def open(self, url: str, downloads: Path | None = None) -> Page:
        """Open a page in a tab of its own, and watch its network from the beginning."""
        async with self._client.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json()
        socket = await self._client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        page = Page(socket)
        self._pages.append(page)
        for domain in ("Page", "Network", "Runtime", "Log"):
            await page.send(f"{domain}.enable")
        if downloads is not None:
            await page.send(
                "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads)
            )
        await page.send("Page.navigate", url=url)
        return page

    def forget(self) -> None:
        """Stop listening to every page."""
        for page in self._pages:
            page.forget()


@asynccontextmanager
async def browser(folder: Path, *, size: str = "1200,800") -> AsyncIterator[Browser]:
    """Run a browser with a profile in `folder`."""
    profile = folder / "profile"
    process = await asyncio.create_subprocess_exec(
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        f"--window-size={size}",
        "about:blank",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    found = None
    try:
        async with ClientSession() as client, asyncio.timeout(PATIENCE_S):
            port = profile / "DevToolsActivePort"
            while not (port.exists() and port.read_text().count("\n")):
                assert process.returncode is None
                await asyncio.sleep(0.05)
            found = Browser(client, f"http://127.0.0.1:{port.read_text().splitlines()[0]}")
            async with asyncio.timeout(None):
                yield found
    finally:
        if found is not None:
            found.forget()
        if process.returncode is None:
            process.kill()
        await process.wait()
