"""The evening: who has no outcome, today and before; acts for one, or for all who never came."""

from collections.abc import Callable
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.locales import commands
from rdv_tui.locales.booking import find as find_fr
from rdv_tui.locales.dates import short_date
from rdv_tui.locales.day import day as day_fr, evening as evening_fr
from rdv_tui.locales.states import MARKS
from rdv_tui.screens.day.missing import MissingDialog
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.services.day import arrivals, evening
from rdv_tui.services.day.evening import OpenVisit
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.person_rows import Column, Part, PersonRows

ROWS = PersonRows(
    Column(Part.WHEN, 21),
    Column(Part.COUNTER, 5),
    Column(Part.SIGN, 2),
    Column(Part.WHO, 20, most=44),
    Column(Part.NUMBER, 7),
    Column(Part.WHAT, 30, since=104),
    Column(Part.WORD, 14),
)
_OF_ONE = frozenset({"receive_line", "incomplete_line", "open_line"})


class EveningScreen(LiveListScreen[None, list[OpenVisit], OpenVisit]):
    """One line a person, the latest day first; whoever is noted goes from the list."""

    CSS_PATH = "evening.tcss"
    BINDINGS = bind(
        evening_fr.RECEIVE,
        evening_fr.INCOMPLETE,
        evening_fr.NO_SHOW,
        evening_fr.LEAVE,
        evening_fr.ALL_ABSENT,
        evening_fr.OPEN_LINE,
        commands.CLOSE,
    )
    AUTO_FOCUS = ""

    every_s = 2.0
    heading = evening_fr.TITLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._band = Static(plain(evening_fr.LOADING, "$text-muted"), id="counts")
        self.choices = ChoiceList("")

    def compose_band(self) -> ComposeResult:
        """Show how many there are."""
        yield self._band

    def compose_body(self) -> ComposeResult:
        """List them."""
        yield self.choices

    def load(self) -> list[OpenVisit]:
        """Read who has no outcome."""
        return evening.list_open(self.desk)

    def key_of(self, item: OpenVisit) -> object:
        """Return the appointment's reference."""
        return item.appointment.reference

    def show(self, found: list[OpenVisit]) -> None:
        """List them with their day, hour, counter and number."""
        came = sum(one.came for one in found)
        self._band.update(plain(evening_fr.counts(len(found) - came, came)))
        width = self.query_one("#body").content_size.width
        lines = [line_of(one, width) for one in found]
        self.list_items(found, lines, evening_fr.EMPTY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what agrees with the person's arrival."""
        one = self.selected
        if action in _OF_ONE:
            return one is not None
        if action == "no_show_line":
            return one is not None and not one.came
        if action == "leave_line":
            return one is not None and one.came
        if action == "all_absent":
            return any(not each.came for each in self.found or ())
        return True

    async def _note(
        self,
        one: OpenVisit | None,
        words: str,
        service: Callable[[Desk, str], Appointment],
        **facts: object,
    ) -> None:
        """Note what became of `one`, who may be under the cursor no more."""
        if one is not None:
            name = one.appointment.applicant.name
            call = partial(service, self.desk, one.appointment.reference)
            await self.act(call, day_fr.DONE_WORDS[words].format(name=name, **facts))

    @work(group="act", exclusive=True)
    async def action_receive_line(self) -> None:
        """Note that the file was handed in and is complete."""
        await self._note(self.selected, "receive", arrivals.mark_received)

    @work(group="act", exclusive=True)
    async def action_no_show_line(self) -> None:
        """Note that the person did not come."""
        await self._note(self.selected, "no_show", arrivals.mark_no_show)

    @work(group="act", exclusive=True)
    async def action_leave_line(self) -> None:
        """Note that the person left without having been received."""
        await self._note(self.selected, "leave", arrivals.mark_left)

    @work(group="act", exclusive=True)
    async def action_incomplete_line(self) -> None:
        """Ask what the file lacked, and note it."""
        if (one := self.selected) is None:
            return
        person = one.appointment.applicant
        dialog = MissingDialog(person.name, person.situation)
        if missing := await self.app.push_screen_wait(dialog):
            await self._note(one, "incomplete", missing.note, count=missing.in_words)

    @work(group="act", exclusive=True)
    async def action_all_absent(self) -> None:
        """Note all as absent who never arrived, after a look and a question."""
        never = [one.appointment.reference for one in self.found or () if not one.came]
        question = evening_fr.ASK_ALL.format(people=evening_fr.people(len(never)))
        if not never or not await self.ask(question):
            return
        done = await self.act(partial(evening.mark_all_absent, self.desk, never))
        if done is not None:
            self.say(evening_fr.ALL_DONE.format(people=evening_fr.people(done)), "done")

    @work
    async def action_open_line(self) -> None:
        """Open the card."""
        from rdv_tui.screens.booking.card import CardScreen  # noqa: PLC0415  (only who opens one)

        if one := self.selected:
            await self.app.push_screen_wait(CardScreen(self.desk, one.appointment.reference))
            await self.read()


def line_of(one: OpenVisit, width: int) -> Content:
    """Return one person's line."""
    found = one.appointment
    number = found.applicant.foreign_resident_number
    at_counter = found.status is Status.IN_PROGRESS
    mark = Status.IN_PROGRESS if at_counter else Status.ARRIVED if one.came else Status.BOOKED
    sign, colour = MARKS[mark]
    word = evening_fr.CAME if one.came else evening_fr.NEVER_CAME
    counter = day_fr.COUNTER_SHORT.format(number=found.counter or "–")
    cells = {
        Part.WHEN: Content(f"{short_date(found.start.date()):<15}{found.start:%H:%M}"),
        Part.COUNTER: Content(counter),
        Part.SIGN: Content.styled(sign, colour),
        Part.WHO: plain(DISCRETION.name(found.applicant.name), "bold"),
        Part.NUMBER: plain(find_fr.MASK.format(last=number[-4:]), "$text-muted"),
        Part.WHAT: plain(day_fr.SHORT_SITUATIONS.get(found.applicant.situation, "")),
        Part.WORD: Content.styled(evening_fr.AT_COUNTER if at_counter else word, colour),
    }
    return ROWS.line(cells, width)
