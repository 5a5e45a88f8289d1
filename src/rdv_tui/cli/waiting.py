"""The waiting list on the command line: one line a person for people, a list for programs."""

from datetime import datetime

import typer

from rdv_tui.cli.options import Options
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk
from rdv_tui.domain.waiting import Proposal, WaitingEntry
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.locales.waiting import waiting_screens as waiting_fr
from rdv_tui.services.waiting import waiting_list


def waiting(context: typer.Context) -> CliResult:
    """List those who wait in the order in which they are served, and what is proposed to them."""
    with open_desk(context.ensure_object(Options)) as desk:
        found, clock = waiting_list.list_waiting(desk), desk.clock
    return CliResult(
        [_object(one, clock.now()) for one in found],
        lambda: [_line(one, clock.now()) for one in found] or [waiting_fr.NOBODY],
    )


def _live_proposal(one: WaitingEntry, now: datetime) -> Proposal | None:
    pending = one.pending
    return pending if pending is not None and pending.deadline > now else None


def _line(one: WaitingEntry, now: datetime) -> str:
    """Write a person on one line, as the list on the screen has it; the number is masked."""
    wish, proposal = one.wish, _live_proposal(one, now)
    state = waiting_fr.STATES[one.state.value]
    if proposal is not None:
        left = waiting_fr.left_words((proposal.deadline - now).total_seconds())
        state = waiting_fr.PROPOSED.format(start=short_moment(proposal.start), left=left)
    wishes = waiting_fr.wishes_words(
        wish.first, wish.last, wish.weekdays, wish.from_time, wish.until_time
    )
    number = waiting_fr.MASK.format(last=one.foreign_resident_number[-4:])
    contact = one.phone or one.email or waiting_fr.NO_PHONE
    return " · ".join((one.name, number, plain_date(one.rank_on), state, wishes, contact))


def _object(one: WaitingEntry, now: datetime) -> dict[str, object]:
    wish, proposal = one.wish, _live_proposal(one, now)
    return {
        "id": one.id,
        "state": one.state.value,
        "family_name": one.family_name,
        "given_names": one.given_names,
        "foreign_resident_number": one.foreign_resident_number,
        "situation": one.situation or None,
        "permit_expires": one.rank_on,
        "asked_at": one.asked_at,
        "first": wish.first,
        "last": wish.last,
        "weekdays": sorted(wish.weekdays),
        "from": wish.from_time,
        "until": wish.until_time,
        "phone": one.phone,
        "email": one.email,
        "proposals": one.proposals,
        "proposed": proposal.start if proposal else None,
        "deadline": proposal.deadline if proposal else None,
    }
