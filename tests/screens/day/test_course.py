"""Beneath the day on a large screen: who is called next, how long they wait, the day's course."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rdv_tui.domain.appointment import Status
from rdv_tui.domain.day import DayPlace
from rdv_tui.screens.day.course import course_content
from rdv_tui.widgets.day_cells import wait_style
from tests.widgets.test_day_board import AT, MARKS, TWO, day, place, visit


def waiting(minute: int, family: str, for_minutes: int, counter: int = 1) -> DayPlace:
    arrived = replace(
        visit(family, Status.ARRIVED),
        reference=family,
        arrived_at=AT - timedelta(minutes=for_minutes),
    )
    return place(minute, counter, counter, arrived)


def told(*places: DayPlace) -> list[str]:
    return course_content(day(*places), MARKS, 150).plain.splitlines()


def test_people_stand_in_the_order_of_calling_with_their_wait() -> None:
    lines = told(waiting(15, "Kaya", 5), waiting(0, "Benali", 75), waiting(30, "Traoré", 0))
    assert "3 · la plus longue attente 1 h 15 · médiane 5 min" in lines[0]
    names = [line.split()[3] for line in lines[1:4]]
    assert names == ["BENALI", "KAYA", "TRAORÉ"]
    assert "1 h 15" in lines[1]
    assert lines[1].count("▒") > lines[2].count("▒") > lines[3].count("▒")


def test_an_empty_room_says_so() -> None:
    assert "Personne n'attend" in "\n".join(told(*TWO.places))


def test_more_people_than_lines_are_counted() -> None:
    people = [waiting(15 * rank, f"Kaya {rank}", rank) for rank in range(20)]
    lines = told(*people)
    assert any("et 5 de plus" in line for line in lines)
    assert sum("◔" in line for line in lines) == 15


def test_the_course_has_its_number_beside_it() -> None:
    lines = told(waiting(0, "Benali", 20), waiting(0, "Kaya", 20, 2), place(30, 1, 1, visit()))
    (booked,) = (line for line in lines if line.startswith("prévus"))
    assert booked.endswith("2 au plus")
    (waited,) = (line for line in lines if line.startswith("en attente"))
    assert waited.endswith("2 au plus")


def test_another_day_has_no_course() -> None:
    tomorrow = replace(TWO, now=TWO.now - timedelta(days=1))
    assert not course_content(tomorrow, MARKS, 150).plain


@pytest.mark.parametrize(
    ("minutes", "style"),
    [
        (None, "$text-muted"),
        (19, "$text-muted"),
        (20, "$text-warning"),
        (44, "$text-warning"),
        (45, "bold $text-late"),
    ],
)
def test_a_wait_is_quiet_then_long_then_too_long(minutes: int | None, style: str) -> None:
    assert wait_style(minutes) == style
