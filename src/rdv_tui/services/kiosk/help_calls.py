"""Somebody at a kiosk asks for an agent: every desk is told, one of them answers."""

import secrets
from datetime import timedelta

from rdv_tui.domain.kiosk import new_code
from rdv_tui.domain.rights import Right
from rdv_tui.services.desk import Desk
from rdv_tui.store import devices
from rdv_tui.store.audit import record
from rdv_tui.store.devices import HelpCall
from rdv_tui.store.transactions import snapshot, transaction

CODE_VALID = timedelta(minutes=15)
"""How long an agent's code waves people through at the kiosk from which they called."""


def call(desk: Desk, *, step: str, language: str, reason: str = "asked") -> int:
    """Call an agent to this kiosk and return the call's number; calling twice is one call."""
    with transaction(desk, Right.UPKEEP) as unit:
        code = new_code(secrets.choice)
        number = devices.add_help_call(unit, unit.agent, step, language, reason, code)
        record(unit, "call_for_help", after={"device": unit.agent, "step": step, "reason": reason})
        devices.count(unit, f"help:{step}:{language}", unit.agent)
    return number


def list_open(desk: Desk) -> list[HelpCall]:
    """Return the calls that nobody answered yet, oldest first."""
    with snapshot(desk) as unit:
        return devices.open_help_calls(unit)


def answer(desk: Desk, number: int) -> HelpCall | None:
    """Tell that somebody goes there, and return the call; None when another desk did before."""
    with transaction(desk, Right.RECEIVE) as unit:
        if not devices.answer_help_call(unit, number):
            return None
        record(unit, "answer_help_call", after={"call": number})
        return devices.find_help_call(unit, number)


def is_answered(desk: Desk, number: int) -> bool:
    """Say whether somebody answered the call."""
    with snapshot(desk) as unit:
        return devices.is_answered(unit, number)


def accepts_code(desk: Desk, code: str) -> bool:
    """Say whether an agent's code waves a person through here now."""
    with snapshot(desk) as unit:
        return devices.code_matches(unit, unit.desk.agent, code, unit.now - CODE_VALID)
