"""Step 3 at the kiosk: four digits to copy. It never blocks: an agent helps who cannot."""

import secrets

from rdv_tui.domain.kiosk import TRIES, new_code
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.page import Entry, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK, TIME_OVER
from rdv_tui.screens.kiosk.visit import Visit


class SecurityCheck:
    """The one question of step 3."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    async def copy(self) -> Way:
        """Have four digits copied; an agent's code does as well.

        The third wrong copy calls an agent; new digits come after a pause.
        """
        visit, services = self._visit, self._visit.host.services
        if visit.checked:
            return Way.SKIP
        code, warning = new_code(secrets.choice), ""
        while True:
            typed = await visit.ask(self._page(code, warning))
            if typed == BACK:
                return Way.BACK
            if typed == TIME_OVER:
                visit.tries, warning = 0, ""
                continue
            is_copied = visit.tries < TRIES and typed == code
            if is_copied or await run_blocking(services.accepts_code, typed):
                visit.checked = True
                return Way.NEXT
            visit.tries, code = visit.tries + 1, new_code(secrets.choice)
            warning = self._say_wrong()
            if visit.tries == TRIES:
                visit.host.call_agent(Stage.SECURITY.value, "security")

    def _page(self, code: str, warning: str) -> Page:
        visit, words = self._visit, self._visit.words
        waits = visit.tries >= TRIES
        empty = words.wait_code if waits else words.ask_code
        return visit.page(
            Stage.SECURITY,
            "wait_code" if waits else "ask_code",
            lines=(words.code_hint,),
            french=tuple(filter(None, (visit.french(FRENCH.code_hint),))),
            big="" if waits else code,
            entry=Entry(
                digits=True, zero=False, longest=8, check=lambda text: "" if text else empty
            ),
            warning=warning,
            ends_after_s=visit.host.rules.check_pause_s if waits else None,
        )

    def _say_wrong(self) -> str:
        """Say that it was wrong, and how many tries are left."""
        words, left = self._visit.words, max(0, TRIES - self._visit.tries)
        return f"{words.wrong_code}\n{words.tries_left.format(count=left)}"
