"""What stands where a list has nothing: whole, in the middle, never wider than the list."""

import pytest
from hypothesis import given, strategies as st

from rdv_tui.locales.waiting import waiting_screens as waiting_fr
from rdv_tui.widgets.empty_state import empty_state


@pytest.mark.parametrize("width", [30, 78, 150])
def test_nothing_is_cut_and_the_first_sentence_stands_out(width: int) -> None:
    lines = empty_state(waiting_fr.EMPTY, width, 18)
    assert all(line.cell_length <= width for line in lines)
    assert " ".join(" ".join(line.plain for line in lines).split()) == waiting_fr.EMPTY
    title = next(line for line in lines if line.plain.strip())
    assert title.plain.strip() == "Personne n'attend."
    assert any(span.style == "bold" for span in title.spans)


@given(st.text(), st.integers(2, 200), st.integers(1, 60))
def test_whatever_was_typed_fits(text: str, width: int, height: int) -> None:
    assert all(line.cell_length <= width for line in empty_state(text, width, height))
