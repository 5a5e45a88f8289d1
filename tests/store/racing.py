"""One competitor of the race: a whole process that books as fast as it can, told by its pipe.

Run as `python -m tests.store.racing STORE RANK guarded|naked`. Commands on standard input, one a
line; answers on standard output, one a line, the last one `end`:

    fight MINUTES   try every slot for a new person each, the clock MINUTES later
    hold            hold a place and wait for more (to be killed so)
    churn           hold and give back without end (to be killed so)
"""

import secrets
import sys
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.errors import RdvError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.store import places
from rdv_tui.store.columns import applicant_columns
from rdv_tui.store.engine import open_store
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.transactions import snapshot
from tests.factories import MONDAY, desk_on, person, small_office, still_clock

PLACES_EACH = 2
SLOTS = tuple(
    datetime.fromisoformat(f"2026-{day}T09:{minute}")
    for day in ("11-30", "12-01")
    for minute in ("00", "15", "30", "45")
)


def race_desk(path: str, rank: int, minutes: int = 0) -> Desk:
    return desk_on(
        open_store(path, limit_s=60),
        office=small_office(counters=PLACES_EACH),
        clock=still_clock(MONDAY + timedelta(minutes=minutes)),
        agent=f"agent{rank}",
        station=f"poste:{rank}",
    )


def book_guarded(desk: Desk, start: datetime, rank: int) -> None:
    """Book by one of the two ways that people have."""
    if rank % 2:
        booking.book_at(desk, start, person(rank), channel=Channel.PHONE)
    else:
        hold = holds.hold(desk, start, BookingDraft())
        booking.book(desk, hold, person(rank), channel=Channel.DESK, identification=None)


def book_naked(desk: Desk, start: datetime, rank: int) -> None:
    """Look for a free place, then take it: what every double booking is made of."""
    office = desk.office.code
    with snapshot(desk) as unit:
        place = places.first_free(unit, start)
    if place is None:
        raise RdvError("slot_taken", "")
    columns: dict[str, Any] = {**applicant_columns(person(rank))}
    with Session(desk.store.engine) as session:
        session.add(
            AppointmentRow(
                office=office,
                reference=secrets.token_hex(8),
                status="booked",
                start=start,
                number=place.number,
                channel="phone",
                booked_at=desk.clock.now(),
                created_at=desk.clock.now(),
                **columns,
            )
        )
        session.commit()


def answer(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def fight(path: str, rank: int, minutes: int, *, guarded: bool) -> None:
    desk = race_desk(path, rank, minutes)
    book = book_guarded if guarded else book_naked
    for number, start in enumerate(SLOTS):
        try:
            book(desk, start, rank * 1000 + minutes * 20 + number)
        except RdvError as error:
            answer(error.code)
        else:
            answer("booked")
    desk.store.close()


def main(path: str, rank: int, *, guarded: bool) -> None:
    desk = race_desk(path, rank)
    answer("ready")
    for line in sys.stdin:
        command, *rest = line.split()
        if command == "fight":
            fight(path, rank, int(rest[0]), guarded=guarded)
        elif command == "hold":
            holds.hold(desk, SLOTS[rank % len(SLOTS)], BookingDraft())
        while command == "churn":
            for start in SLOTS:
                try:
                    holds.release(desk, holds.hold(desk, start, BookingDraft()))
                except RdvError as error:
                    answer(error.code)
                else:
                    answer("churned")
        answer("end")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), guarded=sys.argv[3] == "guarded")
