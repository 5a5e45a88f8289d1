"""Figures of the Bilan on the sample, each against a statement of its own on the store's file."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.figures import WeekFigures
from rdv_tui.services.day import figures
from rdv_tui.services.desk import Desk
from rdv_tui.store.engine import open_store
from tests.factories import still_clock
from tests.programs import NOW, sample_copy

WEEK = ("2026-11-16", "2026-11-23")
"""The whole week that the sample has behind it: from Monday, and the Monday after (out)."""

OF_THE_WEEK = f"office <> '' AND start >= '{WEEK[0]}' AND start < '{WEEK[1]}'"
STANDS = "status NOT IN ('held', 'lapsed', 'released', 'cancelled')"
WAITED = "CAST((julianday(called_at) - julianday(arrived_at)) * 1440 + 0.001 AS INTEGER)"
SERVED = "CAST((julianday(ended_at) - julianday(called_at)) * 1440 + 0.001 AS INTEGER)"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_copy(tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def desk(file: Path) -> Iterator[Desk]:
    clock = still_clock(datetime.fromisoformat(NOW), ZoneInfo("Europe/Paris"))
    with open_store(str(file)) as store:
        yield Desk(store, catalogue.default_office(), clock, "agent", "poste:1")


def asked(file: Path, expression: str, condition: str) -> int:
    with sqlite3.connect(file) as connection:
        query = f"SELECT {expression} FROM appointment WHERE {OF_THE_WEEK} AND {condition}"
        return int(connection.execute(query).fetchone()[0])


def week(desk: Desk) -> WeekFigures:
    monday = date.fromisoformat(WEEK[0])
    return next(one for one in figures.list_weeks(desk, 4) if one.monday == monday)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("booked", STANDS),
        ("done", "status = 'done'"),
        ("incomplete", "status = 'incomplete'"),
        ("no_show", "status = 'no_show'"),
        ("left", "status = 'left'"),
        ("unrecorded", "status IN ('booked', 'arrived', 'in_progress', 'unrecorded')"),
        ("cancellations", "status = 'cancelled'"),
    ],
)
def test_counts_of_the_week(desk: Desk, file: Path, name: str, condition: str) -> None:
    assert getattr(week(desk), name) == asked(file, "count(*)", condition)


@pytest.mark.parametrize("channel", ["desk", "phone"])
def test_channels_of_the_week(desk: Desk, file: Path, channel: str) -> None:
    counted = asked(file, "count(*)", f"{STANDS} AND channel = '{channel}'")
    assert counted > 0
    assert week(desk).by_channel[channel] == counted


def test_half_of_the_people_did_not_wait_longer_for_a_place(desk: Desk, file: Path) -> None:
    days = "julianday(date(start)) - julianday(date(booked_at))"
    median = week(desk).median_wait
    total = asked(file, "count(*)", STANDS)
    assert median is not None
    assert 2 * asked(file, "count(*)", f"{STANDS} AND {days} <= {median}") >= total
    assert 2 * asked(file, "count(*)", f"{STANDS} AND {days} < {median}") < total


def in_the_hall(file: Path, minutes: str, where: str) -> list[int]:
    monday = "2026-11-02"  # four weeks, as asked below
    with sqlite3.connect(file) as connection:
        query = (
            f"SELECT {minutes} AS m FROM appointment WHERE start >= '{monday}' AND {STANDS} "
            f"AND arrived_at IS NOT NULL AND {where} AND m IS NOT NULL ORDER BY m"
        )
        return [int(row[0]) for row in connection.execute(query)]


@pytest.mark.parametrize("kind", ["waited", "served"])
@pytest.mark.parametrize(
    ("by", "code", "where"),
    [
        ("all", "", "1"),
        ("counter", "2", "served_at_counter = 2"),
        ("situation", "SALARIE", "situation = 'SALARIE'"),
    ],
)
def test_minutes_in_the_hall_and_at_the_counter(
    desk: Desk, file: Path, kind: str, by: str, code: str, where: str
) -> None:
    found = next(one for one in figures.list_hall(desk, 4) if (one.by, one.code) == (by, code))
    told = getattr(found, kind)
    minutes = in_the_hall(file, WAITED if kind == "waited" else SERVED, where)
    assert told.count == len(minutes) > 0
    assert told.median == minutes[(len(minutes) + 1) // 2 - 1]
    assert sum(one <= told.ninety for one in minutes) >= 0.9 * len(minutes)
    assert sum(one < told.ninety for one in minutes) < 0.9 * len(minutes)
