"""Which programs run: told by a lock that the system frees when they end, even by kill -9."""

import os
import subprocess
import sys
import time
from pathlib import Path

from rdv_tui.services.stations import is_dead, is_running, open_station

OPEN_AND_WAIT = """
import sys
from pathlib import Path
from rdv_tui.services.stations import open_station
station = open_station(Path(sys.argv[1]))
print(station.name, flush=True)
sys.stdin.read()
"""


def test_killed_program_is_known_to_be_dead(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_WAIT, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        name = program.stdout.readline().strip()
        assert (is_running(name, tmp_path), is_dead(name, tmp_path)) == (True, False)
        program.kill()
        program.wait()
        assert (is_running(name, tmp_path), is_dead(name, tmp_path)) == (False, True)


def test_each_program_has_its_own_name(tmp_path: Path) -> None:
    one, two = open_station(tmp_path), open_station(tmp_path / "à faire")
    assert one.name != two.name
    assert is_running(one.name, tmp_path)
    one.close()
    two.close()
    assert not is_running(one.name, tmp_path)


def test_unknown_station_is_neither_running_nor_dead(tmp_path: Path) -> None:
    """Another host's, another user's: nobody can tell, so it is left alone."""
    ours = open_station(tmp_path)
    host = ours.name.partition(":")[0]
    for name in (f"{host}:inconnu", "autre-hôte:1", "", "../../etc:passwd"):
        assert not is_running(name, tmp_path)
        assert not is_dead(name, tmp_path)
    elsewhere = f"autre-{ours.name}"
    (tmp_path / f"{elsewhere.replace(':', '_')}.lock").touch()
    assert not is_dead(elsewhere, tmp_path)
    ours.close()


def test_files_of_long_ended_programs_are_swept(tmp_path: Path) -> None:
    old, running = open_station(tmp_path), open_station(tmp_path)
    old.lock.release()
    for file in tmp_path.glob("*.lock"):
        os.utime(file, (time.time() - 2 * 24 * 3600,) * 2)
    open_station(tmp_path).close()
    assert not is_dead(old.name, tmp_path)
    assert is_running(running.name, tmp_path)
    running.close()
