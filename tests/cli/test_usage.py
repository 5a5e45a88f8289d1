"""Wrong usage: exit 2, one French sentence, everything wrong named at once, nothing changed."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents, person

WRONG = {
    "unknown option": (["--colour"], "--colour"),
    "unknown command": (["forget"], "forget"),
    "an option's value missing": (["slots", "--from"], "--from"),
    "a flag with a value": (["--demo=yes", "slots"], "--demo"),
    "a word too many": (["show", "7K4H-M2XA", "encore"], "encore"),
    "a word missing": (["show"], "RÉFÉRENCE"),
    "a group alone": (["store"], "commande"),
    "now": (["--now", "demain", "slots"], "--now"),
    "now with an offset": (["--now", "2026-11-23T10:15+01:00", "slots"], "--now"),
    "now without hour": (["--now", "2026-11-23", "slots"], "--now"),
    "an impossible day": (["slots", "--from", "2026-02-30"], "--from"),
    "a French day": (["slots", "--from", "01/12/2026"], "--from"),
    "a day in other digits": (["slots", "--from", "٢٠٢٦-12-01"], "--from"),
    "now at the end of time": (["--now", "9999-12-31T23:59", "slots"], "2199-12-31"),
    "now at its beginning": (["--now", "0001-01-01T00:00", "--training", "slots"], "1900-01-01"),
    "a day at the end of time": (["slots", "--from", "9999-12-31"], "2199-12-31"),
    "a day at its beginning": (["slots", "--from", "0001-01-01"], "1900-01-01"),
    "a day's list at the end of time": (["day", "9999-12-31"], "2199-12-31"),
    "no days": (["slots", "--days", "0"], "--days"),
    "days in words": (["slots", "--days", "dix"], "--days"),
    "days without end": (["slots", "--days", "9" * 5000], "--days"),
    "an empty store": (["--store", "", "slots"], "--store"),
    "store and demo": (["--store", "x.db", "--demo", "slots"], "--demo"),
    "a postal code": (
        ["check", "--situation", "SALARIE", "--expires", "2026-12-20", "--postal-code", "84"],
        "--postal-code",
    ),
    "a channel": (["book", "--applicant", "-", "--slot", "x", "--channel", "fax"], "channel"),
}


@pytest.mark.parametrize(("words", "named"), WRONG.values(), ids=list(WRONG))
def test_wrong_usage_names_what_is_wrong(words: list[str], named: str, rdv: Run) -> None:
    result = rdv(*words, "--json", given="{}")
    assert result.code == 2
    assert named in f"{result.refusal['message']} {result.refusal.get('fields')}"
    assert result.refusal["hint"]


def test_people_get_a_sentence(rdv: Run) -> None:
    result = rdv("slots", "--from", "demain")
    assert (result.code, result.out) == (2, "")
    assert "« demain » n'est pas une date" in result.err
    assert "Traceback" not in result.err


def test_all_wrong_options_at_once(rdv: Run) -> None:
    result = rdv("check", "--expires", "bientôt", "--slot", "tôt", "--postal-code", "ici")
    for option in ("--situation", "--expires", "--slot", "--postal-code"):
        assert option in result.err


def test_an_unknown_situation_or_kind(rdv: Run) -> None:
    words = ("check", "--situation", "ROI", "--kind", "X", "--expires", "2026-12-20", "--json")
    result = rdv(*words)
    assert result.code == 2
    assert result.refusal["error"] == "invalid_fields"
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert set(fields) == {"situation", "permit_kind"}


WRONG_FIELDS: dict[str, dict[str, object]] = {
    "letters in the number": {"foreign_resident_number": "84AB345678"},
    "eight digits": {"foreign_resident_number": "84123456"},
    "an unknown country": {"nationality": "ZZ"},
    "an unknown situation": {"situation": "ROI"},
    "an unknown commune": {"commune": "Atlantis"},
    "another commune's postal code": {"postal_code": "84300"},
    "a birth date to come": {"birth_date": "2031-01-01"},
    "no date": {"permit_expires": "bientôt"},
    "no e-mail": {"email": "personne"},
    "no phone": {"phone": "12"},
    "no name": {"family_name": "  "},
    "a field left out": {"nationality": ...},
    "null where a text is needed": {"family_name": None},
    "a number where a text is needed": {"foreign_resident_number": 8499887766},
    "a list": {"given_names": ["Ada"]},
    "half a letter": {"family_name": "\ud800"},
    "an unknown field": {"shoe_size": "43"},
}


@pytest.mark.parametrize("changes", WRONG_FIELDS.values(), ids=list(WRONG_FIELDS))
def test_a_wrong_field_is_named(
    changes: dict[str, object], at_desk: Run, store: Path, free_start: str
) -> None:
    before = contents(store)
    words = ("book", "--slot", free_start, "--applicant", "-", "--json")
    result = at_desk(*words, given=person(**changes))
    assert (result.code, result.refusal["error"]) == (2, "invalid_fields")
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert set(fields) <= {*changes, "commune"}
    assert fields
    assert contents(store) == before


def test_every_wrong_field_at_once(at_desk: Run) -> None:
    given = person(birth_date="jamais", email="x", nationality="ZZ", pointure="43", commune=...)
    result = at_desk("book", "--slot", "tôt", "--applicant", "-", "--json", given=given)
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert set(fields) == {"slot", "birth_date", "email", "nationality", "pointure", "commune"}


def test_people_see_each_field_on_its_line(at_desk: Run, free_start: str) -> None:
    given = person(birth_date="jamais", email="x")
    result = at_desk("book", "--slot", free_start, "--applicant", "-", given=given)
    assert "\n- birth_date : " in result.err
    assert "\n- email : " in result.err


NOT_A_PERSON = {
    "nothing": b"",
    "half": b'{"family_name": ',
    "a list": b"[]",
    "a text": b'"Dupont"',
    "not UTF-8": b'{"family_name": "\xe9"}',
    "levels without end": b"[" * 100_000,
    "far too long": b" " * 300_000,
}


@pytest.mark.parametrize("given", NOT_A_PERSON.values(), ids=list(NOT_A_PERSON))
def test_what_is_no_person_at_all(given: bytes, at_desk: Run, free_start: str) -> None:
    result = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=given)
    assert (result.code, result.refusal["error"]) == (2, "unreadable_file")


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_a_file_that_cannot_be_read(name: str, at_desk: Run, free_start: str) -> None:
    result = at_desk("book", "--slot", free_start, "--applicant", name, "--json")
    assert (result.code, result.refusal["error"]) == (2, "unreadable_file")
    assert name in str(result.refusal["message"])


def test_a_field_given_twice(at_desk: Run, free_start: str) -> None:
    given = person().replace('"given_names"', '"family_name"')
    result = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=given)
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert set(fields) == {"family_name", "given_names"}


def test_a_broken_settings_file(rdv: Run, environment: dict[str, str]) -> None:
    file = Path(environment["XDG_CONFIG_HOME"], "rdv-tui", "settings.toml")
    file.parent.mkdir(parents=True)
    file.write_text("agent = 3", encoding="utf-8")
    result = rdv("slots", "--json")
    assert result.code == 2
    assert str(file) in json.loads(result.err)["message"]
