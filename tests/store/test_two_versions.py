"""A newer version upgrades the store while desks of this one have it open."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text

from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.locking import WRITE_OPTION
from tests.factories import person

TOO_NEW = "store_too_new"


@contextmanager
def upgrading(target: str) -> Iterator[Connection]:
    """Be a version to come that upgrades the store; it is done with the block."""
    with open_store(target) as other, other.engine.connect() as plain:
        connection = plain.execution_options(**{WRITE_OPTION: True})
        with connection.begin():
            connection.execute(text("SELECT code FROM office" + for_update(connection)))
            connection.execute(text("ALTER TABLE appointment ADD COLUMN later VARCHAR(9)"))
            connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
            yield connection


def for_update(connection: Connection) -> str:
    return " FOR UPDATE" if connection.dialect.name == "postgresql" else ""


def statuses(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.execute(text("SELECT status FROM appointment")).scalars())


def test_the_next_act_of_an_open_desk_is_refused_and_nothing_is_half_done(
    desk: Desk, store: Store, target: str
) -> None:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    hold = holds.hold(desk, start, BookingDraft())
    with upgrading(target):
        pass
    for _ in range(2):
        with pytest.raises(StoreError) as refused:
            booking.book(desk, hold, person(), channel=Channel.DESK, identification=None)
        assert refused.value.code == TOO_NEW
    assert statuses(store) == [Status.HELD]
    assert schedule.next_free(desk, desk.clock.local(), 1)  # it reads on


def test_an_act_that_waits_for_the_upgrade_is_refused_too(
    desk: Desk, store: Store, target: str
) -> None:
    start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
    begun = threading.Event()

    def book() -> None:
        begun.set()
        booking.book_at(desk, start, person(), channel=Channel.PHONE)

    with ThreadPoolExecutor(1) as beside:
        with upgrading(target):
            late = beside.submit(book)
            assert begun.wait(60)
        refused = late.exception(60)
    assert isinstance(refused, StoreError)
    assert refused.code == TOO_NEW
    assert statuses(store) == []
