"""Every page that a visit can show, drawn at 80x24: nothing is cut, and everything can be read."""

import pytest
from tools.look import drawn

from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.screens.kiosk.lines import AnswerLine, TypedLine, wrapped
from rdv_tui.screens.kiosk.page import MOST, Page
from rdv_tui.screens.kiosk.page_screen import PageScreen
from rdv_tui.screens.kiosk.visit import language_page
from tests.screens.kiosk.test_every_page import every_page
from tests.screens.kiosk.test_pages import PLACE, Hall, picture

pytestmark = pytest.mark.slow


def words_of(page: Page) -> set[str]:
    """Return the words that a visitor must find on the page, as they are drawn."""
    words = page.words
    texts = [*page.question.splitlines(), *page.lines, page.warning]
    texts += [choice.text for choice in page.choices[:MOST]]
    texts += [*(page.calls or (words.call_agent,)), words.back if page.can_go_back else ""]
    texts += [words.erase if page.can_erase else ""]
    return {word for text in texts for word in wrapped(text, 300)[0].split()}


def is_on_focused(app: Hall) -> bool:
    """Say whether the terminal's own cursor stands on the answer, or in the field, of the focus."""
    focused = app.screen.focused
    assert isinstance(focused, AnswerLine | TypedLine)
    return focused.region.contains_point(app.cursor_position)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_is_drawn_whole_and_the_cursor_stands_on_what_is_chosen(
    language: str,
) -> None:
    pages = {repr(one): one for one in await every_page(language)}
    app = Hall(language_page(with_arabic=True))
    wrong = dict[str, str]()
    async with app.run_test(size=(80, 24)) as pilot:
        for page in (language_page(with_arabic=True), *pages.values()):
            await app.push_screen(PageScreen(page, PLACE))
            await pilot.pause()
            await pilot.pause()
            rows = picture(app)
            missing = words_of(page) - set(" ".join(rows).split())
            faint = {one.text for one in drawn(app.screen) if one.is_weak}
            if missing or faint or not is_on_focused(app):
                wrong["\n".join(rows)] = f"{missing} {faint} {app.cursor_position}"
            app.pop_screen()
    assert len(pages) > 50
    assert WORDS[language].ask_permit in {page.question for page in pages.values()}
    assert wrong == {}
