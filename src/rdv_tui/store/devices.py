"""Statements on devices in the hall, on calls for help from them, and on counts of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rdv_tui.domain.appointment import Status
from rdv_tui.store.kiosk_tables import DeviceCountRow, DeviceRow, HelpCallRow
from rdv_tui.store.stored import StoredAppointment
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.unit import Snapshot, UnitOfWork

_SEEN_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Device:
    """A device as the office knows it. `seen_at` is an instant in UTC."""

    name: str
    kind: str
    enabled: bool
    reads_arabic: bool
    enrolled_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Somebody at `device` who asked for an agent; `code` waves a person through there."""

    id: int
    device: str
    called_at: datetime
    step: str
    language: str
    reason: str
    code: str


def enrol(unit: UnitOfWork, name: str, kind: str, token: str, *, reads_arabic: bool) -> None:
    """Write a device down, enabled; one of that name gets the new `token` (a digest)."""
    row = unit.session.get(DeviceRow, (unit.office, name))
    if row is None:
        row = DeviceRow(
            office=unit.office,
            name=name,
            kind=kind,
            token=token,
            enrolled_at=unit.now,
            enrolled_by=unit.agent,
        )
    row.kind, row.token, row.enabled, row.reads_arabic = kind, token, True, reads_arabic
    row.enrolled_at, row.enrolled_by = unit.now, unit.agent
    unit.session.add(row)
    unit.session.flush()


def disable(unit: UnitOfWork, name: str) -> bool:
    """Shut a device out; return whether there is one of that name."""
    row = unit.session.get(DeviceRow, (unit.office, name))
    if row is None:
        return False
    row.enabled = False
    unit.session.add(row)
    return True


def find(unit: Snapshot, name: str) -> Device | None:
    """Return the device of that name."""
    row = unit.session.get(DeviceRow, (unit.office, name))
    return _device(row) if row else None


def with_token(unit: Snapshot, token: str) -> Device | None:
    """Return the enabled device whose secret has the digest `token`."""
    known = unit.rows_of(DeviceRow).where(col(DeviceRow.token) == token, col(DeviceRow.enabled))
    row = unit.session.exec(known).first()
    return _device(row) if row else None


def list_devices(unit: Snapshot) -> list[Device]:
    """Return all devices, by name."""
    by_name = unit.rows_of(DeviceRow).order_by(col(DeviceRow.name))
    return [_device(row) for row in unit.session.exec(by_name)]


def note_seen(unit: UnitOfWork, name: str) -> None:
    """Write down that the device is there."""
    row = unit.session.get(DeviceRow, (unit.office, name))
    if row is not None and (row.seen_at is None or unit.now - row.seen_at > _SEEN_EVERY):
        row.seen_at = unit.now
        unit.session.add(row)


def add_help_call(
    unit: UnitOfWork, device: str, step: str, language: str, reason: str, code: str
) -> int:
    """Write a call down and return its number; one of that device still open is that one."""
    row = unit.session.exec(_open(unit).where(col(HelpCallRow.device) == device)).first()
    if row is None:
        row = HelpCallRow(
            office=unit.office,
            id=unit.next_id(HelpCallRow),
            device=device,
            called_at=unit.now,
            step=step,
            language=language,
            reason=reason,
            code=code,
        )
    row.step, row.language, row.reason = step, language, reason
    unit.session.add(row)
    unit.session.flush()
    return row.id


def open_help_calls(unit: Snapshot) -> list[HelpCall]:
    """Return the calls that nobody answered, oldest first."""
    rows = unit.session.exec(_open(unit).order_by(col(HelpCallRow.called_at)))
    return [_help_call(row) for row in rows]


def find_help_call(unit: Snapshot, number: int) -> HelpCall | None:
    """Return the call of that number."""
    row = unit.session.get(HelpCallRow, (unit.office, number))
    return _help_call(row) if row else None


def is_answered(unit: Snapshot, number: int) -> bool:
    """Say whether somebody answered the call."""
    row = unit.session.get(HelpCallRow, (unit.office, number))
    return bool(row is not None and row.answered_at is not None)


def answer_help_call(unit: UnitOfWork, number: int) -> bool:
    """Note who answers the call; False when somebody did before."""
    row = unit.session.get(HelpCallRow, (unit.office, number))
    if row is None or row.answered_at is not None:
        return False
    row.answered_at, row.answered_by = unit.now, unit.agent
    unit.session.add(row)
    return True


def code_matches(unit: Snapshot, device: str, code: str, since: datetime) -> bool:
    """Say whether `code` belongs to a call from that device made after the instant `since`."""
    query = select(HelpCallRow.id).where(
        col(HelpCallRow.office) == unit.office,
        col(HelpCallRow.device) == device,
        col(HelpCallRow.code) == code,
        col(HelpCallRow.called_at) > since,
    )
    return unit.session.exec(query).first() is not None


def count(unit: UnitOfWork, what: str, subject: str) -> None:
    """Count one more of `what` today."""
    row = unit.session.get(DeviceCountRow, (unit.office, unit.today, what, subject))
    if row is None:
        row = DeviceCountRow(
            office=unit.office, day=unit.today, what=what, subject=subject, times=0
        )
    row.times += 1
    unit.session.add(row)
    unit.session.flush()


def counted(unit: Snapshot, what: str, subject: str) -> int:
    """Return how often `what` happened today."""
    row = unit.session.get(DeviceCountRow, (unit.office, unit.today, what, subject))
    return row.times if row else 0


def booked_since(unit: Snapshot, device: str, since: datetime) -> int:
    """Count the appointments that this device booked after the instant `since` (UTC)."""
    query = select(func.count()).where(
        col(AppointmentRow.office) == unit.office,
        col(AppointmentRow.held_by) == device,
        col(AppointmentRow.booked_at) > since,
    )
    return int(unit.session.exec(query).one())


def left_holds(unit: Snapshot, device: str) -> Sequence[StoredAppointment]:
    """Return the holds of this device that another run of it has left."""
    query = unit.rows_of(AppointmentRow).where(
        col(AppointmentRow.status) == Status.HELD.value,
        col(AppointmentRow.held_by) == device,
    )
    return unit.session.exec(query).all()


def _open(unit: Snapshot) -> SelectOfScalar[HelpCallRow]:
    return unit.rows_of(HelpCallRow).where(col(HelpCallRow.answered_at).is_(None))


def _device(row: DeviceRow) -> Device:
    return Device(row.name, row.kind, row.enabled, row.reads_arabic, row.enrolled_at, row.seen_at)


def _help_call(row: HelpCallRow) -> HelpCall:
    return HelpCall(row.id, row.device, row.called_at, row.step, row.language, row.reason, row.code)
