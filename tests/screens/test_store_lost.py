"""A store lost under an open desk, or a clock that jumped: said, and nothing is written."""

import shutil
from pathlib import Path

import pytest

from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal
from rdv_tui.locales import store_files
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.screens.office.help_desk import HelpDeskScreen
from rdv_tui.services.booking import holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import clock_check
from rdv_tui.setup import StoreReady
from rdv_tui.store.engine import open_store
from tests.engines import SERVER, postgresql_only, sqlite_only
from tests.factories import desk_on
from tests.screens.counter import sitting_at
from tests.store.proxy import Proxy, wire_to


def _move(one: Path, other: Path) -> None:
    one.replace(other)


@sqlite_only
async def test_a_store_that_went_is_said_and_one_put_back_is_used_again(
    desk: Desk, tmp_path: Path
) -> None:
    path, elsewhere = Path(desk.store.place), tmp_path / "ailleurs.db"
    ready = StoreReady(desk, require_same=desk.store.require_same)
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        _move(path, elsewhere)
        await counter.until(lambda: counter.app.store_level == "refused")
        await counter.until_message("n'est plus là", "rien n'est enregistré")
        shutil.copyfile(elsewhere, path)
        await counter.until_message("a été remplacé par un autre")
        _move(elsewhere, path)
        await counter.until(lambda: counter.app.store_level == "done")
        await counter.to_booked()


@sqlite_only
async def test_what_to_do_about_a_store_that_went_is_read_whole(desk: Desk, tmp_path: Path) -> None:
    def gone() -> None:
        raise store_files.moved("rdv.db", is_gone=True)

    ready = StoreReady(desk, require_same=gone)
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        await counter.until_shown("n'est plus là", "Prévenez qui s'occupe de la base", "Maj+F5")


@sqlite_only
async def test_a_window_opened_over_a_store_that_went_does_not_say_that_all_is_well(
    desk: Desk, tmp_path: Path
) -> None:
    path = Path(desk.store.place)
    ready = StoreReady(desk, require_same=desk.store.require_same)
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        _move(path, tmp_path / "ailleurs.db")
        await counter.until(lambda: counter.app.store_level == "refused")
        await counter.press("f12")
        await counter.until_on(HelpDeskScreen)
        assert "✗" in counter.picture.splitlines()[0]


@pytest.mark.parametrize("is_right", [True, False])
async def test_a_clock_that_jumped_is_asked_about(
    is_right: bool, desk: Desk, tmp_path: Path
) -> None:
    doubt = Refusal("clock_jumped", "L'horloge a sauté.", marks_fr.JUMP_HINT)
    desk.store.doubt = doubt
    ready = StoreReady(desk, doubt=doubt, confirm_clock=lambda _: clock_check.repair(desk))
    async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
        await counter.until_shown("Cette horloge est-elle juste")
        await counter.press("o" if is_right else "n")
        start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
        if is_right:
            await counter.until(lambda: desk.store.doubt is None)
            assert holds.hold(desk, start, BookingDraft()).start == start
        else:
            await counter.until_message("store repair")
            with pytest.raises(Refusal):
                holds.hold(desk, start, BookingDraft())


@postgresql_only
async def test_a_server_that_went_is_said_and_found_again(target: str, tmp_path: Path) -> None:
    with Proxy(wire_to(SERVER)) as wire, open_store(wire.address(target)) as store:
        desk = desk_on(store)
        store.listen()
        ready = StoreReady(desk, require_same=store.require_there)
        async with sitting_at(desk, tmp_path, ready=lambda: ready) as counter:
            await counter.until(lambda: counter.app.store_level == "done")
            wire.is_down.set()
            wire.hang_up()
            await counter.until(lambda: counter.app.store_level == "refused")
            await counter.until_message("rien")
            wire.is_down.clear()
            await counter.until(lambda: counter.app.store_level == "done")
            await counter.until_message("répond de nouveau")
            await counter.to_booked()
