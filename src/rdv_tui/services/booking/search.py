"""One search for everything a person may show or say: reference, names, numbers, contacts, birth.

Only what was booked is found: a hold, given back or lapsed, is nobody's appointment.
"""

from dataclasses import dataclass
from datetime import datetime, time

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.search_words import Query, parse_query
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, search_index
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.transactions import Snapshot, snapshot

MAX_HITS = 50
"""Appointments answered at most: beyond it, one more letter helps better than a longer list."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An appointment that answers; `is_past` when its day is over."""

    appointment: Appointment
    is_past: bool


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found: those to come, soonest first, then past ones, latest first.

    `has_more` when the list was cut; `is_too_short` when too little was typed to search at all.
    """

    found: tuple[SearchHit, ...] = ()
    has_more: bool = False
    is_too_short: bool = False


def get(desk: Desk, reference_text: str) -> Appointment:
    """Return the appointment whose reference was typed or read out, however it is written.

    Raises Refusal `unknown_reference`; a hold is not an appointment yet.
    """
    with snapshot(desk) as unit:
        return to_appointment(require_booked(unit, reference_text))


def search(desk: Desk, typed: str, limit: int = MAX_HITS) -> SearchResults:
    """Return at most `limit` appointments that `typed` may mean (domain/search_words.read_query).

    Each search asks a bounded number of stretches of one index, whatever was booked. Raises
    StoreError.
    """
    today = desk.clock.today()
    query = parse_query(typed, today)
    if query is None:
        return SearchResults(is_too_short=True)
    midnight = datetime.combine(today, time())
    with snapshot(desk) as unit:
        references = [query.reference] if query.reference else []
        references += _matching(unit, query, midnight, limit + 1)
        wanted = list(dict.fromkeys(references))[: limit + 1]
        rows = {row.reference: row for row in appointments.booked(unit, wanted)}
    found = [
        SearchHit(to_appointment(rows[reference]), rows[reference].start < midnight)
        for reference in wanted
        if reference in rows
    ]
    return SearchResults(tuple(found[:limit]), has_more=len(found) > limit)


def _matching(unit: Snapshot, query: Query, midnight: datetime, count: int) -> list[str]:
    """Return references whose words answer, nearest first; past ones if few are to come."""
    stretches: list[tuple[str, tuple[str, ...]]] = [(one, ()) for one in query.prefixes]
    if query.names:
        stretches.append((query.names[0], query.names[1:]))
    found: dict[str, datetime] = {}
    for is_past in (False, True):
        side: dict[str, datetime] = {}
        for beginning, others in stretches:
            side |= search_index.matching(
                unit,
                beginning,
                others,
                edge=midnight,
                is_past=is_past,
                count=count,
            )
        found |= dict(sorted(side.items(), key=lambda one: (one[1], one[0]), reverse=is_past))
        if len(found) >= count:
            break
    return list(found)
