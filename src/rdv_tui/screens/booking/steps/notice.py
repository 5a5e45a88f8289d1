"""Step 1, Descriptif: the notice, and the questions that decide before any form is filled."""

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.appointment import Hold, Slot
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.names import written_name
from rdv_tui.domain.office import Office
from rdv_tui.domain.overrides import Override, lifts, may_be_lifted
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.rights import Right
from rdv_tui.domain.situations import Route, Situation
from rdv_tui.locales import commands, screens as screen_fr
from rdv_tui.locales.booking import override as override_fr
from rdv_tui.locales.booking.form_commands import OPEN_DEMO
from rdv_tui.locales.dates import short_moment
from rdv_tui.screens.booking.choices import (
    find_kinds,
    find_situations,
    kind_choices,
    situation_choices,
)
from rdv_tui.screens.booking.steps.decision import decide
from rdv_tui.screens.booking.steps.notice_reader import NoticeReader, notice_text
from rdv_tui.screens.booking.steps.refusal import decisive_field, hand_over
from rdv_tui.screens.booking.steps.rest import RestLines
from rdv_tui.screens.booking.steps.side import what_to_bring
from rdv_tui.screens.booking.steps.step import Direction, Step, StepResult, StepScreen
from rdv_tui.screens.booking.steps.verdict import LEVEL, verdict_content, window_marks
from rdv_tui.screens.delivery.print_or_save import print_or_save, read_first
from rdv_tui.screens.form import Form, text_field
from rdv_tui.screens.frame import BACKGROUND, TALL
from rdv_tui.services.booking import eligibility
from rdv_tui.text import plain
from rdv_tui.widgets.commands import bind
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.frame import HeaderLine
from rdv_tui.widgets.go_button import GoButton
from rdv_tui.widgets.growing import grow
from rdv_tui.widgets.hanging import HangingText
from rdv_tui.widgets.pick import PickField
from rdv_tui.widgets.scale import Scale
from rdv_tui.widgets.steps_bar import time_left
from rdv_tui.widgets.tick import Tick


