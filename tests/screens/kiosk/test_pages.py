"""Pages of the kiosk as they stand at 80x24: nothing cut, the cursor on the focused answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.permits import Verdict, VerdictCode
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.places import where_to_go
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.closing import closed_page
from rdv_tui.screens.kiosk.lines import AnswerLine, wrapped
from rdv_tui.screens.kiosk.page import Choice, Entry, Page, Stage
from rdv_tui.screens.kiosk.page_screen import BACK, ERASE, PageScreen
from rdv_tui.screens.kiosk.review import recap
from rdv_tui.screens.kiosk.visit import language_page
from rdv_tui.screens.themes import THEMES
from rdv_tui.terminal.strict import StrictApp

PLACE = "GRATUIT · Préfecture de Vaucluse · Rendez-vous titre de séjour"
in_each = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


class Hall(StrictApp[str]):
    """A program that shows one page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "rdv-clair"
        self.page, self.answers, self.called = page, list[str | None](), list[str]()

    def on_mount(self) -> None:
        screen = PageScreen(self.page, PLACE)
        self.push_screen(screen, self.answers.append)
        screen.call_after_refresh(screen.show_time, "10:42", (4, 12))

    def call_agent(self, stage: str) -> None:
        self.called.append(stage)


def situations(words: Words) -> Page:
    choices = [Choice(code, text, FRENCH.permits[code]) for code, text in words.permits.items()]
    return Page(
        Stage.NOTICE, words, words.ask_permit, FRENCH.ask_permit, choices=tuple(choices[:6])
    )


def notice(words: Words) -> Page:
    choice = Choice("go", words.understood, FRENCH.understood)
    return Page(
        Stage.NOTICE,
        words,
        words.notice_title,
        FRENCH.notice_title,
        lines=words.notice,
        choices=(choice,),
    )


def number(words: Words) -> Page:
    return Page(
        Stage.DETAILS,
        words,
        words.ask_number,
        FRENCH.ask_number,
        lines=(words.number_hint,),
        french=(FRENCH.number_hint,),
        entry=Entry(text="84", digits=True, check=lambda _: words.wrong["phone"]),
    )


def letter(words: Words) -> Page:
    return Page(
        Stage.LETTER,
        words,
        words.booked,
        FRENCH.booked,
        lines=(words.take_letter, f"{words.your_reference} :"),
        big="A932-JHKK",
        choices=(Choice("end", words.finish, FRENCH.finish),),
        can_go_back=False,
        can_erase=False,
    )


def review(words: Words) -> Page:
    """The fullest page: all that is known of somebody with long names."""
    person = Applicant(
        family_name="de la Concepción y Villanueva",
        given_names="María de los Ángeles",
        birth_date=BirthDate(1988, 4, 17),
        nationality="GB",
        foreign_resident_number="8499887766",
        situation="SALARIE",
        permit_kind="CST",
        permit_expires=date(2026, 12, 20),
        postal_code="84800",
        commune="L'Isle-sur-la-Sorgue",
        phone="+33612345678",
    )
    return Page(
        Stage.CONFIRMATION,
        words,
        words.check,
        FRENCH.check,
        lines=recap(words, person, datetime(2026, 12, 1, 9, 30), date(2026, 11, 30)),
        choices=(
            Choice("yes", words.confirm, FRENCH.confirm),
            Choice("no", words.correct, FRENCH.correct),
        ),
    )


def failed_letter(words: Words) -> Page:
    said = (words.agent_prints, words.keep_reference)
    lines = ("1er décembre à 9 h 30", *said, f"{words.your_reference} : A932-JHKK")
    choices = (Choice("end", words.finish), Choice("again", words.print_again, FRENCH.print_again))
    return replace(letter(words), lines=lines, warning=words.printer_failed, choices=choices)


FULLEST: dict[str, Callable[[Words], Page]] = {"review": review, "failed letter": failed_letter}


def refused(words: Words) -> Page:
    office, entry = catalogue.default_office(), catalogue.situations().situation("DUPLICATA")
    lines, french = where_to_go(words, Verdict(VerdictCode.ONLINE), office, entry, None)
    return Page(
        Stage.NOTICE,
        words,
        words.not_here,
        FRENCH.not_here,
        lines=(*lines, words.sheet_printed),
        french=french,
        choices=(
            Choice("print", words.print_sheet, FRENCH.print_sheet),
            Choice("end", words.finish, FRENCH.finish),
        ),
    )


