"""Where lines break, and what can be printed of what people are called."""

import pytest
from hypothesis import given, strategies as st

from rdv_tui.documents.typesetting import Run, break_lines, french, printable

LATIN = frozenset(range(0x20, 0x250)) | {0x25AF, 0x2019}


def measure(text: str, bold: bool) -> float:
    """Every letter is one wide, two in bold."""
    return len(text) * (2 if bold else 1)


def broken(text: str, width: int) -> list[str]:
    lines = break_lines([Run(text)], width, measure)
    return ["".join(run.text for run in line) for line in lines]


def test_lines_break_at_spaces_and_lose_them() -> None:
    assert broken("venez avec vos papiers", 11) == ["venez avec", "vos papiers"]


def test_a_word_parts_after_a_hyphen_between_letters_only() -> None:
    assert broken("mon rendez-vous", 12) == ["mon rendez-", "vous"]
    assert broken("voir L.433-3 ici", 11) == ["voir", "L.433-3 ici"]


def test_a_word_longer_than_the_line_is_cut_and_whole() -> None:
    assert broken("ab " + "x" * 25, 10) == ["ab", "x" * 10, "x" * 10, "x" * 5]


def test_bold_counts_for_its_width() -> None:
    lines = break_lines([Run("gras ", bold=True), Run("maigre")], 14, measure)
    assert lines == [[Run("gras", bold=True)], [Run("maigre")]]


def test_nothing_to_say_is_one_empty_line() -> None:
    assert break_lines([Run("")], 10, measure) == [[]]


@given(st.text(alphabet="abc -é", max_size=80), st.integers(1, 20))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = broken(text, width)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Łukasz Şükrü", "Łukasz Şükrü"),
        ("e\u0301", "é"),
        ("a\nb\tc\x1b[31m", "a b c [31m"),
        ("\u202eDupont\u200f", "Dupont"),
        ("محمد", "▯▯▯▯"),
        ("李 Wei", "▯ Wei"),
        ("\u0645\u064e", "▯"),
        ("a\u0651", "a▯"),
        ("[/b] [@click=app.quit]x\\", "[/b] [@click=app.quit]x\\"),
    ],
)
def test_what_is_typed_is_printed_or_shown_as_a_box(typed: str, printed: str) -> None:
    assert printable(typed, LATIN) == printed


def test_french_spaces_and_apostrophes() -> None:
    assert french("l'article : « oui » ; 250 € !") == (
        "l’article\u00a0: «\u00a0oui\u00a0»\u202f; 250\u00a0€\u202f!"
    )
    assert french("au 04 88 17") == "au 04\u00a088\u00a017"
