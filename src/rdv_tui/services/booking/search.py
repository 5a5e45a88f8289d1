"""One search for everything a person may show or say: reference, names, numbers, contacts, birth.

Only what was booked is found: a hold, given back or lapsed, is nobody's appointment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.date_parsing import parse_start
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.search_words import Query, parse_query
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.desk import Desk
from rdv_tui.services.reading import note
from rdv_tui.store import accounts, appointments, search_index
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.transactions import Snapshot, snapshot

MAX_HITS = 50
"""Appointments answered at most: beyond it, one more letter helps better than a longer list."""

NEAR_BELOW = 10
"""Below so many exact answers, those that only sound alike follow."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An appointment that answers; `is_past` when its day is over.

    `is_near` when its names only sound like what was typed: it may be somebody else's.
    """

    appointment: Appointment
    is_past: bool
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found: those to come, soonest first, then past ones, latest first.

    `has_more` when the list was cut; `is_too_short` when too little was typed to search at all.
    """

    found: tuple[SearchHit, ...] = ()
    has_more: bool = False
    is_too_short: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A word's beginning, the names beside it, and another word of the same person."""

    beginning: str
    others: Sequence[str] = ()
    beside: Sequence[str] = ()


def get(desk: Desk, reference_text: str) -> Appointment:
    """Return the appointment whose reference was typed or read out, however it is written.

    Raises Refusal `unknown_reference`; a hold is not an appointment yet.
    """
    with snapshot(desk) as unit:
        return to_appointment(require_booked(unit, reference_text))


def booked_by(desk: Desk, reference: str) -> str:
    """Return who booked an appointment, as papers name them, empty when nobody has that name."""
    with snapshot(desk) as unit:
        row = appointments.find(unit, reference)
        return accounts.name_on_paper(unit, row.held_by) if row is not None else ""


def search(desk: Desk, typed: str, limit: int = MAX_HITS) -> SearchResults:
    """Return at most `limit` appointments that `typed` may mean (domain/search_words.parse_query).

    Each search asks a bounded number of stretches of one index, whatever was booked. One by a whole
    number, of a person or a phone, is written down. Raises StoreError.
    """
    today = desk.clock.today()
    query, at = parse_query(typed, today), parse_start(typed, today)
    if query is None:
        return SearchResults(is_too_short=True)
    midnight = datetime.combine(today, time())
    with snapshot(desk) as unit:
        exact = [query.reference] if query.reference else []
        exact += appointments.at_start(unit, at) if at else []
        exact += _matching(unit, _stretches(query), midnight, limit + 1)
        few = len(exact) < NEAR_BELOW
        near = _matching(unit, _by_ear(query), midnight, NEAR_BELOW) if few else []
        wanted = list(dict.fromkeys((*exact, *near)))[: limit + 1]
        rows = {row.reference: row for row in appointments.booked(unit, wanted)}
    found = [
        SearchHit(to_appointment(row), row.start < midnight, reference not in exact)
        for reference in wanted
        if (row := rows.get(reference))
    ]
    if _is_whole_number(typed):
        note(desk, "find_number", found[0].appointment.reference if found else None)
    return SearchResults(tuple(found[:limit]), has_more=len(found) > limit)


def _is_whole_number(typed: str) -> bool:
    number = parse_number(typed)
    return number.value is not None and not number.needs_zero


def _stretches(query: Query) -> list[_Stretch]:
    marked = [_Stretch(one) for one in query.prefixes]
    return marked + [_Stretch(first, others, query.born) for first, *others in query.names]


def _by_ear(query: Query) -> list[_Stretch]:
    return [_Stretch(first, others, query.beside) for first, *others in query.sounds]


def _matching(
    unit: Snapshot, stretches: Sequence[_Stretch], midnight: datetime, count: int
) -> list[str]:
    """Return references whose words answer, nearest first; past ones if few are to come."""
    found: dict[str, datetime] = {}
    for is_past in (False, True):
        side: dict[str, datetime] = {}
        for stretch in stretches:
            side |= search_index.matching(
                unit,
                stretch.beginning,
                stretch.others,
                beside=stretch.beside,
                edge=midnight,
                is_past=is_past,
                count=count,
            )
        found |= dict(sorted(side.items(), key=lambda one: (one[1], one[0]), reverse=is_past))
        if len(found) >= count:
            break
    return list(found)
