"""What is rewritten draws the same on a terminal, in less."""

import pyte
from hypothesis import given, strategies as st
from pyte.screens import Char

from rdv_tui.terminal.styles import Styler

WIDTH, HEIGHT = 40, 6
SEEN_ON_BLANKS = ("underscore", "strikethrough", "reverse")

colours = st.sampled_from(["", "31", "97", "39", "38;2;154;167;182", "38;2;16;21;28", "38;5;9"])
grounds = st.sampled_from(["", "44", "107", "49", "48;2;16;21;28", "48;2;31;40;51", "48;5;200"])
attributes = st.lists(st.sampled_from(["1", "3", "4", "7", "9"]), unique=True).map(sorted)
texts = st.sampled_from(["", " ", "    ", "BENALI Samira", "é █41", "\x1b[3;7H", " \x1b[2;1H "])


@st.composite
def stretches(draw: st.DrawFn) -> str:
    """Return a stretch of text as Textual sends it: its style, itself, and a reset."""
    codes = ";".join(filter(None, [*draw(attributes), draw(colours), draw(grounds)]))
    text = draw(texts)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text


def drawn(parts: list[str]) -> list[list[Char]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for part in parts:
        stream.feed(part)
    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def seen(char: Char) -> Char:
    """Return what people see of `char`: of a blank, its ground and the lines on it."""
    if char.data.isspace() and not any(getattr(char, name) for name in SEEN_ON_BLANKS):
        return Char(" ", bg=char.bg)
    return char


@given(st.lists(st.lists(stretches()).map("".join)))
def test_the_same_is_seen(parts: list[str]) -> None:
    styler = Styler()
    assert drawn([styler.rewrite(part) for part in parts]) == drawn(parts)


@given(st.lists(stretches()).map("".join))
def test_the_terminal_is_left_plain(part: str) -> None:
    assert drawn([Styler().rewrite(part), "x"]) == drawn([part, "x"])


def test_a_colour_is_said_once() -> None:
    part = "\x1b[38;2;1;2;3;48;2;4;5;6mun\x1b[0m\x1b[38;2;1;2;3;48;2;4;5;6m deux\x1b[0m"
    assert Styler().rewrite(part) == "\x1b[38;2;1;2;3;48;2;4;5;6mun deux\x1b[0m"


def test_text_without_colours_stays_as_it_is() -> None:
    assert Styler().rewrite("\x1b[?1049hBonjour") == "\x1b[?1049hBonjour"
