"""Lines on screen end where a French line may."""

import re

import pytest
from hypothesis import given, strategies as st
from textual.content import Content

from rdv_tui.widgets.wrapping import parted, wrap_as_french
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


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("salah.benali-amrani@example.org", 23, ["salah.benali-amrani@", "example.org"]),
        ("salah.benali@example.org", 23, ["salah.benali@", "example.org"]),
        ("à salah.benali@example.org", 20, ["à", "salah.benali@", "example.org"]),
        ("Écrire à f.idrissi@example.org", 16, ["Écrire à", "f.idrissi@", "example.org"]),
        (
            "administration-etrangers-en-france.interieur.gouv.fr",
            24,
            ["administration-", "etrangers-en-france", ".interieur.gouv.fr"],
        ),
        ("/srv/rdv/letters/7HXM-K2MQ.pdf puis", 20, ["/srv/rdv/letters/", "7HXM-K2MQ.pdf puis"]),
        ("anticonstitutionnellement", 12, ["anticonstitu", "tionnellemen", "t"]),
    ],
)
def test_what_is_longer_than_its_line_is_parted_where_its_parts_meet(
    text: str, width: int, lines: list[str]
) -> None:
    wrap_as_french()
    assert [line.plain.rstrip(" ") for line in Content(text).wrap(width)] == lines


@given(st.text(st.sampled_from("ab.@-/_é "), max_size=40), st.integers(2, 20))
def test_nothing_is_lost_where_a_word_is_parted(word: str, width: int) -> None:
    lines = parted(word, width)
    assert "".join(lines) == word
    assert all(len(line.rstrip()) <= width for line in lines)
