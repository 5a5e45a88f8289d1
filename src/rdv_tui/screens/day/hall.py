"""The hall: who is at a counter, who waits, in which order and why; people without appointment."""

from collections.abc import Callable
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui.domain.appointment import Appointment
from rdv_tui.domain.numbers import parse_number
from rdv_tui.domain.walk_in import SentElsewhere, WalkIn
from rdv_tui.locales import commands
from rdv_tui.locales.day import day as day_fr, hall as hall_fr, walk_ins as walk_in_fr
from rdv_tui.screens.booking.scanned_card import CardScanScreen
from rdv_tui.screens.day.hall_content import ROWS, band_content, line_of
from rdv_tui.screens.dialogs import LineScreen, Pick, PickDialog
from rdv_tui.screens.list_screen import LiveListScreen
from rdv_tui.screens.scanning import give_ticket
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.day.arrivals import Arrival
from rdv_tui.services.day.queue import Queue, QueueLine, get_queue
from rdv_tui.services.desk import Desk
from rdv_tui.text import plain
from rdv_tui.widgets.choice_list import ChoiceList
from rdv_tui.widgets.commands import bind

_OF_WHO_IS_CALLED = frozenset({"finish_line", "put_back_line"})
_OF_WHO_IS_HERE = frozenset({"call_line", "hand_over_line", "leave_line"})


