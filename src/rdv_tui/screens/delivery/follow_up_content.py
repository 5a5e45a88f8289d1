"""What « Suites » shows: one aligned list in sections, and the line under the cursor in full."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from textual.content import Content

from rdv_tui.clock import Clock
from rdv_tui.discretion import DISCRETION
from rdv_tui.domain.message import CallKind, CallState, MessageState
from rdv_tui.locales.dates import list_moment, short_date, short_moment
from rdv_tui.locales.delivery import follow_up as follow_up_fr, outbox as outbox_fr
from rdv_tui.screens.booking.steps.numbers import phone_words
from rdv_tui.services.delivery.calls import Call
from rdv_tui.services.delivery.follow_up import FollowUp, MailStatus
from rdv_tui.services.delivery.outbox import Delivery
from rdv_tui.text import plain
from rdv_tui.widgets.facts import Group
from rdv_tui.widgets.frame import SIGNS, Level
from rdv_tui.widgets.person_rows import Column, Part, PersonRows

ROWS = PersonRows(
    Column(Part.WHEN, 14, follow_up_fr.WHEN),
    Column(Part.SIGN, 2),
    Column(Part.WHO, 22, follow_up_fr.WHO, most=44),
    Column(Part.REACH, 17, follow_up_fr.REACH, most=40),
    Column(Part.WORD, 21, follow_up_fr.WORD, most=30),
)
LABEL_WIDTH = 16
MAIL_LEVEL: dict[MailStatus, Level] = {
    MailStatus.NO_SERVER: "waiting",
    MailStatus.HERE: "done",
    MailStatus.ELSEWHERE: "done",
    MailStatus.SOON: "info",
    MailStatus.TROUBLE: "waiting",
}


FollowUpItem = Call | Delivery
Line = tuple[Content, FollowUpItem | None]
"""What a line shows, and the call or the message that it is; a heading is none."""


def lines_of(found: FollowUp, clock: Clock, width: int) -> list[Line]:
    """Return the sections, each with its heading and its lines or the sentence that it is empty.

    A message that failed and is called about stands once, as the call.
    """
    if not (found.calls or found.failed or found.unsent):
        return [(Content.styled(follow_up_fr.NOTHING, "$text-success"), None)]
    failed = failed_alone(found)
    return [
        _heading(follow_up_fr.CALLS, len(found.calls)),
        *_or_sentence([_call(one, clock, width) for one in found.calls], follow_up_fr.NO_CALL),
        (Content(""), None),
        _heading(follow_up_fr.FAILED, len(failed)),
        *_or_sentence([_failed(one, clock, width) for one in failed], follow_up_fr.NO_FAILED),
        (Content(""), None),
        _heading(follow_up_fr.WAITING, len(found.unsent)),
        *_or_sentence(
            [_unsent_line(one, clock, width) for one in found.unsent], follow_up_fr.NO_WAITING
        ),
    ]


def failed_alone(found: FollowUp) -> list[Delivery]:
    """Return the messages that failed and that no call to make is about."""
    called = {call.reference for call in found.calls}
    return [one for one in found.failed if one.reference not in called]


def band_content(found: FollowUp) -> tuple[Content, Content]:
    """Return the counts, and how the mail goes, for the two ends of the second line."""
    counts = follow_up_fr.COUNTS.format(
        calls=follow_up_fr.count_calls(len(found.calls)),
        failed=follow_up_fr.count_failed(len(failed_alone(found))),
        waiting=follow_up_fr.count_waiting(len(found.unsent)),
    )
    sign, colour = SIGNS[MAIL_LEVEL[found.mail]]
    style = colour if found.mail is MailStatus.TROUBLE else "$text-muted"
    return plain(counts, "bold"), Content.assemble(
        (f"{sign} ", colour), plain(follow_up_fr.MAIL[found.mail], style)
    )


def facts_of(item: FollowUpItem, found: FollowUp, clock: Clock) -> list[Group]:
    """Return all facts of the line under the cursor."""
    rows = _call_rows(item, found, clock) if isinstance(item, Call) else _mail_rows(item, clock)
    what = follow_up_fr.WHY[item.kind] if isinstance(item, Call) else outbox_fr.KINDS[item.kind]
    shown = tuple((label, plain(value)) for label, value in rows if value)
    return [Group(what[:1].upper() + what[1:], shown)]


def _call(call: Call, clock: Clock, width: int) -> Line:
    late = call.due <= clock.now()
    missed = call.state is CallState.UNREACHED
    sign, colour = ("▲", "$text-warning") if late or missed else ("○", "$text-muted")
    contact = _contact(call.phone, call.email) or follow_up_fr.NO_CONTACT
    cells = {
        Part.WHEN: Content(when_text(call.due, clock)),
        Part.SIGN: Content.styled(sign, colour),
        Part.WHO: plain(DISCRETION.name(call.name), "bold"),
        Part.REACH: plain(contact),
        Part.WORD: Content(_why(call, clock.today())),
    }
    return ROWS.line(cells, width), call


def _why(call: Call, today: date) -> str:
    """Return in short what the call is about: how often it was tried, or which hour it tells."""
    why = follow_up_fr.WHY[call.kind]
    if call.tries:
        return f"{why} · {call.tries}"
    about_an_hour = call.kind in {CallKind.MOVED, CallKind.CANCELLED, CallKind.REMINDER}
    return f"{why} {list_moment(call.start, today)}" if call.start and about_an_hour else why


def _failed(message: Delivery, clock: Clock, width: int) -> Line:
    at = message.tried_at or message.queued_at
    return _message(message, ("✗", "$text-error"), when_text(at, clock), width)


def _unsent_line(message: Delivery, clock: Clock, width: int) -> Line:
    tried = message.attempts > 0
    sign = ("▲", "$text-warning") if tried else ("○", "$text-muted")
    return _message(message, sign, when_text(message.next_at, clock), width)


def _message(message: Delivery, sign: tuple[str, str], when: str, width: int) -> Line:
    kind = outbox_fr.KINDS[message.kind]
    cells = {
        Part.WHEN: Content(when),
        Part.SIGN: Content.styled(*sign),
        Part.WHO: plain(DISCRETION.name(message.name), "bold"),
        Part.REACH: plain(DISCRETION.other(message.recipient)),
        Part.WORD: Content(f"{kind} · {message.attempts}" if message.attempts else kind),
    }
    return ROWS.line(cells, width), message


def when_text(at: datetime, clock: Clock) -> str:
    """Write an instant as a list does: the hour alone today, the day alone on another one."""
    local = clock.wall(at)
    today = clock.today()
    return f"{local:%H:%M}" if local.date() == today else short_date(local.date())


def _call_rows(call: Call, found: FollowUp, clock: Clock) -> Iterator[tuple[str, str]]:
    """Yield a call's facts, those first that small screens must show."""
    start = short_moment(call.start) if call.start else ""
    yield follow_up_fr.ROW_NAME, DISCRETION.name(call.name)
    yield follow_up_fr.ROW_PHONE, _contact(call.phone, None)
    yield (
        follow_up_fr.ROW_TO_SAY,
        follow_up_fr.SAY[call.kind].format(when=start, due=_local(call.due, clock)),
    )
    if call.kind is CallKind.UNDELIVERED:
        reasons = [one.last_answer for one in found.failed if one.reference == call.reference]
        yield follow_up_fr.ROW_ANSWER, (reasons or [None])[-1] or ""
    last = follow_up_fr.LAST_CALL.format(
        tries=follow_up_fr.tries(call.tries), at=_local(call.at, clock), by=call.by
    )
    yield follow_up_fr.ROW_TRIES, last if call.tries else follow_up_fr.NEVER
    yield follow_up_fr.ROW_REFERENCE, call.reference or ""
    yield follow_up_fr.ROW_EMAIL, _contact(None, call.email)


