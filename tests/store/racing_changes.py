"""One competitor of the race of changes, a whole process: waits for a line, then acts.

Run as `python -m tests.store.racing_changes STORE move REFERENCE START`, `… book RANK START`, or
`… roam REFERENCE TURNS`; answers `ready`, then one word an act.
"""

import random
import sys
from collections.abc import Callable
from datetime import datetime

from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import RdvError
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from tests.factories import person
from tests.store.racing import SLOTS, answer, race_desk


def attempt(act: Callable[[], object]) -> None:
    try:
        act()
    except RdvError as error:
        answer(error.code)
    else:
        answer("done")


def roam(desk: Desk, reference: str, turns: int) -> None:
    """Move one person to a slot at random, again and again."""
    chance = random.Random(reference)
    here = None
    for _ in range(turns):
        start = chance.choice([slot for slot in SLOTS if slot != here])
        attempt(lambda start=start: changes.move(desk, reference, start))  # type: ignore[misc]
        here = start


def main(path: str, manner: str, who: str, what: str) -> None:
    desk = race_desk(path, rank=1)
    answer("ready")
    sys.stdin.readline()
    if manner == "move":
        attempt(lambda: changes.move(desk, who, datetime.fromisoformat(what)))
    elif manner == "book":
        start, someone = datetime.fromisoformat(what), person(int(who))
        attempt(lambda: booking.book_at(desk, start, someone, channel=Channel.PHONE))
    else:
        roam(desk, who, int(what))


if __name__ == "__main__":
    main(*sys.argv[1:5])
