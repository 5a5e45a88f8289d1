"""One person's visit: the questions in their order, and what is known so far. It forgets all."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.appointment import Slot
from rdv_tui.domain.guide import Topic, kinds_under, narrow, next_question
from rdv_tui.domain.kiosk import LANGUAGES, TRIES, new_code
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route
from rdv_tui.errors import OutputError, RdvError, SlotTaken, StoreError
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.languages import WORDS
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.host import Host
from rdv_tui.screens.kiosk.page import MOST, Choice, Entry, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK, TIME_OVER
from rdv_tui.screens.kiosk.person import PersonQuestions, recap
from rdv_tui.screens.kiosk.slots import SlotQuestions
from rdv_tui.services.booking import eligibility

if TYPE_CHECKING:
    from rdv_tui.services.booking.eligibility import Finding
    from rdv_tui.services.kiosk.contract import Booked

_OTHER = "\x00other"


@dataclass(slots=True)
class Visit:
    """What is known of a visit. `typed` has the fields of the applicant, as everywhere."""

    host: Host
    words: Words = FRENCH
    typed: dict[str, str] = field(default_factory=dict)
    permit: str = ""
    slot: Slot | None = None
    checked: bool = False
    warning: str = ""
    booked: "Booked | None" = None

    async def run(self) -> None:
        """Ask one question after the other, back and forth, until the letter is printed."""
        person, slots = PersonQuestions(self), SlotQuestions(self)
        questions: list[Callable[[], Awaitable[Way]]] = [
            self.language,
            self.notice,
            self.situation,
            self.kind,
            person.expiry,
            person.postal_code,
            self.verdict,
            slots.day_and_hour,
            self.check,
            person.family_name,
            person.given_names,
            person.birth_date,
            person.country,
            person.number,
            person.commune,
            person.phone,
            self.confirm,
        ]
        at, forward = 0, True
        while at < len(questions):
            way = await questions[at]()
            if way is not Way.SKIP:
                forward = way is Way.NEXT
            at = max(0, at + (1 if forward else -1))
            if self.slot is None and at > questions.index(slots.day_and_hour):
                at = questions.index(slots.day_and_hour)
        await self.letter()

    async def ask(self, page: Page) -> str:
        """Show a page and return its answer."""
        return await self.host.ask(page)

    def french(self, text: str) -> str:
        """Return legal words beside those of the visitor, nothing for who reads French."""
        return "" if self.words is FRENCH else text

    def page(self, stage: Stage, name: str, **more: object) -> Page:
        """Return a page whose question has that name among the words."""
        question, french = getattr(self.words, name), self.french(getattr(FRENCH, name))
        return Page(stage, self.words, question, french, **more)  # type: ignore[arg-type]

    # -- step 1
    async def language(self) -> Way:
        """Ask for the language, each in its own script."""
        names = {code: WORDS[code].name for code in LANGUAGES}
        if not self.host.reads_arabic:
            names["ar"] = languages.LATIN_ARABIC
        page = Page(
            Stage.START,
            FRENCH,
            languages.CHOOSE,
            lines=(languages.AGENT_HELPS,),
            choices=tuple(Choice(code, name) for code, name in names.items()),
            can_go_back=False,
            can_erase=False,
        )
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

    async def situation(self) -> Way:
        """Ask the guide's questions until one situation is left."""
        guide, answers = catalogue.situations(), dict[Topic, str]()
        while (question := next_question(guide, answers, expiry_known=True)) is not None:
            codes = [answer.code for answer in question.answers]
            choices = tuple(self._answer(question.topic, code) for code in codes)
            answer = await self.choose(Stage.NOTICE, _ASKED[question.topic], choices)
            if answer != BACK:
                answers[question.topic] = answer
            elif answers:
                answers.popitem()
            else:
                return Way.BACK
        left = narrow(guide, answers)
        self.typed["situation"] = left[0].code
        self.permit = answers.get(Topic.PERMIT, "")
        return Way.NEXT

    def _answer(self, topic: Topic, code: str) -> Choice:
        known = {
            Topic.PERMIT: self.words.permits,
            Topic.NATIONALITY: self.words.nationalities,
            Topic.GROUND: self.words.grounds,
            Topic.SITUATION: self.words.situations,
        }[topic]
        if topic is Topic.SITUATION:
            legal = catalogue.situations().situation(code).label
            own = known.get(code)
            return Choice(code, own or legal, legal if own and own != legal else "")
        legal = guide_fr.answer_label(topic, code, self.host.services.office.rules)
        return Choice(code, known[code], legal)

    async def choose(self, stage: Stage, name: str, choices: tuple[Choice, ...]) -> str:
        """Ask for one of many answers, six on a screen at most."""
        first, room = 0, MOST if len(choices) <= MOST else MOST - 1
        while True:
            shown = choices[first : first + room]
            if len(choices) > MOST:
                is_last = first + room >= len(choices)
                more = "first_answers" if is_last else "other_answers"
                other, french = getattr(self.words, more), getattr(FRENCH, more)
                shown = (*shown, Choice(_OTHER, other, self.french(french)))
            answer = await self.ask(self.page(stage, name, choices=shown))
            if answer == BACK and first:
                first -= room
            elif answer == _OTHER:
                first = first + room if first + room < len(choices) else 0
            else:
                return answer

    async def kind(self) -> Way:
        """Ask which permit it is, where the situation leaves several."""
        guide = catalogue.situations()
        situation = guide.situation(self.typed["situation"])
        kinds = guide.kinds_for(situation) if situation.route is Route.IN_PERSON else ()
        if meant := kinds_under(self.permit):
            kinds = tuple(one for one in kinds if one.code in meant) or kinds
        if len(kinds) < 2:
            self.typed["permit_kind"] = kinds[0].code if kinds else ""
            return Way.SKIP
        choices = tuple(Choice(one.code, one.label) for one in kinds)
        answer = await self.choose(Stage.NOTICE, "ask_kind", choices)
        if answer == BACK:
            return Way.BACK
        self.typed["permit_kind"] = answer
        return Way.NEXT

    @property
    def today(self) -> date:
        """The office's day."""
        return self.host.services.clock.today()

    @property
    def is_in_person(self) -> bool:
        """Whether the desk serves this situation at all."""
        situation = catalogue.situations().situation(self.typed["situation"])
        return situation.route is Route.IN_PERSON

    async def verdict(self) -> Way:
        """Tell who cannot book here where to go; everybody else goes on."""
        today = self.today
        finding = eligibility.evaluate(
            self.host.services.office,
            today,
            situation=self.typed["situation"],
            permit_kind=self.typed.get("permit_kind"),
            expires=PersonQuestions.day(self.typed.get("permit_expires", ""), today),
            postal_code=self.typed.get("postal_code"),
        )
        if finding is None or finding.verdict.code is VerdictCode.BOOKABLE:
            return Way.SKIP
        return await self._turn_away(finding)

    async def _turn_away(self, finding: "Finding") -> Way:
        words = self.words
        opens = finding.verdict.opens
        day = languages.say_full_day(words, opens) if opens else ""
        reason = words.reasons.get(finding.verdict.code.value, "").format(day=day)
        choices = (
            Choice("print", words.print_sheet, self.french(FRENCH.print_sheet)),
            Choice("end", words.finish, self.french(FRENCH.finish)),
        )
        warning = ""
        while True:
            page = self.page(
                Stage.NOTICE,
                "not_here",
                lines=(reason, warning),
                french=(finding.message,),
                choices=choices,
            )
            answer = await self.ask(page)
            if answer == BACK:
                return Way.BACK
            if answer == "end":
                raise VisitOver
            warning = await self._print_sheet()

    async def _print_sheet(self) -> str:
        try:
            await run_blocking(self.host.services.print_refusal, dict(self.typed))
        except (OutputError, StoreError):
            self.host.call_agent(Stage.NOTICE.value, "printer")
            return self.words.printer_failed
        return self.words.sheet_printed

    # -- step 3
    async def check(self) -> Way:
        """Have four digits copied; an agent's code does as well, and `0` always works."""
        if self.checked:
            return Way.SKIP
        tries, warning = 0, ""
        code = new_code(secrets.choice)
        while True:
            waits = tries >= TRIES
            page = self.page(
                Stage.SECURITY,
                "wait_code" if waits else "ask_code",
                lines=(self.words.code_hint,),
                big="" if waits else code,
                entry=Entry(digits=True, longest=8),
                warning=warning,
                ends_after_s=self.host.rules.check_pause_s if waits else None,
            )
            typed = await self.ask(page)
            if typed == BACK:
                return Way.BACK
            if typed == TIME_OVER:
                tries, warning = 0, ""
                continue
            if not waits and typed == code:
                self.checked = True
                return Way.NEXT
            if await run_blocking(self.host.services.accepts_code, typed):
                self.checked = True
                return Way.NEXT
            tries, code = tries + 1, new_code(secrets.choice)
            warning = self.words.wrong_code

    # -- step 5
    async def confirm(self) -> Way:
        """Show all, and book it."""
        words, host = self.words, self.host
        applicant = PersonQuestions.applicant(self.typed, self.today)
        assert self.slot is not None
        choices = (
            Choice("yes", words.confirm, self.french(FRENCH.confirm)),
            Choice("no", words.correct, self.french(FRENCH.correct)),
        )
        lines = recap(words, applicant, self.slot.start)
        page = self.page(Stage.CONFIRMATION, "check", lines=lines, choices=choices)
        if await self.ask(page) != "yes":
            return Way.BACK
        held, host.held = host.held, None
        assert held is not None
        try:
            self.booked = await run_blocking(host.services.book, dict(self.typed))
        except SlotTaken:
            self.slot, self.warning = None, words.slot_gone
            return Way.NEXT
        except RdvError:
            host.held = held
            await self._see_agent()
            raise VisitOver from None
        return Way.NEXT

    async def _see_agent(self) -> None:
        self.host.call_agent(Stage.CONFIRMATION.value, "refused")
        words = self.words
        page = self.page(
            Stage.CONFIRMATION,
            "see_agent",
            lines=(words.agent_called,),
            choices=(Choice("end", words.finish, self.french(FRENCH.finish)),),
            can_go_back=False,
        )
        await self.ask(page)

    async def letter(self) -> None:
        """Print the letter and show the reference large, for a while."""
        words, host, made = self.words, self.host, self.booked
        assert made is not None
        said = words.take_letter
        try:
            await run_blocking(host.services.print_letter)
        except (OutputError, StoreError):
            said = words.printer_failed
            host.call_agent(Stage.LETTER.value, "printer")
        page = self.page(
            Stage.LETTER,
            "booked",
            lines=(
                languages.say_moment(words, made.start),
                self.french(languages.say_moment(FRENCH, made.start)),
                "" if said == words.printer_failed else said,
                f"{words.your_reference} : {made.reference}",
            ),
            big=made.reference,
            warning=said if said == words.printer_failed else "",
            choices=(Choice("end", words.finish, self.french(FRENCH.finish)),),
            can_go_back=False,
            can_erase=False,
            ends_after_s=host.rules.letter_s,
        )
        await self.ask(page)


class VisitOver(Exception):  # noqa: N818  (no error)
    """The visit ends here."""


_ASKED = {
    Topic.PERMIT: "ask_permit",
    Topic.NATIONALITY: "ask_nationality",
    Topic.GROUND: "ask_ground",
    Topic.SITUATION: "ask_situation",
}
