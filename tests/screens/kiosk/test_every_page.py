"""Every page that a visit can show, without a screen: none speaks French to who chose otherwise."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.kiosk import LANGUAGES, KioskRules
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.screens.kiosk.course import receive
from rdv_tui.screens.kiosk.host import VisitOver
from rdv_tui.screens.kiosk.page import Page, Stage
from rdv_tui.services.kiosk.contract import Booked

NOW = datetime(2026, 11, 23, 10, 15)
SAME_IN_ALL = re.compile(
    r"\S+\.gouv\.fr|YILMAZ Anne|Yilmaz|Anne|Avignon|X7K2-ABCD|Nîmes \(Gard\)"
    r"|[A-Z]{2,}(-[A-Z]{2,})?|Brexit|talent|au pair|Entrée|récépissé|préfecture|département"
    r"|résident"
)
"""Names, addresses, legal words that stay French: what no language changes."""
TYPED = {
    "ask_expiry": "20/12/2026",
    "ask_postal_code": "84000",
    "ask_family_name": "Yilmaz",
    "ask_given_names": "Anne",
    "ask_birth_date": "17/04/1988",
    "ask_country": "TR",
    "ask_number": "8499887766",
    "ask_phone": "",
}


class Enough(Exception):  # noqa: N818  (no error)
    """The answers are used up."""


@dataclass
class Hall:
    """A program that shows nothing: it gives the answers of one visit, and keeps the pages."""

    language: str
    told: tuple[str, ...] = ()
    """Answers to questions that are chosen from, in their order; then the first one, if at all."""
    goes_on: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    rules: KioskRules = field(default_factory=KioskRules)
    reads_arabic: bool = True
    held: Hold | None = None

    def __post_init__(self) -> None:
        self._left = list(self.told)
        self.services: Any = SimpleNamespace(
            office=catalogue.default_office(),
            clock=SimpleNamespace(
                today=NOW.date, local=lambda: NOW, now=lambda: NOW.replace(tzinfo=UTC)
            ),
            offers=self._offers,
            hold=lambda start: Hold("X7K2-ABCD", start, 1, NOW.replace(tzinfo=UTC)),
            renew=lambda: self.held,
            book=lambda _: Booked("X7K2-ABCD", datetime(2026, 11, 26, 9, 30)),
            print_letter=lambda: None,
            print_refusal=lambda *_: None,
            accepts_code=lambda _: False,
        )

    @staticmethod
    def _offers(after: datetime, count: int) -> list[Slot]:
        days = (after.date() + timedelta(days=more) for more in range(count + 1))
        starts = [datetime.combine(day, at) for day in days for at in (time(9, 30), time(14))]
        return [Slot(start, 3, 2) for start in starts if start > after][:count]

    def call_agent(self, stage: str, reason: str = "asked") -> None:
        """Call nobody."""

    async def ask(self, page: Page) -> str:
        """Keep the page, and answer it."""
        if page.stage is Stage.START:
            return self.language
        self.pages.append(page)
        if page.entry is not None:
            return page.big or self._type(page)
        if page.choices and page.choices[0].code == "go":
            return "go"
        if self._left:
            return self._left.pop(0)
        if not self.goes_on:
            raise Enough
        codes = [one.code for one in page.choices]
        return "end" if "end" in codes else codes[0]

    def _type(self, page: Page) -> str:
        known = TYPED | self.typed
        return next(text for name, text in known.items() if says(page, name))


def says(page: Page, name: str) -> bool:
    return bool(page.question == getattr(page.words, name))


async def visit(hall: Hall) -> Hall:
    with contextlib.suppress(Enough, VisitOver):
        await receive(hall)
    return hall


async def every_page(language: str) -> list[Page]:
    """Return the pages of every way through the guide, of refusals, and of a booking."""
    if language in _SEEN:
        return _SEEN[language]
    pages: list[Page] = []
    ways: list[tuple[str, ...]] = [()]
    while ways:
        told = ways.pop()
        hall = await visit(Hall(language, told))
        page = hall.pages[-1]
        pages.append(page)
        if page.question == WORDS[language].not_here:
            continue
        if says(page, "ask_slot"):
            continue
        ways += [(*told, one.code) for one in page.choices if not _goes_round(page, one.code)]
    for typed in (
        {},
        {"ask_expiry": "20/12/2028"},
        {"ask_expiry": "20/01/2026"},
        {"ask_postal_code": "30000"},
    ):
        pages += (await visit(Hall(language, ("one_year", "work", "SALARIE"), True, typed))).pages
    _SEEN[language] = pages
    return pages


_SEEN: dict[str, list[Page]] = {}


def _goes_round(page: Page, code: str) -> bool:
    """Say whether an answer shows those again that were seen before."""
    return code.startswith("\x00") and any(
        one.text == page.words.first_answers for one in page.choices
    )


def texts(page: Page) -> Iterator[str]:
    """Return what a visitor must understand of a page."""
    yield page.question
    yield from page.lines
    yield from (choice.text for choice in page.choices)
    yield page.warning


def essence(text: str) -> str:
    """Return the words of a text that a language changes."""
    return re.sub(r"[\W\d_]+", " ", SAME_IN_ALL.sub("", text)).strip().casefold()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "fr"])
async def test_no_page_speaks_french_alone(language: str) -> None:
    french = {essence(text) for page in await every_page("fr") for text in texts(page)}
    french |= {essence(text) for page in await every_page("fr") for text in _beside(page)}
    pages = await every_page(language)
    assert len(pages) > 100
    for page in pages:
        assert page.words is WORDS[language]
        assert page.french_question
        for text in texts(page):
            assert not essence(text) or essence(text) not in french, text
        for choice in page.choices:
            assert choice.french or essence(choice.text) == "", choice


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_page_shows_what_the_office_has_not_confirmed(language: str) -> None:
    for page in await every_page(language):
        for text in (*texts(page), *_beside(page)):
            assert "à confirmer" not in text.casefold()
            assert "{" not in text


async def test_french_is_said_in_short_sentences_on_every_page() -> None:
    for page in await every_page("fr"):
        for text in texts(page):
            for sentence in re.split(r"(?<=[.?!])\s", text):
                said = [word for word in sentence.split() if any(map(str.isalnum, word))]
                assert len(said) <= 12, sentence


async def test_every_situation_of_the_guide_is_reached() -> None:
    words = WORDS["es"].situations
    offered = {choice.code for page in await every_page("es") for choice in page.choices}
    assert len(offered & words.keys()) > 40
    assert FRENCH.situations.keys() == words.keys()


def _beside(page: Page) -> Iterator[str]:
    yield page.french_question
    yield from page.french
    yield from (choice.french for choice in page.choices)
