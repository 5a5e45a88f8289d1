"""« Ma démarche en fonction de ma situation »: some words, or four questions, then where to go."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.guide import GuideAnswer, Question, Topic, narrow, next_question
from rdv_tui.domain.guide_search import GuideResult
from rdv_tui.domain.office import Office
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales import commands
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.screens.booking.guide_card import (
    card,
    channel,
    facts_of,
    rows,
    situation_line,
    to_bring,
)
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.step import Step, StepScreen
from rdv_tui.screens.delivery.print_or_save import (
    Give,
    print_dossier,
    print_or_save,
    read_first,
)
from rdv_tui.screens.frame import BACKGROUND, DeskScreen
from rdv_tui.screens.shell import Shell
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.growing import grow
from rdv_tui.widgets.hanging import HangingText

PAGE = 8


class GuideScreen(DeskScreen[str | None]):
    """Stands beside the booking. Gives the code of a situation to book for, or None.

    Nothing of what is looked up here is recorded: a situation may be private.
    """

    CSS_PATH = "guide.tcss"
    BINDINGS = bind(
        *commands.ANSWERS,
        commands.BOOK_SITUATION,
        commands.PRINT_SHEET,
        commands.READ_SHEET,
        commands.PRINT_DOSSIER,
        commands.BACK,
    )
    AUTO_FOCUS = "#field-search Input"

    heading = guide_fr.HEADING

    @classmethod
    async def open_over(cls, shell: Shell) -> None:
        """Lead to the right situation; booking from there fills step 1."""
        step = shell.screen
        draft = step.current() if isinstance(step, StepScreen) else shell.draft
        guide = cls(shell.office, shell.clock, shell.agent, draft)
        situation = await shell.push_screen_wait(guide)
        if situation is None or not isinstance(step, StepScreen):
            return
        if isinstance(step, NoticeScreen):
            step.set_situation(situation)
        else:
            step.draft = step.current().with_typed({"situation": situation})
            step.leave(Step.NOTICE)

    def __init__(self, office: Office, clock: Clock, agent: str, draft: BookingDraft) -> None:
        super().__init__(office, clock, agent)
        self._known = catalogue.situations()
        self._facts = facts_of(draft, clock.today())
        chosen = {one.code: one.label for one in self._known.situations}
        typed = chosen.get(draft.typed.get("situation", ""), "")
        self._search = Field("search", guide_fr.SEARCH, typed, hint=guide_fr.SEARCH_HINT, wide=True)
        self._trail_line = Static(id="trail")
        self._asked = Static(id="asked")
        self._list = OptionList(markup=False, compact=True, id="choices")
        self._card = VerticalScroll(id="card")
        self._side = VerticalScroll(classes="side", can_focus=False)
        self._aside = HangingText(id="beside")
        self._answers: dict[Topic, str] = {}
        self._trail: list[str] = []
        self._listed: list[Situation | GuideAnswer] = []
        self._topic: Topic | None = None
        self.situation: Situation | None = None

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Name the screen as the web module does."""
        yield Static(plain(guide_fr.TITLE, "bold"), id="title")

    def compose_body(self) -> ComposeResult:
        """Put the search above the question, and the answer in the place of both."""
        yield self._search
        yield self._trail_line
        yield self._asked
        yield self._list
        yield self._card

    def compose_side(self) -> ComposeResult:
        """Show beside the list what the highlighted line leads to."""
        with self._side:
            yield self._aside

    def on_mount(self) -> None:
        """Ask the first question beneath the search."""
        self._relist()

    # -- what there is to choose from
    def _relist(self) -> None:
        typed = self._search.text.strip()
        result = catalogue.guide_index().search(typed) if typed else GuideResult()
        if typed and (result.situations or not result.is_vague):
            self._list_found(result)
        else:
            self._list_answers(guide_fr.remark(result))
        # Nothing is chosen yet without a word that tells: Enter must not take the first unseen.
        chosen = self._listed and (result.is_sure or self._list.has_focus)
        self._list.highlighted = 0 if chosen else None
        self._look_ahead(self._list.highlighted)
        self.refresh_bindings()

    def _list_found(self, result: GuideResult) -> None:
        self._topic, found = None, result.situations
        self._listed = list(found)
        count = guide_fr.FOUND_ONE if len(found) == 1 else guide_fr.FOUND.format(count=len(found))
        said = plain(count if found else guide_fr.FOUND_NONE, "$text-muted")
        remark = guide_fr.remark(result)
        self._trail_line.set_class(not remark, "-off")
        self._trail_line.update(plain(remark, "$text-warning"))
        self._asked.update(said)
        self._list.set_options(Option(situation_line(situation)) for situation in found)

    def _list_answers(self, remark: str = "") -> None:
        question = self._question()
        if question is None:
            return
        self._topic = question.topic
        self._listed = [self._situation_or(answer) for answer in question.answers]
        self._asked.update(plain(guide_fr.QUESTIONS[question.topic], "bold"))
        trail = guide_fr.TRAIL.join(self._trail) if self._trail else guide_fr.SEARCH_OR_ASK
        self._trail_line.remove_class("-off")
        style = "$text-warning" if remark else "$text-muted"
        self._trail_line.update(plain(remark or trail, style))
        self._list.set_options(
            Option(self._answer_line(rank, one)) for rank, one in enumerate(self._listed, start=1)
        )

    def _question(self) -> Question | None:
        known = self._facts.expires is not None
        return next_question(self._known, self._answers, expiry_known=known)

    def _situation_or(self, answer: GuideAnswer) -> Situation | GuideAnswer:
        if self._topic is Topic.SITUATION:
            return self._known.situation(answer.code)
        return answer

    def _answer_line(self, rank: int, one: Situation | GuideAnswer) -> Content:
        number = Content.styled(f"{rank if rank <= 9 else ' '}  ", "bold")
        if isinstance(one, Situation):
            return Content.assemble(number, situation_line(one))
        return Content.assemble(number, plain(self._label(one)))

    def _label(self, one: Situation | GuideAnswer) -> str:
        if isinstance(one, Situation) or self._topic is None:
            return one.label if isinstance(one, Situation) else one.code
        return guide_fr.answer_label(self._topic, one.code, self.office.rules)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._look_ahead(event.option_index)

    def _look_ahead(self, index: int | None) -> None:
        """Show beside the list where a line leads."""
        one = self._listed[index] if index is not None and index < len(self._listed) else None
        if isinstance(one, Situation):
            self._aside.update(card(self.office, self._known, one, self._facts))
        elif one is not None:
            led_to = [self._known.situation(code) for code in one.situations]
            lines = [Content.styled(guide_fr.LEADS_TO, "bold")]
            self._aside.update(Content("\n").join([*lines, *map(situation_line, led_to)]))
        else:
            self._aside.update("")

    # -- hands
    @on(events.DescendantFocus)
    def _gone_to(self) -> None:
        if self._list.has_focus and self._list.highlighted is None and self._listed:
            self._list.highlighted = 0
        self.refresh_bindings()

    @on(Field.Edited)
    def _typed(self) -> None:
        self._relist()

    @on(Field.Ended)
    def _search_ended(self) -> None:
        if self._search.text.strip() and self._list.highlighted is not None:
            self._choose(self._list.highlighted)
        else:
            self._list.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def on_key(self, event: events.Key) -> None:
        """Let the arrows move in the list from the search, and letters go back to it."""
        searching = self.focused is self._search.input
        if searching and event.key in ("down", "up", "pagedown", "pageup"):
            self._move(event.key)
        elif self.focused is not self._list:
            return
        elif event.key == "up" and not self._list.highlighted:
            self._search.focus_input()
        elif event.character and event.is_printable and not event.character.isdigit():
            self._search.input.begin(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _move(self, key: str) -> None:
        if not self._search.text.strip():
            self._list.focus()
            return
        by = {"down": 1, "up": -1, "pagedown": PAGE, "pageup": -PAGE}[key]
        last = len(self._listed) - 1
        if last >= 0:
            here = self._list.highlighted
            start = 0 if by > 0 else last
            self._list.highlighted = start if here is None else min(max(here + by, 0), last)

    def action_answer(self, rank: int) -> None:
        """Choose the answer of that number."""
        if rank <= len(self._listed):
            self._choose(rank - 1)

    def _choose(self, index: int) -> None:
        one = self._listed[index]
        if self._topic is None:
            if isinstance(one, Situation):
                self._show(one)
            return
        self._answers[self._topic] = one.code
        self._trail.append(self._label(one).split(" : ", maxsplit=1)[0])
        if self._question() is None:
            self._show(narrow(self._known, self._answers)[0])
        else:
            self._relist()
            self._go_to_list()

    def _go_to_list(self) -> None:
        self._list.focus()
        if self._list.highlighted is None and self._listed:
            self._list.highlighted = 0

    # -- the answer
    def _show(self, situation: Situation) -> None:
        self.situation = situation
        self.add_class("-answered")
        self._card.remove_children()
        grow(
            self._card,
            Static(channel(situation)),
            Static(plain(situation.label, "bold"), classes="gap"),
            *(
                Row(label, text)
                for label, text in rows(self.office, self._known, situation, self._facts)
            ),
            HangingText(to_bring(self._known, situation), classes="bring"),
        )
        self._aside.update(to_bring(self._known, situation))
        self._card.scroll_home(animate=False)
        self._side.scroll_home(animate=False)
        # On wide screens it is the list of papers that may need the arrows.
        self._side.can_focus = True
        (self._side if self.has_class("-wide") else self._card).focus()
        here = situation.route is Route.IN_PERSON
        self.say(guide_fr.BOOKABLE_HERE if here else guide_fr.NOT_HERE)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back by one: from the answer to the list, from a question to the one before it."""
        if self.situation is None and not self._answers:
            self.dismiss(None)
            return
        if self.situation is None and self._search.text:
            self._search.input.value = ""
            self._go_to_list()
            return
        was_search = self.situation is not None and self._topic is None
        if not was_search and self._answers:
            self._answers.popitem()
            self._trail.pop()
        self.situation = None
        self._side.can_focus = False
        self.remove_class("-answered")
        self.say("")
        self._relist()
        if was_search:
            self._search.focus_input()
        else:
            self._go_to_list()

    def action_book_situation(self) -> None:
        """Book for this situation: step 1 takes it over."""
        if self.situation is not None:
            self.dismiss(self.situation.code)

    @work(exclusive=True, group=BACKGROUND)
    async def action_print_sheet(self) -> None:
        """Print what to bring, or where to go instead."""
        await self._give_sheet(print_or_save)

    @work(exclusive=True, group="paper")
    async def action_read_sheet(self) -> None:
        """Read what to bring, or where to go instead, as it is printed."""
        await self._give_sheet(read_first)

    async def _give_sheet(self, give: Give) -> None:
        if self.situation is None:
            return
        desk = self.shell.desk
        if desk is None:
            self.say(guide_fr.STORE_NOT_OPEN, "refused")
            return
        from rdv_tui.services.delivery import papers  # noqa: PLC0415  (stands on the store)

        code, here = self.situation.code, self.situation.route is Route.IN_PERSON
        make, title, name = (
            (papers.checklist, guide_fr.CHECKLIST, guide_fr.CHECKLIST_FILE)
            if here
            else (papers.routing_sheet, guide_fr.ROUTING, guide_fr.ROUTING_FILE)
        )
        await give(
            self,
            desk,
            lambda desk: make(desk, code),
            title=title,
            path=desk.letters / name,
        )

    @work(exclusive=True, group=BACKGROUND)
    async def action_print_dossier(self) -> None:
        """Print the form that the person has to fill in."""
        desk = self.shell.desk
        if desk is None:
            self.say(guide_fr.STORE_NOT_OPEN, "refused")
        elif self.situation is not None:
            await print_dossier(self, desk, self.situation.code)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer answers beneath a question, booking and printing on an answer."""
        if action == "answer":
            return self.situation is None and self._topic is not None
        if action in {"book_situation", "print_dossier"}:
            return self.situation is not None and self.situation.route is Route.IN_PERSON
        return action not in {"print_sheet", "read_sheet"} or self.situation is not None


class Row(Horizontal):
    """A labelled line of the answer, which wraps under itself."""

    def __init__(self, label: str, text: Content) -> None:
        super().__init__(Static(plain(label), classes="label"), Static(text, classes="text"))
