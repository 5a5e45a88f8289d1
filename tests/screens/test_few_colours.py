"""The screens without colours, and with sixteen: each meaning has a sign, each text a contrast."""

import re
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme
from tools.look import drawn

from rdv_tui.locales.states import MARKS
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.themes import THEMES
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.cursor import CURSOR
from rdv_tui.widgets.frame import SIGNS
from tests.screens.counter import LARGE, sitting_at
from tests.screens.day.opening import NINE, QUARTER, book, open_day
from tests.words import sentences

DESIGN = Path(__file__).parents[2] / "docs" / "design.md"
LETTERS_AND_STOPS = "§°×€–…«»’،، "
BLOCKS = range(0x2500, 0x25A0)
IN_TEXT = {"▯", "\N{REPLACEMENT CHARACTER}", "▶"}
"""What stands for a character without a glyph; the hall's and the kiosk's arrow."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_sixteen_colours_no_text_has_the_colour_of_its_ground(theme: Theme) -> None:
    def number(colour: str) -> int | None:
        return Color.parse(colour).downgrade(ColorSystem.STANDARD).number

    own = theme.variables
    inks = {name: own[name] for name in own if name.startswith("text-") and name[5:7] != "st"}
    inks |= {"foreground": str(theme.foreground), "edge": own["edge"]}
    grounds = (theme.background, theme.surface, theme.panel)
    pairs = [(ink, str(ground)) for ink in inks.values() for ground in grounds]
    pairs += [
        (own["block-cursor-foreground"], own["block-cursor-background"]),
        (own["placeholder"], own["primary-muted"]),
        (str(theme.background), str(theme.warning)),
        (str(theme.background), str(theme.error)),
    ]
    for ink, ground in pairs:
        assert number(ink) != number(ground), (ink, ground)
    assert number(own["block-cursor-background"]) not in {number(str(one)) for one in grounds}


async def test_without_colours_everything_can_be_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for rank in range(3):
        book(desk, rank, "Benali", NINE + rank * QUARTER)
    async with sitting_at(desk, tmp_path, size=LARGE) as counter:
        assert counter.app.no_color
        faint = [one for one in drawn(counter.app.screen) if one.is_weak]
        await counter.to_slots()
        faint += [one for one in drawn(counter.app.screen) if one.is_weak]
        await counter.press("enter")
        await counter.until_on(SecurityScreen)
        faint += [one for one in drawn(counter.app.screen) if one.is_weak]
        await open_day(counter)
        shown = list(drawn(counter.app.screen))
        faint += [one for one in shown if one.is_weak]
        assert {one.ink for one in shown} <= {
            f"#{2 * f'{grey:02x}'}{grey:02x}" for grey in range(256)
        }
        grounds = [one.ground for one in shown if "BENALI" in one.text]
        assert len(set(grounds)) > 1, "the cursor is seen"
    assert not faint


def test_a_state_has_a_sign_of_its_own_beside_its_colour() -> None:
    assert all(sign.strip() for sign, _ in MARKS.values())
    assert len({sign for sign, _ in SIGNS.values()}) == len(SIGNS)
    assert "block-cursor-background" in CURSOR


def test_every_sign_on_the_screens_is_in_the_table_of_signs() -> None:
    text = DESIGN.read_text("utf-8")
    table = text.split("## Signs")[1].split("\n## ")[0]
    known = {sign for quoted in re.findall(r"`([^`]+)`", table) for sign in quoted}
    used = {
        sign
        for _, text in sentences()
        for sign in text
        if not sign.isascii() and not sign.isalnum() and not sign.isspace()
    }
    used |= {sign for sign, _ in (*MARKS.values(), *SIGNS.values())}
    strange = used - known - set(LETTERS_AND_STOPS) - IN_TEXT - set("؟؛ـ·")
    assert {s for s in strange if ord(s) not in BLOCKS and not "\u0300" <= s <= "\u07ff"} == set()
