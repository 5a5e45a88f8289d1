"""A scan is told from typing: by its speed, its length, its check symbol and its Enter."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.reference import ALPHABET, LENGTH, new_reference
from rdv_tui.domain.scan import (
    MAX_GAP_S,
    MAX_KEYS,
    Keystroke,
    Reading,
    Scan,
    read_scan,
    scanned_reference,
)

REFERENCE = "9TRK-FYX5"
references = (
    st.randoms(use_true_random=False)
    .map(lambda chance: new_reference(chance.choice))
    .filter(lambda reference: reference != "2222-2222")  # a key held down
)
fast = st.floats(0, MAX_GAP_S * 0.99)
slow = st.floats(MAX_GAP_S * 1.01, 5)
US_ON_AZERTY = dict(zip("23456789AMQW-", "é\"'(-è_çQ?AZ)", strict=True))


def typed(text: str, gaps: Sequence[float] | float) -> list[Keystroke]:
    """Return `text` as keys, each so many seconds after the one before."""
    keys, at = [], 100.0
    for rank, sign in enumerate(text):
        at += 0.0 if not rank else gaps if isinstance(gaps, float) else gaps[rank - 1]
        keys.append(Keystroke(sign, at))
    return keys


def read(keys: Sequence[Keystroke], later: float = 0.0) -> Scan | Reading:
    return read_scan(keys, keys[-1].at + later)


@given(references, st.booleans(), st.booleans(), st.lists(fast, min_size=9, max_size=9))
def test_a_burst_of_a_reference_and_enter_is_a_scan(
    reference: str, with_dash: bool, lower: bool, gaps: list[float]
) -> None:
    text = reference if with_dash else reference.replace("-", "")
    text = text.lower() if lower else text
    assert read(typed(f"{text}\r", gaps)) == Scan(reference, len(text) + 1)


@given(references)
def test_a_reader_set_to_a_us_keyboard_is_understood_on_azerty(reference: str) -> None:
    text = "".join(US_ON_AZERTY.get(sign, sign) for sign in reference)
    assert scanned_reference(text) == reference
    assert read(typed(f"{text}\r", 0.01)) == Scan(reference, len(text) + 1)


def test_the_reference_of_the_review_is_read() -> None:
    assert scanned_reference("çTRK)FYX(") == REFERENCE


@given(references, st.integers(0, LENGTH - 1), slow)
def test_one_pause_anywhere_makes_it_typing(reference: str, where: int, pause: float) -> None:
    gaps = [0.005] * LENGTH
    gaps[where] = pause
    keys = typed(f"{reference.replace('-', '')}\r", gaps)
    assert read(keys) is Reading.TYPED


@given(references, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_misread_sign_is_no_scan(reference: str, where: int, other: str) -> None:
    text = reference.replace("-", "")
    if text[where] != other:
        wrong = f"{text[:where]}{other}{text[where + 1 :]}"
        assert read(typed(f"{wrong}\r", 0.005)) is Reading.TYPED


@given(st.text(alphabet="aàzfinrxhpqctgdbeo/[] s1\x1b", min_size=1, max_size=12), fast)
def test_commands_typed_in_one_burst_stay_commands(text: str, gap: float) -> None:
    """Typed ahead over a line that stalls, keys arrive together: letters alone are no reference."""
    keys = typed(f"{text}\r", gap)
    assert not isinstance(read(keys), Scan)


@given(references, st.integers(1, LENGTH + 1), fast)
def test_the_beginning_of_a_scan_is_undecided_for_a_moment_only(
    reference: str, length: int, gap: float
) -> None:
    keys = typed(reference[:length], gap)
    assert read(keys) is Reading.UNDECIDED
    assert read(keys, later=MAX_GAP_S * 1.01) is Reading.TYPED


@pytest.mark.parametrize("sign", ALPHABET)
def test_a_key_held_down_is_no_scan(sign: str) -> None:
    """Keys repeat thirty times a second, and « 22222222 » has the right check symbol."""
    assert read(typed(f"{sign * LENGTH}\r", 0.03)) is Reading.TYPED


@given(references, st.sampled_from([*"w \t", None]), st.integers(0, LENGTH))
def test_a_strange_key_in_between_makes_it_typing(
    reference: str, strange: str | None, where: int
) -> None:
    keys = typed(f"{reference}\r", 0.005)
    keys.insert(where, Keystroke(strange, keys[where].at))
    assert read(keys) is Reading.TYPED


def test_a_long_word_is_decided_before_its_end() -> None:
    chance = random.Random(1)
    word = "".join(chance.choice(ALPHABET) for _ in range(MAX_KEYS))
    assert read(typed(word, 0.005)) is Reading.TYPED


def test_a_scan_after_a_letter_is_found_at_the_next_key() -> None:
    keys = [Keystroke("a", 99.9), *typed(f"{REFERENCE}\r", 0.005)]
    assert read(keys) is Reading.TYPED
    assert read(keys[1:]) == Scan(REFERENCE, 10)


def test_nothing_is_typed() -> None:
    assert read_scan([], 1.0) is Reading.TYPED