class HallScreen(LiveListScreen[None, Queue, QueueLine], CardScanScreen[None]):
    """The queue in the order of calling. `counter` is this desk's, for which it calls."""

    CSS_PATH = "hall.tcss"
    BINDINGS = bind(
        hall_fr.CALL_NEXT,
        hall_fr.CALL,
        hall_fr.FINISH,
        hall_fr.PUT_BACK,
        hall_fr.HAND_OVER,
        hall_fr.ELSEWHERE,
        hall_fr.AT_DOOR,
        hall_fr.LEAVE,
        hall_fr.WALK_IN,
        hall_fr.TAKE_BACK,
        commands.CLOSE,
    )
    AUTO_FOCUS = ""

    every_s = 0.5
    heading = hall_fr.TITLE

    def __init__(self, desk: Desk, counter: int | None) -> None:
        super().__init__(desk)
        self.counter = counter
        self._band = Static(plain(hall_fr.LOADING, "$text-muted"), id="counts")
        self._columns = Static(id="columns", markup=False)
        self.choices = ChoiceList(hall_fr.FOOT)

    def compose_band(self) -> ComposeResult:
        """Show the counts."""
        yield self._band

    def compose_body(self) -> ComposeResult:
        """Put the names of the columns above the list."""
        yield self._columns
        yield self.choices

    def load(self) -> Queue:
        """Read the hall."""
        return get_queue(self.desk)

    def key_of(self, item: QueueLine) -> object:
        """Return what names the person."""
        return item.key

    def show(self, found: Queue) -> None:
        """List who is at a counter, then who waits, then the walk-ins who ended."""
        width = self.query_one("#body").content_size.width
        self._band.update(band_content(found))
        listed = (*found.called, *found.waiting, *found.ended)
        self._columns.update(ROWS.heads(width) if listed else "")
        lines = [line_of(one, width) for one in listed]
        self.list_items(listed, lines, hall_fr.EMPTY)

    # -- what is possible
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what makes sense for the person under the cursor."""
        one = self.selected
        if action == "call_next":
            return bool(self.found and self.found.waiting)
        if action in _OF_WHO_IS_CALLED:
            return self._visitor is not None or (one is not None and one.is_called)
        if action in _OF_WHO_IS_HERE:
            return one is not None and not one.has_ended
        if action == "send_elsewhere":
            return one is not None and one.walk_in is not None and not one.has_ended
        if action == "take_back_line":
            return one is not None and one.has_ended
        return True

    @property
    def _visitor(self) -> QueueLine | None:
        """Whom this desk's counter receives."""
        called = self.found.called if self.found and self.counter is not None else ()
        return next((one for one in called if one.counter == self.counter), None)

    async def _to_end(self) -> QueueLine | None:
        """Return whose visit to end: this counter's own, another's only after a question."""
        one = self.selected
        if self._visitor is not None and (one is None or one.counter != self.counter):
            return self._visitor
        if one is None or not one.is_called:
            return None
        if self.counter is not None and one.counter != self.counter:
            question = day_fr.ASK_ELSEWHERE.format(name=one.name, counter=one.counter)
            return one if await self.ask(question) else None
        return one

    # -- acts
    async def _do(
        self, words: str, name: str, call: Callable[[], Appointment | WalkIn], **facts: object
    ) -> None:
        await self.act(call, hall_fr.DONE_WORDS[words].format(name=name, **facts))

    @work(group="act", exclusive=True)
    async def action_call_next(self) -> None:
        """Call whoever is next for this desk's counter."""
        counter = await self._own_counter()
        if counter is None:
            return
        done = await self.act(partial(arrivals.call_next, self.desk, counter))
        if done is not None:
            name = done.name if isinstance(done, WalkIn) else done.applicant.name
            self.say(hall_fr.DONE_WORDS["call"].format(name=name, counter=counter), "done")

    @work(group="act", exclusive=True)
    async def action_call_line(self) -> None:
        """Call this person out of turn, or once more."""
        one = self.selected
        if one is None:
            return
        # Without a counter of its own, a desk may have whoever is called shown and said once more.
        at = self.counter if self.counter is not None else one.counter
        counter = at if one.is_called else await self._own_counter()
        if counter is None:
            return
        await self._either(
            "call",
            one,
            partial(arrivals.recall if one.is_called else arrivals.call, counter=counter),
            partial(walk_ins.call, counter=counter),
            counter=counter,
        )

    @work(group="act", exclusive=True)
    async def action_finish_line(self) -> None:
        """Note that the visit is over: the file is complete, or the question answered."""
        if one := await self._to_end():
            await self._either("finish", one, arrivals.mark_received, walk_ins.finish)

    @work(group="act", exclusive=True)
    async def action_put_back_line(self) -> None:
        """Send the person back to the waiting room."""
        if one := await self._to_end():
            await self._either(
                "put_back", one, arrivals.return_to_waiting_room, walk_ins.return_to_waiting_room
            )

    @work(group="act", exclusive=True)
    async def action_leave_line(self) -> None:
        """Note that the person left without having been received."""
        if one := self.selected:
            await self._either("leave", one, arrivals.mark_left, walk_ins.mark_left)

    @work(group="act", exclusive=True)
    async def action_hand_over_line(self) -> None:
        """Ask for a counter and send the person there."""
        one = self.selected
        counter = await self._choose(day_fr.CHOOSE_OTHER) if one else None
        if one is None or counter is None:
            return
        await self._either(
            "hand_over",
            one,
            partial(arrivals.transfer, counter=counter),
            partial(walk_ins.transfer, counter=counter),
            counter=counter,
        )

    async def _either(
        self,
        words: str,
        one: QueueLine,
        with_appointment: Callable[[Desk, str], Appointment],
        without: Callable[[Desk, int], WalkIn],
        **facts: object,
    ) -> None:
        if one.walk_in is not None:
            await self._do(words, one.name, partial(without, self.desk, one.walk_in.id), **facts)
        elif one.reference is not None:
            call = partial(with_appointment, self.desk, one.reference)
            await self._do(words, one.name, call, **facts)

    # -- without an appointment
    @work(group="act", exclusive=True)
    async def action_new_walk_in(self) -> None:
        """Ask for a name and a reason, and give a ticket; a refused reason is asked for again."""
        name = await self.app.push_screen_wait(LineScreen(hall_fr.ASK_NAME))
        if not name or not name.strip():
            return
        typed = ""
        while (
            reason := await self.app.push_screen_wait(LineScreen(hall_fr.ASK_REASON, typed))
        ) is not None:
            number = reason if parse_number(reason).value else ""
            typed, why = reason, "" if number else reason
            done = await self.act(partial(walk_ins.register, self.desk, name, why, number))
            if done is not None:
                self.say(hall_fr.REGISTERED.format(name=done.name, ticket=done.ticket), "done")
                give_ticket(self, self.desk, done.ticket)
                return

    @work(group="act", exclusive=True)
    async def action_send_elsewhere(self) -> None:
        """Ask where to, one key, and count it."""
        one = self.selected
        if one is None or one.walk_in is None:
            return
        why = await self._ask_where(hall_fr.ASK_ELSEWHERE.format(name=one.name))
        if why is not None:
            call = partial(walk_ins.send_elsewhere, self.desk, one.walk_in.id, why)
            await self._do("elsewhere", one.name, call, why=walk_in_fr.ELSEWHERE[why])

    @work(group="act", exclusive=True)
    async def action_count_elsewhere(self) -> None:
        """Count somebody who is sent elsewhere before they ever join the queue."""
        why = await self._ask_where(hall_fr.ASK_AT_DOOR)
        if why is not None:
            done = hall_fr.COUNTED.format(why=walk_in_fr.ELSEWHERE[why])
            await self.act(partial(walk_ins.count_elsewhere, self.desk, why), done)

    async def _ask_where(self, question: str) -> SentElsewhere | None:
        picks = [
            Pick(rank, f"{rank}  {text}", why)
            for rank, (why, text) in enumerate(walk_in_fr.ELSEWHERE.items(), start=1)
        ]
        dialog = PickDialog[SentElsewhere](question, picks, hall_fr.ELSEWHERE_KEYS)
        return await self.app.push_screen_wait(dialog)

    @work(group="act", exclusive=True)
    async def action_take_back_line(self) -> None:
        """Let somebody wait again whose visit was noted as over."""
        one = self.selected
        if one is not None and one.walk_in is not None:
            call = partial(walk_ins.take_back, self.desk, one.walk_in.id)
            done = hall_fr.DONE_WORDS["take_back"].format(name=one.name)
            await self.act(call, done if one.name else hall_fr.UNCOUNTED)

    # -- counters
    async def _own_counter(self) -> int | None:
        if self.counter is None:
            self.counter = await self._choose(day_fr.CHOOSE_COUNTER)
        return self.counter

    async def _choose(self, question: str) -> int | None:
        numbers = self.found.counters if self.found else ()
        picks = [Pick(one, day_fr.COUNTER.format(number=one), one) for one in numbers]
        asked = PickDialog(question, picks, day_fr.CHOOSE_KEYS, self.counter)
        return await self.app.push_screen_wait(asked)

    # -- scanning
    async def show_arrival(self, arrival: Arrival) -> None:
        """Show whoever has just arrived in the queue."""
        await self.read()
        keys = [item.key if item else None for item in self.items]
        if arrival.appointment.reference in keys:
            self.move_cursor_to(keys.index(arrival.appointment.reference))
