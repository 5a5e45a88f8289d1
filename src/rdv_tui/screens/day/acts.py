"""What is done with the people of the day, a key each; only what is possible now has a key."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual import work
from textual.worker import WorkerCancelled

from rdv_tui.domain.appointment import Appointment, Channel, Status
from rdv_tui.domain.arrivals import DayAct, possible_day_acts
from rdv_tui.domain.day import Day, Visit
from rdv_tui.domain.initial_focus import initial_focus
from rdv_tui.domain.rights import Right
from rdv_tui.domain.walk_in import WalkIn
from rdv_tui.errors import OutputError, RdvError
from rdv_tui.locales.command import Command
from rdv_tui.locales.commands import FILTER
from rdv_tui.locales.day import day as day_fr, day_commands
from rdv_tui.screens.day.missing import MissingDialog
from rdv_tui.screens.day.view import DayView
from rdv_tui.screens.dialogs import LineScreen, Pick, PickDialog
from rdv_tui.screens.frame import run_blocking
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.services.desk import Desk
from rdv_tui.widgets.day_board import Anchor

NEEDS: dict[str, tuple[Command, frozenset[DayAct]]] = {
    command.id: (command, acts)
    for command, acts in (
        (day_commands.CHECK_IN, frozenset({DayAct.CHECK_IN})),
        (day_commands.RECEIVE, frozenset({DayAct.RECEIVE})),
        (day_commands.INCOMPLETE, frozenset({DayAct.INCOMPLETE})),
        (day_commands.RECALL, frozenset({DayAct.CALL, DayAct.RECALL})),
        (day_commands.PUT_BACK, frozenset({DayAct.RETURN_TO_ROOM})),
        (day_commands.HAND_OVER, frozenset({DayAct.TRANSFER})),
        (day_commands.NO_SHOW, frozenset({DayAct.NO_SHOW})),
        (day_commands.LEAVE, frozenset({DayAct.LEAVE})),
        (day_commands.TAKE_BACK, frozenset({DayAct.UNDO_CHECK_IN, DayAct.REOPEN})),
    )
}
"""Commands on the person under the cursor: each works when one of its acts is possible."""

_ENDINGS = frozenset({DayAct.RECEIVE, DayAct.INCOMPLETE, DayAct.RETURN_TO_ROOM})
"""Acts that end a visit: on whom this desk's counter receives, wherever the cursor stands."""

_WALK_IN_ENDINGS = frozenset({DayAct.RECEIVE, DayAct.RETURN_TO_ROOM})
"""Those among them that somebody without an appointment, who has no file, can have."""

DayService = Callable[[Desk, str], Appointment]


