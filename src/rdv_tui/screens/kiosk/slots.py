"""Step 2 at the kiosk: first the day, then the hour, and the place is held, or chosen anew."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial

from rdv_tui.domain.appointment import Slot
from rdv_tui.errors import Refusal
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.host import PlaceLost, Question
from rdv_tui.screens.kiosk.page import Choice, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK
from rdv_tui.screens.kiosk.person import PersonQuestions
from rdv_tui.screens.kiosk.visit import Visit
from rdv_tui.services.kiosk.first_day import offered_from

DAYS_SHOWN, MOST_HOURS = 3, 20
_OTHER = "\x00other"


class SlotQuestions:
    """The two questions of step 2."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._looked: list[datetime] = []
        """From where the days of each page were looked for, the one shown last at the end."""

    async def day_and_hour(self) -> Way:
        """Ask for the day, then for the hour, and hold the place.

        Who comes back to it finds the hours of the day that they chose.
        """
        visit = self._visit
        day = visit.slot if visit.slot is not None and not visit.forward else None
        while True:
            day = day or await self._day()
            if day is None:
                return Way.BACK
            if await self._hour(day):
                return Way.NEXT
            day = None

    async def choose_anew(self, why: str) -> None:
        """Say why the place is gone, by the words of that name, and have another chosen."""
        visit = self._visit
        look = Choice("look", visit.words.look_again, visit.french(FRENCH.look_again))
        kept = visit.words.answers_kept
        self._looked.clear()
        while visit.slot is None:
            page = visit.page(Stage.SLOT, why, lines=(kept,), choices=(look,), can_go_back=False)
            await visit.ask(page)
            await self.day_and_hour()

    async def keep_if_fits(self) -> Way:
        """Have another place chosen when the one held is too early for the permit told now."""
        slot = self._visit.slot
        if slot is not None and self._begins() <= slot.start:
            return Way.SKIP
        self._looked.clear()
        return await self.day_and_hour()

    async def _day(self) -> Slot | None:
        """Ask for the day; return its first place, None when somebody goes back."""
        begins = max(self._begins(), self._visit.host.services.clock.local())
        looked = self._looked = [begins, *(one for one in self._looked[1:] if one > begins)]
        while True:
            days = await run_blocking(partial(self._days, looked[-1]))
            answer = await self._visit.ask(self._days_page(days))
            if answer == BACK:
                looked.pop()
                if not looked:
                    return None
            elif answer == _OTHER and days:
                looked.append(_end_of(days[-1].start))
            elif answer == _OTHER:
                del looked[1:]
            else:
                return days[int(answer)]

    async def _hour(self, day: Slot) -> bool:
        """Ask for the hour and hold the place; False when the day is to be chosen again."""
        visit, services = self._visit, self._visit.host.services
        hours = await run_blocking(services.offers, day.start - _MOMENT, MOST_HOURS)
        hours = [one for one in hours if one.start.date() == day.start.date()]
        if not hours:
            visit.warning = visit.words.slot_gone
            return False
        choices = self._hour_choices(hours)
        before = visit.slot.start.isoformat() if visit.slot else ""
        answer = await visit.choose(
            Stage.SLOT, "ask_hour", choices, before=before, other="other_hours"
        )
        if answer == BACK:
            return False
        chosen = next(one for one in hours if one.start.isoformat() == answer)
        try:
            visit.host.held = await run_blocking(services.hold, chosen.start)
        except Refusal:
            visit.warning = visit.words.slot_gone
            return False
        visit.slot, visit.warning = chosen, ""
        return True

    def _begins(self) -> datetime:
        """Return from when a file is taken, for the permit that was told."""
        typed, services = self._visit.typed, self._visit.host.services
        expires = PersonQuestions.day(typed.get("permit_expires", ""), self._visit.today)
        return offered_from(
            services.office,
            services.clock.local(),
            typed["situation"],
            typed.get("permit_kind", ""),
            expires,
        )

    def _days(self, after: datetime) -> list[Slot]:
        found: list[Slot] = []
        while len(found) < DAYS_SHOWN:
            first = self._visit.host.services.offers(after, 1)
            if not first:
                break
            found += first
            after = _end_of(first[0].start)
        return found

    def _days_page(self, days: list[Slot]) -> Page:
        visit, words = self._visit, self._visit.words
        choices = [
            Choice(
                str(rank),
                languages.say_near_day(words, one.start.date(), visit.today),
                visit.french(languages.say_near_day(FRENCH, one.start.date(), visit.today)),
            )
            for rank, one in enumerate(days)
        ]
        choices.append(Choice(_OTHER, words.other_dates, visit.french(FRENCH.other_dates)))
        return visit.page(
            Stage.SLOT,
            "ask_slot",
            lines=() if days else (words.no_slot,),
            choices=tuple(choices),
            may_fit_none=True,
            warning=visit.warning,
        )

    def _hour_choices(self, hours: list[Slot]) -> tuple[Choice, ...]:
        words, today = self._visit.words, self._visit.today
        return tuple(
            Choice(
                one.start.isoformat(),
                languages.say_moment(words, one.start, today),
                self._visit.french(languages.say_moment(FRENCH, one.start, today)),
            )
            for one in hours
        )


_MOMENT = timedelta(microseconds=1)


def _end_of(start: datetime) -> datetime:
    return datetime.combine(start.date() + timedelta(days=1), time()) - _MOMENT


async def ask_all(visit: Visit, questions: Sequence[Question]) -> bool:
    """Ask in their order, back and forth; False when somebody goes back before the first."""
    at, visit.forward = 0, True
    while 0 <= at < len(questions):
        way = await _answered(visit, questions[at])
        if way is not Way.SKIP:
            visit.forward = way is Way.NEXT
        at += 1 if visit.forward else -1
    return at > 0


async def _answered(visit: Visit, question: Question) -> Way:
    """Ask one question, again after the place was lost at it."""
    while True:
        try:
            way = await question()
        except PlaceLost:
            await SlotQuestions(visit).choose_anew("place_lost")
            visit.resumed = True
        else:
            visit.resumed = False
            return way
