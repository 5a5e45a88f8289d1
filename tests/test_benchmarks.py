"""What `make bench` keeps of its figures, and what it says of those that moved."""

from datetime import date
from pathlib import Path

import pytest
from benchmarks import country, desks, reading, results, rivals
from benchmarks.report import Figure

pytestmark = pytest.mark.slow

FIGURES = {
    "bookings": [Figure("booking, over bare", 2.5, 2, "times", "40 a second")],
    "letter": [Figure("memory grown", 0, 10, "MB")],
    "race": [Figure("booked twice", 0, 0, ""), Figure("booked twice by another", 7, None, "")],
}
HASTY = desks.Pace(seconds=0, thinks=0.02, least=40)
HEAD = "# A desk\n\n<!-- figures: written by make bench -->\n"
TAIL = "<!-- /figures -->\n\n## Further\n"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    readme, page = tmp_path / "README.md", tmp_path / "figures.md"
    for one in (readme, page):
        one.write_text(HEAD + TAIL, encoding="utf-8")
    monkeypatch.setattr(results, "README", readme)
    monkeypatch.setattr(results, "PAGE", page)
    monkeypatch.setattr(results, "LATEST", tmp_path / "latest.json")
    return readme, page


def test_what_is_measured_again_takes_the_place_of_what_was_there(
    pages: tuple[Path, Path],
) -> None:
    measured = results.as_json(FIGURES, date(2026, 11, 28))
    results.keep(measured)
    once = [page.read_text(encoding="utf-8") for page in pages]
    results.keep(measured)
    assert [page.read_text(encoding="utf-8") for page in pages] == once
    readme, page = once
    assert "| bookings | 0 of 1 | booking, over bare | 2.50 times | 2.00 times |" in readme
    assert "| race | 1 of 1 | booked twice | 0.00 | 0.00 |" in readme
    assert "| booking, over bare | 2.50 times | 2.00 times | 1.25 | 40 a second |" in page
    assert "| booked twice | 0.00 | 0.00 |  |  |" in page
    assert "| booked twice by another | 7.00 |  |  |  |" in page
    assert all(text.startswith(HEAD) and text.endswith(TAIL) for text in once)
    assert results.read_latest() == measured


def test_a_figure_that_moved_is_said_with_what_it_was(pages: tuple[Path, Path]) -> None:
    results.keep(results.as_json(FIGURES, date(2026, 11, 28)))
    kept = results.read_latest()
    assert kept is not None
    again = [figure for some in FIGURES.values() for figure in some]
    assert results.moved(kept, again) == []
    slower = [Figure("booking, over bare", 5, 2, "times"), Figure("memory grown", 1, 10, "MB")]
    lines = results.moved(kept, slower)
    assert [line.split("was ")[-1] for line in lines] == ["2.50 times, +100%", "0.00 MB, +100%"]
    assert results.moved(kept, [Figure("another", 1, 2, "")])[0].endswith("new")


def test_a_measure_made_alone_leaves_the_others_as_they_were(pages: tuple[Path, Path]) -> None:
    results.keep(results.as_json(FIGURES, date(2026, 11, 28)))
    faster = {"bookings": [Figure("booking, over bare", 1.5, 2, "times")]}
    results.keep(results.as_json(faster, date(2026, 11, 29)))
    kept = results.read_latest()
    assert kept is not None
    days = {name: made["date"] for name, made in kept.items()}
    assert days == {"bookings": "2026-11-29", "letter": "2026-11-28", "race": "2026-11-28"}
    readme, page = (one.read_text(encoding="utf-8") for one in pages)
    assert "| bookings | 1 of 1 | booking, over bare | 1.50 times | 2.00 times |" in readme
    assert "| booking, over bare | 1.50 times | 2.00 times | 0.75 |  |" in page
    assert "| memory grown | 0.00 MB | 10.0 MB | 0.00 |  |" in page


def test_nothing_is_kept_by_which_the_machine_could_be_known(pages: tuple[Path, Path]) -> None:
    measured = results.as_json(FIGURES, date(2026, 11, 28))
    assert measured["letter"]["machine"].keys() == {"processors", "system"}
    results.keep(measured)
    for page in (*pages, results.LATEST):
        text = page.read_text(encoding="utf-8")
        assert str(Path.home()) not in text
        assert str(page.parent) not in text


@pytest.mark.parametrize(
    ("value", "limit", "is_over"), [(0, 0, False), (1, 0, True), (9, None, False), (2, 2, False)]
)
def test_a_figure_without_a_limit_is_never_beyond_it(
    value: float, limit: float | None, is_over: bool
) -> None:
    assert Figure("booked twice", value, limit, "").is_over is is_over


def test_every_question_of_the_day_has_an_answer_on_a_store_of_many_years(tmp_path: Path) -> None:
    figures = reading.measure(tmp_path / "rdv.db", {}, sizes=(7_800, 8_060))
    assert {figure.limit for figure in figures} == {reading.GROWTH_LIMIT, None}
    assert not list(tmp_path.iterdir())


def test_many_desks_work_on_one_file_and_none_fails(tmp_path: Path) -> None:
    found = desks.measure(tmp_path / "rdv.db", {}, numbers=[4], pace=HASTY, places=7_800)
    assert {one.name: one.value for one in found}["4 desks, acts that failed"] == 0


def test_an_office_answers_and_works_beside_others_on_a_server() -> None:
    found = country.measure(Path(), {}, offices=2, places=7_800, numbers=(4,), pace=HASTY)
    name = "4 desks in 2 offices on PostgreSQL, acts that failed"
    assert {one.name: one.value for one in found}[name] == 0


def test_nobody_is_booked_twice_in_the_race_that_others_are_measured_by(tmp_path: Path) -> None:
    found = rivals.measure(tmp_path / "rdv.db", {}, programs=4, slots=3, is_whole=False)
    ours = [one for one in found if one.name.startswith("booked twice, rdv-tui")]
    assert [(one.value, one.limit) for one in ours] == [(0, 0), (0, 0)]
    assert all(
        "3 last places, each asked by 4 at once: 3 given, 9 refused" in one.detail for one in ours
    )
