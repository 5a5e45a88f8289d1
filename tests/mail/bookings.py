"""People who booked and want their e-mail."""

from datetime import date, datetime, timedelta

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.desk import Desk
from tests.factories import person

FIRST = datetime.fromisoformat("2026-12-01T09:00")


def book_many(desk: Desk, count: int, first_rank: int = 1) -> list[Appointment]:
    """Book for `count` persons with an e-mail, on the first days of December."""
    made = []
    for number in range(count):
        rank = first_rank + number
        slot, place = divmod(rank - 1, 2)
        day, quarter = divmod(slot, 4)
        week, weekday = divmod(day, 4)
        start = FIRST + timedelta(weeks=week, days=weekday, minutes=15 * quarter)
        who = person(rank, email=f"personne{rank}@example.org", permit_expires=date(2027, 1, 20))
        made.append(book_at(desk, start, who, channel=Channel.DESK))
        assert place in {0, 1}
    return made
