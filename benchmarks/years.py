"""A store of many years: appointments from the horizon back in time, written straight into it.

Every day has the same counters and slots, whatever their number: what a question answers has one
size on every store, and only what it must not look at grows.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import Connection

from rdv_tui import catalogue
from rdv_tui.domain.reference import ALPHABET, new_reference
from rdv_tui.domain.search_words import NUMBER, indexed_names

COUNTERS, SLOTS_A_DAY = 10, 26
PLACES_A_DAY = COUNTERS * SLOTS_A_DAY
TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(weeks=4)
FREE_EVERY, ARRIVED_EVERY = 10, 13
"""Of the places to come one in so many is free; of today's people one in so many is in the hall."""

FILLED = ("place", "appointment", "search_word")
_CROWD = (
    "CREATE TEMPORARY TABLE crowd (rank INTEGER PRIMARY KEY, start {instant} NOT NULL,"
    " number INTEGER NOT NULL, reference TEXT NOT NULL, foreign_number TEXT NOT NULL)"
)
_PLACES = (
    "INSERT INTO place (office, start, number, extra, withdrawn)"
    " SELECT :office, start, number, {no}, {no} FROM crowd ORDER BY rank DESC"
)
_APPOINTMENTS = f"""
INSERT INTO appointment (office, reference, status, start, number, channel, family_name,
    given_names, birth_date, nationality, foreign_resident_number, situation, permit_kind,
    permit_expires, postal_code, commune, language, booked_at, created_at, arrived_at)
SELECT :office, reference,
    CASE WHEN start < :midnight THEN 'done' WHEN start >= :tomorrow OR rank % {ARRIVED_EVERY} <> 0
        THEN 'booked' ELSE 'arrived' END,
    start, number, 'desk', n.family, n.given, '1988-04-17', 'MA', foreign_number, 'SALARIE', 'CST',
    '2027-01-10', '84000', 'Avignon', 'fr', '2026-01-01 00:00:00', '2026-01-01 00:00:00',
    CASE WHEN start >= :midnight AND start < :tomorrow AND rank % {ARRIVED_EVERY} = 0 THEN start END
FROM crowd JOIN named n ON n.id = rank % :names
WHERE start < :tomorrow OR rank % {FREE_EVERY} <> 0
ORDER BY rank"""
_NUMBERS = (
    "INSERT INTO search_word (office, word, start, reference, names)"
    f" SELECT :office, '{NUMBER}' || foreign_number, start, reference, '' FROM crowd"
    f" WHERE start < :tomorrow OR rank % {FREE_EVERY} <> 0 ORDER BY rank"
)
_NAMES = (
    "INSERT INTO search_word (office, word, start, reference, names)"
    " SELECT :office, w.word, c.start, c.reference, w.names FROM known_word w"
    " JOIN crowd c ON c.rank % :names = w.id"
    f" WHERE c.start < :tomorrow OR c.rank % {FREE_EVERY} <> 0 ORDER BY 2, 3"
)


def fill(address: str, offices: Sequence[str], count: int, last: date = LAST) -> None:
    """Write `count` places of each of `offices`, which the store knows, nearly all of them taken.

    They end on the day `last`. A place's `rank` counts back in time from there. Whoever was booked
    in the past has come.
    """
    # The driver's own connection: a store that is open watches its file and the file's log.
    url = address if "://" in address else f"sqlite:///{address}"
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        _hurry(connection)
        indexes = _drop_indexes(connection)
        _keep_names(connection)
        for office in offices:
            _fill(connection, office, count, last)
        for index in indexes:
            connection.execute(text(index))
        connection.execute(text("ANALYZE"))
        connection.commit()
    if engine.dialect.name == "sqlite":
        _settle(Path(address))


def reference_of(rank: int) -> str:
    """Return the reference of the place of that rank."""
    symbols = []
    for _ in range(7):
        rank, symbol = divmod(rank, len(ALPHABET))
        symbols.append(ALPHABET[symbol])
    return new_reference(lambda _: symbols.pop())


def number_of(rank: int) -> str:
    """Return the foreign resident's number of whoever has the place of that rank."""
    return f"84{rank:08d}"


