"""One desk of the crowd: a process that does random things with today's people.

Run as `python -m tests.desk.acting STORE RANK ACTS`; ends once so many acts were done.
"""

import random
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import sign_in
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import open_store
from tests.factories import person

NOW = datetime.fromisoformat("2026-11-23T10:15")
TRIES = 2000


def acting_desk(path: str, rank: int) -> Desk:
    office = catalogue.default_office()
    clock = Clock.starting_at(ZoneInfo(office.time_zone), NOW)
    opened = open_desk(open_store(path), office, clock, "", station=f"essai:{rank}")
    return sign_in.sign_in(opened, "superviseur", "demonstration")


def acts(desk: Desk, rank: int, chance: random.Random) -> list[Callable[[str], object]]:
    """Return what may be tried with somebody's reference."""
    counter = chance.randrange(1, 4)
    free = schedule.next_free(desk, desk.clock.local(), 5)
    start = chance.choice(free).start
    number = rank * 100_000 + chance.randrange(100_000)
    new = person(number, permit_expires=datetime(2027, 1, 10).date())
    lacking = arrivals.checklist("SALARIE")[:1]
    return [
        lambda ref: arrivals.check_in(desk, ref),
        lambda ref: arrivals.check_in(desk, ref),
        lambda _: arrivals.call_next(desk, counter),
        lambda _: arrivals.call_next(desk, counter),
        lambda ref: arrivals.mark_received(desk, ref),
        lambda ref: arrivals.mark_incomplete(desk, ref, lacking),
        lambda ref: arrivals.return_to_waiting_room(desk, ref),
        lambda ref: arrivals.transfer(desk, ref, counter),
        lambda ref: arrivals.mark_no_show(desk, ref),
        lambda ref: arrivals.reopen(desk, ref),
        lambda ref: arrivals.undo_check_in(desk, ref),
        lambda ref: changes.cancel(desk, ref, CancelReason.APPLICANT),
        lambda ref: changes.move(desk, ref, start),
        lambda _: booking.book_at(desk, start, new, channel=Channel.PHONE),
    ]


def main(path: str, rank: int, wanted: int) -> int:
    desk = acting_desk(path, rank)
    chance = random.Random(rank)
    done = 0
    for _ in range(TRIES):
        somebody = chance.choice(get_day(desk, NOW.date()).visits())[1].reference
        try:
            chance.choice(acts(desk, rank, chance))(somebody)
        except Refusal:
            continue
        done += 1
        if done == wanted:
            break
    desk.store.close()
    return 0 if done == wanted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
