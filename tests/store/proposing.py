"""One desk of the race for the waiting list: a whole process that proposes, asks and books.

Run as `python -m tests.store.proposing STORE RANK`. Commands on standard input, one a line; it
writes `end` once each is done:

    round DAYS      propose, answer for a share of those who wait, book and cancel, DAYS later
    propose DAYS    propose what is free, DAYS later
    churn DAYS      do so without end (to be killed so)
"""

import sys
from datetime import timedelta

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.waiting import proposals, waiting_list
from rdv_tui.store.engine import open_store
from tests.factories import MONDAY, desk_on, person, small_office, still_clock

DESKS = 6
PERSONS = 60


def waiting_desk(path: str, rank: int, days: int = 0) -> Desk:
    return desk_on(
        open_store(path, limit_s=60),
        office=small_office(horizon_weeks=1),
        clock=still_clock(MONDAY + timedelta(days=days)),
        agent=f"agent{rank}",
        station=f"poste:{rank}",
    )


def answer(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def answer_for(desk: Desk, number: int) -> None:
    """Let the person of that number say no, yes, or yes and give up, as their number falls."""
    if number % 3 == 0:
        waiting_list.refuse(desk, number)
        return
    draft = waiting_list.accept(desk, number)
    assert draft.hold is not None
    if number % 3 == 1:
        holds.release(desk, draft.hold)
    else:
        who = person(number)
        booking.book(desk, draft.hold, who, channel=Channel.PHONE, identification=None)


def disturb(desk: Desk, rank: int, days: int) -> None:
    """Book what is free, as any desk does, and cancel it again."""
    for number, slot in enumerate(schedule.next_free(desk, desk.clock.local(), 3)):
        who = person(1000 * (rank + 1) + 10 * days + number)
        made = booking.book_at(desk, slot.start, who, channel=Channel.DESK)
        changes.cancel(desk, made.reference, CancelReason.APPLICANT)


def go_round(desk: Desk, rank: int, days: int) -> None:
    proposals.propose_due(desk)
    mine = [
        one.id for one in waiting_list.list_waiting(desk) if one.pending and one.id % DESKS <= 3
    ]
    # Three desks have each person on their list at the same time.
    for number in mine if rank % 2 else reversed(mine):
        try:
            answer_for(desk, number)
        except Refusal as refusal:
            answer(refusal.code)
    try:
        disturb(desk, rank, days)
    except Refusal as refusal:
        answer(refusal.code)
    proposals.propose_due(desk)


def main(path: str, rank: int) -> None:
    answer("ready")
    for line in sys.stdin:
        command, days = line.split()
        desk = waiting_desk(path, rank, int(days))
        if command == "propose":
            proposals.propose_due(desk)
        elif command == "round":
            go_round(desk, rank, int(days))
        while command == "churn":
            go_round(desk, rank, int(days))
            answer("churned")
        desk.store.close()
        answer("end")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