PAGES: dict[str, Callable[[Words], Page]] = {
    "situations": situations,
    "notice": notice,
    "number": number,
    "letter": letter,
    "refused": refused,
}


def picture(app: Hall) -> list[str]:
    screen = app.screen
    return [strip.text.rstrip() for strip in screen._compositor.render_strips(screen.size)]


@in_each
@pytest.mark.parametrize("make", [*PAGES.values(), *FULLEST.values()], ids=[*PAGES, *FULLEST])
async def test_nothing_is_cut_even_under_a_warning(
    words: Words, make: Callable[[Words], Page]
) -> None:
    page = make(words)
    app = Hall(page)
    async with app.run_test(size=(80, 24)) as pilot:
        for warned in (False, True):
            if warned:
                screen = app.screen
                assert isinstance(screen, PageScreen)
                screen.say((words.still_there, ""), (words.press_key, ""), (words.else_erased, ""))
            await pilot.pause()
            await pilot.pause()
            drawn = " ".join(" ".join(picture(app)).split())
            texts = [page.question, *page.lines, *(choice.text for choice in page.choices)]
            texts += [words.call_agent, *([words.erase] if page.can_erase else [])]
            for text in texts:
                for row in wrapped(text, 70):
                    assert row.strip() in drawn, f"{text}\n" + "\n".join(picture(app))


