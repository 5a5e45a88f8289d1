"""The desk in browsers, without one: who is let in, what is refused, what survives what."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from tests.desk.terminal import Terminal
from tests.programs import NOW, without_the_tester
from tests.web.serving import ORIGIN, Serving, memory_of, program, runs, serving, tab, until

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="served on Linux alone"),
    pytest.mark.xdist_group("web"),
]
GONE_S = 5
"""So soon a program has followed its tab, or its server."""
BYTES = {
    "no UTF-8": b"\xff",
    "Latin-1": b"caf\xe9",
    "half a pair": b"\xed\xa0\x80",
    "beyond Unicode": b"\x1b[1114112u",
    "far beyond": b"\x1b[99999999999u",
    "a size": b"\x1b[48;30000;30000;1;1t",
    "a long sequence": b"\x1b[" + b"1;" * 5000 + b"u",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("served")) as one:
        yield one


@pytest.fixture
async def served(server: Serving) -> AsyncIterator[Serving]:
    """One server for all tests, which leave no session behind."""
    yield server
    await until(lambda: not server.children())


async def status(
    served: Serving, path: str = "/", headers: list[tuple[str, str]] | None = None
) -> int:
    sent = headers if headers is not None else list(served.headers().items())
    async with ClientSession() as client, client.get(served.address + path, headers=sent) as answer:
        return answer.status


async def test_the_page_needs_nothing_from_anywhere_else(served: Serving) -> None:
    async with (
        ClientSession() as client,
        client.get(f"{served.address}/", headers=served.headers()) as answer,
    ):
        page = await answer.text()
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert answer.headers["Cache-Control"] == "no-store"
    assert "://" not in page
    assert "?" not in page


async def test_nobody_but_the_proxy_is_answered(served: Serving) -> None:
    good = served.headers()
    wrong = {
        "no secret": served.headers(X_Rdv_Secret=None),
        "another secret": served.headers(X_Rdv_Secret="x" * 43),
        "nobody": served.headers(X_Remote_User=None),
        "an empty person": served.headers("  "),
        "a person too long": served.headers("a" * 65),
    }
    twice = {
        "two secrets": [*good.items(), ("X-Rdv-Secret", "x")],
        "two people": [*good.items(), ("X-Remote-User", "superviseur")],
    }
    asked = {name: list(headers.items()) for name, headers in wrong.items()} | twice
    for path in ("/", "/session", "/static/page.js", "/files/x"):
        found = {name: await status(served, path, headers) for name, headers in asked.items()}
        assert set(found.values()) == {403}, (path, found)
    assert await status(served) == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{ORIGIN}.evil.example", None])
async def test_no_other_page_opens_a_desk(served: Serving, origin: str | None) -> None:
    headers = served.headers(Origin=origin)
    async with ClientSession() as client:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(f"{served.address}/session", headers=headers)
    assert refused.value.status == 403


async def test_the_person_is_whom_the_proxy_names(served: Serving) -> None:
    """The server itself was started with the supervisor's name and password around it."""
    async with tab(served, "Agent") as desk:
        text = await desk.shown("Descriptif", "A. Morel")
    assert "C. Vidal" not in text


async def test_whom_the_store_does_not_know_gets_nowhere(served: Serving) -> None:
    async with tab(served, "inconnu") as desk:
        await desk.shown("Aucun compte actif ne porte votre identifiant")
        await desk.type(b"\x1b[15~")  # the day
        await desk.type(b"\x1bOP")
        assert "Dupont" not in await desk.shown("Aide")


def test_a_voucher_of_ones_own_makes_nobody_of_anybody(server: Serving, tmp_path: Path) -> None:
    """Who starts a session's program by hand has no secret that a supervisor enrolled."""
    store = Path(f"/proc/{server.process.pid}/cmdline").read_text().split("\0")[4]
    told = json.dumps({"login": "superviseur", "secret": "x" * 43})
    start = (
        "import os, sys; r, w = os.pipe(); os.write(w, sys.argv[1].encode()); os.close(w); "
        "from rdv_tui.cli.served import main; "
        f"sys.exit(main(['--now', '{NOW}', str(r), str(os.getppid())]))"
    )
    environment = without_the_tester(tmp_path) | {"RDV_STORE": store}
    with Terminal([told], environment, tmp_path, start=("-c", start)) as desk:
        desk.until_shown("n'est pas inscrit dans la base")


