"""Bytes in any pieces become text; what is no UTF-8 is seen, and nothing raises."""

from hypothesis import given, strategies as st

from rdv_tui.terminal.decoding import REFUSED, LenientDecoder

pieces = st.lists(st.binary(max_size=8))


def decoded(parts: list[bytes]) -> str:
    decoder = LenientDecoder()
    return "".join(map(decoder.decode, parts)) + decoder.flush()


@given(pieces)
def test_any_bytes_are_read_as_if_they_had_come_at_once(parts: list[bytes]) -> None:
    assert decoded(parts) == b"".join(parts).decode("utf-8", "replace")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 4))
def test_text_is_kept_however_it_is_cut(text: str, size: int) -> None:
    data = text.encode()
    assert decoded([data[at : at + size] for at in range(0, len(data), size)]) == text


def test_a_latin1_sign_is_refused_and_takes_nothing_with_it() -> None:
    assert decoded([b"Nad", b"\xe9", b"ge"]) == f"Nad{REFUSED}ge"


def test_a_sign_that_stays_unfinished_is_refused_when_nothing_more_comes() -> None:
    decoder = LenientDecoder()
    assert decoder.decode(b"\xe9") == ""
    assert decoder.flush() == REFUSED
    assert decoder.decode("é".encode()) == "é"
