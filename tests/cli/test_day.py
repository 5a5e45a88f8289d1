"""`day`, `figures`, `export`: the day and the weeks on the command line."""

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from tests.cli.conftest import Run, contents

DAY = "2026-11-23"


def test_the_day_is_a_list_in_time_order(at_desk: Run) -> None:
    result = at_desk("day", "--json").answer
    assert isinstance(result, list)
    assert len(result) == 49
    starts = [one["start"] for one in result]
    assert starts == sorted(starts)
    assert all(start.startswith(DAY) for start in starts)
    assert {one["status"] for one in result} >= {"done", "arrived", "in_progress", "booked"}
    assert result[0] == at_desk("show", result[0]["reference"], "--json").answer


def test_another_day_and_an_empty_one(at_desk: Run) -> None:
    other = at_desk("day", "2026-11-24", "--json").answer
    assert isinstance(other, list)
    assert all(one["start"].startswith("2026-11-24") for one in other)
    assert at_desk("day", "2026-11-28", "--json").answer == []
    christmas = at_desk("day", "2026-12-25")
    assert christmas.out.splitlines() == ["vendredi 25 décembre 2026", "Fermé : Noël."]


def test_people_read_a_line_a_place(at_desk: Run) -> None:
    lines = at_desk("day").out.splitlines()
    assert lines[0] == "lundi 23 novembre 2026"
    assert lines[1] == "3 guichets · 49 rendez-vous · 2 places libres"
    assert lines[2] == "09:00"
    assert lines[3] == "  guichet 1 : OUHADDOU Rachid, reçu, 8A4T-Y428"
    assert "  guichet 1 : libre" in lines


def test_the_sheets_in_a_file_and_on_standard_output(at_desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "f.pdf"
    assert at_desk("day", DAY, "-o", str(file), "--json").answer == {"file": str(file)}
    assert len(PdfReader(file).pages) == 3
    result = at_desk("day", DAY, "-o", str(tmp_path / "sub" / "g.pdf"))
    assert "Feuilles enregistrées" in result.out
    assert at_desk("day", "--json", "-o", "-").code == 2


@pytest.mark.parametrize("word", ["demain", "2026-02-30", "23/11/2026", "[b]"])
def test_what_is_no_day_is_wrong_usage(at_desk: Run, word: str) -> None:
    outcome = at_desk("day", word, "--json")
    assert outcome.code == 2
    assert word in str(outcome.refusal["message"])


def test_a_file_that_cannot_be_written_is_told(at_desk: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = at_desk("day", "-o", str(tmp_path / "file" / "f.pdf"), "--json")
    assert (outcome.code, outcome.refusal["error"]) == (3, "file_failed")


def test_the_weeks_in_figures(at_desk: Run, tmp_path: Path) -> None:
    weeks = at_desk("figures", "--json").answer
    assert isinstance(weeks, list)
    assert len(weeks) == 12
    assert (weeks[-1]["monday"], weeks[-2]["monday"]) == ("2026-11-23", "2026-11-16")
    assert weeks[-2]["booked"] == sum(
        weeks[-2][name] for name in ("done", "incomplete", "no_show", "unrecorded")
    )
    assert sum(weeks[-2]["by_channel"].values()) == weeks[-2]["booked"]
    lines = at_desk("figures", "--weeks", "2").out.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"23/11/2026 : {weeks[-1]['booked']} rendez-vous, ")
    file = tmp_path / "bilan.csv"
    assert at_desk("figures", "--csv", str(file)).code == 0
    text = io.StringIO(file.read_text(encoding="utf-8-sig"))
    rows = list(csv.DictReader(text, delimiter=";"))
    assert [row["semaine"] for row in rows] == [week["monday"] for week in weeks]
    assert at_desk("figures", "--weeks", "0").code == 2


def test_days_as_a_table_without_names_unless_asked(at_desk: Run) -> None:
    result = at_desk("export", "--from", DAY, "--to", "2026-11-24")
    rows = list(csv.DictReader(io.StringIO(result.out.lstrip("\ufeff")), delimiter=";"))
    assert {row["jour"] for row in rows} == {DAY, "2026-11-24"}
    assert "Ouhaddou" not in result.out
    named = at_desk("export", "--from", DAY, "--personal")
    assert "OUHADDOU;Rachid" in named.out


def test_a_counters_day_as_a_calendar(at_desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "g1.ics"
    assert at_desk("export", "--counter", "1", "-o", str(file)).code == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len(events) == 18
    assert b"Ouhaddou" not in file.read_bytes()


def test_the_list_for_the_door_is_by_name(at_desk: Run, tmp_path: Path) -> None:
    file = tmp_path / "liste.pdf"
    assert at_desk("day", "--by-name", "-o", str(file)).code == 0
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert text.index("OUHADDOU") > text.index("Liste d’accueil")
    refused = at_desk("day", "--by-name", "--json")
    assert refused.code == 2
    assert "--by-name" in str(refused.refusal["message"])


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-11-24", "--to", DAY),
        ("--from", "2026-11-24", "--to", "2028-11-24"),
        ("--counter", "x"),
        ("--json",),
    ],
)
def test_an_export_that_makes_no_sense_is_wrong_usage(at_desk: Run, words: tuple[str, ...]) -> None:
    assert at_desk("export", *words).code == 2


@pytest.mark.parametrize("words", [("day",), ("figures",), ("export",)])
def test_looking_changes_nothing(at_desk: Run, store: Path, words: tuple[str, ...]) -> None:
    before = contents(store)
    assert at_desk(*words).code == 0
    assert contents(store) == before
