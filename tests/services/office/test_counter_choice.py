"""The counter of a desk: set, or chosen and kept; one that the office has not is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from rdv_tui.errors import OutputError
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.counter_choice import CounterChoice
from rdv_tui.services.office.startup import counter_problem


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "state" / "counter.toml"
    assert CounterChoice(file=file).number() is None
    CounterChoice(file=file).save(2)
    CounterChoice(file=file).save(3)
    assert CounterChoice(file=file).number() == 3
    assert [kept.name for kept in file.parent.iterdir()] == ["counter.toml"]


def test_the_setting_wins_over_what_was_chosen(tmp_path: Path) -> None:
    file = tmp_path / "counter.toml"
    CounterChoice(1, file).save(2)
    assert CounterChoice(1, file).number() == 1
    assert CounterChoice(None, file).number() == 2


@pytest.mark.parametrize("spoilt", [b"", b"counter = ", b"counter = '2'", b"counter = 0", b"\xff"])
def test_a_spoilt_file_counts_for_nothing(tmp_path: Path, spoilt: bytes) -> None:
    file = tmp_path / "counter.toml"
    file.write_bytes(spoilt)
    assert CounterChoice(file=file).number() is None


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file stands where the folder should")
    with pytest.raises(OutputError, match="pas gardé pour le prochain démarrage"):
        CounterChoice(file=tmp_path / "state" / "counter.toml").save(2)


def test_nothing_is_kept_without_a_file() -> None:
    choice = CounterChoice()
    choice.save(2)
    assert choice.number() is None


def test_a_setting_is_held_against_the_counters_of_the_office(desk: Desk) -> None:
    assert counter_problem(desk) == ""
    assert counter_problem(replace(desk, counter=CounterChoice(2))) == ""
    text = counter_problem(replace(desk, counter=CounterChoice(9)))
    assert "il n'y a pas de guichet 9 (guichets : 1, 2)" in text
