"""A closed kiosk, and closing one: whoever does it proves who they are."""

from collections.abc import Awaitable, Callable

from rdv_tui.errors import RdvError
from rdv_tui.locales.kiosk import languages, leaving as leave_fr
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.page import Choice, Entry, Page, Stage
from rdv_tui.screens.kiosk.page_screen import BACK, ERASE, TIME_OVER

Show = Callable[[Page], Awaitable[str]]


def erase_page(page: Page) -> Page:
    """Return the question whether all that was answered is to be erased."""
    words = page.words
    return Page(
        page.stage,
        words,
        words.ask_erase,
        "" if words is FRENCH else FRENCH.ask_erase,
        choices=(
            Choice("erase", words.erase, "" if words is FRENCH else FRENCH.erase),
            Choice("stay", words.go_on, "" if words is FRENCH else FRENCH.go_on),
        ),
        stands_on=1,
        can_erase=False,
    )


def closed_page(*, with_arabic: bool) -> Page:
    """Return the page of a kiosk that nobody can use now, in every language."""
    return Page(
        Stage.START,
        FRENCH,
        "\n".join(languages.in_each("closed", with_arabic=with_arabic)),
        lines=languages.in_each("ask_at_desk", with_arabic=with_arabic),
        can_go_back=False,
        can_erase=False,
        can_call=False,
    )


async def is_let_out(show: Show, let_out: Callable[[str, str], None]) -> bool:
    """Ask for login and password until they are somebody's who may; False when they go back."""
    warning = ""
    while True:
        login = await _ask(show, leave_fr.LOGIN, warning)
        password = await _ask(show, leave_fr.PASSWORD, hidden=True) if login else ""
        if not password:
            return False
        try:
            await run_blocking(let_out, login, password)
        except RdvError as error:
            warning = error.message
        else:
            return True


async def _ask(show: Show, question: str, warning: str = "", *, hidden: bool = False) -> str:
    """Return what an agent types, empty when they go back."""
    entry = Entry(free=True, longest=128, hidden=hidden)
    page = Page(Stage.START, FRENCH, question, entry=entry, warning=warning, can_erase=False)
    answer = await show(page)
    return "" if answer in {BACK, ERASE, TIME_OVER} else answer
