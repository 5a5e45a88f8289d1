"""May whoever sits at the desk do this? Asked in the transaction that does it."""

from rdv_tui.domain.rights import Right, Role, may
from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.store import accounts, devices
from rdv_tui.store.unit import Snapshot, UnitOfWork


def role_now(unit: Snapshot) -> Role | None:
    """Return the role of whoever is signed in, None where nobody is asked.

    It is what the account says in this very state of the store: somebody who was disabled a moment
    ago is nobody. Raises NotAllowed `not_signed_in`, `signed_out`.
    """
    signed = unit.desk.signed_in
    if signed is not None and signed.role is Role.PROGRAM:
        return Role.PROGRAM
    if unit.desk.device is not None:
        device = devices.find(unit, unit.desk.device)
        if device is None or not device.enabled:
            raise accounts_fr.signed_out()
        return Role(device.kind)
    if signed is None:
        if accounts.exist(unit):
            raise accounts_fr.not_signed_in()
        return None
    row = accounts.find(unit, signed.login)
    if row is None or not row.active or row.revision != signed.revision:
        raise accounts_fr.signed_out()
    return Role(row.role)


def require(unit: Snapshot, right: Right) -> str | None:
    """Return the login of the supervisor who allowed it, None where it needed nobody.

    Raises NotAllowed `not_signed_in`, `signed_out`, `not_allowed`.
    """
    if right is Right.UPKEEP:
        return None
    role = role_now(unit)
    if role is None or may(role, right):
        return None
    for approval in unit.desk.approvals:
        in_time = approval.until > unit.now
        if approval.right is right and in_time and _may_approve(unit, approval.by, right):
            if isinstance(unit, UnitOfWork) and approval not in unit.used:
                unit.used.append(approval)
            return approval.by
    raise accounts_fr.not_allowed(right, role)


def holds(unit: Snapshot, right: Right) -> bool:
    """Say whether somebody who is signed in has `right`; False where nobody is asked."""
    role = role_now(unit)
    return role is not None and may(role, right)


def decider(unit: UnitOfWork, right: Right, typed: str) -> str:
    """Return who answers for a decision: the account that allowed it, else the name `typed`.

    A name can be typed only where the store has no accounts. Raises what `require` raises.
    """
    allowed_by = require(unit, right)
    return allowed_by or (unit.agent if unit.desk.signed_in is not None else typed)


def _may_approve(unit: Snapshot, login: str, right: Right) -> bool:
    row = accounts.find(unit, login)
    return row is not None and row.active and may(Role(row.role), right)
