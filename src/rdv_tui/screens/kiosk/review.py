"""Step 5 at the kiosk: all is seen and corrected one by one, then it is booked and printed."""

from dataclasses import dataclass
from datetime import date, datetime

from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.numbers import group_digits, group_phone
from rdv_tui.errors import OutputError, RdvError, Refusal, SlotTaken, StoreError
from rdv_tui.locales.dates import short_birth_date
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.host import Question, VisitOver
from rdv_tui.screens.kiosk.page import Choice, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK
from rdv_tui.screens.kiosk.person import PersonQuestions, in_both
from rdv_tui.screens.kiosk.situation import SituationQuestions, say_kind, say_situation
from rdv_tui.screens.kiosk.slots import SlotQuestions, ask_all
from rdv_tui.screens.kiosk.visit import Visit
from rdv_tui.services.kiosk.contract import PRINTED_ENOUGH

_END, _AGAIN = "end", "again"


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to correct: its name, in French too, what it is now, and what is asked then."""

    label: str
    french: str
    value: str
    questions: tuple[Question, ...]


class Review:
    """The last step, and the letter."""

    def __init__(
        self,
        visit: Visit,
        person: PersonQuestions,
        slots: SlotQuestions,
        situation: SituationQuestions,
    ) -> None:
        self._visit, self._person = visit, person
        self._slots, self._situation = slots, situation

    async def confirm(self) -> Way:
        """Show all, have it corrected, and book it."""
        while True:
            answer = await self._visit.ask(self._page())
            if answer == BACK:
                return Way.BACK
            if answer == "no":
                await self._correct()
            elif await self._book():
                return Way.NEXT

    def _page(self) -> Page:
        visit, words = self._visit, self._visit.words
        assert visit.slot is not None
        choices = (
            Choice("yes", words.confirm, visit.french(FRENCH.confirm)),
            Choice("no", words.correct, visit.french(FRENCH.correct)),
        )
        lines = recap(words, self._applicant(), visit.slot.start, visit.today)
        return visit.page(Stage.CONFIRMATION, "check", lines=lines, choices=choices)

    def _applicant(self) -> Applicant:
        return PersonQuestions.applicant(self._visit.typed, self._visit.today)

    async def _book(self) -> bool:
        """Book what was seen; say whether it is booked."""
        visit, host = self._visit, self._visit.host
        held, host.held = host.held, None
        try:
            visit.booked = await run_blocking(host.services.book, dict(visit.typed))
        except SlotTaken:
            visit.slot = None
            await self._slots.choose_anew("slot_gone")
            return False
        except RdvError:
            host.held = held
            await self._see_agent()
            return False
        return True

    async def _see_agent(self) -> None:
        visit, words = self._visit, self._visit.words
        visit.host.call_agent(Stage.CONFIRMATION.value, "refused")
        page = visit.page(
            Stage.CONFIRMATION,
            "see_agent",
            lines=(words.agent_called,),
            choices=(Choice(_END, words.finish, visit.french(FRENCH.finish)),),
        )
        if await visit.ask(page) != BACK:
            raise VisitOver

    # -- one correction
    async def _correct(self) -> None:
        """Ask what to correct, then that alone; who goes back changes nothing."""
        visit, items = self._visit, self._items()
        choices = tuple(
            Choice(
                name,
                languages.say_pair(visit.words, one.label, one.value),
                visit.french(one.french),
            )
            for name, one in items.items()
        )
        answer = await visit.choose(Stage.CONFIRMATION, "correct_what", choices)
        if answer == BACK:
            return
        typed, answers = dict(visit.typed), dict(visit.answers)
        visit.unfinished.clear()
        if not await ask_all(visit, items[answer].questions):
            visit.typed.clear()
            visit.typed.update(typed)
            visit.answers.clear()
            visit.answers.update(answers)

    def _items(self) -> dict[str, _Item]:
        visit, ask, about = self._visit, self._person, self._situation
        assert visit.slot is not None
        applicant, start = self._applicant(), visit.slot.start
        facts = _facts(visit.words, applicant, start, visit.today)
        french = _facts(FRENCH, applicant, start, visit.today)
        verdict, fits = about.verdict, self._slots.keep_if_fits
        questions: dict[str, tuple[Question, ...]] = {
            "slot": (self._slots.day_and_hour,),
            "family_name": (ask.family_name,),
            "given_names": (ask.given_names,),
            "birth_date": (ask.birth_date,),
            "nationality": (ask.country,),
            "number": (ask.number,),
            "phone": (ask.phone,),
            "place": (ask.postal_code, verdict, ask.commune),
            "situation": (about.situation, about.kind, verdict, fits),
            "permit": (ask.expiry, verdict, fits),
        }
        names = {"family_name": applicant.family_name, "given_names": applicant.given_names or "–"}
        for name, value in names.items():
            facts[name] = (getattr(visit.words, f"ask_{name}"), value)
            french[name] = (getattr(FRENCH, f"ask_{name}"), value)
        return {
            name: _Item(facts[name][0], french[name][0], facts[name][1], asked)
            for name, asked in questions.items()
        }

    # -- the letter
    async def letter(self) -> None:
        """Print the letter and show the reference large, for a while."""
        visit, words, made = self._visit, self._visit.words, self._visit.booked
        assert made is not None
        end = Choice(_END, words.finish, visit.french(FRENCH.finish))
        again = Choice(_AGAIN, words.print_again, visit.french(FRENCH.print_again))
        moment = languages.say_moment(words, made.start, visit.today)
        warning, is_enough = "", False
        while True:
            try:
                warning = await self._print_letter()
            except Refusal as refused:
                if refused.code != PRINTED_ENOUGH:
                    raise
                is_enough = True
            said = (words.agent_prints, words.keep_reference) if warning else (words.take_letter,)
            said_at = languages.say_moment(FRENCH, made.start)
            page = visit.page(
                Stage.LETTER,
                "booked",
                lines=(
                    moment,
                    *((words.printed_enough,) if is_enough else ()),
                    *said,
                    languages.say_pair(words, words.your_reference, made.reference),
                ),
                french=tuple(filter(None, (visit.french(said_at),))),
                big=made.reference,
                warning=warning,
                choices=(end,) if is_enough else (end, again),
                can_go_back=False,
                can_erase=False,
                ends_after_s=visit.host.rules.letter_s,
            )
            if await visit.ask(page) != _AGAIN:
                return

    async def _print_letter(self) -> str:
        """Print the letter; return what is wrong with the printer, if anything is.

        Raises Refusal `printed_enough`.
        """
        host, words = self._visit.host, self._visit.words
        try:
            await run_blocking(host.services.print_letter)
        except (OutputError, StoreError):
            host.call_agent(Stage.LETTER.value, "printer")
            return words.printer_failed
        return ""


def _facts(
    words: Words, applicant: Applicant, start: datetime, today: date
) -> dict[str, tuple[str, str]]:
    """Return the name and the value of each thing that will be written down, in their order."""
    at, name, born, country, number, phone = words.labels
    nationality = " · ".join(filter(None, in_both(words, applicant.nationality)))
    resident = group_digits(applicant.foreign_resident_number)
    kind = say_kind(words, applicant.permit_kind) if applicant.permit_kind else ""
    said = {
        "slot": (at, languages.say_moment(words, start, today)),
        "name": (name, applicant.name),
        "birth_date": (born, short_birth_date(applicant.birth_date)),
        "nationality": (country, nationality),
        "number": (number, resident),
        "phone": (phone, group_phone(applicant.phone) if applicant.phone else "–"),
        "place": (words.place_label, f"{applicant.postal_code} {applicant.commune}".strip()),
        "situation": (words.situation_label, say_situation(words, applicant.situation)),
        "kind": (words.kind_label, kind),
        "permit": (
            words.permit_label,
            languages.say_day(words, applicant.permit_expires, with_year=True),
        ),
    }
    return {fact: pair for fact, pair in said.items() if pair[1]}


def recap(words: Words, applicant: Applicant, start: datetime, today: date) -> tuple[str, ...]:
    """Return what will be written down, a line each."""
    return tuple(
        languages.say_pair(words, *pair) for pair in _facts(words, applicant, start, today).values()
    )
