"""What stands before the server: it says who comes, whatever they say themselves, and no more."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


@asynccontextmanager
async def proxy() -> AsyncIterator["Proxy"]:
    """Run a proxy whose address is known before what it leads to."""
    found = Proxy()
    server = await asyncio.start_server(found.carry, "127.0.0.1", 0)
    found.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.close()


class Proxy:
    """Leads to `target`, with `headers` in the place of those that come under their names."""

    def __init__(self) -> None:
        self.address, self.target = "", ""
        self.headers: Mapping[str, str] = {}

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one request, or one socket, both ways until either side ends."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            url = urlsplit(self.target)
            there, here = await asyncio.open_connection(url.hostname, url.port)
            here.write(self._changed(head).encode("latin-1"))
            await asyncio.gather(_pour(reader, here), _pour(there, writer))

    def _changed(self, head: list[str]) -> str:
        upgrades = any(line.lower().startswith("upgrade:") for line in head)
        dropped = {name.lower() for name in self.headers} | (set() if upgrades else {"connection"})
        kept = [line for line in head[1:-2] if line.partition(":")[0].lower() not in dropped]
        added = [f"{name}: {value}" for name, value in self.headers.items()]
        closing = [] if upgrades else ["Connection: close"]
        return "\r\n".join([head[0], *kept, *added, *closing, "", ""])


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()
