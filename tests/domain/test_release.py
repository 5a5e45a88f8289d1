"""When places are released, and for whom some of each slot are kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.calendar import Place
from rdv_tui.domain.office import Office
from rdv_tui.domain.release import last_open_day, next_release, reserve_quotas
from tests.factories import PARIS, small_office

NOON = small_office(release_time=time(12))
NINE = datetime(2026, 12, 1, 9)


@pytest.mark.parametrize(
    ("local", "release"),
    [
        ("2026-12-01T09:00", "2026-12-01T11:00Z"),
        ("2026-12-01T11:59", "2026-12-01T11:00Z"),
        ("2026-12-01T12:00", "2026-12-02T11:00Z"),
        ("2026-12-31T18:00", "2027-01-01T11:00Z"),
        ("2027-03-27T13:00", "2027-03-28T10:00Z"),  # summer time begins in the night between
        ("2027-10-30T13:00", "2027-10-31T11:00Z"),
    ],
)
def test_the_next_release_is_at_the_office_s_own_hour(local: str, release: str) -> None:
    found = next_release(datetime.fromisoformat(local), NOON, PARIS)
    assert found == datetime.fromisoformat(release)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)), st.times())
def test_a_release_comes_within_a_day_and_at_its_hour(local: datetime, hour: time) -> None:
    hour = hour.replace(second=0, microsecond=0)
    found = next_release(local, replace(NOON, release_time=hour), PARIS)
    assert found.tzinfo is UTC
    ahead = found.astimezone(PARIS).replace(tzinfo=None) - local
    # The hour that summer time skips is read as the one after it.
    assert timedelta(0) < ahead <= timedelta(days=1, hours=1)


@pytest.mark.parametrize(
    ("local", "last"),
    [
        ("2026-11-30T11:59", date(2026, 12, 27)),
        ("2026-11-30T12:00", date(2026, 12, 28)),
        ("2026-12-01T00:00", date(2026, 12, 28)),
    ],
)
def test_the_horizon_moves_on_at_the_release_hour(local: str, last: date) -> None:
    assert last_open_day(datetime.fromisoformat(local), NOON) == last


def _kept(office: Office, *counters: int) -> list[Channel | None]:
    return [p.kept_for for p in reserve_quotas([Place(NINE, one, one) for one in counters], office)]


def test_so_many_of_each_slot_are_kept_the_desk_first() -> None:
    office = small_office(kept_for_desk=1, kept_for_kiosk=1)
    assert _kept(office, 1, 2, 3) == [Channel.DESK, Channel.KIOSK, None]
    assert _kept(office, 3) == [Channel.DESK]
    assert _kept(small_office(), 1, 2, 3) == [None, None, None]


def test_each_slot_keeps_its_own() -> None:
    slots = [Place(NINE + timedelta(minutes=15 * rank // 2), rank % 2 + 1, 1) for rank in range(4)]
    slots.sort()
    found = list(reserve_quotas(slots, small_office(kept_for_phone=1)))
    by_start: dict[datetime, list[Channel | None]] = {}
    for place in found:
        by_start.setdefault(place.start, []).append(place.kept_for)
    assert all(kept.count(Channel.PHONE) == 1 for kept in by_start.values())
