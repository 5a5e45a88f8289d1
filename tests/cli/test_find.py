"""`find`: a list in the order of the screen, whatever is typed, and nothing changed."""

from pathlib import Path

import pytest

from tests.cli.conftest import PERSON, Run, contents, person
from tests.cli.test_book import KEYS


@pytest.fixture
def reference(at_desk: Run, free_start: str) -> str:
    """The reference of an appointment to come."""
    fields = person(email="s.yilmaz@example.org", phone="+33639981234")
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=fields)
    assert isinstance(booked.answer, dict)
    return str(booked.answer["reference"])


WHOLE_NUMBERS = [("84 9988 7766",), ("06 39 98 12 34",)]


@pytest.mark.parametrize(
    "words",
    [
        ("REF",),
        ("yilm", "suk"),
        ("SUKRU YILMAZ",),
        ("99887766",),
        ("84 9988 7766",),
        ("06 39 98 12 34",),
        ("s.yilmaz@",),
        ("17/04/1988", "--json"),
    ],
)
def test_found(words: tuple[str, ...], at_desk: Run, reference: str, store: Path) -> None:
    before = contents(store)
    found = at_desk("--json", "find", *(reference if word == "REF" else word for word in words))
    assert found.code == 0
    assert isinstance(found.answer, list)
    assert [one["reference"] for one in found.answer] == [reference]
    assert list(found.answer[0]) == KEYS
    assert found.answer[0]["foreign_resident_number"] == PERSON["foreign_resident_number"]
    new = [line for line in contents(store) if line not in before]
    assert len(new) == (words in WHOLE_NUMBERS), new  # who asks for one is written down
    assert all("'find_number'" in line for line in new)


def test_people_read_one_line_an_appointment(at_desk: Run, reference: str) -> None:
    found = at_desk("find", "yilmaz", "şükrü")
    assert found.out.startswith(f"{reference} · ")
    assert found.out.endswith(" · YILMAZ Şükrü · 17 avril 1988 · …7766 · réservé\n")
    assert found.out.count("\n") == 1


def test_nobody(at_desk: Run) -> None:
    assert at_desk("find", "zzzzzz", "--json").answer == []
    assert at_desk("find", "zzzzzz").out == "Aucun rendez-vous trouvé.\n"


def test_those_to_come_first_then_past_ones_latest_first(at_desk: Run) -> None:
    found = at_desk("find", "ben", "--json").answer
    assert isinstance(found, list)
    starts = [one["start"] for one in found]
    to_come = [start for start in starts if start >= "2026-11-23"]
    past = [start for start in starts if start < "2026-11-23"]
    assert len(starts) == 50
    assert starts == sorted(to_come) + sorted(past, reverse=True)
    assert at_desk("find", "ben").out.endswith("Plus de 50 : précisez.\n")


@pytest.mark.parametrize("words", [("ab",), ("",), ("12",), ()])
def test_too_little_is_wrong_usage(words: tuple[str, ...], at_desk: Run) -> None:
    wrong = at_desk("find", *words, "--json")
    assert (wrong.code, wrong.refusal["error"]) == (2, "wrong_usage")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1980", "1980"), ("00/00/1980", "1980"), ("00/05/1980", "1980-05"), ("05/1980", "1980-05")],
)
def test_a_birth_date_known_in_part_is_kept_found_and_told_as_such(
    typed: str, kept: str, at_desk: Run, free_start: str
) -> None:
    fields = person(birth_date=typed)
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=fields)
    assert isinstance(booked.answer, dict)
    assert booked.answer["birth_date"] == kept
    found = at_desk("--json", "find", typed)
    assert isinstance(found.answer, list)
    assert booked.answer["reference"] in {one["reference"] for one in found.answer}
    shown = at_desk("show", str(booked.answer["reference"])).out
    assert f" : {'05/' if '-' in kept else ''}1980\n" in shown
