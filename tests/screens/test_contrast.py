"""Every text colour can be read on every background, in every theme (WCAG 2.1, 1.4.3: 4.5 to 1)."""

import pytest
from textual.theme import Theme
from tools.look import contrast

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
        ("background", "warning"),
        ("foreground", "input-selection-background"),
    ]
    weak = {
        f"{text} on {ground}": round(ratio, 2)
        for text, ground in pairs
        if (ratio := contrast(known[text], known[ground])) < 4.5
    }
    assert weak == {}