async def test_a_page_that_says_what_it_said_paints_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The clock asks it to twice a second, for as long as nobody stands there."""
    app = Hall(language_page(with_arabic=True))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, PageScreen)
        painted: list[str] = []
        monkeypatch.setattr(screen, "_fit", lambda: painted.append("fitted"))
        for number, said in enumerate([("▲ Un agent est prévenu.", "bold")] * 3):
            screen.say(said)
            screen.show_time("10:15", (2, 57), "bientôt")
            if not number:
                await pilot.pause()
                await pilot.pause()
                painted.clear()
                for widget in app.screen.walk_children():
                    monkeypatch.setattr(widget, "refresh", lambda **_: painted.append("drawn"))
        await pilot.pause()
        assert painted == []
        screen.say(("▲ Un agent arrive.", "bold"))
        await pilot.pause()
        assert "drawn" in painted


@pytest.mark.parametrize("reads_arabic", [True, False])
async def test_the_first_page_says_in_each_language_what_to_do_and_whom_to_call(
    reads_arabic: bool,
) -> None:
    app = Hall(language_page(with_arabic=reads_arabic))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        drawn = " ".join(" ".join(picture(app)).split())
        for words in WORDS.values():
            texts = (words.name, words.ask_language, words.free, words.call_agent)
            for text in texts:
                is_drawn = wrapped(text, 300)[0].strip() in drawn
                assert is_drawn == (reads_arabic or words.code != "ar"), text
        await pilot.press("0")
        assert app.called == ["start"]


@in_each
async def test_answers_stand_there_however_much_is_said_and_what_is_left_out_is_marked(
    words: Words,
) -> None:
    page = replace(review(words), lines=review(words).lines * 3, may_fit_none=True)
    app = Hall(page)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        drawn = " ".join(" ".join(picture(app)).split())
        for text in (words.confirm, words.correct, words.none_of_these, words.call_agent, "…"):
            assert wrapped(text, 70)[0].strip() in drawn, "\n".join(picture(app))


@pytest.mark.parametrize("length", [30, 74, 75, 150])
async def test_a_text_that_is_longer_than_the_field_says_so_and_shows_its_end(length: int) -> None:
    text = "abcdefghi " * 15
    entry = Entry(text=text[:length], longest=150)
    app = Hall(Page(Stage.DETAILS, FRENCH, FRENCH.ask_family_name, entry=entry))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (row,) = [row for row in picture(app) if "▏" in row]
        assert ("…" in row) == (length > 72)
        assert text[:length].rstrip()[-9:] in row


async def test_a_closed_kiosk_promises_no_agent() -> None:
    app = Hall(closed_page(with_arabic=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "right")
        assert app.called == []
        assert FRENCH.call_agent not in " ".join(picture(app))
        assert FRENCH.ask_at_desk in " ".join(picture(app))


async def test_a_full_field_says_so() -> None:
    entry = Entry(text="12", digits=True, is_chosen=False, longest=3)
    app = Hall(Page(Stage.DETAILS, FRENCH, FRENCH.ask_postal_code, entry=entry))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        assert FRENCH.field_full not in " ".join(picture(app))
        await pilot.press("4")
        assert FRENCH.field_full in " ".join(picture(app))


def test_a_word_wider_than_the_line_is_broken_not_cut() -> None:
    rows = wrapped("https://administration-etrangers-en-france.interieur.gouv.fr", 20)
    assert "".join(rows) == "https://administration-etrangers-en-france.interieur.gouv.fr"
    assert max(len(row) for row in rows) <= 20


@in_each
async def test_the_cursor_stands_on_the_focused_answer_which_is_marked(words: Words) -> None:
    app = Hall(situations(words))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            focused = app.screen.focused
            assert isinstance(focused, AnswerLine)
            assert app.cursor_position == focused.content_region.offset
            assert picture(app)[focused.region.y].lstrip().startswith("▶")
            await pilot.press("down")


@pytest.mark.parametrize(
    ("key", "answer"),
    [("3", "several_years"), ("enter", "visa"), ("left", BACK), ("escape", ERASE)],
)
async def test_a_key_has_one_meaning_and_the_first_answer_counts(key: str, answer: str) -> None:
    app = Hall(situations(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        for other in ("ctrl+q", "ctrl+c", "f1", "ctrl+p", "7", "x", "ctrl+z"):
            await pilot.press(other)
        assert app.answers == []
        await pilot.press(key, key)
        await pilot.pause()
        assert app.answers == [answer]


async def test_a_finger_is_as_good_as_a_digit() -> None:
    app = Hall(situations(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.screen.query(AnswerLine)[1])
        await pilot.pause()
        assert app.answers == ["one_year"]


async def test_a_touch_beside_all_answers_leaves_the_focus_where_it_is() -> None:
    app = Hall(notice(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(2, 20))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == ["go"]


async def test_zero_calls_an_agent_and_in_a_number_it_is_a_digit_until_enter() -> None:
    app = Hall(situations(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        assert app.called == ["notice"]
    app = Hall(number(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        assert app.called == []
        await pilot.press("backspace", "backspace", "backspace", "0", "enter")
        assert app.called == ["details"]
        assert app.answers == []


async def test_a_field_takes_no_paste_no_escape_and_says_what_is_wrong() -> None:
    app = Hall(number(FRENCH))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "1", "2", "enter")
        await pilot.pause()
        drawn = " ".join(picture(app))
        assert "> 12▏" in drawn  # what stood there was chosen
        assert FRENCH.wrong["phone"] in drawn


@in_each
async def test_a_field_that_holds_something_names_the_key_that_takes_a_sign_away(
    words: Words,
) -> None:
    app = Hall(number(words))
    drawn = " ".join(wrapped(words.take_back, 300)[0].split())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (row,) = (at for at, line in enumerate(picture(app)) if drawn in " ".join(line.split()))
        await pilot.click(offset=(74 if words.code == "ar" else 4, row))
        await pilot.pause()
        assert "> 8▏" in " ".join(picture(app))
        await pilot.press("backspace")
        await pilot.pause()
        assert "⌫" not in " ".join(picture(app))


@pytest.mark.parametrize("size", [(20, 5), (36, 1), (80, 10), (200, 60), (40, 24)])
async def test_any_size_is_drawn_and_the_next_key_answers(size: tuple[int, int]) -> None:
    app = Hall(situations(FRENCH))
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert app.answers == ["one_year"]


@pytest.mark.parametrize("code", ["fr", "ar", "tr"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_look_as_they_did(snap_compare: Any, code: str, name: str) -> None:  # noqa: ANN401
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(Hall(PAGES[name](WORDS[code])), run_before=settle, terminal_size=(80, 24))
