"""Step 2 at the kiosk: first the day, then the hour, and the place is held."""

from datetime import datetime, time, timedelta
from functools import partial

from rdv_tui.domain.appointment import Slot
from rdv_tui.errors import Refusal
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.screens.frame import run_blocking
from rdv_tui.screens.kiosk.host import Asker
from rdv_tui.screens.kiosk.page import Choice, Page, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK
from rdv_tui.screens.kiosk.person import PersonQuestions
from rdv_tui.services.kiosk.first_day import offered_from

DAYS_SHOWN, HOURS_SHOWN = 3, 5
_OTHER = "\x00other"


class SlotQuestions:
    """The two questions of step 2."""

    def __init__(self, visit: Asker) -> None:
        self._visit = visit

    async def day_and_hour(self) -> Way:
        """Ask for the day, then for the hour, and hold the place."""
        services = self._visit.host.services
        begins = after = self._begins()
        while True:
            days = await run_blocking(partial(self._days, after))
            answer = await self._visit.ask(self._days_page(days))
            if answer == BACK:
                if after <= max(begins, services.clock.local()):
                    return Way.BACK
                after = max(begins, services.clock.local())
                continue
            if answer == _OTHER:
                after = _end_of(days[-1].start) if days else max(begins, services.clock.local())
                continue
            day = days[int(answer)]
            hours = await run_blocking(services.offers, day.start - _MOMENT, HOURS_SHOWN)
            hours = [one for one in hours if one.start.date() == day.start.date()]
            answer = await self._visit.ask(self._hours_page(hours))
            if answer == BACK:
                continue
            try:
                chosen = hours[int(answer)]
                self._visit.host.held = await run_blocking(services.hold, chosen.start)
            except Refusal:
                self._visit.warning = self._visit.words.slot_gone
                continue
            self._visit.slot, self._visit.warning = chosen, ""
            return Way.NEXT

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
        words = self._visit.words
        choices = [
            Choice(
                str(rank),
                languages.say_day(words, one.start.date()),
                self._visit.french(languages.say_day(FRENCH, one.start.date())),
            )
            for rank, one in enumerate(days)
        ]
        choices.append(Choice(_OTHER, words.other_dates, self._visit.french(FRENCH.other_dates)))
        lines = () if days else (words.no_slot,)
        return self._visit.page(
            Stage.SLOT, "ask_slot", lines=lines, choices=tuple(choices), warning=self._visit.warning
        )

    def _hours_page(self, hours: list[Slot]) -> Page:
        words = self._visit.words
        choices = tuple(
            Choice(
                str(rank),
                languages.say_moment(words, one.start),
                self._visit.french(languages.say_moment(FRENCH, one.start)),
            )
            for rank, one in enumerate(hours)
        )
        return self._visit.page(Stage.SLOT, "ask_hour", choices=choices)


_MOMENT = timedelta(microseconds=1)


def _end_of(start: datetime) -> datetime:
    return datetime.combine(start.date() + timedelta(days=1), time()) - _MOMENT
