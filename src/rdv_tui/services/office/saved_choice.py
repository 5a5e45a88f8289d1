"""A choice made at a desk, kept in a file of the state folder: whole, or not at all."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from rdv_tui.errors import OutputError
from rdv_tui.locales import system_errors


def read_choice(file: Path | None) -> Mapping[str, object] | None:
    """Return what was chosen; None when nothing is kept, or when it is spoilt."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file else None
    except (OSError, ValueError):
        return None


def save_choice(
    file: Path | None, chosen: Mapping[str, str | int], failed: Callable[[str], str]
) -> None:
    """Keep what was chosen; without `file` nothing is kept.

    Raises OutputError `file_failed`, with the sentence that `failed` makes of the reason.
    """
    if file is None:
        return
    import tomli_w  # noqa: PLC0415  (seldom written, always read)

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(tomli_w.dumps(chosen), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise OutputError("file_failed", failed(system_errors.reason(error))) from error
