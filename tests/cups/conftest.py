"""A CUPS of our own: a spooler in a temporary folder, on a socket, with one PDF printer.

The PDF printer is Debian's cups-pdf. It reads its settings from one place only, so it writes into
the user's ~/PDF; what it wrote there is taken away.
"""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PATIENCE_S = 30.0
DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
SPOOLER = """\
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """\
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
SystemGroup root
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """A printer that writes what it is sent into PDF files."""

    name: str
    folder: Path
    written: Path
    before: frozenset[Path]

    def wait_for(self, job: str) -> Path:
        """Wait until CUPS says that `job` is done, and return the file that it made."""
        deadline = time.monotonic() + PATIENCE_S
        while job not in _ask("lpstat", "-W", "completed", "-o"):
            if time.monotonic() > deadline:
                pytest.fail((self.folder / "error.log").read_text()[-4000:])
        return self.found()

    def wait_until_idle(self) -> Path:
        """Wait until a job has left the queue and its paper is there, whatever CUPS keeps of it."""
        deadline = time.monotonic() + PATIENCE_S
        while _ask("lpstat", "-o").strip() or not set(self.written.glob("*.pdf")) - self.before:
            if time.monotonic() > deadline:
                pytest.fail((self.folder / "error.log").read_text()[-4000:])
        return self.found()

    def found(self) -> Path:
        (made,) = set(self.written.glob("*.pdf")) - self.before
        return Path(shutil.move(made, self.folder))


def _ask(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout


def _missing() -> str | None:
    programs = [name for name in ("cupsd", "lp", "lpstat", "lpadmin") if not shutil.which(name)]
    if programs or not DRIVER.exists() or not BACKEND.exists():
        return f"needs CUPS and printer-driver-cups-pdf (not found: {programs or DRIVER})"
    return "needs root, as cups-pdf does" if os.geteuid() != 0 else None


@pytest.fixture
def socket_folder() -> Iterator[Path]:
    """A folder that CUPS's filters may enter, which run as another user than the tests."""
    with TemporaryDirectory(prefix="rdv-cups-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("spool/tmp", "cache", "state", "ppd"):
            (folder / name).mkdir(parents=True)
        yield folder


@pytest.fixture
def spooler(
    request: pytest.FixtureRequest, socket_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A running CUPS without a printer, that `lp` talks to until the test's end.

    A parameter is further lines of its configuration.
    """
    missing = _missing()
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    told = SPOOLER.format(folder=socket_folder) + getattr(request, "param", "")
    (socket_folder / "cupsd.conf").write_text(told)
    (socket_folder / "cups-files.conf").write_text(FILES.format(folder=socket_folder))
    monkeypatch.setenv("CUPS_SERVER", str(socket_folder / "cups.sock"))
    settings = ["-c", f"{socket_folder}/cupsd.conf", "-s", f"{socket_folder}/cups-files.conf"]
    with subprocess.Popen(["cupsd", "-f", *settings]) as process:
        deadline = time.monotonic() + PATIENCE_S
        while "is running" not in _ask("lpstat", "-r"):
            if time.monotonic() > deadline or process.poll() is not None:
                pytest.fail("cupsd did not start")
        yield socket_folder
        process.terminate()


@pytest.fixture
def queue(spooler: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """The spooler, with a PDF printer as its default."""
    written = Path(pwd.getpwuid(os.geteuid()).pw_dir) / "PDF"
    there_already = written.exists()
    before = frozenset(written.glob("*.pdf"))
    name = "Guichet_PDF"
    subprocess.run(
        ["lpadmin", "-p", name, "-E", "-v", "cups-pdf:/", "-P", str(DRIVER)],
        check=True,
        capture_output=True,
    )
    subprocess.run(["lpadmin", "-d", name], check=True)
    yield Queue(name, spooler, written, before)
    for path in set(written.glob("*.pdf")) - before:
        path.unlink()
    if written.exists() and not there_already:
        written.rmdir()
