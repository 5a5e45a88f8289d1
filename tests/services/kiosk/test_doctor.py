"""The doctor reads a machine: one that is set up as the shipped files say is right."""

import resource
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from rdv_tui.locales.kiosk import doctor as doctor_fr
from rdv_tui.services.kiosk import doctor
from rdv_tui.services.kiosk.secret_file import SECRET_FILE, keep_secret

SHIPPED = Path(__file__).parents[3] / "tools" / "kiosk"
TERMINAL = {"TERM": "foot"}


def machine(folder: Path) -> tuple[Path, Path]:
    """Return the root and the state of a machine set up by the shipped files."""
    root, state = folder / "root", folder / "state"
    units = root / "etc/systemd/system"
    units.mkdir(parents=True)
    for unit in doctor._MASKED:
        (units / unit).symlink_to("/dev/null")
    settings = root / "etc/systemd/logind.conf.d"
    settings.mkdir()
    shutil.copy(SHIPPED / "logind-rdv-kiosk.conf", settings)
    (root / "proc/sys/kernel").mkdir(parents=True)
    (root / "proc/sys/kernel/sysrq").write_text("0\n", encoding="ascii")
    keep_secret(state / SECRET_FILE, "geheim")
    return root, state


def states(root: Path, state: Path, environ: dict[str, str]) -> dict[str, str]:
    broker = root / "broker.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(broker))
        found = doctor.examine(state, root, environ, broker)
    broker.unlink()
    assert all(line.message for line in found)
    assert all(bool(line.remedy) == (line.state != "ok") for line in found)
    return {f"{line.what} {line.message.split()[0]}": line.state for line in found}


def test_a_machine_that_is_set_up_has_nothing_wrong(tmp_path: Path) -> None:
    found = states(*machine(tmp_path), TERMINAL)
    no_core = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    assert set(found.values()) <= ({"ok"} if no_core else {"ok", "warning"})


def test_a_bare_machine_is_wrong_in_each_and_is_told_what_to_do(tmp_path: Path) -> None:
    found = doctor.examine(tmp_path, tmp_path, {"TERM": "linux", "TEXTUAL_LOG": "x"})
    bad = {line.what for line in found if line.state != "ok"}
    assert bad >= {"store_open", "enrolled", "terminal", "environment", "sysrq", "masked", "power"}
    assert bad <= set(doctor_fr.LINES)


def test_a_kiosk_whose_broker_listens_nowhere_is_wrong(tmp_path: Path) -> None:
    root, state = machine(tmp_path)
    found = doctor.examine(state, root, TERMINAL, tmp_path / "broker.sock")
    (line,) = [one for one in found if one.what == "broker"]
    assert (line.state, bool(line.remedy)) == ("wrong", True)


def test_a_secret_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    root, state = machine(tmp_path)
    (state / SECRET_FILE).chmod(0o644)
    assert "wrong" in states(root, state, TERMINAL).values()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_shipped_units_are_well_formed() -> None:
    units = sorted([*SHIPPED.glob("*.service"), *SHIPPED.glob("*.socket")])
    assert len(units) >= 4
    words = ["systemd-analyze", "verify", "--man=no", *map(str, units)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    complaints = [
        line
        for line in done.stderr.splitlines()
        if any(unit.name in line for unit in units) and "executable" not in line
    ]
    assert complaints == []


def test_every_file_that_is_spoken_of_is_shipped() -> None:
    said = " ".join(remedy for _, _, remedy in doctor_fr.LINES.values())
    for file in SHIPPED.iterdir():
        assert file.name in (SHIPPED.parents[1] / "docs" / "kiosk.md").read_text(encoding="utf-8")
    for word in said.split():
        if word.startswith("tools/kiosk/"):
            assert (SHIPPED / Path(word.strip("().,")).name).exists()
