"""What stands on the terminal is not sent again, and what stands there is always right."""

import itertools

import pyte
from hypothesis import given, strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from rdv_tui.terminal.picture import Picture

WIDTH, HEIGHT = 12, 3
CONSOLE = Console(width=WIDTH, color_system="truecolor", force_terminal=True)

cuts = st.sets(st.integers(1, WIDTH - 1), max_size=3).map(lambda some: [0, *sorted(some), WIDTH])
letters = st.sampled_from("abé ")
styles = st.sampled_from([Style(), Style(color="#102030"), Style(bold=True, bgcolor="#405060")])


@st.composite
def pieces(draw: st.DrawFn, ends: list[int]) -> dict[int, Strip]:
    """Return the pieces of a line that is cut at `ends`."""
    return {
        x: Strip([Segment(draw(letters) * (end - x), draw(styles))])
        for x, end in itertools.pairwise(ends)
    }


@st.composite
def updates(draw: st.DrawFn) -> LayoutUpdate | ChopsUpdate:
    """Return a paint of the whole screen, or of a part of it."""
    ends = [draw(cuts) for _ in range(HEIGHT)]
    lines = [draw(pieces(line)) for line in ends]
    if draw(st.booleans()):
        whole = [list(line.values()) for line in lines]
        return LayoutUpdate([iter(line) for line in whole], Region(0, 0, WIDTH, HEIGHT))
    left = draw(st.integers(0, WIDTH - 1))
    right = draw(st.integers(left + 1, WIDTH))
    spans = [
        (y, left, right) for y in sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1)))
    ]
    return ChopsUpdate(lines, spans, [line[1:] for line in ends])


def feed(screen: pyte.Screen, text: str) -> None:
    pyte.Stream(screen).feed(text)


@given(st.lists(updates(), max_size=8), st.data())
def test_the_terminal_shows_what_it_would_if_all_were_sent(
    some: list[LayoutUpdate | ChopsUpdate], data: st.DataObject
) -> None:
    ours, all_of_it = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    picture = Picture()
    for update in some:
        if isinstance(update, LayoutUpdate):  # its lines can be gone through once
            update.strips = [list(line) for line in update.strips]
        feed(all_of_it, update.render_segments(CONSOLE))
        feed(ours, picture.draw(update, CONSOLE))
        if data.draw(st.booleans()):
            picture.forget()
        assert ours.buffer == all_of_it.buffer


def line(text: str) -> LayoutUpdate:
    return LayoutUpdate([[Strip([Segment(text)])]], Region(0, 0, len(text), 1))


def test_the_same_again_sends_nothing() -> None:
    picture = Picture()
    assert "Plage" in picture.draw(line("Plage"), CONSOLE)
    assert picture.draw(line("Plage"), CONSOLE) == ""
    assert "Place" in picture.draw(line("Place"), CONSOLE)


def test_a_terminal_that_was_something_else_is_sent_all() -> None:
    picture = Picture()
    picture.draw(line("Plage"), CONSOLE)
    picture.forget()
    assert "Plage" in picture.draw(line("Plage"), CONSOLE)
