"""Changing the office's record: its letterhead, its lengths and amounts, not its hours.

The store's record is the truth for every desk from the first run on; a file is how it is edited.
The hours have a screen of their own, which shows first to whom a change happens (openings.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdv_tui.domain.office import HOURS_FIELDS, IMMUTABLE_FIELDS, Office, changed_fields
from rdv_tui.domain.rights import Right
from rdv_tui.errors import UsageError
from rdv_tui.locales.office import settings as setting_fr
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours.schedule import open_to_horizon
from rdv_tui.services.waiting.proposals import propose_due
from rdv_tui.store import offices
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import transaction


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What was changed, as (before, after) by field, and which fields of the hours were left."""

    fields: Mapping[str, tuple[object, object]]
    unchanged_hours: tuple[str, ...]


def change_office(desk: Desk, wanted: Office) -> RecordChange:
    """Write all of `wanted` but its hours into the record of the desk's office; audited.

    Then days that a longer horizon opens are opened, and the waiting list follows. Days that are
    open stay so. Raises UsageError `bad_office_file` when `wanted` is another office or counts its
    time otherwise.
    """
    with transaction(desk, Right.CHANGE_OFFICE) as unit:
        known = offices.get_office(unit)
        found = changed_fields(known, wanted)
        lasting = {
            name: setting_fr.LASTING[name] for name in sorted(IMMUTABLE_FIELDS & found.keys())
        }
        if lasting:
            raise UsageError("bad_office_file", setting_fr.NOT_THIS_OFFICE, fields=lasting)
        changed = {name: pair for name, pair in found.items() if name not in HOURS_FIELDS}
        if changed:
            hours = {name: getattr(known, name) for name in HOURS_FIELDS}
            offices.set_record(unit, replace(wanted, **hours))
            before = {name: pair[0] for name, pair in changed.items()}
            after = {name: pair[1] for name, pair in changed.items()}
            record(unit, "change_office", before=before, after=after)
    if changed:
        desk = replace(desk, office=replace(wanted, **hours))
        open_to_horizon(desk)
        propose_due(desk)
    return RecordChange(changed, tuple(sorted(HOURS_FIELDS & found.keys())))


def file_problem(desk: Desk, result: Office, file: Path) -> str:
    """Return what to tell of a desk's own `file` that says other things than the store, or "".

    Hours are not told of: they change on screen, and the file is not written again.
    """
    found = sorted(changed_fields(desk.office, result).keys() - HOURS_FIELDS)
    return setting_fr.record_differs(found, file.name) if found else ""
