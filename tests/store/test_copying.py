"""A store copied to the other engine and back: every row, no rule broken, nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import UsageError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import copying, integrity
from rdv_tui.store.all_tables import all_tables
from rdv_tui.store.engine import Store, open_store
from tests.engines import new_store
from tests.factories import desk_on, everything, person


@pytest.fixture
def lived(store: Store) -> Desk:
    """A desk on a store in which somebody booked and somebody else begins."""
    desk = desk_on(store)
    free = schedule.next_free(desk, desk.clock.local(), 3)
    booking.book_at(desk, free[0].start, person(), channel=Channel.PHONE)
    holds.hold(desk, free[1].start, BookingDraft())
    return desk


@pytest.fixture
def other(tmp_path: Path) -> Iterator[str]:
    """The address of a new store on the engine of this run."""
    (tmp_path / "other").mkdir()
    with new_store(tmp_path / "other") as address:
        yield address


def test_a_copy_to_a_file_and_on_holds_the_same(lived: Desk, other: str, tmp_path: Path) -> None:
    file = str(tmp_path / "between.db")
    told: list[tuple[int, int]] = []
    first = copying.copy_store(lived.store, file, lambda done, total: told.append((done, total)))
    assert told[-1] == (sum(first.values()), sum(first.values()))
    with open_store(file) as between:
        second = copying.copy_store(between, other)
    assert first == second
    assert first["appointment"] == 2
    with open_store(other) as reached:
        assert everything(reached) == everything(lived.store)
        assert integrity.check(reached) == []
        desk = desk_on(reached)
        start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
        booking.book_at(desk, start, person(2), channel=Channel.PHONE)
        assert integrity.check(reached) == []


def test_no_table_is_forgotten(store: Store) -> None:
    found = set(inspect(store.engine).get_table_names())
    assert {table.name for table in all_tables()} == found - {"alembic_version"}


def test_nothing_is_copied_over_a_store_in_use(lived: Desk, tmp_path: Path) -> None:
    file = str(tmp_path / "used.db")
    with open_store(file) as used:
        desk_on(used)
        before = everything(used)
        with pytest.raises(UsageError) as caught:
            copying.copy_store(lived.store, file)
        assert caught.value.code == "copy_refused"
        assert everything(used) == before


def test_a_copy_that_is_cut_off_leaves_nothing_and_is_begun_again(
    lived: Desk, tmp_path: Path
) -> None:
    file = str(tmp_path / "cut.db")

    def cut(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copying.copy_store(lived.store, file, cut)
    with open_store(file) as begun:
        assert copying.holds_nothing(begun)
    counts = copying.copy_store(lived.store, file)
    assert counts["appointment"] == 2


def test_a_store_against_the_rules_is_not_passed_on(lived: Desk, tmp_path: Path) -> None:
    with lived.store.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET action = 'hold' WHERE action = 'book'"))
    file = str(tmp_path / "broken.db")
    with pytest.raises(UsageError) as caught:
        copying.copy_store(lived.store, file)
    assert caught.value.code == "copy_refused"
    with open_store(file) as left:
        assert copying.holds_nothing(left)
