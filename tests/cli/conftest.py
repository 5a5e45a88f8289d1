"""The command line, run as a program; every test has its own store and its own home."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.programs import NOW, sample_copy, without_the_tester
from tests.warm_start import Server

PERSON = {
    "family_name": "Yılmaz",
    "given_names": "Şükrü",
    "birth_date": "1988-04-17",
    "nationality": "TR",
    "foreign_resident_number": "8499887766",
    "situation": "SALARIE",
    "permit_kind": "CST",
    "permit_expires": "2026-12-20",
    "postal_code": "84000",
    "commune": "Avignon",
}


@dataclass(frozen=True)
class Outcome:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> object:
        """The JSON on standard output, which is all that stands there."""
        assert self.err == ""
        return json.loads(self.out)

    @property
    def refusal(self) -> dict[str, object]:
        """The JSON on standard error, with nothing on standard output."""
        assert self.out == ""
        details = json.loads(self.err)
        assert isinstance(details, dict)
        return details


Run = Callable[..., Outcome]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """This test's own copy of the sample store."""
    return sample_copy(tmp_path)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without anything of the person who runs the tests."""
    return {**without_the_tester(tmp_path), "TMPDIR": str(tmp_path)}


@pytest.fixture(scope="session")
def warm_start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence[str]]:
    """The words that start the program from a process that holds its libraries already."""
    server = Server(tmp_path_factory.mktemp("warm"))
    yield server.start
    server.close()


@pytest.fixture
def rdv(environment: dict[str, str], tmp_path: Path, warm_start: Sequence[str]) -> Run:
    """Run `rdv-tui` with some words and wait for its end.

    With `variables`, which Python itself may read, it starts from nothing.
    """

    def run(*words: str, given: str | bytes = b"", **variables: str) -> Outcome:
        start = (sys.executable, "-m", "rdv_tui") if variables else warm_start
        done = subprocess.run(
            [*start, *words],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            env=environment | variables,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def at_desk(rdv: Run, store: Path) -> Run:
    """Run `rdv-tui` on this test's store, on the sample's day."""

    def run(*words: str, given: str | bytes = b"") -> Outcome:
        return rdv("--store", str(store), "--now", NOW, *words, given=given)

    return run


def contents(store: Path) -> list[str]:
    """Return all that a store holds, as statements."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        return list(connection.iterdump())


def person(**changes: object) -> str:
    """Return a person's JSON, with changes; None leaves a field out."""
    fields = {**PERSON, **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not ...})


@pytest.fixture
def free_start(store: Path) -> str:
    """A slot of the sample with two free places, well after its day."""
    return first_start(store, "count(appointment.reference) < count(*) - 1")


@pytest.fixture
def full_start(store: Path) -> str:
    """A slot of the sample without a free place, after its day."""
    return first_start(store, "count(appointment.reference) = count(*)")


def first_start(store: Path, having: str) -> str:
    """Return the first start after the sample's day for which `having` holds."""
    query = (
        "SELECT place.start FROM place LEFT JOIN appointment ON appointment.start = place.start "
        "AND appointment.number = place.number AND appointment.status <> 'cancelled' "
        f"WHERE place.start > '2026-11-24' GROUP BY place.start HAVING {having} ORDER BY 1 LIMIT 1"
    )
    with sqlite3.connect(store) as connection:
        found = connection.execute(query).fetchone()[0]
    return datetime.fromisoformat(found).isoformat(timespec="minutes")