def start_of(rank: int, last: date = LAST) -> datetime:
    """Return when the place of that rank begins, wall clock."""
    day, within = divmod(rank, PLACES_A_DAY)
    minutes = 15 * ((PLACES_A_DAY - 1 - within) // COUNTERS)
    return datetime.combine(last - timedelta(days=day), time(9)) + timedelta(minutes=minutes)


def name_of(rank: int) -> tuple[str, str]:
    """Return family and given names of whoever has the place of that rank."""
    names = _names()
    return names[rank % len(names)]


def _names() -> list[tuple[str, str]]:
    file = Path(catalogue.__file__).with_name("sample_people.toml")
    nations = msgspec.toml.decode(file.read_bytes())["nations"]
    return [
        (family, given)
        for nation in nations
        for family, given in zip(nation["families"], nation["women"] + nation["men"], strict=False)
    ]


def _rows(count: int, last: date) -> Iterator[tuple[int, datetime, int, str, str]]:
    for rank in range(count):
        number = COUNTERS - rank % COUNTERS
        yield rank, start_of(rank, last), number, reference_of(rank), number_of(rank)


def _fill(connection: Connection, office: str, count: int, last: date) -> None:
    is_file = connection.dialect.name == "sqlite"
    connection.execute(text(_CROWD.format(instant="TEXT" if is_file else "TIMESTAMP")))
    _write_crowd(connection, count, last)
    midnight = datetime.combine(TODAY, time())
    edges = {"midnight": midnight, "tomorrow": midnight + timedelta(days=1)}
    written = {name: f"{at:%F %T}.000000" for name, at in edges.items()}
    given = {"office": office, "names": len(_names()), **(written if is_file else edges)}
    for statement in (_PLACES.format(no="0" if is_file else "false"), _APPOINTMENTS, _NUMBERS):
        _run(connection, statement, given)
    _run(connection, _NAMES, given)
    connection.execute(text("DROP TABLE crowd"))
    connection.commit()


def _run(connection: Connection, statement: str, given: dict[str, Any]) -> None:
    used = {name: value for name, value in given.items() if f":{name}" in statement}
    connection.execute(text(statement), used)


def _write_crowd(connection: Connection, count: int, last: date) -> None:
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        rows = (
            (rank, f"{start:%F %T}.000000", number, reference, foreign)
            for rank, start, number, reference, foreign in _rows(count, last)
        )
        driver.executemany("INSERT INTO crowd VALUES (?, ?, ?, ?, ?)", rows)
        return
    with driver.cursor() as cursor, cursor.copy("COPY crowd FROM STDIN") as copy:
        for row in _rows(count, last):
            copy.write_row(row)
    connection.execute(text("ANALYZE crowd"))


def _keep_names(connection: Connection) -> None:
    named, words = [], []
    for rank, (family, given) in enumerate(_names()):
        names = indexed_names(family, given)
        named.append({"id": rank, "family": family, "given": given})
        words += [{"id": rank, "word": word, "names": names} for word in set(names.split())]
    connection.execute(
        text("CREATE TEMPORARY TABLE named (id INTEGER PRIMARY KEY, family TEXT, given TEXT)")
    )
    connection.execute(
        text("CREATE TEMPORARY TABLE known_word (id INTEGER, word TEXT, names TEXT)")
    )
    connection.execute(text("INSERT INTO named VALUES (:id, :family, :given)"), named)
    connection.execute(text("INSERT INTO known_word VALUES (:id, :word, :names)"), words)


# -- haste: nothing of this need outlive a machine that stops
def _hurry(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        settings = "journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF"
        for pragma in (*settings, "cache_size = -2000000", "foreign_keys = OFF"):
            driver.execute(f"PRAGMA {pragma}")
        return
    for setting in ("session_replication_role = replica", "synchronous_commit = off"):
        connection.execute(text(f"SET {setting}"))
    for setting in ("work_mem = '512MB'", "maintenance_work_mem = '1GB'", "statement_timeout = 0"):
        connection.execute(text(f"SET {setting}"))
    connection.execute(text("SET idle_in_transaction_session_timeout = 0"))


def _drop_indexes(connection: Connection) -> list[str]:
    """Drop the indexes that are no table's key; return what makes them again."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql > ''"
    else:
        asked = (
            "SELECT indexname, indexdef, tablename FROM pg_indexes WHERE schemaname ="
            " current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    found = [row for row in connection.execute(text(asked)) if row[2] in FILLED]
    for name, *_ in found:
        connection.execute(text(f"DROP INDEX {name}"))
    return [row[1] for row in found]


def _settle(file: Path) -> None:
    """Let readers and a writer work beside each other again."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
