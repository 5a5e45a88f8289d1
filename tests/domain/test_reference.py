"""References: what one slip of the tongue or of the hand can do to them."""

import random

from hypothesis import given, strategies as st

from rdv_tui.domain.reference import ALPHABET, new_reference, normalise_reference

REFERENCES = st.integers(0, 2**32).map(lambda seed: new_reference(random.Random(seed).choice))


def test_the_alphabet_is_a_prime_number_of_symbols_without_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 19
    assert not set(ALPHABET) & set("01OILBSGZQDCEPVNW")


@given(REFERENCES)
def test_a_new_reference_reads_back_as_itself(reference: str) -> None:
    assert len(reference) == 9
    assert reference[4] == "-"
    assert normalise_reference(reference) == reference


@given(REFERENCES, st.data())
def test_any_one_wrong_symbol_is_noticed(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8]))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != reference[place]]))
    assert normalise_reference(reference[:place] + other + reference[place + 1 :]) is None


@given(REFERENCES, st.integers(0, 6))
def test_any_swap_of_neighbours_is_noticed(reference: str, place: int) -> None:
    symbols = list(reference.replace("-", ""))
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    swapped = "".join(symbols)
    if swapped != reference.replace("-", ""):
        assert normalise_reference(swapped) is None


@given(REFERENCES)
def test_case_spaces_dashes_and_full_width_are_forgiven(reference: str) -> None:
    symbols = reference.replace("-", "")
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in symbols)
    for typed in (
        reference.lower(),
        symbols,
        f"  {symbols[:4]} {symbols[4:]}\n",
        f"{symbols[:4]}\u2011{symbols[4:]}",
        " ".join(symbols),
        wide,
    ):
        assert normalise_reference(typed) == reference


@given(st.text())
def test_other_text_is_none_or_a_reference(text: str) -> None:
    read = normalise_reference(text)
    assert read is None or normalise_reference(read) == read


def test_what_is_no_reference_reads_as_none() -> None:
    for text in ("", "----", "7K4H-M2X", "7K4H-M2XAA", "O000-0000", "[/b]"):
        assert normalise_reference(text) is None
