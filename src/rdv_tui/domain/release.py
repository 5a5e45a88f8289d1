"""When places are released, and for whom some of each slot are kept.

A place that comes back at once can be passed on: whoever sells it cancels while the buyer books.
One that comes back at an hour set beforehand goes to whoever asks first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.office import Office

AGENT_CHANNELS = frozenset({Channel.DESK, Channel.PHONE})
"""The channels of an agent, who learns only at step 3 by which one the person came."""


def next_release(local: datetime, office: Office, zone: ZoneInfo) -> datetime:
    """Return the office's first release after the wall clock `local`, as an instant (UTC)."""
    at = datetime.combine(local.date(), office.release_time)
    if at <= local:
        at += timedelta(days=1)
    return at.replace(tzinfo=zone).astimezone(UTC)


def last_open_day(local: datetime, office: Office) -> date:
    """Return the last day that is open for booking at the wall clock `local`.

    The horizon moves on by a day at the release hour, not at midnight.
    """
    last = local.date() + timedelta(weeks=office.horizon_weeks)
    return last if local.time() >= office.release_time else last - timedelta(days=1)


def reserve_quotas(
    places: Iterable[Place],
    office: Office,
    kept: Mapping[datetime, Counter[Channel]] | None = None,
) -> Iterator[Place]:
    """Yield `places`, in order, the first ones of each slot kept for the channels that lack some.

    `kept` counts, for each start, the places that stand there already and are kept for a channel.
    Where a slot has fewer places than are asked for, the desk comes first, the kiosk last.
    """
    wanted = Counter(
        {
            Channel.DESK: office.kept_for_desk,
            Channel.PHONE: office.kept_for_phone,
            Channel.KIOSK: office.kept_for_kiosk,
        }
    )
    there = kept or {}
    for start, slot in groupby(places, key=lambda place: place.start):
        lacking = list((wanted - there.get(start, Counter())).elements())
        for rank, place in enumerate(slot):
            yield replace(place, kept_for=lacking[rank]) if rank < len(lacking) else place
