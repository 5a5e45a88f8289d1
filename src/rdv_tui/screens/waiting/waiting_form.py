"""Asking to wait: who it is and what suits them, on one short form over step 2."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from rdv_tui import catalogue
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.names import written_name
from rdv_tui.domain.office import Rules
from rdv_tui.domain.permits import booking_window, filing_window
from rdv_tui.domain.problems import Problem
from rdv_tui.domain.waiting_request import FIELDS, parse_request
from rdv_tui.locales import commands
from rdv_tui.locales.booking.notice import data_notice
from rdv_tui.locales.waiting import waiting_commands, waiting_screens as waiting_fr
from rdv_tui.screens.booking.steps.recap import recap_line
from rdv_tui.screens.form import Form, text_field
from rdv_tui.screens.frame import StoreScreen, run_blocking
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import waiting_list
from rdv_tui.widgets.commands import bind

OPTIONAL = {"given_names", "email", "from_time", "until_time"}


def prefilled(draft: BookingDraft, first: date, last: date) -> dict[str, str]:
    """Return the form's fields as draft and office suggest them; the wait is `first` to `last`."""
    suggested = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}", "weekdays": "lun-ven"}
    return {name: draft.typed.get(name, "") or suggested.get(name, "") for name in FIELDS}


def first_useful_day(draft: BookingDraft, expires: date | None, today: date, rules: Rules) -> date:
    """Return today, or the day from which the file is taken (R.431-5)."""
    if expires is None:
        return today
    guide, typed = catalogue.situations(), draft.typed
    kind = guide.permit_kind(typed["permit_kind"].upper()) if typed.get("permit_kind") else None
    situation = guide.situation(typed["situation"].upper())
    first, _ = filing_window(situation, kind, expires, rules)
    return today if first is None else max(today, first)


class WaitingFormScreen(StoreScreen[str | None], Form[str | None]):
    """The short form; gives what was done in a sentence, or None when it was given up."""

    CSS_PATH = "waiting_form.tcss"
    BINDINGS = bind(waiting_commands.REGISTER, commands.CLOSE)

    heading = waiting_fr.FORM_TITLE
    leave_question = waiting_fr.FORM_LEAVE
    needed = frozenset(FIELDS) - OPTIONAL

    def __init__(self, desk: Desk, draft: BookingDraft) -> None:
        super().__init__(desk)
        self.draft = draft
        typed, today = draft.typed, desk.clock.today()
        self._expires = parse_date(typed.get("permit_expires", ""), today, Era.FUTURE)
        filled_in = prefilled(
            draft,
            first_useful_day(draft, self._expires, today, self.office.rules),
            self._last_useful_day(today),
        )
        self.fields = tuple(
            text_field(
                name, text, label=waiting_fr.label(name), hint=waiting_fr.HINTS.get(name, "")
            )
            for name, text in filled_in.items()
        )

    def _last_useful_day(self, today: date) -> date:
        """Return the end of the booking window: a place after the permit's end still serves."""
        if self._expires is None:
            return today
        return max(today, booking_window(self._expires, self.office.rules)[1])

    # -- layout
    def compose_band(self) -> ComposeResult:
        """Show what step 1 asked, by which the person is ranked."""
        yield Static(recap_line(self.draft, self._expires), id="recap")

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and what the person can expect."""
        office = self.office
        foot = waiting_fr.FORM_FOOT.format(
            hours=office.proposal_hours, count=office.proposals_at_most
        )
        yield from self.compose_form(foot, *data_notice(office).split("\n\n"))

    def sentence(self, name: str, problem: Problem) -> str:
        """Say what is wrong in the words of the waiting list."""
        return waiting_fr.sentence(name, problem)

    async def submit(self) -> None:
        """Put the person on the list; where no day serves them, only once that is known."""
        request = parse_request(self.typed(), self.clock.today())
        wish = request.wish
        open_at_all = await run_blocking(waiting_list.is_open_within, self.desk, wish)
        question = waiting_fr.closed_ask(wish)
        if not open_at_all and not await self.ask(question):
            next(one for one in self.fields if one.field_name == "last").focus_input()
            return
        self.say(waiting_fr.ASKING)
        await run_blocking(waiting_list.add, self.desk, self.draft, request)
        name = written_name(request.family_name, request.given_names)
        self.dismiss(waiting_fr.ASKED.format(name=name))
