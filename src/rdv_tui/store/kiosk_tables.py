"""The tables of devices in the hall: which there are, who calls from one, what was refused."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, true
from sqlmodel import Field

from rdv_tui.store.partial_index import partial_index
from rdv_tui.store.tables import Numbered, OfOffice

DEVICE_KINDS = "'kiosk', 'display', 'web'"
"""SQL: what a device may be."""


class DeviceRow(OfOffice, table=True):
    """A device and no person: enrolled by a supervisor, known by `token`, a digest of its secret.

    It is disabled and never deleted: the audit names it. `reads_arabic` is what the supervisor saw
    on its screen at enrolment.
    """

    __tablename__ = "device"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_device_office"),
        CheckConstraint(f"kind IN ({DEVICE_KINDS})", name="ck_device_kind"),
    )

    name: str = Field(primary_key=True)
    kind: str
    token: str
    enabled: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    reads_arabic: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    enrolled_at: datetime
    enrolled_by: str
    seen_at: datetime | None = None


class HelpCallRow(Numbered, table=True):
    """Somebody at a device asked for an agent: at which step, in which language, never who.

    `reason` is what the device itself says (a printer that failed); `code` is what an agent types
    there to wave a person through.
    """

    __tablename__ = "help_call"
    __table_args__ = (
        ForeignKeyConstraint(
            ["office", "device"], ["device.office", "device.name"], name="fk_help_call_device"
        ),
        partial_index(
            "ix_help_call_open",
            "office",
            "called_at",
            where="answered_at IS NULL",
        ),
    )

    device: str
    called_at: datetime
    step: str
    language: str
    reason: str
    code: str
    answered_at: datetime | None = None
    answered_by: str | None = None


class DeviceCountRow(OfOffice, table=True):
    """How often something happened in a day (the office's): all that is kept of a visit cut short.

    `what` names it; `subject` is a device, or a digest of what was refused.
    """

    __tablename__ = "device_count"
    __table_args__ = (
        ForeignKeyConstraint(["office"], ["office.code"], name="fk_device_count_office"),
        CheckConstraint("times >= 1", name="ck_device_count_times"),
    )

    day: date = Field(primary_key=True)
    what: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    times: int
