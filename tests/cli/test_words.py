"""The order of words that the parser needs, made from the order people use."""

import pytest

from rdv_tui.cli.words import normalise_print, take_json


@pytest.mark.parametrize(
    ("words", "kept", "found"),
    [
        (["slots", "--json"], ["slots"], True),
        (["--json", "slots"], ["slots"], True),
        (["slots"], ["slots"], False),
        (["show", "--", "--json"], ["show", "--", "--json"], False),
        (["--json", "show", "--", "--json"], ["show", "--", "--json"], True),
    ],
)
def test_json_may_stand_anywhere(words: list[str], kept: list[str], found: bool) -> None:
    assert take_json(words) == (kept, found)


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ("letter REF --print", "letter REF --print"),
        ("letter REF --print HP", "letter REF --print --printer HP"),
        ("letter --print REF", "letter --print REF"),
        ("letter --print HP REF", "letter --print --printer HP REF"),
        ("letter --print=HP REF", "letter --print --printer HP REF"),
        ("letter REF --print -o a.pdf", "letter REF --print -o a.pdf"),
        ("letter -o a.pdf --print REF", "letter -o a.pdf --print REF"),
        ("letter REF -o a.pdf --print HP", "letter REF -o a.pdf --print --printer HP"),
        ("--demo letter REF --print HP", "--demo letter REF --print --printer HP"),
        ("show REF --print HP", "show REF --print HP"),
    ],
)
def test_print_takes_a_printer_or_none(given: str, settled: str) -> None:
    assert normalise_print(given.split()) == settled.split()
