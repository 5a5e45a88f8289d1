"""The packages that are handed out hold the whole program."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.programs import NOW, without_the_tester

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel that was built out of it."""
    build = [sys.executable, "tools/build_package.py", str(tmp_path_factory.mktemp("dist"))]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=True)
    archive, wheel = map(Path, done.stdout.splitlines())
    return archive, wheel


def source() -> set[str]:
    folder = ROOT / "src"
    files = (path for path in (folder / "rdv_tui").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)) for path in files if path.suffix != ".pyc"}


@pytest.mark.xdist_group("package")
def test_the_wheel_holds_every_file_of_the_source(packages: tuple[Path, Path]) -> None:
    _, wheel = packages
    with zipfile.ZipFile(wheel) as packed:
        files = {name for name in packed.namelist() if name.startswith("rdv_tui/")}
    assert files == source()


@pytest.mark.xdist_group("package")
def test_the_archive_holds_what_its_reader_looks_for(packages: tuple[Path, Path]) -> None:
    archive, _ = packages
    with tarfile.open(archive) as packed:
        top = {name.partition("/")[2] for name in packed.getnames()}
    assert {"README.md", "LICENSE", "pyproject.toml"} <= top
    assert {f"src/{name}" for name in source()} <= top


@pytest.mark.xdist_group("package")
def test_the_wheel_runs_without_the_tree(packages: tuple[Path, Path], tmp_path: Path) -> None:
    _, wheel = packages
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    environment = without_the_tester(tmp_path) | {"PYTHONPATH": str(site)}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert Path(run("-c", "import rdv_tui; print(rdv_tui.__file__)")).is_relative_to(site)
    assert "libre" in run("-m", "rdv_tui", "--demo", "--now", NOW, "slots")
