"""How a desk's transactions are opened: to write, and to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rdv_tui.store import appointments, waiting
from rdv_tui.store.unit import Snapshot, UnitOfWork, WorkingDesk

__all__ = ["Snapshot", "UnitOfWork", "founding", "snapshot", "transaction"]


@contextmanager
def snapshot(desk: WorkingDesk) -> Iterator[Snapshot]:
    """Open a transaction that sees one state of the store and changes nothing.

    Raises StoreError.
    """
    with desk.store.read() as session:
        yield Snapshot(desk, session, desk.clock.now())


@contextmanager
def transaction(desk: WorkingDesk) -> Iterator[UnitOfWork]:
    """Open a transaction under the write lock, in which no expired hold stands any more.

    The instant is read after the lock is taken: waiting for it must not lengthen a hold. Proposals
    whose hold has ended, before or in this transaction, are settled at its end. An exception rolls
    everything back. Raises StoreError (`store_busy` after the time limit), and Refusal when a
    constraint says no.
    """
    with desk.store.write(desk.office.code) as session:
        unit = UnitOfWork(desk, session, desk.clock.now())
        spared_until = appointments.lapse_expired(unit)
        if spared_until is not None:
            unit = replace(unit, spared_until=spared_until)
        yield unit
        waiting.expire_proposals(unit)


@contextmanager
def founding(desk: WorkingDesk) -> Iterator[UnitOfWork]:
    """Open a transaction in which the desk's office may be made; others who do the same wait."""
    with desk.store.write() as session:
        yield UnitOfWork(desk, session, desk.clock.now())
