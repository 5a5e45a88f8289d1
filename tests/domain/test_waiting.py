"""Who waits for what, in which order, and until when a place is kept: the rules alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from rdv_tui.domain.problems import InvalidFields
from rdv_tui.domain.waiting import (
    WaitingState,
    Wish,
    answer_deadline,
    state_after_refusal,
)
from rdv_tui.domain.waiting_request import FIELDS, parse_request

MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
WISH = Wish(MONDAY, MONDAY + timedelta(days=9), frozenset({0, 3}), time(9), time(12))
TYPED = {
    "family_name": "[b]Müller[/b]",
    "given_names": "",
    "foreign_resident_number": "84 12 34 56 78",
    "phone": "06 39 98 12 34",
    "email": "",
    "first": "1/12",
    "last": "31/12/2026",
    "weekdays": "lun-mer, ven",
    "from_time": "9h30",
    "until_time": "12",
}


@pytest.mark.parametrize(
    ("start", "suits"),
    [
        ("2026-11-30T09:00", True),
        ("2026-11-30T11:59", True),
        ("2026-11-30T12:00", False),
        ("2026-11-30T08:59", False),
        ("2026-12-01T09:00", False),
        ("2026-12-03T09:00", True),
        ("2026-12-07T09:00", True),
        ("2026-12-10T09:00", False),
        ("2026-12-09T09:00", False),
        ("2026-12-14T09:00", False),
        ("2026-11-26T09:00", False),
    ],
)
def test_what_suits_is_on_a_day_a_weekday_and_at_an_hour_asked_for(start: str, suits: bool) -> None:
    assert WISH.suits(datetime.fromisoformat(start)) is suits


@pytest.mark.parametrize(
    ("hours_ahead", "kept"),
    [(100, 24), (26, 24), (25, 23), (4, 2), (3, 1), (2.9, None), (1, None), (-1, None)],
)
def test_a_place_is_kept_long_enough_to_answer_and_to_come(
    hours_ahead: float, kept: float | None
) -> None:
    until = answer_deadline(NOW, NOW + timedelta(hours=24), NOW + timedelta(hours=hours_ahead))
    assert until == (None if kept is None else NOW + timedelta(hours=kept))


def test_after_the_last_proposal_the_search_is_over() -> None:
    states = [state_after_refusal(count, max_proposals=3) for count in range(5)]
    assert states == [WaitingState.WAITING] * 3 + [WaitingState.EXHAUSTED] * 2


def test_the_last_day_suits_and_the_next_does_not() -> None:
    short = replace(WISH, last=MONDAY + timedelta(days=3))
    assert short.suits(datetime(2026, 12, 3, 9))
    assert not short.suits(datetime(2026, 12, 7, 9))


# -- what is typed
def test_one_day_may_be_asked_for_today_and_what_is_not_typed_is_empty() -> None:
    typed = TYPED | {"first": "30/11", "last": "30/11/2026"}
    del typed["given_names"], typed["email"]
    asked = parse_request(typed, MONDAY)
    assert (asked.wish.first, asked.wish.last) == (MONDAY, MONDAY)
    assert (asked.given_names, asked.email) == ("", None)
    assert parse_request(typed | {"given_names": "aïcha"}, MONDAY).given_names == "aïcha"


def test_a_request_is_read_as_forgivingly_as_every_form() -> None:
    asked = parse_request(TYPED, MONDAY)
    assert (asked.family_name, asked.given_names) == ("[b]Müller[/b]", "")
    assert (asked.foreign_resident_number, asked.phone) == ("8412345678", "+33639981234")
    assert asked.wish == Wish(
        date(2026, 12, 1), date(2026, 12, 31), frozenset({0, 1, 2, 4}), time(9, 30), time(12)
    )


def test_without_days_and_hours_all_workdays_and_hours_suit() -> None:
    asked = parse_request(
        TYPED | dict.fromkeys(("weekdays", "from_time", "until_time"), ""), MONDAY
    )
    assert asked.wish.weekdays == {0, 1, 2, 3, 4}
    assert asked.wish.suits(datetime(2026, 12, 1))
    assert asked.wish.suits(datetime(2026, 12, 1, 23, 59))


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        (
            dict.fromkeys(FIELDS, ""),
            {
                "family_name": "required",
                "foreign_resident_number": "required",
                "phone": "no_contact",
                "first": "required",
                "last": "required",
            },
        ),
        ({"first": "30/2", "last": "hier"}, {"first": "not_a_day", "last": "not_a_day"}),
        ({"first": "29/11/2026"}, {"first": "day_is_past"}),
        ({"first": "2/12", "last": "1/12/2026"}, {"last": "before_first"}),
        ({"weekdays": "samdi"}, {"weekdays": "not_weekdays"}),
        ({"from_time": "25h", "until_time": "midi"}, dict.fromkeys(["from_time", "until_time"])),
        ({"from_time": "12h"}, {"until_time": "before_from"}),
        ({"phone": "12", "email": ""}, {"phone": "not_a_phone"}),
        ({"phone": "", "email": "x@"}, {"email": "not_an_email"}),
        ({"phone": "", "email": "x@exemple.fr"}, {}),
    ],
)
def test_every_wrong_field_is_named_at_once(
    wrong: dict[str, str], problems: dict[str, str | None]
) -> None:
    typed = TYPED | wrong
    if not problems:
        assert parse_request(typed, MONDAY).email == "x@exemple.fr"
        return
    with pytest.raises(InvalidFields) as found:
        parse_request(typed, MONDAY)
    details = {name: problem.code for name, problem in found.value.problems.items()}
    assert details == {name: code or "not_an_hour" for name, code in problems.items()}