class DayActs(DayView):
    """The day with hands: everything is asked of the store, which says no in words."""

    def __init__(self, desk: Desk, counter: int | None) -> None:
        super().__init__(desk)
        self._scan_box: LineScreen | None = None
        self.counter = counter
        """The counter for which this desk calls: set, chosen before, or chosen here."""

    def first_to_see(self, day: Day) -> Anchor | None:
        """Stand on somebody to act on: whom this desk receives or calls next, else the awaited."""
        office = self.desk.office
        found = initial_focus(
            day, self.counter, office.late_after_minutes, named=office.letter_names_counter
        )
        return found.anchor if found else None

    def show_day(self, day: Day) -> None:
        """Tell, when the day opens, for which counter this desk calls."""
        if not self.is_ready:
            self._show_counter(day)
        super().show_day(day)

    def _show_counter(self, day: Day) -> None:
        counter, known = self.counter, _numbers(day)
        if counter is None:
            return
        if counter in known:
            self._grid.own = counter
            self.say(day_fr.COUNTER_KEPT.format(counter=counter))
            return
        self.counter = None
        is_set = counter == self.desk.counter.setting
        gone = day_fr.COUNTER_GONE.format(counter=counter)
        self.say(day_fr.no_such_setting(counter, known) if is_set else gone, "waiting")

    # -- what is possible
    @property
    def visit(self) -> Visit | None:
        """The person under the cursor."""
        return self.selected.visit if self.selected else None

    @property
    def visitor(self) -> Visit | None:
        """Whom this desk's counter is receiving, on the day that is shown."""
        if self.day is None or self.counter is None:
            return None
        received = (one for _, one in self.day.visits() if one.status is Status.IN_PROGRESS)
        return next((one for one in received if one.served_at == self.counter), None)

    @property
    def possible(self) -> frozenset[DayAct]:
        """What can be done now with the person under the cursor."""
        place = self.selected
        if place is None or place.visit is None:
            return frozenset()
        visit, now = place.visit, self.clock.local()
        return possible_day_acts(visit.status, place.start, now, came=visit.arrived_at is not None)

    @property
    def may_book_here(self) -> bool:
        """Whether who sits here could give somebody the place under the cursor."""
        place, day = self.selected, self.day
        return (
            place is not None
            and day is not None
            and day.is_free(place)
            and place.kept_for is not Channel.KIOSK
            and (self.desk.signed_in is None or self.desk.may(Right.BOOK))
        )

    def works_now(self) -> list[Command]:
        """Return the commands that work now on the person under the cursor."""
        possible = self.possible
        return [command for command, acts in NEEDS.values() if acts & possible]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the acts that are possible now."""
        if action in NEEDS:
            acts = NEEDS[action][1]
            mine = self.visitor is not None and acts <= _ENDINGS
            return bool(acts & self.possible) or mine or self._ends_walk_in(acts)
        offered: dict[str, Callable[[], object]] = {
            day_commands.CALL_NEXT.action: lambda: self._somebody_waits,
            FILTER.id: lambda: bool(self.day and self.day.places) and not self._filter.has_focus,
            day_commands.SCAN.action: lambda: self.wanted == self._today,
            day_commands.OPEN_CARD.action: lambda: self.selected,
            day_commands.BOOK_HERE.action: lambda: self.may_book_here,
        }
        if action in offered:
            return bool(offered[action]())
        return super().check_action(action, parameters)

    @property
    def _somebody_waits(self) -> bool:
        day = self.day
        return day is not None and day.day == day.now.date() and day.somebody_waits

    @property
    def walk_in(self) -> WalkIn | None:
        """Whom this desk's counter is receiving without an appointment."""
        return self.day.walk_in_at(self.counter) if self.day is not None else None

    def _ends_walk_in(self, acts: frozenset[DayAct]) -> bool:
        """Say whether `acts` would end the visit of the walk-in at this counter."""
        return self.walk_in is not None and acts <= _WALK_IN_ENDINGS

    # -- doing
    @work
    async def act(self, done: str, reference: str, service: DayService, **facts: object) -> None:
        """Do one thing in the store, say what was done, and show the day as it is then."""
        await self._do(done, partial(service, self.desk, reference), **facts)

    async def _do(
        self, action: str, service: Callable[[], Appointment | WalkIn], **facts: object
    ) -> None:
        try:
            done = await run_blocking(service)
        except RdvError as error:
            self.show_refusal(error)
        else:
            self._say_done(action, done, **facts)
        await self.read_again()

    async def read_again(self) -> None:
        """Read the day anew; a reading that begins meanwhile takes this one's place."""
        with suppress(WorkerCancelled):
            await self.read_day().wait()

    def _say_done(self, action: str, done: Appointment | WalkIn, **facts: object) -> None:
        if isinstance(done, WalkIn):
            text = day_fr.WALK_IN.format(name=done.name, ticket=done.ticket)
            self.say(day_fr.DONE_WORDS[action].format(name=text, **facts), "done")
            return
        name = done.applicant.name
        self.say(day_fr.DONE_WORDS[action].format(name=name, **facts), "done")
        if done.start.date() == self.wanted and action in {"call", "incomplete_here"}:
            self._cursor = (done.start, done.place)

    async def close_scan_box(self) -> None:
        """Close the box that « Scanner » opened."""
        if self._scan_box is not None and self.app.screen is self._scan_box:
            await self._scan_box.dismiss(None)

    async def show_arrival(self, arrival: Arrival) -> None:
        """Stand on whoever is in the hall now, if their day is on show."""
        found = arrival.appointment
        if found.start.date() == self.wanted:
            self._cursor = (found.start, found.place)
        await self.read_again()

    def action_check_in(self) -> None:
        """Note that the person is there, as a scan does: with the ticket to give."""
        if self.visit:
            self.take_scan(self.visit.reference)

    async def _to_end(self, act: DayAct) -> Visit | None:
        """Return whose visit to end: this counter's own first, another's only after a question."""
        visit = self.visit if act in self.possible else None
        is_elsewhere = (
            visit is not None
            and visit.status is Status.IN_PROGRESS
            and self.counter is not None
            and visit.served_at not in {None, self.counter}
        )
        if visit is None or (is_elsewhere and self.visitor):
            return self.visitor
        if is_elsewhere:
            question = day_fr.ASK_ELSEWHERE.format(name=visit.name, counter=visit.served_at)
            return visit if await self.ask(question) else None
        return visit

    async def _end(
        self, act: DayAct, done: str, service: DayService, of_walk_in: Callable[[Desk, int], WalkIn]
    ) -> None:
        """End the visit of the walk-in whom this counter receives, else of somebody booked."""
        if (one := self.walk_in) is not None:
            words = "finish_walk_in" if act is DayAct.RECEIVE else done
            await self._do(words, partial(of_walk_in, self.desk, one.id))
        elif visit := await self._to_end(act):
            self.act(done, visit.reference, service)

    @work
    async def action_receive(self) -> None:
        """Note that the file is complete, or that a walk-in was answered."""
        await self._end(DayAct.RECEIVE, "receive", arrivals.mark_received, walk_ins.finish)

    @work
    async def action_put_back(self) -> None:
        """Send the person back to the waiting room."""
        act, back = DayAct.RETURN_TO_ROOM, arrivals.return_to_waiting_room
        await self._end(act, "put_back", back, walk_ins.return_to_waiting_room)

    def action_no_show(self) -> None:
        """Note that the person did not come."""
        if self.visit:
            self.act("no_show", self.visit.reference, arrivals.mark_no_show)

    def action_leave(self) -> None:
        """Note that the person left without having been received."""
        if self.visit:
            self.act("leave", self.visit.reference, arrivals.mark_left)

    def action_take_back(self) -> None:
        """Take back an arrival, or an outcome."""
        if self.visit is None:
            return
        if self.visit.status is Status.ARRIVED:
            self.act("undo_check_in", self.visit.reference, arrivals.undo_check_in)
        else:
            self.act("reopen", self.visit.reference, arrivals.reopen)

    @work
    async def action_incomplete(self) -> None:
        """Ask what the file lacks, then note it."""
        visit = await self._to_end(DayAct.INCOMPLETE)
        if visit is None:
            return
        dialog = MissingDialog(visit.name, visit.situation)
        if missing := await self.app.push_screen_wait(dialog):
            self.act("incomplete_here", visit.reference, missing.note, count=missing.in_words)

    # -- calling
    @work
    async def action_call_next(self) -> None:
        """Call whoever is next for this desk's counter."""
        counter = await self._own_counter()
        if counter is not None:
            await self._do("call", partial(arrivals.call_next, self.desk, counter), counter=counter)

    @work
    async def action_recall(self) -> None:
        """Call the person once more, or out of turn to this desk's counter."""
        visit = self.visit
        if visit is None:
            return
        if visit.status is Status.IN_PROGRESS:
            self.act("recall", visit.reference, partial(arrivals.recall, counter=self.counter))
            return
        counter = await self._own_counter()
        if counter is not None:
            service = partial(arrivals.call, counter=counter)
            self.act("call", visit.reference, service, counter=counter)

    @work
    async def action_hand_over(self) -> None:
        """Ask for a counter and send the person there."""
        visit = self.visit
        if visit is None:
            return
        counter = await self._choose(day_fr.CHOOSE_OTHER, None)
        if counter is not None:
            service = partial(arrivals.transfer, counter=counter)
            self.act("hand_over", visit.reference, service, counter=counter)

    @work
    async def action_scan(self) -> None:
        """Note an arrival by its reference, as a bar code reader types it."""
        self._scan_box = LineScreen(day_fr.SCAN)
        typed = await self.app.push_screen_wait(self._scan_box)
        if typed and typed.strip():
            self.take_scan(typed)

    @work
    async def action_choose_counter(self) -> None:
        """Choose the counter for which this desk calls."""
        counter = await self._choose(day_fr.CHOOSE_COUNTER, self.counter)
        if counter is not None:
            await self._sit_at(counter)

    async def _sit_at(self, counter: int) -> None:
        """Call for `counter` from now on, and at the next start too if no setting says another."""
        self.counter = self._grid.own = counter
        if self._board is not None:
            self._grid.show(self._board, self._cursor)
        choice = self.desk.counter
        if choice.setting in {None, counter}:
            self.say(day_fr.COUNTER_KEPT.format(counter=counter))
        else:
            text = day_fr.COUNTER_FOR_NOW.format(counter=counter, setting=choice.setting)
            self.say(text, "waiting")
        try:
            await run_blocking(choice.save, counter)
        except OutputError as error:
            self.say(error.message, "waiting")

    async def _own_counter(self) -> int | None:
        """Return the counter of this desk, asked for once."""
        if self.counter is None:
            chosen = await self._choose(day_fr.CHOOSE_COUNTER, None)
            if chosen is not None:
                await self._sit_at(chosen)
        return self.counter

    async def _choose(self, question: str, chosen: int | None) -> int | None:
        picks = [
            Pick(number, day_fr.COUNTER.format(number=number), number)
            for number in (_numbers(self.day) if self.day else ())
        ]
        asked = PickDialog(question, picks, day_fr.CHOOSE_KEYS, chosen)
        return await self.app.push_screen_wait(asked)


def _numbers(day: Day) -> list[int]:
    return [counter.number for counter in day.counters if counter.number is not None]