class NoticeScreen(StepScreen, Form[StepResult]):
    """The four questions, their verdict, the conditions."""

    BINDINGS = bind(
        commands.READ_NOTICE,
        commands.CONTINUE,
        commands.RESUME,
        commands.OVERRIDE,
        commands.PRINT_REFUSAL,
        commands.READ_REFUSAL,
        OPEN_DEMO,
    )
    step = Step.NOTICE

    def __init__(self, office: Office, clock: Clock, agent: str, draft: BookingDraft) -> None:
        super().__init__(office, clock, agent, draft)
        self._known = catalogue.situations()
        typed = draft.typed
        self._situation = PickField(
            "situation",
            screen_fr.SITUATION,
            situation_choices(self._known),
            typed.get("situation", ""),
            find=find_situations,
        )
        self._kind = PickField(
            "permit_kind",
            screen_fr.PERMIT_KIND,
            kind_choices(self._known, typed.get("situation", "")),
            typed.get("permit_kind", ""),
            find=find_kinds,
        )
        self._expires, self._postal = (
            text_field(name, typed.get(name, ""), label=label)
            for name, label in (
                ("permit_expires", screen_fr.PERMIT_EXPIRES),
                ("postal_code", screen_fr.POSTAL_CODE),
            )
        )
        self.fields = (self._situation, self._kind, self._expires, self._postal)
        self._verdict = HangingText(plain(screen_fr.VERDICT_WAITING, "$text-muted"), id="verdict")
        self._scale = Scale(id="scale")
        self._bring = HangingText(id="bring")
        self.rest = RestLines(clock)
        self._accept = Tick(screen_fr.ACCEPT, draft.accepted, id="accept")
        self._start = GoButton(screen_fr.START, id="start")
        self._finding: eligibility.Finding | None = None
        self._override = draft.override
        self._first: Slot | None = None
        self._shown: tuple[object, ...] | None = None
        self.resumable: BookingDraft | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the questions, their verdict and the conditions."""
        yield from self.fields
        yield self._verdict
        yield self._scale
        yield self._accept
        yield self._start
        yield self.rest
        yield self._bring

    def compose_side(self) -> ComposeResult:
        """Put the notice beside the questions; narrow screens hide it behind a key."""
        yield VerticalScroll(id="notice", classes="side", can_focus=False)

    def start(self) -> None:
        """Judge what the draft already says."""
        self._offer_the_same()
        self._situation.focus_input()
        if self.draft.typed:
            self._judge()
        self.call_after_refresh(self._show_notice)

    def _offer_the_same(self) -> None:
        """Let Enter alone give the answers of who was booked before, of the same household."""
        other = self.draft.household
        if other is not None:
            self._situation.offer(other.situation, screen_fr.SAME_AS.format(name=other.name))

    def _take_the_same(self) -> None:
        """Take the permit over as well, once the situation is the same; both are to be checked."""
        other = self.draft.household
        if other is None or not self._situation.took_offer:
            return  # who types the situation types the permit too
        kind = next((c for c in self._kind.choices if c.code == other.permit_kind), None)
        if kind is not None and not self._kind.text:
            self._kind.choose(kind)
            self.say(screen_fr.SAME_TAKEN.format(name=other.name), "waiting")

    def _show_notice(self) -> None:
        # After the first paint: the questions can be answered while the long text is laid out.
        grow(self.query_one("#notice"), Static(notice_text(self.office), id="notice-text"))

    def set_office(self, office: Office) -> None:
        """Go by another record of the office than the one that was known before the store was."""
        if office == self.office:
            return
        self.office = office
        for text in self.query("#notice-text").results(Static):
            text.update(notice_text(office))
        for header in self.query(HeaderLine):
            header.place = office.prefecture
        if self.is_touched:
            self._judge()

    def _chosen(self) -> Situation | None:
        code = self._situation.code if hasattr(self, "_situation") else ""
        return self._known.situation(code) if code else None

    def edited(self, field: Field) -> None:
        """Judge what the answers mean so far."""
        if field is self._situation:
            self._kind.choices = kind_choices(self._known, self._situation.code)
            self._take_the_same()
        self._judge()

    def next_field(self, field: Field) -> Field | None:
        """Return the next question without an answer."""
        later = self.fields[self.fields.index(field) + 1 :]
        return next((one for one in later if not one.text), None)

    def finish(self) -> None:
        """Let the conditions be accepted, unless they are."""
        (self._start if self._accept.value else self._accept).focus()

    def _judge(self) -> None:
        self.rest.display = not self.is_touched
        today = self.clock.today()
        expires = parse_date(self._expires.text, today, Era.FUTURE)
        self._finding = eligibility.evaluate(
            self.office,
            today,
            situation=self._situation.code or None,
            permit_kind=self._kind.code or None,
            expires=expires,
            postal_code=self._postal.text.strip(),
            slot=self._first.start if self._first else None,
            override=self._override,
        )
        self._show_verdict()

    @property
    def _decided(self) -> Override | None:
        """The override, where it lifts the verdict on show."""
        chosen = self._chosen()
        if self._finding is None or chosen is None:
            return None
        lifted = lifts(self._override, self._finding.verdict.code, chosen)
        return self._override if lifted else None

    @property
    def _may_go_on(self) -> bool:
        """Whether the verdict allows it, or a supervisor decided."""
        bookable = self._finding and self._finding.verdict.code is VerdictCode.BOOKABLE
        return bool(bookable) or self._decided is not None

    def _show_verdict(self) -> None:
        chosen = self._chosen()
        brief = self.app.size.height < TALL
        kind = self._kind.code
        shown = (self._finding, chosen, kind, self._first, self._decided, brief)
        if shown == self._shown:
            return
        self._shown = shown
        self.refresh_bindings()
        self._verdict.update(
            verdict_content(self._finding, chosen, self._first, self._decided, brief=brief)
        )
        level = LEVEL.get(self._finding.verdict.code, "refused") if self._finding else None
        for one in ("done", "waiting", "refused"):
            self._verdict.set_class(one == level, f"-{one}")
        self._show_scale(brief=brief)
        in_person = chosen is not None and chosen.route is Route.IN_PERSON
        self._bring.update(
            what_to_bring(self.office, self._known, chosen, kind) if chosen and in_person else ""
        )
        if self._may_go_on:
            self.look_for_first()

    def _show_scale(self, *, brief: bool) -> None:
        today, finding = self.clock.today(), self._finding
        expires = parse_date(self._expires.text, today, Era.FUTURE)
        if finding is None or expires is None or (brief and finding.warnings):
            self._scale.update((), today)
        else:
            self._scale.update(window_marks(finding.verdict, expires, today), today)

    @work(exclusive=True, group=BACKGROUND)
    async def look_for_first(self) -> None:
        """Find the first free slot once: what it means for this permit belongs to the verdict."""
        if self._first is None:
            self._first = await self.shell.first_free()
            if self._first is not None:
                self._judge()

    @on(Tick.Changed)
    def _accepted(self, event: Tick.Changed) -> None:
        if event.value:
            self._start.focus()

    @on(GoButton.Pressed)
    def _pressed(self) -> None:
        self.action_next_step()

    def action_next_step(self) -> None:
        """Go on when the verdict allows it and the conditions are accepted."""
        # A choice that was typed but matches nothing is as good as none.
        missing = [f for f in self.fields if not (f.code if isinstance(f, PickField) else f.text)]
        if self._finding and not self._may_go_on:
            self.say(screen_fr.NOT_BOOKABLE, "refused")
            decisive = decisive_field(self._finding.verdict.code, self._chosen())
            next(one for one in self.fields if one.field_name == decisive).focus_input()
        elif missing or self._finding is None:
            wrong = missing or [self._expires, self._postal]
            self.say(
                screen_fr.ANSWER_FIRST.format(fields=", ".join(f.label.lower() for f in wrong)),
                "refused",
            )
            wrong[0].focus_input()
        elif not self._accept.value:
            self.say(screen_fr.NOT_ACCEPTED, "refused")
            self._accept.focus()
        elif self.query_one(HeaderLine).store_state == "refused":
            self.say(screen_fr.NO_STORE_YET, "refused")
        else:
            self.leave(Direction.NEXT)

    @property
    def _is_turned_away(self) -> bool:
        """Whether there is a refusal to hand over."""
        return self._finding is not None and not self._may_go_on

    @work(exclusive=True, group=BACKGROUND)
    async def action_print_refusal(self) -> None:
        """Print where to go instead, or when to come back."""
        if self._is_turned_away:
            await hand_over(self, self.typed(), print_or_save)

    @work(exclusive=True, group="paper")
    async def action_read_refusal(self) -> None:
        """Read where to go instead, or when to come back, as it is printed."""
        if self._is_turned_away:
            await hand_over(self, self.typed(), read_first)

    def current(self) -> BookingDraft:
        """Return the draft with the four answers."""
        draft = self.draft.with_typed(self.typed())
        return replace(draft, accepted=self._accept.value, override=self._decided)

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or ticked yet."""
        return any(field.text for field in self.fields) or self._accept.value

    def set_situation(self, code: str) -> None:
        """Choose the situation that the guide led to, and go on with what is still to be asked."""
        choice = next((c for c in self._situation.choices if c.code == code), None)
        if choice:
            self._situation.choose(choice)
            self.leave_field(self._situation)

    def action_open_demo(self) -> None:
        """End this desk, and open one on a copy of the sample."""
        self.shell.wants_demo = True
        self.app.exit()

    def action_read_notice(self) -> None:
        """Open the whole notice."""
        self.app.push_screen(NoticeReader(self.office))

    def offer(self, draft: BookingDraft, hold: Hold | None) -> None:
        """Offer to take up a booking that the end of a program interrupted."""
        self.resumable = replace(draft, hold=hold)
        self.alerts.tell("resume", "waiting", self._resume_words)
        self.refresh_bindings()

    def _resume_words(self) -> tuple[str, str]:
        draft = self.resumable or self.draft
        names = (draft.typed.get("family_name", ""), draft.typed.get("given_names", ""))
        person = DISCRETION.name(written_name(*names)) or screen_fr.RESUME_NOBODY
        left = time_left(draft.hold.expires_at, self.clock.now()) if draft.hold else ""
        if draft.hold is None or left == "0:00":
            text = screen_fr.BAND_RESUME_NO_PLACE.format(person=person)
            return text, screen_fr.BAND_RESUME_KEY
        text = screen_fr.BAND_RESUME.format(person=person, slot=short_moment(draft.hold.start))
        return text, screen_fr.BAND_LEFT.format(left=left) + screen_fr.BAND_RESUME_KEY

    def action_resume(self) -> None:
        """Take up the interrupted booking."""
        if self.resumable is not None:
            self.dismiss(StepResult(self.resumable, Direction.RESUME))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Offer to resume only what there is, an override only where a rule can be lifted."""
        if action == "open_demo":
            return self.rest.is_new_store and self.rest.display
        if action in {"print_refusal", "read_refusal"}:
            return self._is_turned_away
        if action == "decide_override":
            chosen = self._chosen()
            return bool(
                self._finding and chosen and may_be_lifted(self._finding.verdict.code, chosen)
            )
        return action != "resume" or self.resumable is not None

    @work
    async def action_decide_override(self) -> None:
        """Ask for a supervisor's decision; without one everything stays as it is."""
        finding = self._finding
        if finding is None:
            return
        decided = await decide(
            self,
            Right.OVERRIDE,
            override_fr.TITLE,
            finding.message,
            override_fr.QUESTION,
            self._decided,
            finding.verdict.code,
        )
        if decided is not None:
            self._override = decided
            self.say(override_fr.DECIDED, "waiting")
            self._judge()
            self.leave_field(self.fields[0])

    def action_back(self) -> None:
        """Nothing stands before this step: give up what was typed, after asking."""
        if self.is_touched:
            self.action_start_over()
