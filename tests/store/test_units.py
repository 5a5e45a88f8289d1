"""Units of work: all or nothing, writers wait their turn and no longer, readers never wait."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.rights import Right
from rdv_tui.errors import StoreError
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import offices
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.transactions import snapshot, transaction
from tests.engines import sqlite_only
from tests.factories import desk_on, everything, person
from tests.services.booking.test_booking import NINE


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Desk]:
    """A desk that waits a fifth of a second for the write lock."""
    with open_store(str(tmp_path / "rdv.db"), limit_s=0.2) as store:
        yield desk_on(store)


def test_writer_is_told_when_others_write_too_long(hasty: Desk, tmp_path: Path) -> None:
    before = everything(hasty.store)
    raw = sqlite3.connect(tmp_path / "rdv.db", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        booking.book_at(hasty, NINE, person(), channel=Channel.DESK)
    assert (caught.value.code, caught.value.exit_code) == ("store_busy", 4)
    assert schedule.day_slots(hasty, NINE.date())[0].free == 2  # readers go on
    raw.execute("ROLLBACK")
    raw.close()
    assert everything(hasty.store) == before
    booking.book_at(hasty, NINE, person(), channel=Channel.DESK)


def test_unit_that_fails_leaves_nothing(desk: Desk) -> None:
    before = everything(desk.store)

    def fail_midway() -> None:
        with transaction(desk, Right.UPKEEP) as unit:
            offices.set_opened_until(unit, NINE.date())
            unit.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert everything(desk.store) == before


def test_reader_sees_one_state_while_others_write(desk: Desk) -> None:
    with snapshot(desk) as seen:
        until = offices.opened_until(seen)
        with transaction(desk, Right.UPKEEP) as unit:
            offices.set_opened_until(unit, NINE.date())
        seen.session.expire_all()
        assert offices.opened_until(seen) == until
    with snapshot(desk) as seen:
        assert offices.opened_until(seen) == NINE.date()


def test_file_that_vanishes_is_out_of_reach(tmp_path: Path) -> None:
    folder = tmp_path / "clé"
    store = open_store(str(folder / "rdv.db"))
    desk = desk_on(store)
    store.close()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    with pytest.raises(StoreError) as caught:
        schedule.day_slots(Desk(store, desk.office, desk.clock, "agent", "p:1"), NINE.date())
    assert caught.value.code == "store_unreachable"
    store.close()


@sqlite_only
def test_store_is_named_for_people(store: Store, tmp_path: Path) -> None:
    assert store.place == str(tmp_path / "rdv.db")
