"""Searching in a store with one million appointments: rare words, frequent ones, numbers, pairs."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from benchmarks.report import Figure
from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.names import fold
from rdv_tui.domain.reference import new_reference
from rdv_tui.domain.search_words import (
    BIRTH,
    EMAIL,
    NUMBER,
    NUMBER_END,
    REFERENCE,
    indexed_names,
    indexed_sounds,
    narrowing,
)
from rdv_tui.services.booking.search import search
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import open_desk
from rdv_tui.store.engine import open_store

COUNT, FEW, COUNTERS, SLOTS_A_DAY = 1_000_000, 10_000, 100, 26
TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(weeks=8)
RUNS = 15
LIMIT_MS = 50
GROWTH_LIMIT = 5
"""How many times longer a search may take among a hundred times as many appointments."""

WordKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Person:
    rank: int
    reference: str
    start: str
    place: int
    family: str
    given: str
    birth: str
    number: str
    phone: str

    @property
    def email(self) -> str:
        """Return an address as people make theirs."""
        words = fold(f"{self.given} {self.family}").split()
        return f"{'.'.join(words)}{self.rank % 1000}@example.org"


@cache
def _names(family: str, given: str) -> tuple[str, str]:
    names = indexed_names(family, given)
    return names, indexed_sounds(names)


def _crowd(chance: random.Random, count: int) -> Iterator[_Person]:
    """Yield `count` persons, named as the sample's are, from the horizon back in time."""
    file = Path(catalogue.__file__).with_name("sample_people.toml")
    nations = msgspec.toml.decode(file.read_bytes())["nations"]
    weights = [nation["weight"] for nation in nations]
    references = {new_reference(chance.choice) for _ in range(count + count // 100)}
    numbers = chance.sample(range(100_000_000), count)
    for rank, (reference, number) in enumerate(zip(sorted(references), numbers, strict=False)):
        nation = chance.choices(nations, weights)[0]
        day, hour = divmod(rank // COUNTERS, SLOTS_A_DAY)
        start = datetime.combine(LAST - timedelta(days=day), datetime.min.time())
        born = date(1946, 1, 1) + timedelta(days=chance.randrange(22_000))
        given = chance.choice([*nation["women"], *nation["men"], ""])
        yield _Person(
            rank,
            reference,
            f"{start + timedelta(hours=9, minutes=15 * hour):%F %T}.000000",
            rank % COUNTERS + 1,
            chance.choice(nation["families"]),
            given,
            f"{born:%F}",
            f"84{number:08d}",
            f"+336{chance.randrange(10**8):08d}",
        )


def _name_words(crowd: Iterable[_Person], office: str) -> Iterator[WordKey]:
    for one in crowd:
        names, sounds = _names(one.family, one.given)
        beside = names + narrowing(BirthDate.on(date.fromisoformat(one.birth)), one.number)
        for word in set(names.split()):
            yield office, word, one.start, one.reference, beside
        for sound in set(sounds.split()):
            yield office, sound, one.start, one.reference, sounds


def _kinds(office: str) -> Sequence[Callable[[Iterable[_Person]], Iterable[WordKey]]]:
    """Return what makes each kind of word, so that each is written in its own order."""

    def kind(word: Callable[[_Person], str]) -> Callable[[Iterable[_Person]], Iterable[WordKey]]:
        return lambda crowd: ((office, word(one), one.start, one.reference, "") for one in crowd)

    return (
        lambda crowd: _name_words(crowd, office),
        kind(lambda one: f"{REFERENCE}{one.reference.replace('-', '')}"),
        kind(lambda one: f"{NUMBER}{one.number}"),
        kind(lambda one: f"{NUMBER_END}{one.number[::-1]}"),
        kind(lambda one: one.phone),
        kind(lambda one: f"{EMAIL}{one.email}"),
        kind(lambda one: f"{BIRTH}{one.birth}"),
    )


def _fill(store: Path, office: str, count: int) -> list[_Person]:
    """Write `count` persons straight into the file; all booked, and came if the day is over."""
    crowd = list(_crowd(random.Random(84), count))
    with sqlite3.connect(store) as connection:
        for pragma in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA cache_size = -400000")
        (index,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'ix_search_word_reference'"
        ).fetchone()
        connection.execute("DROP INDEX ix_search_word_reference")
        connection.executemany(
            "INSERT INTO appointment (office, reference, status, start, number, channel,"
            " family_name, given_names, birth_date, nationality, foreign_resident_number,"
            " situation, permit_kind, permit_expires, postal_code, commune, email, phone,"
            " language, booked_at, created_at) VALUES (?, ?, ?, ?, ?, 'desk', ?, ?, ?, 'MA', ?,"
            " 'SALARIE', 'CST', '2027-01-10', '84000', 'Avignon', ?, ?, 'fr',"
            " '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
            (
                (
                    *(office, p.reference, "booked" if p.start > f"{TODAY}" else "done"),
                    *(p.start, p.place, p.family, p.given, p.birth, p.number, p.email, p.phone),
                )
                for p in crowd
            ),
        )
        for kind in _kinds(office):
            connection.executemany(
                "INSERT INTO search_word (office, word, start, reference, names)"
                " VALUES (?, ?, ?, ?, ?)",
                sorted(kind(crowd)),
            )
        connection.execute(index)
        connection.execute("ANALYZE")
    return crowd


def _open(store: Path) -> Desk:
    office = replace(catalogue.default_office(), openings=())
    now = datetime.combine(TODAY, datetime.min.time())
    clock = Clock.starting_at(ZoneInfo(office.time_zone), now)
    return open_desk(open_store(str(store)), office, clock, "bench", station="bench:1", founds=True)


def measure(store: Path, _: Mapping[str, str]) -> list[Figure]:
    """Return the median time of each kind of search, and how it grows with the store."""
    few = _times(store, FEW)
    many = _times(store, COUNT)
    growth = statistics.median(
        slow.value / quick.value for slow, quick in zip(many, few, strict=True)
    )
    detail = f"median of {len(many)} searches, {COUNT} appointments against {FEW}"
    return [*many, Figure("find, growth", growth, GROWTH_LIMIT, "times", detail)]


def _times(store: Path, count: int) -> list[Figure]:
    """Return what each kind of search takes among `count` appointments."""
    for name in (store.name, f"{store.name}-wal", f"{store.name}-shm"):
        store.with_name(name).unlink(missing_ok=True)
    empty = _open(store)
    empty.store.close()
    one = _fill(store, empty.office.code, count)[count // 2]
    start = datetime.fromisoformat(one.start)
    asked = {
        "a frequent beginning": "ben",
        "another": "moh",
        "two frequent beginnings": "ben moh",
        "a whole name": f"{one.given} {one.family}",
        "a reference": one.reference,
        "a reference's first signs": f"{one.reference[:4]}-",
        "a number": one.number,
        "a number's last digits": one.number[-4:],
        "a number's first digits": one.number[:6],
        "a phone": "0" + one.phone[3:],
        "an e-mail": one.email,
        "a birth date": one.birth,
        "a parted name": "ben ali",
        "a name and a year": f"{one.family} {one.birth[:4]}",
        "by ear": "mouhamad",
        "a day and an hour": f"{start:%d/%m/%Y %H:%M}",
        "nobody": "zzzzzz",
    }
    desk = _open(store)
    figures = [_measure(desk, label, typed) for label, typed in asked.items()]
    desk.store.close()
    return figures


def _measure(desk: Desk, label: str, typed: str) -> Figure:
    times = []
    for _turn in range(RUNS):
        began = time.perf_counter()
        answers = search(desk, typed)
        times.append((time.perf_counter() - began) * 1000)
    assert bool(answers.found) == (label != "nobody"), typed
    found = f"{len(answers.found)}{'+' if answers.has_more else ''} found"
    detail = f"« {typed} », {found}, worst {max(times):.0f} ms of {RUNS}"
    return Figure(f"find {label}", statistics.median(times), LIMIT_MS, "ms", detail)
