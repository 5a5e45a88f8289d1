"""Step 1 at the kiosk: the guide's questions, and where to go who cannot book here."""

from typing import TYPE_CHECKING

from rdv_tui import catalogue
from rdv_tui.domain.guide import Topic, kinds_under, narrow, next_question
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.errors import OutputError, Refusal, StoreError
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.places import decided_by, where_to_go
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.host import VisitOver
from rdv_tui.screens.kiosk.page import Choice, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK
from rdv_tui.screens.kiosk.person import PersonQuestions
from rdv_tui.screens.kiosk.visit import Visit
from rdv_tui.services.booking import eligibility
from rdv_tui.services.kiosk.contract import PRINTED_ENOUGH

if TYPE_CHECKING:
    from rdv_tui.services.booking.eligibility import Finding

_ASKED = {
    Topic.PERMIT: "ask_permit",
    Topic.NATIONALITY: "ask_nationality",
    Topic.GROUND: "ask_ground",
    Topic.SITUATION: "ask_situation",
}


def say_situation(words: Words, code: str) -> str:
    """Return a situation in the visitor's words; the office's own come first, French last."""
    one = catalogue.situations().situation(code)
    return one.labels.get(words.code) or words.situations.get(code) or one.label


def say_kind(words: Words, code: str) -> str:
    """Return a kind of permit in the visitor's words; the office's own come first, French last."""
    one = next(kind for kind in catalogue.situations().permit_kinds if kind.code == code)
    return one.labels.get(words.code) or words.kinds.get(code) or one.label


class SituationQuestions:
    """Which situation it is, which permit, and whether the desk serves it."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    async def situation(self) -> Way:
        """Ask the guide's questions until one situation is left.

        Who comes back finds the last of them, not the first.
        """
        visit, guide = self._visit, catalogue.situations()
        before, answers = dict(visit.answers), visit.answers
        if visit.forward:
            answers.clear()
        elif answers:
            answers.popitem()
        while (question := next_question(guide, answers, expiry_known=True)) is not None:
            topic = question.topic
            choices = tuple(self._answer(topic, answer.code) for answer in question.answers)
            answer = await visit.choose(
                Stage.NOTICE, _ASKED[topic], choices, before=before.get(topic, "")
            )
            if answer != BACK:
                answers[topic] = before[topic] = answer
            elif answers:
                answers.popitem()
            else:
                return Way.BACK
        visit.typed["situation"] = narrow(guide, answers)[0].code
        return Way.NEXT

    def _answer(self, topic: Topic, code: str) -> Choice:
        words = self._visit.words
        known = {
            Topic.PERMIT: words.permits,
            Topic.NATIONALITY: words.nationalities,
            Topic.GROUND: words.grounds,
            Topic.SITUATION: words.situations,
        }[topic]
        if topic is Topic.SITUATION:
            legal, own = catalogue.situations().situation(code).label, say_situation(words, code)
            return Choice(code, own, legal if own != legal else "")
        legal = guide_fr.answer_label(topic, code, self._visit.host.services.office.rules)
        return Choice(code, known[code], legal)

    async def kind(self) -> Way:
        """Ask which permit it is, where the situation leaves several."""
        visit, guide = self._visit, catalogue.situations()
        situation = guide.situation(visit.typed["situation"])
        kinds = guide.kinds_for(situation) if visit.is_in_person else ()
        if meant := kinds_under(visit.answers.get(Topic.PERMIT, "")):
            kinds = tuple(one for one in kinds if one.code in meant) or kinds
        if len(kinds) < 2:
            visit.typed["permit_kind"] = kinds[0].code if kinds else ""
            return Way.SKIP
        choices = tuple(self._kind(one) for one in kinds)
        before = visit.typed.get("permit_kind", "")
        answer = await visit.choose(Stage.NOTICE, "ask_kind", choices, before=before)
        return visit.note("permit_kind", answer)

    def _kind(self, kind: PermitKind) -> Choice:
        own = say_kind(self._visit.words, kind.code)
        return Choice(kind.code, own, kind.label if own != kind.label else "")

    async def verdict(self) -> Way:
        """Tell who cannot book here where to go; everybody else goes on."""
        visit = self._visit
        finding = eligibility.evaluate(
            visit.host.services.office,
            visit.today,
            situation=visit.typed["situation"],
            permit_kind=visit.typed.get("permit_kind"),
            expires=PersonQuestions.day(visit.typed.get("permit_expires", ""), visit.today),
            postal_code=visit.typed.get("postal_code"),
        )
        if finding is None or finding.verdict.code is VerdictCode.BOOKABLE:
            return Way.SKIP
        return await self._turn_away(finding)

    async def _turn_away(self, finding: "Finding") -> Way:
        visit, words = self._visit, self._visit.words
        home = catalogue.home_department(visit.typed.get("postal_code", ""))
        situation = catalogue.situations().situation(visit.typed["situation"])
        office = visit.host.services.office
        lines, french = where_to_go(words, finding.verdict, office, situation, home)
        expires = PersonQuestions.day(visit.typed.get("permit_expires", ""), visit.today)
        code = visit.typed.get("postal_code", "")
        lines = (*decided_by(words, finding.verdict, situation, expires, code), *lines)
        can_print = Choice("print", words.print_sheet, visit.french(FRENCH.print_sheet))
        choices: tuple[Choice, ...] = (
            can_print,
            Choice("end", words.finish, visit.french(FRENCH.finish)),
        )
        said: tuple[str, ...] = ()
        while True:
            page = visit.page(
                Stage.NOTICE,
                "not_here",
                lines=(*lines, *said),
                french=french,
                choices=choices,
            )
            answer = await visit.ask(page)
            if answer == BACK:
                return Way.BACK
            if answer == "end":
                raise VisitOver
            said = await self._print_sheet()
            if said == (words.printed_enough,):
                choices = tuple(one for one in choices if one is not can_print)

    async def _print_sheet(self) -> tuple[str, ...]:
        """Print where to go, and return what is to be said of it."""
        host, words = self._visit.host, self._visit.words
        try:
            typed = dict(self._visit.typed)
            await run_blocking(host.services.print_refusal, typed, words.code)
        except (OutputError, StoreError):
            host.call_agent(Stage.NOTICE.value, "printer")
            return (words.printer_failed, words.agent_prints)
        except Refusal as refused:
            if refused.code != PRINTED_ENOUGH:
                raise
            return (words.printed_enough,)
        return (words.sheet_printed,)
