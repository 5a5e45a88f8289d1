"""Is this machine ready to be left with strangers? What can be read of it is looked at."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rdv_tui.locales.kiosk import doctor as doctor_fr
from rdv_tui.services.kiosk.secret_file import SECRET_FILE

State = Literal["ok", "warning", "wrong"]
_MASKED = ("ctrl-alt-del.target", "debug-shell.service", "serial-getty@.service")
_SWITCHES = ("TEXTUAL", "PYTHONSTARTUP", "PYTHONPATH")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at, as programs name it; `remedy` is empty when nothing is to be done."""

    what: str
    state: State
    message: str
    remedy: str = ""


def examine(
    state: Path,
    root: Path = Path("/"),
    environ: Mapping[str, str] = os.environ,
    broker: Path | None = None,
) -> list[Line]:
    """Look at this machine; `state` is the folder of the device's secret, `root` for tests.

    `broker` is the socket that the settings name.
    """
    return [
        _secret(state / SECRET_FILE),
        _broker(broker),
        _terminal(environ),
        _switches(environ),
        _core(),
        _magic_keys(root),
        *(_masked(root, unit) for unit in _MASKED),
        _power_keys(root),
    ]


def shown(line: Line) -> list[str]:
    """Return a line as a person reads it."""
    sign = {"ok": "✓", "warning": "▲", "wrong": "✗"}[line.state]
    return [f"{sign} {line.message}", *([f"  → {line.remedy}"] if line.remedy else [])]


def _line(what: str, state: State, *values: str) -> Line:
    good, bad, remedy = doctor_fr.LINES[what]
    if state == "ok":
        return Line(what, state, good.format(*values))
    return Line(what, state, bad.format(*values), remedy.format(*values))


def _secret(file: Path) -> Line:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return _line("enrolled", "wrong")
    return _line("enrolled", "ok") if mode == 0o600 else _line("secret", "wrong", str(file))


def _broker(socket: Path | None) -> Line:
    if socket is None:
        return _line("store_open", "warning")
    return _line("broker", "ok" if socket.is_socket() else "wrong", str(socket))


def _terminal(environ: Mapping[str, str]) -> Line:
    plain = environ.get("TERM", "") in {"", "linux", "dumb"}
    return _line("terminal", "warning" if plain else "ok")


def _switches(environ: Mapping[str, str]) -> Line:
    found = sorted(name for name in environ if name.startswith(_SWITCHES))
    return _line("environment", "wrong" if found else "ok", ", ".join(found))


def _core() -> Line:
    import resource  # noqa: PLC0415  (not on Windows)

    return _line("core", "ok" if resource.getrlimit(resource.RLIMIT_CORE)[0] == 0 else "warning")


def _magic_keys(root: Path) -> Line:
    return _line("sysrq", "ok" if _read(root / "proc/sys/kernel/sysrq") == "0" else "wrong")


def _masked(root: Path, unit: str) -> Line:
    link = root / "etc/systemd/system" / unit
    masked = link.is_symlink() and str(link.readlink()) == "/dev/null"
    return _line("masked", "ok" if masked else "wrong", unit)


def _power_keys(root: Path) -> Line:
    folder = root / "etc/systemd/logind.conf.d"
    texts = [_read(file) for file in sorted(folder.glob("*.conf"))] if folder.is_dir() else []
    ignored = any("HandlePowerKey=ignore" in text for text in texts)
    return _line("power", "ok" if ignored else "wrong")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
