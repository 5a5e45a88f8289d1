"""`move` and `cancel`: what they answer, what they refuse, and that a refusal changes nothing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, contents, first_start, person
from tests.cli.test_book import KEYS


@pytest.fixture
def reference(at_desk: Run, free_start: str) -> str:
    """The reference of an appointment to come."""
    booked = at_desk("book", "--slot", free_start, "--applicant", "-", "--json", given=person())
    assert isinstance(booked.answer, dict)
    return str(booked.answer["reference"])


@pytest.fixture
def other_start(store: Path, free_start: str) -> str:
    """Another slot with a free place."""
    free = "count(appointment.reference) < count(*)"
    return first_start(store, f"{free} AND place.start > '{free_start.replace('T', ' ')}:01'")


def test_moving_answers_the_appointment(at_desk: Run, reference: str, other_start: str) -> None:
    moved = at_desk("move", reference.lower(), "--slot", other_start, "--json")
    assert moved.code == 0
    assert isinstance(moved.answer, dict)
    assert list(moved.answer) == KEYS
    lines = (moved.answer["reference"], moved.answer["start"], moved.answer["status"])
    assert lines == (reference, other_start, "booked")
    assert at_desk("show", reference, "--json").answer == moved.answer
    assert at_desk("store", "check", "--json").answer == {"ok": True, "problems": []}


@pytest.mark.parametrize("reason", ["applicant", "office", "duplicate", "not_eligible"])
def test_cancelling_answers_the_appointment(at_desk: Run, reference: str, reason: str) -> None:
    done = at_desk("cancel", reference, "--reason", reason, "--json")
    assert isinstance(done.answer, dict)
    assert list(done.answer) == KEYS
    assert (done.answer["reference"], done.answer["status"]) == (reference, "cancelled")


def test_people_read_plain_lines(at_desk: Run, reference: str, other_start: str) -> None:
    moved = at_desk("move", reference, "--slot", other_start)
    assert moved.out.startswith(f"Rendez-vous déplacé.\nRéférence : {reference}\nÉtat : réservé\n")
    done = at_desk("cancel", reference, "--reason", "applicant")
    assert done.out.startswith(f"Rendez-vous annulé.\nRéférence : {reference}\nÉtat : annulé\n")


REFUSED = {
    "unknown reference": (("move", "7K4H-M2XA", "--slot", "2026-12-01T09:00"), "unknown_reference"),
    "no such slot": (("move", "REF", "--slot", "2026-11-24T09:07"), "no_such_slot"),
    "beyond the horizon": (("move", "REF", "--slot", "2027-11-22T09:00"), "no_such_slot"),
    "this morning": (("move", "REF", "--slot", "2026-11-23T09:00"), "slot_past"),
    "full": (("move", "REF", "--slot", "FULL"), "slot_taken"),
    "unknown to cancel": (("cancel", "7K4HM2XA", "--reason", "office"), "unknown_reference"),
}


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=list(REFUSED))
def test_refusals_change_nothing(
    words: tuple[str, ...], code: str, at_desk: Run, reference: str, store: Path, full_start: str
) -> None:
    meant = {"REF": reference, "FULL": full_start}
    before = contents(store)
    refused = at_desk(*(meant.get(word, word) for word in words), "--json")
    assert (refused.code, refused.refusal["error"]) == (3, code)
    assert set(refused.refusal) == {"error", "message", "hint"}
    assert contents(store) == before


def test_a_cancelled_one_is_neither_moved_nor_cancelled(
    at_desk: Run, reference: str, other_start: str
) -> None:
    at_desk("cancel", reference, "--reason", "duplicate")
    moved = at_desk("move", reference, "--slot", other_start, "--json")
    again = at_desk("cancel", reference, "--reason", "duplicate", "--json")
    lines = [(answer.code, answer.refusal["error"]) for answer in (moved, again)]
    assert lines == [(3, "not_allowed_now")] * 2


WRONG = {
    "no slot": ("move", "7K4H-M2XA"),
    "no date": ("move", "7K4H-M2XA", "--slot", "demain"),
    "no reference": ("move", "--slot", "2026-12-01T09:00"),
    "no reason": ("cancel", "7K4H-M2XA"),
    "another reason": ("cancel", "7K4H-M2XA", "--reason", "pluie"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=list(WRONG))
def test_wrong_usage(words: tuple[str, ...], at_desk: Run, store: Path) -> None:
    before = contents(store)
    wrong = at_desk(*words, "--json")
    assert (wrong.code, wrong.refusal["error"]) == (2, "wrong_usage")
    assert contents(store) == before