def _mail_rows(message: Delivery, clock: Clock) -> Iterator[tuple[str, str]]:
    """Yield a message's facts, those first that small screens must show."""
    yield follow_up_fr.ROW_NAME, DISCRETION.name(message.name)
    yield follow_up_fr.ROW_EMAIL, DISCRETION.other(message.recipient)
    yield follow_up_fr.ROW_ANSWER, message.last_answer or ""
    last = follow_up_fr.LAST_TRY.format(
        tries=follow_up_fr.tries(message.attempts), at=_local(message.tried_at, clock)
    )
    yield follow_up_fr.ROW_TRIES, last if message.attempts else follow_up_fr.NEVER
    if message.state is MessageState.UNSENT and message.attempts:
        yield follow_up_fr.ROW_NEXT, _local(message.next_at, clock)
    yield follow_up_fr.ROW_START, short_moment(message.start)
    yield follow_up_fr.ROW_REFERENCE, message.reference
    yield follow_up_fr.ROW_SINCE, _local(message.queued_at, clock)


def _contact(phone: str | None, email: str | None) -> str:
    return DISCRETION.number(phone_words(phone)) if phone else DISCRETION.other(email or "")


def _local(at: datetime | None, clock: Clock) -> str:
    return short_moment(clock.wall(at)) if at else ""


def _heading(title: str, count: int) -> Line:
    return Content.assemble((title, "bold"), (f"  {count}", "$text-muted")), None


def _or_sentence(lines: Sequence[Line], empty: str) -> Sequence[Line]:
    return lines or [(Content.styled(f"  {empty}", "$text-muted"), None)]
