"""Arabic as a terminal draws it: joined, from left to right, nothing else disturbed."""

import re

import pytest
from rich.cells import cell_len

from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.screens.kiosk.lines import wrapped
from rdv_tui.terminal.arabic import joined, visual
from tests.words import said_at_the_kiosk


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("العربية", "ﺔﻴﺑﺮﻌﻟﺍ"),
        ("السلام", "ﻡﻼﺴﻟﺍ"),
        ("الموعد 12/05 في 09:30 (مجاني)", "(ﻲﻧﺎﺠﻣ) 09:30 ﻲﻓ 12/05 ﺪﻋﻮﻤﻟﺍ"),
        ("موقع ANEF لا يعمل", "ﻞﻤﻌﻳ ﻻ ANEF ﻊﻗﻮﻣ"),
        ("Échap (Esc) رجوع", "ﻉﻮﺟﺭ Échap (Esc)"),
        ("20 دجنبر 2026 (20/12/2026)", "(20/12/2026) 2026 ﺮﺒﻨﺟﺩ 20"),
        ("لدي عمل (CDI)", "(CDI) ﻞﻤﻋ ﻱﺪﻟ"),
        ("Préfecture (12)", "Préfecture (12)"),
        ("", ""),
    ],
)
def test_letters_join_and_numbers_and_latin_words_keep_their_order(text: str, drawn: str) -> None:
    assert visual(text) == drawn


def test_marks_over_letters_are_left_out_so_that_a_cell_is_a_letter() -> None:
    assert joined("مُحَمَّد") == joined("محمد")
    assert cell_len(joined("لا")) == 1


@pytest.mark.parametrize("text", said_at_the_kiosk(WORDS["ar"]))
def test_every_sentence_fits_is_drawn_with_joined_letters_and_at_the_right(text: str) -> None:
    for row in wrapped(text, 40):
        assert cell_len(row) <= 40
        assert not re.search("[\u0621-\u064a]", row)
        assert cell_len(row) == 40 or not re.search("[\ufe70-\ufefc]", row)
