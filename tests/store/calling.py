"""One counter of the race: a whole process that calls as fast as it can, told by its pipe.

Run as `python -m tests.store.calling STORE COUNTER`. On any line it calls and receives people until
nobody waits, writes each reference on a line of its own, and `end` last.
"""

import sys

from rdv_tui.errors import Refusal
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import open_store
from tests.factories import MONDAY, desk_on, small_office, still_clock

COUNTERS = 6


def counter_desk(path: str, counter: int) -> Desk:
    return desk_on(
        open_store(path, limit_s=60),
        office=small_office(counters=COUNTERS),
        clock=still_clock(MONDAY),
        agent=f"agent{counter}",
        station=f"poste:{counter}",
    )


def answer(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def call_all(desk: Desk, counter: int) -> None:
    while True:
        try:
            called = arrivals.call_next(desk, counter)
        except Refusal as refusal:
            answer("" if refusal.code == "nobody_waits" else refusal.code)
            return
        answer(called.reference)
        arrivals.mark_received(desk, called.reference)


def main(path: str, counter: int) -> None:
    desk = counter_desk(path, counter)
    answer("ready")
    for _ in sys.stdin:
        call_all(desk, counter)
        answer("end")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
