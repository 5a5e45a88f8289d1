"""The office's calendar: weekly openings, less closures, less public holidays, as places.

Wall-clock times of the office throughout (naive). A change to summer time at night moves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Closure, Office, Opening


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One person's place: its start, its number among those of the start, its counter.

    `kept_for` is the channel that alone may take it.
    """

    start: datetime
    number: int
    counter: int
    kept_for: Channel | None = None


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the eleven legal holidays of France with their French names.

    Code du travail, L.3133-1. Without a subdivision: Alsace and Moselle have two more.
    """
    # Imported here: it costs time that opening the desk does not have.
    from holidays import country_holidays  # noqa: PLC0415

    return MappingProxyType(dict(country_holidays("FR", years=year, language="fr").items()))


def next_open_day(day: date, office: Office) -> date:
    """Return the first day from `day` on that has places, `day` when none has for two months."""
    until = min(day.toordinal() + 62, date.max.toordinal())
    hours = office.openings, office.closures, office.slot_minutes
    days = (date.fromordinal(n) for n in range(day.toordinal(), until + 1))
    return next((one for one in days if any(places(*hours, one, one))), day)


def places(
    openings: Sequence[Opening],
    closures: Sequence[Closure],
    slot_minutes: int,
    first: date,
    last: date,
) -> Iterator[Place]:
    """Yield every place from the day `first` to the day `last`, both in, by start then number.

    A slot ends by the end of its opening; what a closure touches is gone. The place's number is
    its counter's.
    """
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day not in public_holidays(day.year):
            yield from _places_of(day, openings, closures, slot_minutes)


def closed_reason(
    day: date, openings: Sequence[Opening], closures: Sequence[Closure], slot_minutes: int
) -> str | None:
    """Return why a day that would have places has none: the holiday's name or the closure's reason.

    None for a day with places, and for one on which the office never opens. A public holiday
    gives its name on any day of the week.
    """
    if holiday := public_holidays(day.year).get(day):
        return holiday
    concerned = [closure for closure in closures if closure.first <= day <= closure.last]
    if not concerned or next(_places_of(day, openings, (), slot_minutes), None) is None:
        return None
    if next(_places_of(day, openings, concerned, slot_minutes), None) is not None:
        return None
    # The widest closure tells the story better than a counter's own.
    return min(concerned, key=lambda closure: closure.counter is not None).reason


def slot_end(office: Office, start: datetime, counter: int | None) -> datetime:
    """Return when a slot that begins at `start` ends, by the opening of its counter then."""
    lengths = (
        one.slot_minutes or office.slot_minutes
        for one in office.openings
        if one.counter == counter
        and is_valid_on(one, start.date())
        and one.start <= start.time() < one.end
    )
    return start + timedelta(minutes=next(lengths, office.slot_minutes))


def closes(closure: Closure, counter: int | None, at: datetime) -> bool:
    """Say whether `closure` shuts `counter` at the moment `at`."""
    return (
        closure.first <= at.date() <= closure.last
        and closure.counter in {None, counter}
        and (closure.start is None or closure.start <= at.time())
        and (closure.end is None or at.time() < closure.end)
    )


def _places_of(
    day: date, openings: Iterable[Opening], closures: Iterable[Closure], slot_minutes: int
) -> Iterator[Place]:
    """Yield the places of one day that is no holiday, in order, each once."""
    concerned = [closure for closure in closures if closure.first <= day <= closure.last]
    found = {
        Place(
            datetime.combine(day, time(minute // 60, minute % 60)), opening.counter, opening.counter
        )
        for opening in openings
        if is_valid_on(opening, day)
        for length in (opening.slot_minutes or slot_minutes,)
        for minute in _starts(opening, length)
        if not any(_is_closed(closure, opening.counter, minute, length) for closure in concerned)
    }
    yield from sorted(found)


def is_valid_on(opening: Opening, day: date) -> bool:
    """Say whether a weekly opening applies to `day`."""
    return (
        opening.weekday == day.weekday()
        and (opening.valid_from is None or opening.valid_from <= day)
        and (opening.valid_until is None or day <= opening.valid_until)
    )


def _starts(opening: Opening, slot_minutes: int) -> range:
    """Return the starts, in minutes of the day, whose slot ends by the end of the opening."""
    return range(
        minutes_of(opening.start), minutes_of(opening.end) - slot_minutes + 1, slot_minutes
    )


def _is_closed(closure: Closure, counter: int, minute: int, slot_minutes: int) -> bool:
    if closure.counter not in {None, counter}:
        return False
    starts_before_end = closure.end is None or minute < minutes_of(closure.end)
    ends_after_start = closure.start is None or minute + slot_minutes > minutes_of(closure.start)
    return starts_before_end and ends_after_start


def minutes_of(hour: time) -> int:
    """Return how many minutes of the day are over at that hour."""
    return hour.hour * 60 + hour.minute
