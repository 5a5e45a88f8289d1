"""The foreign resident number, as it is read aloud, copied and pasted."""

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.numbers import ParsedNumber, group_digits, group_phone, parse_number


@pytest.mark.parametrize(
    "text",
    [
        "8412345678",
        "84 12 34 56 78",
        "84.12.34.56.78",
        "84-1234-5678",
        "84\u00a012\u202f34\u200956\u201178",
        "\u200e8412345678\n",
        "\t8412345678",
        "８４１２３４５６７８",
        "٨٤١٢٣٤٥٦٧٨",
    ],
)
def test_spaces_dots_dashes_and_digits_of_any_script(text: str) -> None:
    assert parse_number(text) == ParsedNumber("8412345678")


def test_nine_digits_are_completed_but_never_in_silence() -> None:
    assert parse_number("1 23 45 67 89") == ParsedNumber("0123456789", needs_zero=True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "required"),
        (" -. ", "required"),
        ("84123456", "wrong_length"),
        ("84123456789", "wrong_length"),
        ("841234567O", "not_digits"),
        ("+8412345678", "not_digits"),
        ("8412345678[/b]", "not_digits"),
        ("841234567²", "not_digits"),
        ("1111111111", "repeated_digit"),
        ("0000000000", "repeated_digit"),
        ("000000000", "repeated_digit"),
        ("1" * 100_000, "wrong_length"),
    ],
)
def test_what_is_no_number_says_why(text: str, problem: str) -> None:
    assert parse_number(text) == ParsedNumber(None, problem=problem)


@given(st.text())
def test_a_value_is_always_ten_ascii_digits(text: str) -> None:
    reading = parse_number(text)
    if reading.value is None:
        assert reading.problem
    else:
        assert len(reading.value) == 10
        assert reading.value.isascii()
        assert reading.value.isdigit()


@given(st.integers(0, 10**10 - 1), st.sampled_from([" ", ".", "-", "\u00a0"]))
def test_grouping_by_pairs_never_changes_the_number(number: int, separator: str) -> None:
    digits = f"{number:010d}"
    pairs = separator.join(digits[at : at + 2] for at in range(0, 10, 2))
    assert parse_number(pairs) == parse_number(digits)


def test_numbers_are_written_in_groups_that_can_be_read_aloud() -> None:
    assert group_digits("8412345678") == "84 1234 5678"
    assert group_digits("8412345678", "-") == "84-1234-5678"
    assert group_phone("+33639981234") == "06 39 98 12 34"
    assert group_phone("+3363998123") == "+3363998123"
    assert group_phone("+212612345678") == "+212612345678"
