"""What the waiting list shows: a line a person, in the order in which they are served."""

from collections.abc import Sequence

from textual.content import Content

from rdv_tui.clock import Clock
from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.names import ascii_digits, fold
from rdv_tui.domain.office import Office
from rdv_tui.domain.waiting import Proposal, WaitingEntry, WaitingState
from rdv_tui.locales.dates import list_day, plain_date, short_moment
from rdv_tui.locales.waiting import waiting_screens as waiting_fr
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.screens.booking.steps.recap import situation_label
from rdv_tui.text import plain
from rdv_tui.widgets.facts import Group
from rdv_tui.widgets.frame import justify
from rdv_tui.widgets.person_rows import Column, Part, PersonRows

ROWS = PersonRows(
    Column(Part.SIGN, 2),
    Column(Part.WHO, 11, waiting_fr.WHO, most=44),
    Column(Part.NUMBER, 6, waiting_fr.NUMBER),
    Column(Part.REACH, 15, waiting_fr.REACH),
    Column(Part.WHAT, 21, waiting_fr.WHAT, most=60, since=148),
    Column(Part.WISH, 25, waiting_fr.WISH, since=108),
    Column(Part.UNTIL, 11, waiting_fr.UNTIL),
    Column(Part.SINCE, 8, waiting_fr.ASKED_ON, since=108),
    Column(Part.WORD, 26, waiting_fr.WORD),
)


def line_of(entry: WaitingEntry, clock: Clock, width: int) -> Content:
    """Return one person's line; the number is masked: a visitor can see the list."""
    sign, state, colour = _state(entry, clock)
    since = clock.wall(entry.asked_at)
    number = waiting_fr.MASK.format(last=entry.foreign_resident_number[-4:])
    cells = {
        Part.SIGN: Content.styled(sign, colour),
        Part.WHO: plain(DISCRETION.name(entry.name), "bold"),
        Part.NUMBER: Content.styled(number, "$text-muted"),
        Part.REACH: Content(_phone(entry)),
        Part.WHAT: plain(_situation(entry)),
        Part.WISH: Content(waiting_fr.wishes_short(entry.wish)),
        Part.UNTIL: Content(list_day(entry.rank_on, clock.today())),
        Part.SINCE: Content(list_day(since.date(), clock.today())),
        Part.WORD: Content.styled(state, colour),
    }
    return ROWS.line(cells, width)


def matches(entry: WaitingEntry, query: str) -> bool:
    """Say whether the words of `query` are in the name, its digits in the number or the phone."""
    phone = entry.phone or ""
    national = phone.replace("+33", "0", 1)
    searched = f"{fold(entry.name)} {entry.foreign_resident_number} {phone} {national}"
    digits = "".join(sign for sign in ascii_digits(query) if sign.isdigit())
    if digits and not any(sign.isalpha() for sign in query):
        return digits in searched
    return all(word in searched for word in fold(query).split())


def band_content(
    found: Sequence[WaitingEntry], shown: int | None, clock: Clock, width: int
) -> Content:
    """Return the counts and the list's order for the second line; `shown` are left by a filter."""
    proposed = sum(one.live_proposal(clock.now()) is not None for one in found)
    nothing = sum(one.state is WaitingState.EXHAUSTED for one in found)
    counts = [waiting_fr.count_waiting(len(found) - nothing), waiting_fr.count_proposed(proposed)]
    if nothing:
        counts.append(waiting_fr.count_nothing(nothing))
    if shown is None:
        right = Content.styled(waiting_fr.ORDER, "$text-muted")
    else:
        right = Content.styled(waiting_fr.count_shown(shown), "$text-warning")
    return justify(plain(" · ".join(counts), "bold"), right, width)


def facts_of(entry: WaitingEntry, clock: Clock, office: Office) -> list[Group]:
    """Return all that is noted of a person."""
    since = clock.wall(entry.asked_at)
    proposal = entry.live_proposal(clock.now())
    rows = [
        (waiting_fr.ROW_STATE, _explained(entry, clock, office)),
        (waiting_fr.ROW_CALL, _to_do(proposal) if proposal else ""),
        (waiting_fr.ROW_WISHES, waiting_fr.wishes_words(entry.wish)),
        (waiting_fr.ROW_PHONE, _phone(entry)),
        (waiting_fr.ROW_EMAIL, DISCRETION.other(entry.email or "")),
        (waiting_fr.ROW_NUMBER, waiting_fr.MASK.format(last=entry.foreign_resident_number[-4:])),
        (waiting_fr.ROW_EXPIRES, plain_date(entry.rank_on)),
        (waiting_fr.ROW_SITUATION, _situation(entry)),
        (
            waiting_fr.ROW_SINCE,
            waiting_fr.SINCE.format(at=short_moment(since.replace(tzinfo=None)), by=entry.asked_by),
        ),
    ]
    shown = tuple((label, plain(value)) for label, value in rows if value)
    return [Group(DISCRETION.name(entry.name), shown)]


def _state(entry: WaitingEntry, clock: Clock) -> tuple[str, str, str]:
    """Return sign, words and colour of where the person stands."""
    if entry.state is WaitingState.EXHAUSTED:
        return "✗", waiting_fr.EXHAUSTED, "$text-error"
    if (proposal := entry.live_proposal(clock.now())) is not None:
        left = waiting_fr.left_words((proposal.deadline - clock.now()).total_seconds())
        text = waiting_fr.PROPOSED.format(start=short_moment(proposal.start), left=left)
        return ("◔" if proposal.tries else "●"), text, "$text-warning"
    if entry.pending is not None:
        return "▲", waiting_fr.TIME_OVER, "$text-warning"
    if entry.wish.last < clock.today():
        return "▲", waiting_fr.DAYS_OVER, "$text-warning"
    return "○", waiting_fr.WAITS, ""


def _explained(entry: WaitingEntry, clock: Clock, office: Office) -> str:
    count = {"count": entry.proposals, "most": office.proposals_at_most}
    if entry.state is WaitingState.EXHAUSTED:
        return waiting_fr.STATE_EXHAUSTED.format(**count)
    if (proposal := entry.live_proposal(clock.now())) is not None:
        ends_at = short_moment(clock.wall(proposal.deadline))
        start = short_moment(proposal.start)
        return waiting_fr.STATE_PROPOSED.format(start=start, deadline=ends_at, **count)
    if entry.pending is not None:
        return waiting_fr.STATE_TIME_OVER
    if entry.wish.last < clock.today():
        return waiting_fr.STATE_DAYS_OVER
    if entry.not_before is not None and entry.not_before > clock.now():
        when = short_moment(clock.wall(entry.not_before))
        return waiting_fr.STATE_PAUSED.format(when=when, **count)
    return waiting_fr.STATE_WAITING.format(**count)


def _to_do(proposal: Proposal) -> str:
    if not proposal.tries:
        return waiting_fr.DO_CALL_FIRST
    return waiting_fr.DO_CALL.format(tries=waiting_fr.count_tries(proposal.tries))


def _phone(entry: WaitingEntry) -> str:
    known = DISCRETION.number(phone_words(entry.phone)) if entry.phone else ""
    return known or waiting_fr.NO_PHONE


def _situation(waiting: WaitingEntry) -> str:
    """Return the situation's label; one that is not recorded is not shown."""
    return situation_label(waiting.situation) or waiting_fr.NO_SITUATION
