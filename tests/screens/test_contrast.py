"""Every text colour can be read on every background, in every theme (WCAG 2.1, 1.4.3: 4.5 to 1)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from rdv_tui.screens.themes import THEMES

TEXTS = (
    "foreground",
    "text-muted",
    "text-disabled",
    "text-primary",
    "text-success",
    "text-warning",
    "text-error",
)
GROUNDS = ("background", "surface", "panel")


def luminance(colour: Color) -> float:
    """Relative luminance, by WCAG's formula."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (light + 0.05) / (dark + 0.05)


def colours(theme: Theme) -> dict[str, str]:
    generated = theme.to_color_system().generate()
    return {**generated, **theme.variables}


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_on_every_ground(theme: Theme) -> None:
    known = colours(theme)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [
        ("block-cursor-foreground", "block-cursor-background"),
        ("foreground", "primary-muted"),
        ("foreground", "input-selection-background"),
    ]
    weak = {
        f"{text} on {ground}": round(ratio, 2)
        for text, ground in pairs
        if (ratio := contrast(known[text], known[ground])) < 4.5
    }
    assert weak == {}
