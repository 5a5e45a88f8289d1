"""The four figures of the weeks: shares of the complete ones, held against those before."""

from datetime import date, timedelta

from rdv_tui.domain.figures import WeekFigures
from rdv_tui.screens.day.figures import stacked, table_content
from rdv_tui.screens.day.figures_head import head_content

MONDAY = date(2026, 9, 7)


def weeks(*done: int) -> list[WeekFigures]:
    return [
        WeekFigures(
            MONDAY + timedelta(weeks=rank),
            booked=100,
            done=one,
            incomplete=10,
            no_show=5,
            median_wait=20 - rank,
        )
        for rank, one in enumerate(done)
    ]


def test_the_week_under_way_does_not_count() -> None:
    assert "commence à la fin de la première semaine" in head_content(weeks(60)).plain
    first = head_content(weeks(60, 0)).plain
    assert "70 %" in first
    assert "Sur 1 semaine complète." in first


def test_the_last_four_weeks_are_held_against_the_four_before() -> None:
    text = head_content(weeks(50, 50, 50, 50, 70, 70, 70, 70, 0)).plain
    assert "80 %" in text
    assert "+ 20 pt" in text
    assert "10 %" in text
    assert "inchangé" in text
    assert "– 4 j" in text
    assert "comparées aux 4 d'avant" in text
    assert "█" in text, "the course of eight weeks"


def test_every_bar_is_of_one_length_and_shows_shares() -> None:
    small, large = WeekFigures(MONDAY, booked=10, done=5), WeekFigures(MONDAY, booked=200, done=100)
    assert stacked(small, 40).plain == stacked(large, 40).plain == "█" * 20 + "░" * 20
    assert not stacked(WeekFigures(MONDAY), 40).plain


def test_weeks_go_down_as_time_does_and_the_one_under_way_is_apart() -> None:
    lines = table_content(weeks(60, 50, 0), with_bars=True).plain.splitlines()
    firsts = [" ".join(line.split()[:2]) for line in lines[1:]]
    assert firsts == ["7 sept.", "14 sept.", "── en", "21 sept."]
