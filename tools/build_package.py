"""Build the source archive and, out of it, the wheel: python tools/build_package.py FOLDER.

Nothing of an earlier build is reused, and the wheel holds what the archive holds: whoever builds
from the archive gets the same. Needs setuptools; asks no index.
"""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PARTS = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "src")
STEP = "import sys; from setuptools import build_meta; print(build_meta.{step}(sys.argv[1]))"


def build(folder: Path) -> tuple[Path, Path]:
    """Put the archive and the wheel into `folder`; return both."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="rdv-tui-build-") as name:
        source, unpacked = Path(name) / "source", Path(name) / "unpacked"
        source.mkdir()
        for part in PARTS:
            _copy(ROOT / part, source / part)
        archive = folder / _run("build_sdist", source, folder)
        with tarfile.open(archive) as packed:
            packed.extractall(unpacked, filter="data")
        (top,) = unpacked.iterdir()
        return archive, folder / _run("build_wheel", top, folder)


def _copy(part: Path, to: Path) -> None:
    if part.is_dir():
        shutil.copytree(part, to, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    else:
        shutil.copy(part, to)


def _run(step: str, source: Path, folder: Path) -> str:
    command = [sys.executable, "-c", STEP.format(step=step), str(folder.resolve())]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    for made in build(Path(sys.argv[1])):
        print(made)
