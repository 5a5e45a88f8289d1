"""People whose day or month of birth nobody knows: kept as their permit says, found, compared."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.locales.booking.history import sentence
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.booking.history import get_card
from rdv_tui.services.booking.search import get, search
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from tests.factories import person

TUESDAY = datetime.fromisoformat("2026-12-01T09:00")
STEP = timedelta(minutes=15)


def told_of(desk: Desk, reference: str) -> list[str]:
    """Return the history of an appointment in words."""
    lines = get_card(desk, reference).history
    return [sentence(line.action, line.before, line.after) for line in lines]


@pytest.mark.parametrize("born", [BirthDate(1980), BirthDate(1980, 5), BirthDate(1980, 5, 3)])
def test_a_birth_date_is_kept_as_it_is_known(desk: Desk, born: BirthDate) -> None:
    done = booking.book_at(desk, TUESDAY, person(birth_date=born), channel=Channel.DESK)
    assert done.applicant.birth_date == born
    assert get(desk, done.reference).applicant.birth_date == born
    visits = [place.visit for place in get_day(desk, TUESDAY.date()).places if place.visit]
    assert [visit.birth_date for visit in visits] == [born]
    assert integrity.check(desk.store) == []


def test_what_the_permit_says_finds_the_person_and_nobody_else(desk: Desk) -> None:
    wanted = {
        "00/00/1980": BirthDate(1980),
        "00/05/1980": BirthDate(1980, 5),
        "03/05/1980": BirthDate(1980, 5, 3),
    }
    for rank, born in enumerate(wanted.values()):
        one = person(rank, birth_date=born, foreign_resident_number=f"84{rank:08d}")
        booking.book_at(desk, TUESDAY + rank * STEP, one, channel=Channel.DESK)
    for typed, born in wanted.items():
        found = search(desk, typed).found
        assert [one.appointment.applicant.birth_date for one in found] == [born]


def test_a_correction_says_what_is_known_and_is_taken_back_whole(desk: Desk) -> None:
    born = BirthDate(1980, 1, 1)
    booked = booking.book_at(desk, TUESDAY, person(birth_date=born), channel=Channel.DESK)
    wanted = replace(booked.applicant, birth_date=BirthDate(1980))
    assert changes.correct(desk, booked.reference, wanted).applicant.birth_date == BirthDate(1980)
    told = told_of(desk, booked.reference)
    assert "Corrigé : Date de naissance 1er janvier 1980 → 1980" in told
    changes.correct(desk, booked.reference, replace(wanted, birth_date=BirthDate(1981)))
    told = told_of(desk, booked.reference)
    assert "Corrigé : Date de naissance 1980 → 1981" in told
    undo(desk, booked.reference)
    assert get(desk, booked.reference).applicant.birth_date == BirthDate(1980)
    assert integrity.check(desk.store) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (BirthDate(1980), BirthDate(1980, 5, 3), True),
        (BirthDate(1980, 5, 3), BirthDate(1980), True),
        (BirthDate(1980, 5), BirthDate(1980, 5, 3), True),
        (BirthDate(1980, 5, 3), BirthDate(1980, 5, 3), True),
        (BirthDate(1980, 5), BirthDate(1980, 6, 3), False),
        (BirthDate(1980, 5, 3), BirthDate(1980, 5, 30), False),
        (BirthDate(1980), BirthDate(1981), False),
    ],
)
def test_the_same_person_under_another_number_is_found_by_what_may_be_the_same_day(
    desk: Desk, one: BirthDate, other: BirthDate, same: bool
) -> None:
    known = person(1, given_names="Đorđe", birth_date=one)
    booked = booking.book_at(desk, TUESDAY, known, channel=Channel.DESK)
    again = replace(known, birth_date=other, foreign_resident_number="8499999999")
    found = [one.reference for one in booking.find_namesakes(desk, again)]
    assert found == ([booked.reference] if same else [])
