"""The command line on a PostgreSQL server, from the empty database to the day."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.store.engine import open_store
from tests.cli.conftest import Outcome, Run, person
from tests.engines import empty_schema, postgresql_only
from tests.programs import NOW, sample_copy

pytestmark = postgresql_only
OnServer = Callable[..., Outcome]


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a place on the server where there is nothing yet."""
    with empty_schema() as address:
        yield address


@pytest.fixture
def on_server(rdv: Run, database: str) -> OnServer:
    """Run `rdv-tui` on that database, on the sample's day."""

    def run(*words: str, given: str = "") -> Outcome:
        return rdv("--store", database, "--now", NOW, *words, given=given)

    return run


def test_an_empty_database_is_made_ready_by_init_alone(on_server: OnServer) -> None:
    early = on_server("slots", "--json")
    assert (early.code, early.refusal["error"]) == (4, "store_missing")
    made = on_server("store", "init")
    assert made.code == 0
    assert made.out.startswith("La base des rendez-vous est prête : postgresql")
    checked = on_server("store", "check", "--json").answer
    assert checked == {"ok": True, "problems": [], "notes": [accounts_fr.NO_ACCOUNTS]}
    assert len(on_server("slots", "--json").out) > 1000


def test_a_day_with_the_sample(rdv: Run, on_server: OnServer, database: str) -> None:
    made = rdv("--now", NOW, "store", "sample", database, "--json")
    assert isinstance(made.answer, dict)
    assert made.answer["appointments"] > 300
    assert rdv("--now", NOW, "store", "sample", database).code == 0  # a sample is made again
    slots = on_server("slots", "--json").answer
    assert isinstance(slots, list)
    start = next(slot["start"] for slot in slots if slot["free"] > 1)
    booked = on_server("book", "--slot", start, "--applicant", "-", "--json", given=person())
    assert booked.code == 0, booked.err
    assert isinstance(booked.answer, dict)
    reference = booked.answer["reference"]
    assert on_server("show", reference).code == 0
    assert reference in on_server("find", "yilmaz", "--json").out
    assert on_server("day", "--json").code == 0
    assert on_server("letter", reference, "-o", "letter.pdf").code == 0
    assert on_server("cancel", reference, "--reason", "applicant").code == 0
    assert on_server("store", "check", "--json").answer == {"ok": True, "problems": []}


def test_a_real_store_is_never_replaced_by_a_sample(rdv: Run, database: str) -> None:
    assert rdv("--store", database, "store", "init").code == 0
    result = rdv("--now", NOW, "store", "sample", database, "--json")
    assert (result.code, result.refusal["error"]) == (2, "not_a_sample")
    refused = rdv("--store", database, "--now", NOW, "slots", "--json")
    assert (refused.code, refused.refusal["error"]) == (2, "real_store")


def test_from_a_file_to_the_server(
    rdv: Run, on_server: OnServer, database: str, tmp_path: Path
) -> None:
    file = sample_copy(tmp_path)
    copied = rdv("store", "copy", str(file), database, "--json")
    assert copied.code == 0, copied.err
    there = rdv("--store", str(file), "--now", NOW, "day", "--json").answer
    assert on_server("day", "--json").answer == there
    again = rdv("store", "copy", str(file), database, "--json")
    assert (again.code, again.refusal["error"]) == (2, "copy_refused")


def test_a_copy_that_was_cut_off_is_begun_again_whatever_was_asked(
    rdv: Run, database: str, tmp_path: Path
) -> None:
    open_store(database).close()  # all that a copy has made before its rows arrive
    for words in (["store", "check"], ["slots"]):
        asked = rdv("--store", database, *words, "--json")
        assert (asked.code, asked.refusal["error"]) == (4, "office_unknown")
    assert rdv("store", "copy", str(sample_copy(tmp_path)), database).code == 0


def test_a_role_without_rights(rdv: Run, database: str) -> None:
    assert rdv("--store", database, "store", "init").code == 0
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS rdv_reader"))
        connection.execute(text("CREATE ROLE rdv_reader LOGIN"))
    try:
        address = engine.url.set(username="rdv_reader").render_as_string(hide_password=False)
        result = rdv("--store", address, "slots", "--json")
        assert result.code == 4
        assert result.refusal["error"] in {"store_missing", "store_read_only", "not_a_store"}
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP ROLE rdv_reader"))
        engine.dispose()
