"""The page in which a terminal stands: what it says by itself."""

from html import escape

from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.office import browsers as browser_fr
from rdv_tui.web.page import page


def test_a_kiosk_that_is_cut_off_says_so_in_each_language() -> None:
    shown = page(kiosk=True)
    for words in WORDS.values():
        assert escape(words.closed) in shown
        assert escape(words.ask_at_desk) in shown
    assert escape(browser_fr.LOST) not in shown


def test_a_desk_is_told_in_french() -> None:
    shown = page(kiosk=False)
    assert escape(browser_fr.LOST) in shown
    assert escape(WORDS["tr"].closed) not in shown
