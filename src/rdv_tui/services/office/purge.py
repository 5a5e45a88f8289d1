"""Erasing people when their time is over: RGPD art. 5(1)(e) and the notice's own promise.

Everything that tells of a person goes `retention_months` after their slot, in small transactions:
a program that is killed in between leaves less to do, never half a person.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rdv_tui.domain.permits import add_months
from rdv_tui.domain.rights import Right
from rdv_tui.locales.office import privacy as privacy_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import clock_check, kept_files
from rdv_tui.store import erasure
from rdv_tui.store.audit import record
from rdv_tui.store.erasure import Edge, Overdue
from rdv_tui.store.transactions import snapshot, transaction

AT_A_TIME = 50
"""How many people one transaction erases: a few milliseconds, in which others wait."""


GRACE = timedelta(days=4)
"""How late an erasure may be before it counts as forgotten: no desk runs over a long weekend."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What goes, or went: all that is before `before`, and the files that this machine kept.

    `is_clean` tells whether the store's own files hold nothing of it any more either.
    """

    before: date
    overdue: Overdue
    files: tuple[Path, ...]
    is_clean: bool = True

    def __bool__(self) -> bool:
        return bool(self.overdue or self.files)


def edge_of(desk: Desk) -> Edge:
    """Return the day before which nobody's data is kept."""
    months = max(1, desk.office.rules.retention_months)  # records of before had no bounds
    day = add_months(desk.clock.today(), -months)
    return Edge(day, desk.midnight(day))


def preview(desk: Desk) -> Purge:
    """Return what `purge` would erase. Changes nothing. Raises NotAllowed, StoreError."""
    edge = edge_of(desk)
    with snapshot(desk, Right.PURGE) as unit:
        found = erasure.overdue(unit, edge)
    return Purge(edge.day, found, tuple(kept_files.overdue(desk, edge, found.appointments)))


def find_forgotten(desk: Desk) -> list[str]:
    """Return a sentence when somebody should have been erased some days ago. Raises StoreError."""
    edge = edge_of(desk)
    day, instant = edge.day - GRACE, edge.instant - GRACE
    with snapshot(desk) as unit:
        late = erasure.overdue(unit, Edge(day, instant))
    return [privacy_fr.overdue_words(late.counts)] if late else []


def purge(
    desk: Desk,
    *,
    compact: bool = True,
    pause_s: float = 0.0,
    go_on: Callable[[], bool] = lambda: True,
) -> Purge:
    """Erase all that is overdue, and what the store's files still hold of it.

    `compact` writes the whole store anew, during which nobody else writes. Between transactions it
    waits `pause_s` seconds and asks whether to `go_on`. Raises Refusal `clock_jumped` when the
    clock may be ahead, StoreError.
    """
    clock_check.require_lived(desk)
    found = preview(desk)
    for part in found.overdue.parts(AT_A_TIME):
        if not go_on():
            return Purge(found.before, found.overdue, (), is_clean=False)
        with transaction(desk, Right.PURGE) as unit:
            erasure.erase(unit, part)
            gone = {kind: count for kind, count in part.counts.items() if count}
            record(unit, "purge", after={**gone, "before": found.before})
        time.sleep(pause_s)
    files = kept_files.remove(found.files)
    is_clean = desk.store.scrub(compact=compact) if found.overdue else True
    return Purge(found.before, found.overdue, tuple(files), is_clean=is_clean)
