"""How much the server bears, in one process, with programs that only give back what comes."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer

from rdv_tui.web.served import Limits, Served
from rdv_tui.web.server import Server
from tests.web.serving import ORIGIN, PATIENCE_S, runs, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="served on Linux alone")

SECRET = "a secret of this test"
ECHO = ("/bin/sh", "-c", "exec cat")
Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def client(
    folder: Path, *, limits: Limits | None = None, kiosk: bool = False
) -> AsyncIterator[Client]:
    served = Served(
        ECHO,
        {"PATH": "/usr/bin:/bin"},
        ORIGIN,
        folder,
        SECRET,
        kiosk=kiosk,
        limits=limits or Limits(),
    )
    async with TestClient(TestServer(Server(served).app())) as found:
        yield found


def headers(person: str = "agent") -> dict[str, str]:
    return {"X-Remote-User": person, "X-Rdv-Secret": SECRET, "Origin": ORIGIN}


async def opened(client: Client, person: str = "agent") -> ClientWebSocketResponse:
    socket = await client.ws_connect("/session", headers=headers(person))
    await socket.send_str('{"size": [80, 24]}')
    return socket


async def echo(socket: ClientWebSocketResponse, data: bytes) -> None:
    """Type a line, and wait until it came back."""
    await socket.send_bytes(data + b"\n")
    heard = b""
    while data not in heard:
        heard += await socket.receive_bytes(timeout=60)


async def told_by(socket: ClientWebSocketResponse) -> dict[str, str]:
    """Return the next thing that is said, whatever is drawn before."""
    while (message := await socket.receive(timeout=60)).type is WSMsgType.BINARY:
        pass
    told: dict[str, str] = json.loads(message.data)
    return told


async def end_of(socket: ClientWebSocketResponse) -> str:
    told = ""
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            told = json.loads(message.data).get("end", told)
    return told


async def free(client: Client) -> int:
    async with client.get("/healthz") as answer:
        told = await answer.json()
    return int(told["free_sessions"])


async def test_the_forty_first_session_is_refused_and_room_comes_back(tmp_path: Path) -> None:
    async with client(tmp_path) as page:
        sockets = [await opened(page, f"agent{number // 2}") for number in range(40)]
        for socket in sockets:
            await echo(socket, b"here")
        async with page.get("/healthz") as answer:
            assert answer.status == 503
        refused = await page.ws_connect("/session", headers=headers("another"))
        assert "places du serveur" in await end_of(refused)
        await sockets.pop().close()
        async with asyncio.timeout(PATIENCE_S):
            while await free(page) != 1:
                pass
        await echo(await opened(page, "another"), b"now")


async def test_nobody_who_types_nothing_keeps_a_session(tmp_path: Path) -> None:
    async with client(tmp_path, limits=Limits(idle_s=0.3)) as page:
        socket = await opened(page)
        await echo(socket, b"here")
        assert "trente minutes" in await end_of(socket)
        assert socket.close_code == 1001


async def test_a_page_that_says_no_size_gets_no_program(tmp_path: Path) -> None:
    async with client(tmp_path, limits=Limits(greeting_s=0.1)) as page:
        socket = await page.ws_connect("/session", headers=headers())
        assert "taille" in await end_of(socket)


async def test_what_comes_too_fast_waits_and_none_of_it_is_lost(tmp_path: Path) -> None:
    async with client(tmp_path, limits=Limits(messages_a_second=50)) as page:
        socket = await opened(page)
        began = asyncio.get_running_loop().time()
        for number in range(100):
            await socket.send_bytes(b"%03d\n" % number)
        heard = b""
        while b"099" not in heard:
            heard += await socket.receive_bytes(timeout=60)
        took = asyncio.get_running_loop().time() - began
        assert took >= 0.9
        assert all(b"%03d" % number in heard for number in range(100))


async def test_a_program_that_does_not_end_is_killed(tmp_path: Path) -> None:
    stubborn = ("/bin/sh", "-c", "trap '' HUP TERM; echo $$; while :; do sleep 1; done")
    served = Served(
        stubborn, {"PATH": "/usr/bin:/bin"}, ORIGIN, tmp_path, SECRET, limits=Limits(ending_s=0.2)
    )
    async with TestClient(TestServer(Server(served).app())) as page:
        socket = await opened(page)
        pid = int(await socket.receive_bytes(timeout=60))
        await socket.close()
        await until(lambda: not runs(pid))


async def test_who_is_shut_out_loses_the_session_and_nobody_else_does(tmp_path: Path) -> None:
    shut_out = set[str]()
    served = Served(
        ECHO,
        {"PATH": "/usr/bin:/bin"},
        ORIGIN,
        tmp_path,
        SECRET,
        limits=Limits(look_s=0.05),
        who_may=lambda people: frozenset(people - shut_out - {"nobody"}),
    )
    async with TestClient(TestServer(Server(served).app())) as page:
        gone, stays = await opened(page, "gone"), await opened(page, "stays")
        nobody = await opened(page, "nobody")  # whom the desk itself tells so
        for socket in (gone, stays, nobody):
            await echo(socket, b"here")
        shut_out.add("gone")
        assert "plus en service" in await end_of(gone)
        for socket in (stays, nobody):
            await echo(socket, b"still")


async def test_a_server_that_ends_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        page = await stack.enter_async_context(client(tmp_path))
        socket = await opened(page)
        await echo(socket, b"here")
        ended = asyncio.create_task(end_of(socket))
        await asyncio.sleep(0)
        await page.server.close()
        assert "s'arrête" in await ended
    assert list((tmp_path / "web-sessions").iterdir()) == []


async def test_a_saved_file_is_its_owner_s_and_given_once(tmp_path: Path) -> None:
    async with client(tmp_path) as page:
        socket = await opened(page)
        await echo(socket, b"here")
        (folder,) = (tmp_path / "web-sessions").glob("*/*/*")
        saved = folder / "SPÉCIMEN" / "convocation-7K4H-M2XA.pdf"
        saved.parent.mkdir()
        saved.write_bytes(b"%PDF-1.7")
        told = await told_by(socket)
        assert told["name"] == saved.name
        path = f"/files/{told['file']}"
        async with page.get(path, headers=headers("superviseur")) as answer:
            assert answer.status == 404
        async with page.get(path, headers=headers()) as answer:
            assert await answer.read() == b"%PDF-1.7"
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.headers["Content-Type"] == "application/pdf"
        async with page.get(path, headers=headers()) as answer:
            assert answer.status == 404
        assert not saved.exists()


async def test_what_a_cut_off_tab_did_not_fetch_is_offered_in_its_owner_s_next_one(
    tmp_path: Path,
) -> None:
    async with client(tmp_path) as page:
        socket = await opened(page)
        await echo(socket, b"here")
        (folder,) = (tmp_path / "web-sessions").glob("*/*/*")
        (folder / "letter.pdf").write_bytes(b"%PDF")
        await told_by(socket)
        (folder / "late.pdf").write_bytes(b"%PDF")
        await socket.close()
        other = await opened(page, "superviseur")
        await echo(other, b"nothing for me")
        await until(lambda: not folder.exists())
        back = await opened(page)
        told = [await told_by(back), await told_by(back)]
        assert {one["name"] for one in told} == {"letter.pdf", "late.pdf"}
        for one in told:
            async with page.get(f"/files/{one['file']}", headers=headers()) as answer:
                assert await answer.read() == b"%PDF"


async def test_a_link_gives_nothing_of_the_server_s(tmp_path: Path) -> None:
    async with client(tmp_path) as page:
        socket = await opened(page)
        await echo(socket, b"here")
        (folder,) = (tmp_path / "web-sessions").glob("*/*/*")
        (folder / "passwd").symlink_to("/etc/passwd")
        (folder / "letter.pdf").write_bytes(b"%PDF")
        told = await told_by(socket)
        assert told["name"] == "letter.pdf"


async def test_a_demonstration_answers_under_one_name_alone(tmp_path: Path) -> None:
    served = Served(ECHO, {}, "http://127.0.0.1:8017", tmp_path, secret=None)
    async with TestClient(TestServer(Server(served).app())) as page:
        for host, status in (("127.0.0.1:8017", 200), ("localhost:8017", 302), ("evil.test", 302)):
            async with page.get("/", headers={"Host": host}, allow_redirects=False) as answer:
                assert answer.status == status
                assert answer.headers.get("Location") in {None, "http://127.0.0.1:8017/"}


async def test_a_kiosk_asks_for_nobody_waits_for_ever_and_gives_no_file(tmp_path: Path) -> None:
    async with client(tmp_path, kiosk=True, limits=Limits(idle_s=0)) as page:
        nameless = {"X-Rdv-Secret": SECRET, "Origin": ORIGIN}
        socket = await page.ws_connect("/session", headers=nameless)
        await socket.send_str('{"size": [80, 24]}')
        await echo(socket, b"here")
        (folder,) = (tmp_path / "web-sessions").glob("*/*")
        assert list(folder.iterdir()) == []
        async with page.get("/", headers=nameless) as answer:
            assert 'data-kiosk="yes"' in await answer.text()
