"""Birth dates as permits show them, with what nobody knows left out."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.birth_date import BirthDate, parse_birth_date
from rdv_tui.domain.search_words import birth_word, words_of_same_birth
from rdv_tui.locales.dates import birth_date, short_birth_date

TODAY = date(2026, 11, 23)

BORN = st.one_of(
    st.dates(date(1907, 1, 1), TODAY).map(BirthDate.on),
    st.tuples(st.integers(1907, 2025), st.integers(1, 12)).map(lambda known: BirthDate(*known)),
    st.integers(1907, 2025).map(BirthDate),
)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("1980", BirthDate(1980)),
        ("00/00/1980", BirthDate(1980)),
        ("00.00.1980", BirthDate(1980)),
        ("0/0/1980", BirthDate(1980)),
        ("00001980", BirthDate(1980)),
        ("00/00/80", BirthDate(1980)),
        ("XX/XX/1980", BirthDate(1980)),
        ("1980-00-00", BirthDate(1980)),
        (" 00 / 00 / 1980 ", BirthDate(1980)),
        ("00/05/1980", BirthDate(1980, 5)),
        ("00051980", BirthDate(1980, 5)),
        ("000580", BirthDate(1980, 5)),
        ("00/05/12", BirthDate(2012, 5)),
        ("05/1980", BirthDate(1980, 5)),
        ("5-1980", BirthDate(1980, 5)),
        ("1980-05", BirthDate(1980, 5)),
        ("1980-05-00", BirthDate(1980, 5)),
        ("03/05/1980", BirthDate(1980, 5, 3)),
        ("030580", BirthDate(1980, 5, 3)),
    ],
)
def test_what_is_known_is_read(typed: str, born: BirthDate) -> None:
    assert parse_birth_date(typed, TODAY) == born


@pytest.mark.parametrize(
    "typed",
    ["", "80", "00/13/1980", "03/00/1980", "13/1980", "198", "19800", "00/00", "0580", "1799"],
)
def test_what_is_no_birth_date_is_not_guessed(typed: str) -> None:
    assert parse_birth_date(typed, TODAY) is None


@given(BORN)
def test_what_is_written_is_read_again(born: BirthDate) -> None:
    assert parse_birth_date(short_birth_date(born), TODAY) == born
    assert parse_birth_date(born.isoformat(), TODAY) == born
    assert BirthDate.on(born.first_day, born.precision) == born


@given(BORN, BORN)
def test_dates_sort_as_their_first_days_and_as_they_are_written(
    one: BirthDate, other: BirthDate
) -> None:
    assert (one < other) == (one.isoformat() < other.isoformat())
    assert one > other or one.first_day <= other.first_day


@given(BORN, BORN)
def test_the_words_of_a_birth_begin_those_of_all_that_it_may_be(
    one: BirthDate, other: BirthDate
) -> None:
    found = any(birth_word(other).startswith(word) for word in words_of_same_birth(one))
    assert found == (one.first_day <= other.last_day and other.first_day <= one.last_day)


@given(BORN, st.sampled_from(("year", "month")))
def test_who_is_known_less_well_is_met_by_their_words(born: BirthDate, precision: str) -> None:
    vaguer = BirthDate.on(born.first_day, precision) if born.day else BirthDate(born.year)
    assert any(birth_word(vaguer).startswith(word) for word in words_of_same_birth(born))
    assert any(birth_word(born).startswith(word) for word in words_of_same_birth(vaguer))


def test_the_last_day_of_what_is_known() -> None:
    assert BirthDate(1980).last_day == date(1980, 12, 31)
    assert BirthDate(1980, 12).last_day == date(1980, 12, 31)
    assert BirthDate(1980, 2).last_day == date(1980, 2, 29)
    assert BirthDate(1980, 5, 3).last_day == date(1980, 5, 3)


def test_it_is_written_as_permits_write_it() -> None:
    written = {birth_date(BirthDate(1980, *known)) for known in ((), (5,), (5, 3))}
    assert written == {"1980", "05/1980", "3 mai 1980"}
