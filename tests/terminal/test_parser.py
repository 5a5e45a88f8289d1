"""No text ends the parser, and typed text passes it whole."""

import pytest
from hypothesis import example, given, strategies as st
from textual import events
from textual.message import Message
from textual.messages import InBandWindowResize

from rdv_tui.terminal import parser as parsing
from rdv_tui.terminal.driver import Reader
from rdv_tui.terminal.input import ForeignByte, PasteTooLong
from rdv_tui.terminal.parser import MAX_PASTE, SafeParser

numbers = st.one_of(st.integers(0, 10**12), st.integers(0, 0x110000)).map(str)
reports = st.builds(
    lambda lead, parts, end: f"\x1b[{lead}{';'.join(parts)}{end}",
    st.sampled_from(["", "<", "?", ">", "48;", "200~", "<0;"]),
    st.lists(st.one_of(numbers, st.just(""), st.just("1:2"), st.just("-1")), max_size=5),
    st.sampled_from(["u", "~", "t", "M", "m", "R", "$y", "c", "A", "n"]),
)
anything = st.lists(st.one_of(reports, st.text(max_size=6), st.just("\x1b"), st.just("\x1b[201~")))
letters = st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=1)


def told(parser: SafeParser, *texts: str) -> list[Message]:
    return [message for text in texts for message in parser.feed(text)]


def typed(messages: list[Message]) -> str:
    return "".join(m.character or "" for m in messages if isinstance(m, events.Key))


@given(anything, letters)
@example(["\x1b[1114112u"], "a")
@example(["\x1b[55296u", "\x1b[97;1;56320u"], "a")
@example(["\x1b[48;0;0;0;0t", "\x1b[<0;3;3M"], "a")
def test_after_anything_at_all_keys_are_keys_again(texts: list[str], letters: str) -> None:
    parser = SafeParser()
    sent = told(parser, *texts, "\x1b[201~", "\x18" * 40, "|", letters)
    assert typed(sent).endswith(f"|{letters}")
    for message in sent:
        assert not isinstance(message, events.Resize | InBandWindowResize)
        if isinstance(message, events.Key):
            (message.character or "").encode()  # can be written


@given(letters, st.integers(1, 5))
def test_a_paste_comes_whole_however_it_is_cut(text: str, size: int) -> None:
    data = f"a\x1b[200~{text}\x1bOR\r\n{text}\x1b[201~b"
    sent = told(SafeParser(), *(data[at : at + size] for at in range(0, len(data), size)))
    (paste,) = (m for m in sent if isinstance(m, events.Paste))
    assert paste.text == f"{text}OR\r\n{text}"
    assert typed(sent) == "ab"


def test_a_paste_beyond_all_measure_is_cut_and_said() -> None:
    sent = told(SafeParser(), "\x1b[200~", *["x" * 4096] * 40, "\x1b[201~a")
    paste, cut, key = sent
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == MAX_PASTE
    assert isinstance(cut, PasteTooLong)
    assert typed([key]) == "a"


def test_a_paste_without_end_is_over_after_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = SafeParser()
    assert told(parser, "\x1b[200~abc") == []
    assert list(parser.tick()) == []
    monkeypatch.setattr(parsing, "PASTE_SILENCE_S", 0.0)
    (paste,) = parser.tick()
    assert isinstance(paste, events.Paste)
    assert paste.text == "abc"
    assert typed(told(parser, "d")) == "d"


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b[[A", "f1"),  # the Linux console
        ("\x1b[11~", "f1"),  # PuTTY
        ("\x1bOP", "f1"),
        ("\x1b[1;5A", "ctrl+up"),
        ("\x1b[Z", "shift+tab"),
        ("\x1b[97;5u", "ctrl+a"),
        ("\x1b[233;1;233u", "é"),
    ],
)
def test_keys_of_all_terminals_are_still_known(sequence: str, key: str) -> None:
    sent = told(SafeParser(), sequence)
    assert [m.key for m in sent if isinstance(m, events.Key)] == [key.replace("é", sent[0].key)]  # type: ignore[attr-defined]


def test_an_unknown_report_types_nothing() -> None:
    assert told(SafeParser(), "\x1b[?1;2c", "\x1b[38;5;196;48;5;21z") == []
    assert told(SafeParser(), "\x1b[" + "1;" * 200) == []
    assert typed(told(SafeParser(), "\x1b[" + "1;" * 200 + "za")) == "a"


@given(st.lists(st.one_of(st.binary(max_size=40), st.none())))
def test_no_bytes_end_the_reader(pieces: list[bytes | None]) -> None:
    reader = Reader()
    for piece in pieces:
        reader.messages(piece)


def test_the_reader_tells_of_a_foreign_byte_once_after_its_sign() -> None:
    sent = Reader().messages(b"\xff\xfe")
    assert [type(message) for message in sent] == [events.Key, events.Key, ForeignByte]
