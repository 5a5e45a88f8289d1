"""One desk that books person after person, whatever becomes of the server, told by its pipe.

Run as `python -m tests.store.failing_over STORE RANK`. It writes the reference of each booking that
was confirmed, a line each, and ends with its standard input.
"""

import sys
import threading
from itertools import count

from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import RdvError
from rdv_tui.services.booking import booking
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store.engine import open_store
from tests.factories import desk_on, person, small_office

PERSONS_EACH = 100_000
COUNTERS = 40


def open_books(path: str, rank: int) -> Desk:
    return desk_on(
        open_store(path, limit_s=60),
        office=small_office(counters=COUNTERS),
        agent=f"agent{rank}",
        station=f"poste:{rank}",
    )


def wait_for_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def main(path: str, rank: int) -> None:
    desk = open_books(path, rank)
    ended = threading.Event()
    threading.Thread(target=wait_for_end, args=(ended,), daemon=True).start()
    for turn in count():
        if ended.is_set():
            break
        who = person(rank * PERSONS_EACH + turn)
        try:
            start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
            booked = booking.book_at(desk, start, who, channel=Channel.PHONE)
        except RdvError:
            ended.wait(0.05)  # lost, taken meanwhile, or nobody knows: the next person
        else:
            sys.stdout.write(f"{booked.reference}\n")
            sys.stdout.flush()
    desk.store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
