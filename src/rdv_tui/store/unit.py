"""One transaction of a desk, passed whole to every statement in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Executable
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rdv_tui.clock import Clock
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Approval, SignedIn
from rdv_tui.store.engine import Session, Store
from rdv_tui.store.tables import Numbered, OfOffice

RowT = TypeVar("RowT", bound=OfOffice)


class WorkingDesk(Protocol):
    """What a transaction asks of the desk that opens it (services/desk.py)."""

    @property
    def store(self) -> Store:
        """Return the store in which to work."""

    @property
    def office(self) -> Office:
        """Return the office for which to work."""

    @property
    def clock(self) -> Clock:
        """Return the office's clock."""

    @property
    def agent(self) -> str:
        """Return who works."""

    @property
    def signed_in(self) -> SignedIn | None:
        """Return who proved who they are, None where nobody did."""

    @property
    def approvals(self) -> list[Approval]:
        """Return what a supervisor has allowed here and was not done yet."""

    @property
    def station(self) -> str:
        """Return from which running program."""

    @property
    def channels(self) -> frozenset[Channel]:
        """Return by which channels people come here: places kept for another are none."""

    @property
    def device(self) -> str | None:
        """Return which device in the hall this is, None for a person's desk."""

    @property
    def sends_mail(self) -> bool:
        """Return whether a mail server is known here."""

    def sees_running(self, station: str) -> bool:
        """Say whether another program, of that station, is known to run."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the store, read at the instant `now` (UTC). Its rows are not to be written.

    A hold counts as over when it ends before `holds_at`, which is before `now` while a desk that
    runs may have a clock behind this one.
    """

    desk: WorkingDesk
    session: Session
    now: datetime
    spared_until: datetime | None = None

    def ask(
        self, statement: Executable, values: Mapping[str, object] | None = None
    ) -> Sequence[Any]:
        """Return the rows of columns that `statement` finds.

        What was added to the session and not flushed is not seen; no objects are made.
        """
        return self.session.connection().execute(statement, values).all()

    def rows_of(self, table: type[RowT]) -> SelectOfScalar[RowT]:
        """Select the office's rows of `table`."""
        return select(table).where(col(table.office) == self.office)

    @property
    def holds_at(self) -> datetime:
        """Return the instant (UTC) by which holds are judged."""
        return self.spared_until or self.now

    @property
    def office(self) -> str:
        """Return the code of the office, with which every key begins."""
        return self.desk.office.code

    @property
    def local(self) -> datetime:
        """Return what the office's wall clock shows at `now`."""
        return self.desk.clock.wall(self.now)

    @property
    def today(self) -> date:
        """Return the office's day at `now`."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class UnitOfWork(Snapshot):
    """A transaction under the office's write lock; `now` was read after the lock was taken.

    `authorised_by` is the supervisor who allowed it; `used` are the approvals that it takes.
    """

    authorised_by: str | None = None
    used: list[Approval] = field(default_factory=list, compare=False)

    @property
    def agent(self) -> str:
        """Return who writes."""
        return self.desk.agent

    @property
    def station(self) -> str:
        """Return from which running program."""
        return self.desk.station

    @property
    def hold_expiry(self) -> datetime:
        """Return when a hold taken or renewed now expires (UTC)."""
        return self.now + timedelta(minutes=self.desk.office.hold_minutes)

    def next_id(self, table: type[Numbered]) -> int:
        """Return the office's next number in `table`; safe to compute under its write lock."""
        self.session.flush()
        last = select(func.max(table.id)).where(col(table.office) == self.office)
        return (self.session.exec(last).one() or 0) + 1