async def test_nothing_that_a_page_sends_ends_or_deafens_a_desk(served: Serving) -> None:
    async with tab(served) as desk:
        await desk.shown("Descriptif", "A. Morel")
        (pid,) = served.children()
        for data in BYTES.values():
            await desk.type(data)
            await desk.type(b"\x1bOP")
            await desk.shown("Aide")
            await desk.type(b"\x1b")
            await desk.shown("Effectuer une demande")
        for size in ((20, 5), (500, 200), (120, 36)):
            await desk.size(*size)
        await desk.type(b"\x1bOP")
        await desk.shown("Aide")
        assert memory_of(pid) < 200 * 2**20


@pytest.mark.parametrize(
    "size", [(20000, 5000), (0, 0), (19, 24), (80, 4), (501, 40), (-80, 24), (80.5, 24), ("80", 24)]
)
async def test_a_size_that_nobody_draws_is_refused(
    served: Serving, size: tuple[object, object]
) -> None:
    async with tab(served, size=size) as desk:
        assert "taille" in await desk.ended()
    await until(lambda: not served.children())


async def test_a_message_that_is_no_page_s_ends_its_own_session_alone(served: Serving) -> None:
    async with tab(served, "superviseur") as other:
        await other.shown("Descriptif", "C. Vidal")
        for message in ("[" * 40_000, "null", '{"size": 3}', '"\\ud800"'):
            async with tab(served) as desk:
                await desk.socket.send_str(message)
                assert "taille" in await desk.ended()
        async with tab(served) as desk:
            await desk.type(b"x" * (64 * 1024 + 1))
            await desk.ended()
            assert desk.socket.close_code == 1009
        await other.type(b"\x1bOP")
        await other.shown("Aide")


async def test_a_third_desk_of_one_person_is_refused(served: Serving) -> None:
    async with AsyncExitStack() as open_tabs:
        for _ in range(2):
            one = await open_tabs.enter_async_context(tab(served))
            await one.shown("Descriptif")
        third = await open_tabs.enter_async_context(tab(served, "AGENT"))
        assert "deux guichets" in await third.ended()
        other = await open_tabs.enter_async_context(tab(served, "accueil"))
        await other.shown("L. Petit")


async def test_a_closed_tab_leaves_no_program(served: Serving) -> None:
    async with tab(served) as desk:
        await desk.shown("Descriptif")
        (pid,) = served.children()
    began = time.monotonic()
    await until(lambda: not runs(pid))
    assert time.monotonic() - began < GONE_S


async def test_health_is_told_without_a_secret(served: Serving) -> None:
    async with ClientSession() as client, client.get(f"{served.address}/healthz") as answer:
        told = await answer.json()
        assert answer.status == 200
    assert told["ok"]
    assert told["store"]
    assert 0 < told["free_sessions"] <= 40


@pytest.mark.parametrize("words", [(), ("--kiosk",)], ids=["desk", "kiosk"])
async def test_a_server_that_is_killed_leaves_no_program(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    with serving(tmp_path, *words) as served:
        if words:
            store = tmp_path / "store.db"
            assert program(tmp_path, store, "kiosk", "enrol", "Borne 1").returncode == 0
        async with tab(served) as desk:
            await desk.shown("English" if words else "Descriptif")
            (pid,) = served.children()
            served.process.send_signal(signal.SIGKILL)
            began = time.monotonic()
            await until(lambda: not runs(pid))
            assert time.monotonic() - began < GONE_S


def test_a_server_that_nobody_enrolled_does_not_start(tmp_path: Path) -> None:
    from tests.programs import sample_copy

    words = ("serve", "--public-url", ORIGIN, "--listen", "127.0.0.1:0")
    done = program(tmp_path, sample_copy(tmp_path), *words)
    assert done.returncode == 5
    assert "n'est pas inscrit" in done.stderr


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    start = "import sys; sys.modules['aiohttp'] = None; from rdv_tui.cli import main; "
    line = ["--demo", "serve", "--listen", "127.0.0.1:8017"]
    done = subprocess.run(
        [sys.executable, "-c", f"{start}sys.exit(main({line}))"],
        env=without_the_tester(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Il manque de quoi servir des navigateurs.",
        "Installez-le : pip install 'rdv-tui[web]'.",
    ]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (("--listen", "0.0.0.0:8017", "--public-url", ORIGIN), "--listen"),
        (("--public-url", "http://guichet.prefecture.example"), "--public-url"),
        ((), "--public-url"),
    ],
)
def test_what_the_network_could_reach_is_refused(
    tmp_path: Path, line: tuple[str, ...], named: str
) -> None:
    done = program(tmp_path, tmp_path / "no-store.db", "serve", *line)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{named} demande ")
