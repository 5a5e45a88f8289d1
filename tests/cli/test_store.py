"""`store init`, `store check`, `store sample`; and exit 4 for a store that is none."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Run, contents


def test_init_makes_a_store_where_it_is_told(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "rdv.db"
    words = ("--store", str(file), "--now", NOW)
    made = rdv(*words, "store", "init", "--json")
    assert made.answer == {"store": str(file), "office": "vaucluse"}
    assert rdv(*words, "store", "check", "--json").answer == {"ok": True, "problems": []}
    before = contents(file)
    assert rdv(*words, "store", "init").code == 0
    assert contents(file) == before
    assert len(rdv(*words, "slots", "--json").out) > 1000


def test_the_usual_store_is_in_the_data_folder(rdv: Run, environment: dict[str, str]) -> None:
    assert rdv("--now", NOW, "store", "init").code == 0
    assert Path(environment["XDG_DATA_HOME"], "rdv-tui", "rdv-tui.db").exists()


def test_the_store_may_come_from_the_environment(rdv: Run, store: Path) -> None:
    assert rdv("store", "check", RDV_STORE=str(store)).code == 0


def test_check_makes_no_store(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "absent.db"
    told = rdv("--store", str(file), "store", "check", "--json")
    assert (told.code, told.refusal["error"]) == (4, "store_missing")
    assert not file.exists()


def test_check_tells_of_broken_rules(rdv: Run, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("DROP INDEX uq_appointment_place")
        connection.execute(
            "UPDATE appointment SET (start, number, counter) = (SELECT start, number, counter"
            " FROM appointment WHERE status = 'booked' ORDER BY start, number LIMIT 1)"
            " WHERE reference = (SELECT reference FROM appointment WHERE status = 'booked'"
            " ORDER BY start DESC, number DESC LIMIT 1)"
        )
    told = rdv("--store", str(store), "--now", NOW, "store", "check", "--json")
    assert told.code == 4
    assert isinstance(told.answer, dict)
    assert told.answer["ok"] is False
    assert told.answer["problems"]
    assert told.answer["problems"][0] in rdv("--store", str(store), "store", "check").out


NO_STORES = {
    "text": b"this is no database, and never was one" * 200,
    "a picture": b"\x89PNG\r\n" + bytes(5000),
}


@pytest.mark.parametrize("held", NO_STORES.values(), ids=list(NO_STORES))
def test_a_file_that_is_no_store(held: bytes, rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(held)
    for words in (["store", "check"], ["slots"], ["show", "7K4H-M2XA"]):
        told = rdv("--store", str(file), *words, "--json")
        assert told.code == 4
        assert told.refusal["message"]
    assert file.read_bytes() == held


def test_a_store_of_another_program(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    told = rdv("--store", str(file), "slots", "--json")
    assert (told.code, told.refusal["error"]) == (4, "not_a_store")


def test_a_store_of_a_newer_version(rdv: Run, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    told = rdv("--store", str(store), "slots", "--json")
    assert (told.code, told.refusal["error"]) == (4, "store_too_new")


def test_an_address_that_means_nothing(rdv: Run) -> None:
    told = rdv("--store", "nonsense://x/y", "slots", "--json")
    assert told.code in {2, 4}
    assert told.refusal["message"]


def test_a_sample_is_built_and_built_again(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "sample.db"
    first = rdv("--now", NOW, "store", "sample", str(file), "--json")
    assert isinstance(first.answer, dict)
    assert first.answer["file"] == str(file)
    assert first.answer["appointments"] > 300
    once = file.read_bytes()
    assert rdv("--now", NOW, "store", "sample", str(file)).code == 0
    assert file.read_bytes() == once


def test_a_sample_never_replaces_a_real_store(rdv: Run, tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    assert rdv("--store", str(real), "--now", NOW, "store", "init").code == 0
    before = contents(real)
    told = rdv("--now", NOW, "store", "sample", str(real), "--json")
    assert (told.code, told.refusal["error"]) == (2, "not_a_sample")
    assert contents(real) == before
