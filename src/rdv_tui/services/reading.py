"""Writing down that many people were read at once: whoever takes a list away leaves a line."""

import contextlib

from rdv_tui.domain.rights import Right
from rdv_tui.errors import RdvError
from rdv_tui.services.desk import Desk
from rdv_tui.store.audit import record
from rdv_tui.store.transactions import transaction


def note(desk: Desk, action: str, **details: object) -> None:
    """Keep in the audit that a list of people left the store; who may not write may still read."""
    with contextlib.suppress(RdvError), transaction(desk, Right.READ) as unit:
        record(unit, action, after=details)
