"""Lines on screen end where a French line may."""

import re

import pytest
from textual.content import Content

from rdv_tui.widgets.wrapping import wrap_as_french
from tests.words import sentences

LOST = re.compile(r"[:;?!»€%×]")
WIDTHS = (24, 38, 60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Fermé le lundi : revenez demain", 15, ["Fermé le", "lundi : revenez", "demain"]),
        ("Il dit « oui » !", 11, ["Il dit", "« oui » !"]),
        ("Appelez le 04 90 12 34 56", 18, ["Appelez le", "04 90 12 34 56"]),
        ("Rendez-vous à 9 h 30", 17, ["Rendez-vous à", "9 h 30"]),
        ("Une photo de 35 × 45 mm", 16, ["Une photo de", "35 × 45 mm"]),
        ("selon l'article L. 433-3", 19, ["selon l'article", "L. 433-3"]),
        (
            "un no-break\N{NO-BREAK SPACE}space here",
            14,
            ["un", "no-break\N{NO-BREAK SPACE}space", "here"],
        ),
        ("two  spaces   stay", 12, ["two  spaces", "stay"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, width: int, lines: list[str]) -> None:
    wrap_as_french()
    assert [line.plain.rstrip(" ") for line in Content(text).wrap(width)] == lines


def test_no_sentence_of_ours_has_a_line_that_begins_with_a_sign() -> None:
    wrap_as_french()
    for place, text in sentences():
        for width in WIDTHS:
            for line in Content(text).wrap(width)[1:]:
                assert not LOST.match(line.plain), (place, width, text)
