"""Who is shut out while they sit there, and a kiosk that asks a broker instead of the store."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.services.kiosk.secret_file import SECRET_FILE, WEB_SECRET_FILE, keep_secret
from tests.broker.service import Service
from tests.programs import sample_copy, without_the_tester
from tests.web.serving import ORIGIN, Serving, program, runs, serving, tab, until

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="served on Linux alone"),
    pytest.mark.xdist_group("web"),
]


async def test_an_account_that_is_disabled_ends_its_desk_and_no_other(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        async with tab(served, "superviseur") as other, tab(served, "agent") as desk:
            await other.shown("Descriptif", "C. Vidal")
            await desk.shown("Descriptif", "A. Morel")
            done = program(tmp_path, tmp_path / "store.db", "agents", "disable", "agent")
            assert done.returncode == 0, done.stderr
            assert await desk.ended() == browser_fr.SHUT_OUT
            await until(lambda: len(served.children()) == 1)
            await other.type(b"\x1bOP")
            await other.shown("Aide")


async def test_a_server_that_is_shut_out_has_no_desk_left(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        async with tab(served, "agent") as desk:
            await desk.shown("Descriptif", "A. Morel")
            done = program(tmp_path, tmp_path / "store.db", "kiosk", "disable", "Navigateurs")
            assert done.returncode == 0, done.stderr
            assert await desk.ended() == browser_fr.SHUT_OUT
            await until(lambda: not served.children())


async def test_a_kiosk_that_is_disabled_ends_and_says_that_it_is_closed(tmp_path: Path) -> None:
    with serving(tmp_path, "--kiosk") as served:
        store = tmp_path / "store.db"
        assert program(tmp_path, store, "kiosk", "enrol", "Borne 1").returncode == 0
        async with tab(served, size=(80, 24)) as kiosk:
            await kiosk.shown("English")
            (pid,) = served.children()
            assert program(tmp_path, store, "kiosk", "disable", "Borne 1").returncode == 0
            assert await kiosk.ended() == browser_fr.KIOSK_LOST
        await until(lambda: not runs(pid))
        async with tab(served, size=(80, 24)) as again:
            assert await again.ended() == browser_fr.KIOSK_LOST
        assert program(tmp_path, store, "kiosk", "enrol", "Borne 1").returncode == 0
        async with tab(served, size=(80, 24)) as again:
            await again.shown("English")


# -- by a broker
@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A broker with one kiosk."""
    (tmp_path / "broker-store").mkdir()
    made = Service(sample_copy(tmp_path / "broker-store"), tmp_path / "broker")
    made.prepare()
    made.enrol("Borne 1")
    made.enrol("Navigateurs", "--web")
    made.start()
    with made.leaving:
        yield made
    if made.process is not None:
        made.end()


@contextmanager
def serving_by_broker(service: Service, folder: Path, *words: str) -> Iterator[Serving]:
    """Serve a kiosk from an account that has two secrets, and no path of any store."""
    environment = without_the_tester(folder)
    for name in ("RDV_AGENT", "RDV_PASSWORD", "RDV_STORE"):
        environment.pop(name, None)
    state = Path(environment["XDG_STATE_HOME"]) / "rdv-tui"
    keep_secret(state / SECRET_FILE, service.secrets["Borne 1"])
    keep_secret(state / WEB_SECRET_FILE, service.secrets["Navigateurs"])
    line = ["serve", "--kiosk", "--listen", "127.0.0.1:0", "--public-url", ORIGIN, *words]
    process = subprocess.Popen(
        [sys.executable, "-m", "rdv_tui", *line],
        env=environment if words else environment | {"RDV_BROKER": str(service.socket)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        told = process.stdout.readline()
        assert told, process.stderr.read()
        yield Serving(process, told.rpartition(" : ")[2].strip(), service.secrets["Navigateurs"])
    finally:
        process.terminate()
        process.communicate(timeout=60)


def files_of(pid: int) -> set[str]:
    """Return the files that a process has open."""
    links = Path(f"/proc/{pid}/fd").iterdir()
    return {str(link.readlink()) for link in links if link.is_symlink()}


def environment_of(pid: int) -> str:
    """Return a process's environment."""
    return Path(f"/proc/{pid}/environ").read_text()


@pytest.mark.parametrize("by_setting", [True, False], ids=["setting", "option"])
async def test_a_kiosk_in_a_browser_asks_the_broker_and_opens_no_store(
    service: Service, tmp_path: Path, *, by_setting: bool
) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    words = () if by_setting else ("--broker", str(service.socket))
    with serving_by_broker(service, folder, *words) as served:
        async with tab(served, size=(80, 24)) as kiosk:
            await kiosk.shown("English")
            await kiosk.type(b"1")
            await kiosk.shown("Préparez")
            (pid,) = served.children()
            for process in (pid, served.process.pid):
                assert not any(".db" in name for name in files_of(process))
                assert str(service.store) not in environment_of(process)
            service.command("kiosk", "disable", "Borne 1")
            assert await kiosk.ended() == browser_fr.KIOSK_LOST
        await until(lambda: not runs(pid))


async def test_a_store_named_on_the_line_counts_for_more_than_a_broker_that_is_set(
    tmp_path: Path,
) -> None:
    broker = {"RDV_BROKER": str(tmp_path / "nobody.sock")}
    with serving(tmp_path, "--kiosk", environment=broker) as served:
        assert program(tmp_path, tmp_path / "store.db", "kiosk", "enrol", "B").returncode == 0
        async with tab(served, size=(80, 24)) as kiosk:
            await kiosk.shown("English")


def test_a_broker_is_for_the_kiosk_alone_and_a_server_needs_its_secret(tmp_path: Path) -> None:
    store = sample_copy(tmp_path)
    words = ["--public-url", ORIGIN, "--broker", str(tmp_path / "broker.sock")]
    for line, code in ((["serve", *words], 2), (["serve", "--kiosk", *words], 2)):
        assert program(tmp_path, store, *line).returncode == code  # beside --store, or for desks
    done = subprocess.run(
        [sys.executable, "-m", "rdv_tui", "serve", "--kiosk", *words],
        env=without_the_tester(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5
    assert WEB_SECRET_FILE in done.stderr
