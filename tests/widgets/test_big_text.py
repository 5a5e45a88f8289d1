"""Large letters: every day and hour of an office fits a terminal of 80 columns."""

from datetime import datetime, timedelta

from rdv_tui.locales.dates import big_moment
from rdv_tui.widgets.big_text import big_lines, big_rows

WIDTH = 78


def test_every_day_and_hour_fits() -> None:
    for day in range(366):
        start = datetime.fromisoformat("2028-01-01T12:45") + timedelta(days=day)
        lines = big_lines(big_moment(start))
        assert len(lines) == 3
        assert {len(line) for line in lines} <= {len(lines[0])}
        assert 0 < len(lines[0]) <= WIDTH, big_moment(start)


def test_where_it_does_not_fit_it_breaks_before_the_hour_or_a_word_never_inside() -> None:
    for day in range(366):
        start = datetime.fromisoformat("2028-01-01T12:45") + timedelta(days=day)
        rows = big_rows(big_moment(start), 56)
        assert all(len(line) <= 56 for row in rows for line in row)
        whole = [big_lines("12 H 45")[1]]
        assert rows[-1][1].endswith(whole[0]), "the hour stays whole"


def test_it_says_what_is_said_aloud() -> None:
    assert big_moment(datetime.fromisoformat("2026-12-01T09:30")) == "MAR 1ER DÉC 9 H 30"
    assert big_moment(datetime.fromisoformat("2027-08-09T14:00")) == "LUN 9 AOÛT 14 H"


def test_an_accent_stands_above_its_letter() -> None:
    plain, accented = big_lines("E"), big_lines("É")
    assert plain[1:] == accented[1:]
    assert plain[0] != accented[0]
