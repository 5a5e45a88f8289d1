"""The files that the program itself has written of people: papers saved, copies of the store."""

import glob
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from rdv_tui.domain.reference import normalise_reference
from rdv_tui.locales.booking import certificate as certificate_fr, guide as guide_fr
from rdv_tui.locales.day import day_sheet as day_sheet_fr, figures as figures_fr
from rdv_tui.locales.delivery import papers as paper_fr, printing as printing_fr
from rdv_tui.services.desk import Desk
from rdv_tui.store import backup, erasure
from rdv_tui.store.erasure import Edge
from rdv_tui.store.store_file import COMPANIONS
from rdv_tui.store.transactions import snapshot

COPIES_KEPT_DAYS = 30
"""How long a copy that the program made of the store is kept beside it, in days."""

_TEMPORARY_S = 24 * 3600


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of the names that a template of `locales/` makes."""
    parts = re.split(r"\{(\w+)[^}]*\}", template)
    named = [
        re.escape(part) if rank % 2 == 0 else f"(?P<{part}>.+)" for rank, part in enumerate(parts)
    ]
    return re.compile("".join(named))


def _patterns(*templates: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, templates))


_OF_ONE = _patterns(printing_fr.LARGE_FILE, printing_fr.LETTER_FILE, paper_fr.MISSING_FILE)
_OF_DAYS = _patterns(
    day_sheet_fr.FILE,
    day_sheet_fr.LIST_FILE,
    figures_fr.NAMED_FILE,
    figures_fr.DAY_FILE,
    figures_fr.CALENDAR_FILE,
)
_BY_AGE = _patterns(certificate_fr.FILE_NAME, guide_fr.REFUSAL_FILE, guide_fr.ROUTING_FILE)
"""Those of version 0.2 bore the plain name, whoever was turned away."""
_COPY = re.compile(r"\.(?:avant-mise-a-jour-\w+|ecarte)-(?P<day>\d{4}-\d\d-\d\d)(?:-\d+)*")
"""A copy is as old as its name says: the file may not have been written for long before."""


def overdue(desk: Desk, edge: Edge, erased: Sequence[str]) -> list[Path]:
    """Return the files whose time is over: those of `erased` references, old ones, old copies."""
    return sorted({*_papers(desk, edge, set(erased)), *_copies(desk)})


def of_references(desk: Desk, references: Sequence[str]) -> list[Path]:
    """Return the papers that this machine has saved for these appointments."""
    wanted = set(references)
    return sorted(path for path in _saved(desk) if _reference(path) in wanted)


def remove(files: Iterable[Path]) -> list[Path]:
    """Delete files; return those that are gone. What cannot be deleted is tried another day."""
    gone = []
    for path in files:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError:
            continue
        gone.append(path)
    return gone


def _papers(desk: Desk, edge: Edge, erased: set[str]) -> Iterator[Path]:
    saved = list(_saved(desk))
    named = {reference: path for path in saved if (reference := _reference(path))}
    with snapshot(desk) as unit:
        gone = erasure.erased_among(unit, list(named)) | erased
    for path in saved:
        written = datetime.fromtimestamp(path.stat().st_mtime, desk.clock.zone).date()
        day = _day(path)
        temporary = path.name.startswith(".lettre-")
        if (
            _reference(path) in gone
            or (day is not None and day < edge.day)
            or (_match(path, _BY_AGE) and written < edge.day)
            or (temporary and path.stat().st_mtime < time.time() - _TEMPORARY_S)
        ):
            yield path


def _saved(desk: Desk) -> Iterator[Path]:
    """Yield the papers in the desk's folder whose names are the program's own."""
    if not desk.letters.is_dir() or desk.letters == Path():
        return
    for path in desk.letters.iterdir():
        ours = _match(path, (*_OF_ONE, *_OF_DAYS, *_BY_AGE)) or path.name.startswith(".lettre-")
        if ours and path.is_file() and not path.is_symlink():
            yield path


def _copies(desk: Desk) -> Iterator[Path]:
    """Yield the copies of the store that the program made beside it, once they are old."""
    store = desk.store.path
    if store is None:
        return
    yield from backup.abandoned_parts(store.parent)
    edge = f"{datetime.now() - timedelta(days=COPIES_KEPT_DAYS):%Y-%m-%d}"  # noqa: DTZ005 - the machine's own day, as in the name
    for path in store.parent.glob(f"{glob.escape(store.name)}.*"):
        name = path.name.removeprefix(store.name)
        for suffix in COMPANIONS:
            name = name.removesuffix(suffix)
        made = _COPY.fullmatch(name)
        if made and path.is_file() and made["day"] < edge:
            yield path


def _reference(path: Path) -> str | None:
    found = _match(path, _OF_ONE)
    return normalise_reference(found["reference"]) if found else None


def _day(path: Path) -> date | None:
    found = _match(path, _OF_DAYS)
    try:
        return date.fromisoformat(found["day"]) if found else None
    except ValueError:
        return None


def _match(path: Path, patterns: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """Return what the first pattern that fits the file's name found in it."""
    return next(filter(None, (pattern.fullmatch(path.name) for pattern in patterns)), None)
