"""One person's visit: what is known so far, and how it is asked. It forgets all."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.guide import Topic
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.domain.situations import Route
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.host import Host, PlaceLost
from rdv_tui.screens.kiosk.page import MOST, Choice, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK, PLACE_LOST

if TYPE_CHECKING:
    from rdv_tui.services.kiosk.contract import Booked

_OTHER = "\x00other"


@dataclass(slots=True)
class Visit:
    """What is known of a visit. `typed` has the fields of the applicant, as everywhere.

    `unfinished` has what stood in a field that was left without an answer, `answers` those to the
    guide. `forward` says in which direction one goes through the questions.
    """

    host: Host
    words: Words = FRENCH
    typed: dict[str, str] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    answers: dict[Topic, str] = field(default_factory=dict)
    slot: Slot | None = None
    checked: bool = False
    tries: int = 0
    forward: bool = True
    resumed: bool = False
    warning: str = ""
    booked: "Booked | None" = None

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer. Raises PlaceLost."""
        answer = await self.host.ask(page)
        if answer == PLACE_LOST:
            self.host.held, self.slot = None, None
            raise PlaceLost
        return answer

    def french(self, text: str) -> str:
        """Return legal words beside those of the visitor, nothing for who reads French."""
        return "" if self.words is FRENCH else text

    def page(self, stage: Stage, name: str, **more: object) -> Page:
        """Return a page whose question has that name among the words."""
        question, french = getattr(self.words, name), self.french(getattr(FRENCH, name))
        return Page(stage, self.words, question, french, **more)  # type: ignore[arg-type]

    def note(self, name: str, answer: str) -> Way:
        """Keep the answer to the question of a field; return where it leads."""
        if answer == BACK:
            return Way.BACK
        self.unfinished.pop(name, None)
        self.typed[name] = answer
        return Way.NEXT

    async def choose(
        self,
        stage: Stage,
        name: str,
        choices: tuple[Choice, ...],
        *,
        before: str = "",
        other: str = "other_answers",
    ) -> str:
        """Ask for one of many answers, six on a screen at most; `before` is the one given before.

        `other` names the words of the answer that shows the next ones.
        """
        codes = [one.code for one in choices]
        chosen = codes.index(before) if before in codes else 0
        room = MOST if len(choices) <= MOST else MOST - 1
        first = chosen - chosen % room
        while True:
            shown = choices[first : first + room]
            if len(choices) > MOST:
                more = "first_answers" if first + room >= len(choices) else other
                text, french = getattr(self.words, more), getattr(FRENCH, more)
                shown = (*shown, Choice(_OTHER, text, self.french(french)))
            stands_on = chosen - first if first <= chosen < first + room else 0
            page = self.page(stage, name, choices=shown, may_fit_none=True, stands_on=stands_on)
            answer = await self.ask(page)
            if answer == BACK and first:
                first -= room
            elif answer == _OTHER:
                first = first + room if first + room < len(choices) else 0
            else:
                return answer

    @property
    def today(self) -> date:
        """The office's day."""
        return self.host.services.clock.today()

    @property
    def is_in_person(self) -> bool:
        """Whether the desk serves this situation at all."""
        situation = catalogue.situations().situation(self.typed["situation"])
        return situation.route is Route.IN_PERSON

    # -- before the first step
    async def language(self) -> Way:
        """Ask for the language, each in its own script."""
        page = language_page(with_arabic=self.host.reads_arabic)
        code = await self.ask(page)
        if code == "ar" and not self.host.reads_arabic:
            self.host.call_agent(Stage.START.value, "arabic")
            return Way.BACK  # an agent comes: the question stays
        self.words = WORDS.get(code, FRENCH)
        self.typed["language"] = self.words.code
        return Way.NEXT

    async def notice(self) -> Way:
        """Show the plain notice."""
        page = self.page(
            Stage.NOTICE,
            "notice_title",
            lines=self.words.notice,
            choices=(Choice("go", self.words.understood, self.french(FRENCH.understood)),),
        )
        return Way.BACK if await self.ask(page) == BACK else Way.NEXT


def language_page(*, with_arabic: bool) -> Page:
    """Return the first page, in every language; Arabic in Latin letters where it is not drawn."""
    choices = [Choice(code, WORDS[code].name, WORDS[code].free) for code in LANGUAGES]
    if not with_arabic:
        at = LANGUAGES.index("ar")
        choices[at] = Choice("ar", languages.LATIN_ARABIC)
    return Page(
        Stage.START,
        FRENCH,
        "\n".join(languages.in_each("ask_language", with_arabic=with_arabic)),
        lines=(languages.OTHER_LANGUAGE,),
        choices=tuple(choices),
        calls=languages.in_each("call_agent", with_arabic=with_arabic),
        can_go_back=False,
        can_erase=False,
    )
