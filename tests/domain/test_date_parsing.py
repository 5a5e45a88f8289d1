"""Dates as people type them, at a counter, in November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.date_parsing import Era, parse_date, parse_day, year_of
from rdv_tui.locales.dates import long_date, plain_date

TODAY = date(2026, 11, 23)
JULY = date(2027, 7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/7/27",
        "03/07/2027",
        "03072027",
        "030727",
        "3.7.2027",
        "3-7-27",
        "3 7 27",
        "3 / 7 / 2027",
        "2027-07-03",
        "2027/7/3",
        "3 juillet 2027",
        "3 JUILLET 27",
        "3 juil. 2027",
        "3juil2027",
        "3-juil-2027",
        "samedi 3 juillet 2027",
        "sam. 3 juil. 2027",
        " 3\u00a0juillet\u202f2027\n",
        "\u200e03/07/2027\u200f",
        "０３/０７/２０２７",
        "٣/٧/٢٠٢٧",
        "03\u201107\u20112027",
    ],
)
def test_every_usual_form_is_understood(text: str) -> None:
    assert parse_date(text, TODAY, Era.FUTURE) == JULY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er décembre 2026", date(2026, 12, 1)),
        ("1er de\u0301c. 2026", date(2026, 12, 1)),
        ("mardi 1er décembre 2026", date(2026, 12, 1)),
        ("29 février 2028", date(2028, 2, 29)),
        ("5 aout 26", date(2026, 8, 5)),
        ("5 août 26", date(2026, 8, 5)),
        ("5/6/2027", date(2027, 6, 5)),
    ],
)
def test_french_words_and_the_day_first(text: str, day: date) -> None:
    assert parse_date(text, TODAY, Era.FUTURE) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "31/02/2027",
        "29/02/2027",
        "32/01/2027",
        "1/13/27",
        "00/00/0000",
        "3072027",
        "3/7",
        "3/7/027",
        "3/7/20270",
        "0001-01-01",
        "juillet 2027",
        "3 jui 2027",
        "3 ma 2027",
        "lundi 3 juillet 2027",
        "trois juillet 2027",
        "[/b]",
        "3/7/27; DROP TABLE",
        "²/³/27²",
        "9" * 10_000,
    ],
)
def test_what_is_no_date_or_two_dates_is_none(text: str) -> None:
    assert parse_date(text, TODAY, Era.FUTURE) is None


@pytest.mark.parametrize(
    ("text", "era", "day"),
    [
        ("23/11/26", Era.PAST, date(2026, 11, 23)),
        ("24/11/26", Era.PAST, date(1926, 11, 24)),
        ("3/7/85", Era.PAST, date(1985, 7, 3)),
        ("3/7/04", Era.PAST, date(2004, 7, 3)),
        ("29/2/00", Era.PAST, date(2000, 2, 29)),
        ("29/2/28", Era.PAST, date(1928, 2, 29)),
        ("29/2/27", Era.PAST, None),
        ("3/7/85", Era.FUTURE, date(2085, 7, 3)),
        ("3/7/2030", Era.PAST, date(2030, 7, 3)),
    ],
)
def test_two_digits_of_a_year_follow_the_era(text: str, era: Era, day: date | None) -> None:
    assert parse_date(text, TODAY, era) == day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(Era))
def test_a_date_reads_back_from_every_way_of_writing_it(day: date, era: Era) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d%m%Y}",
        f"{day.day}.{day.month}.{day.year}",
        long_date(day),
        plain_date(day),
    ):
        assert parse_date(text, TODAY, era) == day, text


@given(st.dates(date(1927, 1, 1), TODAY))
def test_a_birth_typed_with_two_digits_is_the_latest_possible_one(day: date) -> None:
    read = parse_date(f"{day:%d/%m/%y}", TODAY, Era.PAST)
    assert read is not None
    assert read <= TODAY
    assert (read.day, read.month, read.year % 100) == (day.day, day.month, day.year % 100)


@given(st.text(), st.sampled_from(Era))
def test_no_text_breaks_it(text: str, era: Era) -> None:
    read = parse_date(text, TODAY, era)
    assert read is None or read.year >= 1800


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aujourd'hui", TODAY),
        ("Demain", date(2026, 11, 24)),
        ("après-demain", date(2026, 11, 25)),
        ("mardi", date(2026, 11, 24)),
        ("lundi", date(2026, 11, 30)),
        ("22/11", date(2027, 11, 22)),
        ("hier", None),
    ],
)
def test_days_named_from_today(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize("today", [date(2026, 11, 23) + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("name", ["lundi", "mercredi", "dimanche"])
def test_a_weekday_is_the_next_one_after_today(name: str, today: date) -> None:
    day = parse_day(name, today)
    assert day is not None
    assert long_date(day).startswith(name)
    assert timedelta(days=1) <= day - today <= timedelta(days=7)


def test_a_date_without_a_year_may_be_today_and_a_year_is_this_century_s() -> None:
    assert parse_day("23/11", TODAY) == TODAY
    assert parse_day("3/7/99", TODAY) == date(2099, 7, 3)
    assert parse_day("29/2", TODAY) is None


@pytest.mark.parametrize(
    ("digits", "year"),
    [("1800", 1800), ("1799", None), ("26", 2026), ("27", 1927), ("00", 2000), ("2030", 2030)],
)
def test_a_year_of_birth_is_the_latest_that_is_not_to_come(digits: str, year: int | None) -> None:
    assert year_of(digits, TODAY) == year


def test_a_year_that_no_calendar_reaches_is_no_date() -> None:
    assert parse_date("31/12/2199", TODAY, Era.FUTURE) == date(2199, 12, 31)
    assert parse_date("31/12/9999", TODAY, Era.FUTURE) is None
    assert parse_day("9999-12-31", TODAY) is None
