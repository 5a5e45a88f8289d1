"""The kiosk as its unit starts it, and keys that come too early."""

import re
import sys
import time
from pathlib import Path

import pytest

from tests.desk.kiosk import enrol
from tests.desk.terminal import Terminal
from tests.programs import NOW

UNIT = Path(__file__).parents[2] / "tools" / "kiosk" / "rdv-kiosk.service"


@pytest.mark.parametrize("moment_s", [0.0, 0.05, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("has_run", [False, True], ids=["from its start", "from its own line"])
def test_keys_that_signal_do_not_matter_while_the_unit_starts_it(
    environment: dict[str, str], store: Path, tmp_path: Path, moment_s: float, *, has_run: bool
) -> None:
    """Only before the unit's own line has run may a key end it; then systemd starts it again."""
    enrol(environment, store, tmp_path)
    with started_by_unit(environment, store, tmp_path) as kiosk:
        while has_run and kiosk.signals_by_key:
            kiosk.read()
        until = time.monotonic() + moment_s
        while time.monotonic() < until:
            kiosk.read()
        is_open = kiosk.signals_by_key
        kiosk.write("\x03\x1c\x1a")
        if not is_open:
            kiosk.until_shown("English", "Türkçe")
            return
        while "Türkçe" not in kiosk.screen and kiosk.program.poll() is None:
            kiosk.read()
        if kiosk.program.poll() is None:
            return
    assert "Restart=always" in UNIT.read_text(encoding="utf-8").split()
    with started_by_unit(environment, store, tmp_path) as kiosk:
        kiosk.until_shown("English", "Türkçe")


def started_by_unit(environment: dict[str, str], store: Path, folder: Path) -> Terminal:
    (line,) = re.findall("ExecStart=/bin/sh -c '(.*)'", UNIT.read_text(encoding="utf-8"))
    program = f"{sys.executable} -m rdv_tui --store {store} --now {NOW} kiosk"
    line = line.replace("/opt/rdv/bin/rdv-tui kiosk", program).replace("stty", "/usr/bin/stty")
    code = f"import os; os.execv('/bin/sh', ['sh', '-c', {line!r}])"
    return Terminal([], environment, folder, start=("-c", code), controls=True)
