"""Who is turned away at step 1 leaves with a paper, and the cursor stands on what decides."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.booking.guide import GuideScreen
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from tests.screens.counter import Counter


def read(paper: Path) -> str:
    """Return the words of a paper, on one line."""
    pages = (page.extract_text() for page in PdfReader(paper).pages)
    return " ".join(" ".join(pages).replace("’", "'").split())


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        (
            ("indet", "cst", "1/8/27", "84000"),
            "permit_expires",
            ("Trop tôt", "revenez le 3 mai 2027"),
        ),
        (("indet", "cst", "1/5/25", "84000"), "permit_expires", ("Trop tard", "conseil gratuit")),
        (("indet", "cst", "10/1/27", "30000"), "postal_code", ("Gard, à Nîmes", "30000")),
        (("étudiant", "cst", "10/1/27", "84000"), "situation", ("en ligne", "Étudiant")),
        (("asile", "10/1/27", "84000"), "situation", ("SPADA", "GUDA")),
    ],
)
async def test_one_key_prints_where_to_go_with_what_was_typed(
    counter: Counter, tmp_path: Path, answers: tuple[str, ...], field: str, words: tuple[str, ...]
) -> None:
    await counter.until(lambda: counter.app.is_open, "no store")
    await counter.fill(answers[0])
    if len(answers) < 4:
        await counter.press("tab")
    await counter.fill(*answers[1:])
    await counter.press("f10")
    await counter.until(lambda: counter.in_field == field, "not on the field that decides")
    await counter.until(lambda: "Fiche" in counter.footer, "no key for the paper")
    await counter.press("ctrl+s")
    await counter.until_message(f"{guide_fr.ROUTING} : enregistrée dans")
    [paper] = (tmp_path / "letters").glob("fiche-orientation-*.pdf")
    text = read(paper)
    for word in (*words, answers[-1]):
        assert word in text


async def test_who_may_book_has_no_such_paper(counter: Counter) -> None:
    await counter.until(lambda: counter.app.is_open, "no store")
    await counter.fill("indet", "cst", "10/1/27", "84000")
    await counter.until_shown("Rendez-vous possible")
    assert "Fiche" not in counter.footer


async def test_a_private_situation_is_not_named_on_it(counter: Counter, tmp_path: Path) -> None:
    await counter.until(lambda: counter.app.is_open, "no store")
    await counter.fill("malade")
    await counter.press("ctrl+s")
    await counter.until_message(f"{guide_fr.ROUTING} : enregistrée dans")
    [paper] = (tmp_path / "letters").glob("fiche-orientation-*.pdf")
    text = read(paper)
    assert "malade" not in text.casefold()


async def test_the_guide_opens_on_the_situation_chosen(counter: Counter) -> None:
    await counter.fill("étudiant")
    await counter.press("f6")
    await counter.until_on(GuideScreen)
    assert counter.field("search").text == "Étudiant"
    await counter.press("enter")
    await counter.until_shown("En ligne, sur l'ANEF")
    await counter.press("escape", "escape")
    await counter.until_on(NoticeScreen)


async def test_other_words_take_the_place_of_the_situation_chosen(counter: Counter) -> None:
    await counter.fill("étudiant")
    await counter.press("f6")
    await counter.until_on(GuideScreen)
    await counter.write("malade")
    await counter.until(lambda: counter.field("search").text == "malade")
