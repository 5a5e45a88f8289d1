"""A desk that never rests: it holds and releases places without pause."""

from datetime import datetime
from multiprocessing import parent_process
from multiprocessing.synchronize import Event
from zoneinfo import ZoneInfo

from benchmarks.people import at_work
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import holds
from rdv_tui.services.hours import schedule
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import open_store


def write_without_pause(store: str, now: str, stop: Event) -> None:
    """Hold and release the last free slots of `store` until `stop` is set, or nobody waits."""
    office = catalogue.default_office()
    clock = Clock.starting_at(ZoneInfo(office.time_zone), datetime.fromisoformat(now))
    desk = at_work(
        open_desk(open_store(store), office, clock, "bench", station="bench:1", founds=True)
    )
    starts = [slot.start for slot in schedule.free_slots(desk, clock.today(), 60)][-20:]
    parent = parent_process()
    while not stop.is_set() and (parent is None or parent.is_alive()):
        for start in starts:
            try:
                holds.release(desk, holds.hold(desk, start, BookingDraft()))
            except Refusal:
                continue
    desk.store.close()
