"""Cut the version that the package names: python tools/release.py. Run by `make release`.

Builds both packages from what is committed, tries the wheel as a stranger gets it (pipx, else an
environment of its own), and writes the version's section of the changelog beside them. Publishes
and tags nothing: it says how.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from build_package import ROOT, build

DIST = ROOT / "dist"
TRIALS = (["--version"], ["--demo", "slots"])
NEXT = """
{version} is ready in dist/. Next:
  read dist/CHANGES-{version}.md, then
  git tag --annotate --cleanup=whitespace --file dist/CHANGES-{version}.md v{version}
  git push origin v{version}
  hand out {wheel} and its line of dist/SHA256SUMS; `pipx install` takes the file
"""


def main() -> None:
    """Build, try and tell; exit with a sentence on the first thing that is not ready."""
    if _run("git", "status", "--porcelain"):
        sys.exit("Commit or put away what has changed first: a release is what is committed.")
    version = _version()
    changes = _changes(version)
    shutil.rmtree(DIST, ignore_errors=True)
    archive, wheel = build(DIST)
    message = _tried(wheel)
    if message != f"rdv-tui {version}":
        sys.exit(f"The wheel calls itself « {message} », not {version}.")
    (DIST / f"CHANGES-{version}.md").write_text(f"rdv-tui {version}\n\n{changes}\n", "utf-8")
    sums = _run("sha256sum", archive.name, wheel.name, folder=DIST)
    (DIST / "SHA256SUMS").write_text(f"{sums}\n", "utf-8")
    print(NEXT.format(version=version, wheel=wheel.relative_to(ROOT)))


def _version() -> str:
    """Return the package's version, which may not have been tagged."""
    source = (ROOT / "src/rdv_tui/__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    version = found.group(1) if found else sys.exit("The package names no version.")
    if _run("git", "tag", "--list", f"v{version}"):
        sys.exit(f"v{version} is tagged already: name the next in src/rdv_tui/__init__.py.")
    return version


def _changes(version: str) -> str:
    """Return the section of the changelog, without its heading."""
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    for section in sections:
        heading, _, body = section.partition("\n")
        if re.fullmatch(rf"\[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d", heading):
            return body.strip() or sys.exit(f"The changelog says nothing about {version}.")
    sys.exit(f"CHANGELOG.md needs a section « ## [{version}] - YYYY-MM-DD ».")


def _tried(wheel: Path) -> str:
    """Install the wheel as its users do, run it, and return what it says of its version."""
    with TemporaryDirectory(prefix="rdv-tui-trial-") as name:
        folder = Path(name)
        homes = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CONFIG", "STATE")}
        own = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin")}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RDV_")}
        environ = {**kept, **homes, **own, "RDV_AGENT": "essai"}
        if shutil.which("pipx"):
            _run("pipx", "install", str(wheel), environ=environ)
        else:
            _run(sys.executable, "-m", "venv", str(folder))
            pip = (str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check")
            _run(*pip, "install", "--quiet", str(wheel), environ=environ)
        program = str(folder / "bin" / "rdv-tui")
        message, _ = [_run(program, *words, environ=environ, folder=folder) for words in TRIALS]
        return message


def _run(*command: str, environ: dict[str, str] | None = None, folder: Path = ROOT) -> str:
    done = subprocess.run(
        command, env=environ, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


if __name__ == "__main__":
    main()
