"""`book`: what it answers, whom it refuses, and that a refusal changes nothing."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import PERSON, Run, contents, person
from tests.programs import NOW

KEYS = [
    "reference",
    "status",
    "start",
    "counter",
    "channel",
    *PERSON,
    "email",
    "phone",
    "address",
    "language",
    "common_name",
    "civility",
]


def test_booking_answers_the_appointment(at_desk: Run, free_start: str) -> None:
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=person())
    assert booked.code == 0
    assert isinstance(booked.answer, dict)
    assert list(booked.answer) == KEYS
    expected = {
        **PERSON,
        "status": "booked",
        "start": free_start,
        "channel": "desk",
        "email": None,
        "language": "fr",
    }
    assert booked.answer.items() >= expected.items()
    shown = at_desk("show", str(booked.answer["reference"]), "--json")
    assert shown.answer == booked.answer


def test_a_file_and_the_phone(at_desk: Run, free_start: str, tmp_path: Path) -> None:
    file = tmp_path / "personne.json"
    file.write_text(person(email="s.yilmaz@example.org", phone="06 12 34 56 78"), encoding="utf-8")
    words = ("--json", "book", "--slot", free_start, "--applicant", str(file))
    booked = at_desk(*words, "--channel", "phone")
    assert isinstance(booked.answer, dict)
    assert booked.answer["channel"] == "phone"
    assert booked.answer["phone"] == "+33612345678"


def test_a_number_nobody_has_and_a_person_who_has_an_appointment_are_said(
    at_desk: Run, free_start: str
) -> None:
    words = ("book", "--slot", free_start, "--applicant", "-")
    first = at_desk(*words, "--json", given=person())
    assert isinstance(first.answer, dict)
    again = person(foreign_resident_number="8412340000", phone="07 00 00 00 00")
    other = at_desk(*words, given=again)
    assert other.code == 0
    assert first.answer["reference"] in other.err
    assert "+33700000000" in other.err


def test_people_read_plain_lines(at_desk: Run, free_start: str) -> None:
    given = person(phone="0639981234", language="ar")
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", given=given)
    assert booked.code == 0
    assert booked.out.startswith("Rendez-vous réservé.\nRéférence : ")
    assert "\nNom : YILMAZ\nPrénoms : Şükrü\nNé(e) le : 17 avril 1988\n" in booked.out
    assert "\nTéléphone : 06 39 98 12 34\nLangue : arabe\n" in booked.out


def test_a_permit_of_another_nationality_books_with_a_warning(
    at_desk: Run, free_start: str
) -> None:
    held = {"situation": "CRA1_SALARIE", "permit_kind": "CRA1"}
    words = ("book", "--slot", free_start, "--applicant", "-")
    booked = at_desk(*words, given=person(**held, nationality="MA"))
    assert booked.code == 0
    assert "ne va pas d'ordinaire avec la nationalité (Maroc)" in booked.err


def test_markup_in_a_name_is_a_name(at_desk: Run, free_start: str) -> None:
    name = "[/b] [Dupont] [@click=app.quit]x\\"
    words = ("book", "--slot", free_start, "--applicant", "-")
    booked = at_desk(*words, "--json", given=person(family_name=name, given_names=""))
    assert isinstance(booked.answer, dict)
    assert (booked.answer["family_name"], booked.answer["given_names"]) == (name, "")
    assert f"\nNom : {name.upper()}\n" in at_desk("show", str(booked.answer["reference"])).out


def test_the_last_place_goes_once(at_desk: Run, store: Path) -> None:
    from tests.cli.conftest import first_start

    start = first_start(store, "count(*) - count(appointment.reference) = 1")
    first = at_desk("book", "--slot", start, "--applicant", "-", given=person())
    other = person(foreign_resident_number="8400001111")
    second = at_desk("book", "--slot", start, "--applicant", "-", "--json", given=other)
    assert (first.code, second.code, second.refusal["error"]) == (0, 3, "slot_taken")


REFUSED = {
    "no such slot": ("2026-11-24T09:07", {}, "no_such_slot"),
    "a Sunday": ("2026-11-29T09:00", {}, "no_such_slot"),
    "the closure": ("2026-12-09T09:00", {}, "no_such_slot"),
    "beyond the horizon": ("2027-11-22T09:00", {}, "no_such_slot"),
    "this morning": ("2026-11-23T09:00", {}, "slot_past"),
    "full": (None, {}, "slot_taken"),
    "online": (None, {"situation": "ETUDIANT"}, "not_eligible"),
    "too early": (None, {"permit_expires": "2027-06-30"}, "not_eligible"),
    "too late": (None, {"permit_expires": "2026-05-22"}, "not_eligible"),
    "another department": (None, {"postal_code": "13001", "commune": "Marseille"}, "not_eligible"),
}


@pytest.mark.parametrize(("start", "changes", "code"), REFUSED.values(), ids=list(REFUSED))
def test_refusals_change_nothing(
    start: str | None,
    changes: dict[str, str],
    code: str,
    at_desk: Run,
    store: Path,
    full_start: str,
) -> None:
    before = contents(store)
    words = ("book", "--slot", start or full_start, "--applicant", "-", "--json")
    refused = at_desk(*words, given=person(**changes))
    assert (refused.code, refused.refusal["error"]) == (3, code)
    assert set(refused.refusal) >= {"error", "message", "hint"}
    assert ("verdict" in refused.refusal) == (code == "not_eligible")
    assert contents(store) == before


def test_the_verdict_of_whom_the_rules_turn_away(at_desk: Run, free_start: str) -> None:
    words = ("book", "--slot", free_start, "--applicant", "-", "--json")
    verdicts = [
        at_desk(*words, given=person(**changes)).refusal["verdict"]
        for changes in (
            {"situation": "ETUDIANT"},
            {"permit_expires": "2027-06-30"},
            {"permit_expires": "2026-05-22"},
        )
    ]
    assert verdicts == ["online", "too_early", "too_late"]


def test_one_appointment_a_person(at_desk: Run, free_start: str, store: Path) -> None:
    assert at_desk("book", "--slot", free_start, "--applicant", "-", given=person()).code == 0
    before = contents(store)
    again = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=person())
    assert (again.code, again.refusal["error"]) == (3, "already_booked")
    assert contents(store) == before


def test_people_read_a_refusal_on_standard_error(at_desk: Run, full_start: str) -> None:
    refused = at_desk("book", "--slot", full_start, "--applicant", "-", given=person())
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.endswith(".\n")
    assert "{" not in refused.err


def test_a_day_that_nobody_opened_yet_is_opened_to_book(rdv: Run, store: Path) -> None:
    later = ("--store", str(store), "--now", "2026-12-15T09:00", "--json")
    start = "2027-02-08T09:00"
    with sqlite3.connect(store) as connection:
        asked = "SELECT count(*) FROM place WHERE start >= '2027-02-08'"
        assert connection.execute(asked).fetchone() == (0,)
    booked = rdv(*later, "book", "--slot", start, "--applicant", "-", given=person())
    assert isinstance(booked.answer, dict)
    assert booked.answer["start"] == start
    assert rdv(*later, "store", "check").answer == {"ok": True, "problems": []}


def test_a_booking_makes_no_store(rdv: Run, tmp_path: Path) -> None:
    new = tmp_path / "not-mounted" / "rdv.db"
    words = ("--store", str(new), "--now", NOW, "book", "--slot", "2026-11-24T09:00")
    result = rdv(*words, "--applicant", "-", "--json", given=person())
    assert (result.code, result.refusal["error"]) == (4, "store_missing")
    assert not new.parent.exists()


def test_a_usual_store_that_is_gone_is_not_made_again(
    rdv: Run, environment: dict[str, str]
) -> None:
    usual = Path(environment["XDG_DATA_HOME"], "rdv-tui", "rdv-tui.db")
    assert rdv("slots", "--days", "1").code == 0
    assert usual.exists()
    for name in usual.parent.iterdir():
        name.unlink()
    assert rdv("slots", "--json").refusal["error"] == "store_missing"
    assert not usual.exists()
    assert rdv("store", "init").code == 0


@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "1" * 4301, "1" * 4400 + ".5", "1e999999999"])
def test_a_number_that_is_too_long_is_a_malformed_value(
    digits: str, at_desk: Run, free_start: str
) -> None:
    given = person().replace('"8499887766"', digits)
    assert digits in given
    result = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=given)
    assert result.code == 2
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert list(fields) == ["foreign_resident_number"]
