"""The secret of a device, in a file of its own account: light, for programs without a store."""

from pathlib import Path

SECRET_FILE = "device-secret"  # noqa: S105  (the file's name)
WEB_SECRET_FILE = "web-secret"  # noqa: S105  (the same)
"""The one of the server of browsers, which may stand beside a kiosk's."""


def keep_secret(path: Path, secret: str) -> None:
    """Write the secret where the device finds it, for one account alone. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(secret, encoding="ascii")


def read_secret(folder: Path, name: str = SECRET_FILE) -> str:
    """Return this device's secret, empty where there is none."""
    try:
        return (folder / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
