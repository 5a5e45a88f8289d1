"""`store init`, `store check`, `store sample`; and exit 4 for a store that is none."""

import sqlite3
from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.locales.office import accounts as accounts_fr
from rdv_tui.store.engine import open_store
from tests.cli.conftest import Run, contents, person
from tests.programs import NOW


def test_init_makes_a_store_where_it_is_told(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "rdv.db"
    words = ("--store", str(file), "--now", NOW)
    made = rdv(*words, "store", "init", "--json")
    assert made.answer == {"store": str(file), "office": "vaucluse"}
    checked = rdv(*words, "store", "check", "--json").answer
    assert checked == {"ok": True, "problems": [], "notes": [accounts_fr.NO_ACCOUNTS]}
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
    result = rdv("--store", str(file), "store", "check", "--json")
    assert (result.code, result.refusal["error"]) == (4, "store_missing")
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
    result = rdv("--store", str(store), "--now", NOW, "store", "check", "--json")
    assert result.code == 4
    assert isinstance(result.answer, dict)
    assert result.answer["ok"] is False
    assert result.answer["problems"]
    assert result.answer["problems"][0] in rdv("--store", str(store), "store", "check").out


NO_STORES = {
    "text": b"this is no database, and never was one" * 200,
    "a picture": b"\x89PNG\r\n" + bytes(5000),
}


@pytest.mark.parametrize("held", NO_STORES.values(), ids=list(NO_STORES))
def test_a_file_that_is_no_store(held: bytes, rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(held)
    for words in (["store", "check"], ["slots"], ["show", "7K4H-M2XA"]):
        result = rdv("--store", str(file), *words, "--json")
        assert result.code == 4
        assert result.refusal["message"]
    assert file.read_bytes() == held


def test_a_store_of_another_program(rdv: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    result = rdv("--store", str(file), "slots", "--json")
    assert (result.code, result.refusal["error"]) == (4, "not_a_store")


def test_a_store_of_a_newer_version(rdv: Run, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    result = rdv("--store", str(store), "slots", "--json")
    assert (result.code, result.refusal["error"]) == (4, "store_too_new")


def test_an_address_that_means_nothing(rdv: Run) -> None:
    result = rdv("--store", "nonsense://x/y", "slots", "--json")
    assert result.code in {2, 4}
    assert result.refusal["message"]


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
    result = rdv("--now", NOW, "store", "sample", str(real), "--json")
    assert (result.code, result.refusal["error"]) == (2, "not_a_sample")
    assert contents(real) == before


# -- the office's record
@pytest.fixture
def record(at_desk: Run, tmp_path: Path) -> Path:
    """The office's record, as the store knows it, in a file."""
    file = tmp_path / "bureau.toml"
    file.write_text(at_desk("store", "office").out, encoding="utf-8")
    return file


def edited(record: Path, before: str, after: str) -> str:
    text = record.read_text(encoding="utf-8")
    assert text.count(before) == 1
    record.write_text(text.replace(before, after), encoding="utf-8")
    return str(record)


def test_the_record_goes_out_to_a_file_and_comes_back_unchanged(
    at_desk: Run, store: Path, record: Path
) -> None:
    before = contents(store)
    result = at_desk("store", "office", str(record), "--json")
    assert result.answer == {"changed": {}, "left": []}
    assert "Rien à changer" in at_desk("store", "office", str(record)).out
    assert contents(store) == before


def test_the_record_as_json(at_desk: Run) -> None:
    result = at_desk("store", "office", "--json").answer
    assert isinstance(result, dict)
    assert (result["code"], result["hold_minutes"]) == ("vaucluse", 5)
    assert result["rules"]["late_fee_eur"] == 180
    assert result["openings"][0]["start"] == "09:00:00"


def test_a_change_is_told_and_counts_from_then_on(
    at_desk: Run, record: Path, free_start: str, tmp_path: Path
) -> None:
    file = edited(record, "2 avenue de la Folie", "3 rue Carnot")
    result = at_desk("store", "office", file, "--json")
    before = ["Préfecture de Vaucluse, site Chabran", "2 avenue de la Folie", "84000 Avignon"]
    after = [before[0], "3 rue Carnot", before[2]]
    assert result.answer == {"changed": {"address": {"before": before, "after": after}}, "left": []}
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=person())
    assert isinstance(booked.answer, dict)
    letter = tmp_path / "lettre.pdf"
    assert at_desk("letter", booked.answer["reference"], "-o", str(letter)).code == 0
    assert "3 rue Carnot" in PdfReader(letter).pages[0].extract_text()
    assert at_desk("store", "check", "--json").answer == {"ok": True, "problems": []}


def test_a_change_is_told_in_words(at_desk: Run, record: Path) -> None:
    text = record.read_text(encoding="utf-8").replace("slot_minutes = 15", "slot_minutes = 20")
    text = text.replace("hold_minutes = 5", "hold_minutes = 7")
    record.write_text(text, encoding="utf-8")
    lines = at_desk("store", "office", str(record)).out.splitlines()
    assert lines[0] == "hold_minutes : 5 → 7"
    assert lines[1].startswith("Non repris : slot_minutes. ")
    assert "Ctrl+L" in lines[1]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('code = "vaucluse"', 'code = "gard"', "code"),
        ('"Europe/Paris"', '"Indian/Reunion"', "fuseau horaire"),
        ("hold_minutes = 5", "hold_minutes = 0", "hold_minutes"),
        ("hold_minutes = 5", "hold_minutes = ", "ligne"),
    ],
)
def test_a_wrong_record_changes_nothing(
    at_desk: Run, store: Path, record: Path, before: str, after: str, named: str
) -> None:
    file = edited(record, before, after)
    unchanged = contents(store)
    result = at_desk("store", "office", file, "--json")
    assert (result.code, result.refusal["error"]) == (2, "bad_office_file")
    assert named in str(result.refusal)
    assert contents(store) == unchanged


def test_a_backup_is_put_back(rdv: Run, store: Path, tmp_path: Path) -> None:
    words, copy = ("--store", str(store)), tmp_path / "nuit.db"
    made = rdv(*words, "store", "backup", str(copy), "--json").answer
    assert made == {"file": str(copy), "bytes": copy.stat().st_size}
    given = ("--now", NOW, "book", "--slot", "2027-01-18T09:00", "--applicant", "-")
    booked = rdv(*words, *given, "--json", given=person()).answer
    assert isinstance(booked, dict)
    reference = str(booked["reference"])
    restored = rdv(*words, "store", "restore", str(copy), "--json").answer
    assert isinstance(restored, dict)
    assert reference not in "".join(contents(store))
    assert reference in "".join(contents(Path(str(restored["aside"]))))
    assert rdv(*words, "--now", NOW, "store", "check").code == 0


def test_a_backup_of_no_store_or_over_another_file(rdv: Run, store: Path, tmp_path: Path) -> None:
    absent = rdv("--store", str(tmp_path / "absent.db"), "store", "backup", "b.db", "--json")
    assert (absent.code, absent.refusal["error"]) == (4, "store_missing")
    letter = tmp_path / "lettre.txt"
    letter.write_text("Madame, Monsieur,")
    over = rdv("--store", str(store), "store", "backup", str(letter), "--json")
    assert (over.code, over.refusal["error"]) == (2, "not_a_backup")
    assert letter.read_text() == "Madame, Monsieur,"
    nowhere = rdv("--store", str(store), "store", "backup", "/proc/none/b.db", "--json")
    assert (nowhere.code, nowhere.refusal["error"]) == (2, "unwritable_file")


WRONG_ADDRESSES = [
    "postgresql+psycopg://rdv:SECRET/x@127.0.0.1:5432/rdv",
    "postgresql+psycopg://rdv:SECRET@127.0.0.1:port/rdv",
    "postgresql+psycopg://rdv:SEC@RET:SECRET@127.0.0.1:port/rdv",
    "sqlite:///",
    "nothing://rdv:SECRET@127.0.0.1/rdv",
]


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_a_wrong_address_is_a_sentence_without_the_password(address: str, rdv: Run) -> None:
    for result in (rdv("--store", address, "slots", "--json"), rdv("store", "sample", address)):
        assert result.code in {2, 4}
        assert "SECRET" not in result.out + result.err
        assert "Traceback" not in result.err


# -- a store without an office
QUESTIONS = {
    "check": ["store", "check"],
    "find": ["find", "yilmaz"],
    "slots": ["slots"],
    "day": ["day"],
    "offices": ["offices"],
    "booking": ["book", "--slot", "2026-12-01T09:00", "--applicant", "-"],
}


@pytest.mark.parametrize("words", QUESTIONS.values(), ids=list(QUESTIONS))
def test_a_question_makes_no_office_where_a_copy_was_cut_off(
    words: list[str], rdv: Run, store: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.db"
    open_store(str(cut)).close()  # all that a copy has made before its rows arrive
    before = contents(cut)
    asked = rdv("--store", str(cut), *words, "--json", given=person())
    assert (asked.code, asked.refusal["error"]) == (4, "office_unknown")
    assert "store copy" in str(asked.refusal["hint"])
    assert contents(cut) == before
    assert rdv("store", "copy", str(store), str(cut)).code == 0


def test_the_usual_store_gets_its_office_at_the_first_start_and_not_where_it_lies_empty(
    rdv: Run, environment: dict[str, str]
) -> None:
    usual = Path(environment["XDG_DATA_HOME"], "rdv-tui", "rdv-tui.db")
    usual.parent.mkdir(parents=True)
    open_store(str(usual)).close()
    assert rdv("slots", "--json").refusal["error"] == "office_unknown"
    usual.unlink()
    Path(environment["XDG_STATE_HOME"], "rdv-tui", "started").unlink(missing_ok=True)
    assert rdv("store", "init").code == 0
    assert rdv("slots", "--json").code == 0
