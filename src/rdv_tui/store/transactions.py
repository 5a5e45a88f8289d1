"""How a desk's transactions are opened: to write, and to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rdv_tui.domain.rights import Right
from rdv_tui.store import appointments, permissions, waiting
from rdv_tui.store.unit import Snapshot, UnitOfWork, WorkingDesk

__all__ = [
    "Snapshot",
    "UnitOfWork",
    "founding",
    "reading",
    "signing_in",
    "snapshot",
    "transaction",
]


@contextmanager
def snapshot(desk: WorkingDesk, right: Right | None = None) -> Iterator[Snapshot]:
    """Open a transaction that sees one state of the store and changes nothing.

    Raises StoreError, and NotAllowed when whoever is signed in has not the `right` to read it.
    """
    with desk.store.read() as session:
        unit = Snapshot(desk, session, desk.clock.now())
        if right is not None:
            permissions.require(unit, right)
        yield unit


@contextmanager
def transaction(desk: WorkingDesk, right: Right) -> Iterator[UnitOfWork]:
    """Open a transaction under the write lock, in which no expired hold stands any more.

    Whoever is signed in must have `right` now, or an approval for it, which is taken with the
    commit. Raises NotAllowed.

    The instant is read after the lock is taken: waiting for it must not lengthen a hold. Proposals
    whose hold ends in this transaction are settled at its end. An exception rolls
    everything back. Raises StoreError (`store_busy` after the time limit), and Refusal when a
    constraint says no.
    """
    with desk.store.write(desk.office.code) as session:
        unit = UnitOfWork(desk, session, desk.clock.now())
        spared_until = appointments.lapse_expired(unit)
        if spared_until is not None:
            unit = replace(unit, spared_until=spared_until)
        unit = replace(unit, authorised_by=permissions.require(unit, right))
        yield unit
        if appointments.HOLD_ENDED in session.info:
            waiting.expire_proposals(unit)
    for approval in unit.used:
        desk.approvals.remove(approval)


@contextmanager
def signing_in(desk: WorkingDesk) -> Iterator[UnitOfWork]:
    """Open a transaction on accounts, whoever asks, also while the clock is in doubt."""
    with desk.store.write(desk.office.code, despite_doubt=True) as session:
        yield UnitOfWork(desk, session, desk.clock.now())


@contextmanager
def reading(desk: WorkingDesk) -> Iterator[UnitOfWork]:
    """Open a transaction that writes down what was read, also while the clock is in doubt.

    Raises NotAllowed, StoreError.
    """
    with desk.store.write(desk.office.code, despite_doubt=True) as session:
        unit = UnitOfWork(desk, session, desk.clock.now())
        permissions.require(unit, Right.READ)
        yield unit


@contextmanager
def founding(desk: WorkingDesk) -> Iterator[UnitOfWork]:
    """Open a transaction in which the desk's office may be made; others who do the same wait."""
    with desk.store.write() as session:
        yield UnitOfWork(desk, session, desk.clock.now())
