"""Measure how the screens look: how much of them is used, how well it can be read, what blue means.

python tools/look.py        a table, a line for each picture of the gallery in each theme
"""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.style import Style
from textual.color import Color
from textual.screen import Screen

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.gallery import HUGE, LARGE, SMALL, Tour, desk_program

from rdv_tui.screens.themes import THEMES
from rdv_tui.widgets.frame import KeysLine

TEXT_LEAST, EDGE_LEAST = 4.5, 3.0
"""WCAG 2.2: 1.4.3 for text, 1.4.11 for what only marks an edge or a share."""
_BLOCKS = range(0x2500, 0x25A0)
_FRAME_LINES = 4  # header, steps or band, status, keys


@dataclass(frozen=True, slots=True)
class Drawn:
    """One run of signs in one style, as it stands on the screen; `ink` and `ground` as #rrggbb."""

    text: str
    ink: str
    ground: str

    @property
    def is_edge(self) -> bool:
        """Whether it is nothing but box drawing and blocks."""
        return all(ord(sign) in _BLOCKS for sign in self.text)

    @property
    def contrast(self) -> float:
        """Return how far ink and ground stand apart, 1 to 21."""
        return contrast(self.ink, self.ground)

    @property
    def is_weak(self) -> bool:
        """Whether it is too faint for what it is."""
        return self.contrast < (EDGE_LEAST if self.is_edge else TEXT_LEAST)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, by WCAG's formula."""
    dark, light = sorted((_luminance(Color.parse(one)), _luminance(Color.parse(other))))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def drawn(screen: Screen[object]) -> Iterator[Drawn]:
    """Yield all that stands on the screen, without its blanks."""
    for strip in screen._compositor.render_strips(screen.size):
        for text, style, _ in strip:
            shown = "".join(text.split())
            if shown and style is not None:
                yield Drawn(shown, *_colours(style))


def _colours(style: Style) -> tuple[str, str]:
    assert style.color is not None
    assert style.bgcolor is not None
    pair = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
    return (pair[1], pair[0]) if style.reverse else pair


class Measuring(Tour):
    """A tour that measures where another takes pictures."""

    def shoot(self, name: str) -> None:
        """Print the figures of the screen as it stands."""
        screen, theme = self._app.screen, self._app.current_theme
        found = list(drawn(screen))
        width, height = screen.size
        ink = sum(len(one.text) for one in found) / (width * (height - _FRAME_LINES))
        weakest = min((one.contrast for one in found if not one.is_edge), default=0)
        faint = min((one.contrast for one in found if one.is_edge), default=0)
        accent = Color.parse(theme.variables["text-primary"]).hex.lower()
        blue = sum(one.ink.lower() == accent for one in found)
        stack = reversed(self._app.screen_stack)  # a dialog has its keys in the line beneath it
        keys = str(next(line for one in stack for line in one.query(KeysLine)).render())
        way_out = keys.index("Éch") if "Éch" in keys else None
        print(
            f"{name:<22} {theme.name:<14} {width:>3}x{height:<3} {ink:>5.0%} {weakest:>7.2f}"
            f" {faint:>6.2f} {blue:>6} {way_out if way_out is not None else '–':>5}"
        )


async def main() -> None:
    """Go both tours at three sizes and in three themes."""
    print(
        f"{'screen':<22} {'theme':<14} {'size':<7} {'ink':>5} {'text':>7} {'edge':>6} "
        f"{'accent':>6} {'Éch':>5}"
    )
    for theme in THEMES:
        for size in (SMALL, LARGE, HUGE):
            for tour in (Measuring.walk, Measuring.look, Measuring.beside):
                with TemporaryDirectory() as folder, desk_program(Path(folder)) as app:
                    async with app.run_test(size=size, notifications=True) as pilot:
                        app.theme = theme.name
                        await tour(Measuring(app, pilot), "")


if __name__ == "__main__":
    asyncio.run(main())
