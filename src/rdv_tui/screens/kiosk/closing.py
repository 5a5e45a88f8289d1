"""A closed kiosk, and closing one: whoever does it proves who they are."""

from collections.abc import Awaitable, Callable

from rdv_tui.errors import RdvError
from rdv_tui.locales.kiosk import languages, leaving as leave_fr
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.page import Entry, Page, Stage
from rdv_tui.screens.kiosk.page_screen import BACK, ERASE, TIME_OVER

Show = Callable[[Page], Awaitable[str]]


def closed_page() -> Page:
    """Return the page of a kiosk that nobody can use now."""
    return Page(
        Stage.START,
        FRENCH,
        f"{FRENCH.closed} · Closed",
        lines=(FRENCH.ask_at_desk, languages.WORDS["en"].ask_at_desk),
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
