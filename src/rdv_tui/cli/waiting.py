"""The waiting list on the command line: one line a person for people, a list for programs."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

import typer

from rdv_tui.cli.arguments import OptionReader
from rdv_tui.cli.forms import appointment_result
from rdv_tui.cli.french import FrenchCommand, group_of
from rdv_tui.cli.options import Options
from rdv_tui.cli.person import read_person
from rdv_tui.cli.results import CliResult
from rdv_tui.cli.session import open_desk, read_context
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.problems import InvalidFields
from rdv_tui.domain.waiting import WaitingEntry
from rdv_tui.domain.waiting_request import parse_request
from rdv_tui.errors import RdvError, UsageError
from rdv_tui.locales import cli as cli_fr
from rdv_tui.locales.dates import plain_date, short_moment
from rdv_tui.locales.waiting import waiting_line, waiting_screens as waiting_fr
from rdv_tui.services import reading
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.waiting import waiting_list

app = group_of("waiting", lists=True)
Number = Annotated[str, typer.Argument(help=waiting_line.NUMBER, metavar="N")]
Source = Annotated[str | None, typer.Option(help=cli_fr.APPLICANT, metavar="FICHIER|-")]
_MAX_NUMBER = 99_999_999


@app.command("list", cls=FrenchCommand, help=waiting_line.LIST)
def list_(context: typer.Context) -> CliResult:
    """List those who wait in the order in which they are served, and what is proposed to them."""
    with open_desk(context.ensure_object(Options)) as desk:
        found, clock = waiting_list.list_waiting(desk), desk.clock
        reading.note_many(desk, len(found))
    return CliResult(
        [_object(one, clock.now()) for one in found],
        lambda: [_line(one, clock.now()) for one in found] or [waiting_fr.NOBODY],
    )


@app.command(cls=FrenchCommand, help=waiting_line.ADD)
def add(
    context: typer.Context,
    *,
    applicant: Source = None,
    first: Annotated[str | None, typer.Option(help=waiting_line.FIRST, metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option(help=waiting_line.LAST, metavar="DATE")] = None,
    weekdays: Annotated[str, typer.Option(help=waiting_line.DAYS, metavar="JOURS")] = "",
    since: Annotated[str, typer.Option("--from", help=waiting_line.FROM, metavar="H")] = "",
    until: Annotated[str, typer.Option("--to", help=waiting_line.TO, metavar="H")] = "",
) -> CliResult:
    """Put the person in the file on the list, with what suits them."""
    reader = OptionReader()
    days = reader.day("--first", first), reader.day("--last", reader.given("--last", last))
    source = reader.given("--applicant", applicant)
    reader.refuse_wrong()
    options = context.ensure_object(Options)
    today = read_context(options).clock.today()
    person = read_person(str(source), today, reader.wrong)
    typed = _typed(person)
    wished = {
        "first": f"{days[0] or today:%d/%m/%Y}",
        "last": f"{days[1]:%d/%m/%Y}",
        "weekdays": weekdays,
        "from_time": since,
        "until_time": until,
    }
    try:
        request = parse_request({**typed, **wished}, today)
    except InvalidFields as wrong:
        fields = {name: waiting_fr.sentence(name, one) for name, one in wrong.problems.items()}
        raise UsageError(
            "invalid_fields", cli_fr.INVALID_PERSON, cli_fr.INVALID_PERSON_HINT, fields
        ) from wrong
    with open_desk(options) as desk:
        if not waiting_list.is_open_within(desk, request.wish):
            options.warn(waiting_fr.closed_words(request.wish))
        entry = waiting_list.add(desk, BookingDraft(typed=typed), request)
        return _answer(entry, desk.clock.now())


@app.command(cls=FrenchCommand, help=waiting_line.ACCEPT)
def accept(context: typer.Context, number: Number, *, applicant: Source = None) -> CliResult:
    """Book the place proposed, for the person in the file; refused, it stays proposed."""
    wanted, reader = _number(number)
    source = reader.given("--applicant", applicant)
    reader.refuse_wrong()
    options = context.ensure_object(Options)
    person = read_person(str(source), read_context(options).clock.today(), {})
    with open_desk(options) as desk:
        theirs = {one.id: one.foreign_resident_number for one in waiting_list.list_waiting(desk)}
        if theirs.get(wanted, person.foreign_resident_number) != person.foreign_resident_number:
            raise waiting_line.another_person()
        draft = waiting_list.accept(desk, wanted)
        assert draft.hold is not None  # the place proposed
        try:
            booked = booking.book(
                desk,
                draft.hold,
                person,
                channel=draft.channel,
                identification=None,
                override=draft.override,
            )
        except RdvError:
            holds.release(desk, draft.hold)
            raise
    return appointment_result(booked, cli_fr.BOOKED)


@app.command(cls=FrenchCommand, help=waiting_line.REFUSE)
def refuse(context: typer.Context, number: Number) -> CliResult:
    """Note that the person does not want the place proposed; it goes to the next."""
    wanted, reader = _number(number)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        return _answer(waiting_list.refuse(desk, wanted), desk.clock.now())


@app.command(cls=FrenchCommand, help=waiting_line.REMOVE)
def remove(context: typer.Context, number: Number) -> CliResult:
    """Take the person off the list."""
    wanted, reader = _number(number)
    reader.refuse_wrong()
    with open_desk(context.ensure_object(Options)) as desk:
        waiting_list.withdraw(desk, wanted)
        left = waiting_list.list_waiting(desk)
        now = desk.clock.now()
    return CliResult(
        [_object(one, now) for one in left], lambda: [waiting_line.REMOVED.format(number=wanted)]
    )


def _number(text: str) -> tuple[int, OptionReader]:
    reader = OptionReader()
    return reader.count("N", text, _MAX_NUMBER), reader


def _typed(person: Applicant) -> dict[str, str]:
    """Return the person's details as the desk keeps them: as they are typed."""
    known = {name: value for name, value in asdict(person).items() if value is not None}
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        for name, value in known.items()
    } | {"birth_date": person.birth_date.isoformat()}


def _answer(entry: WaitingEntry, now: datetime) -> CliResult:
    return CliResult(_object(entry, now), lambda: [_line(entry, now)])


def _line(one: WaitingEntry, now: datetime) -> str:
    """Write a person on one line, as the list on the screen has it; the number is masked."""
    proposal = one.live_proposal(now)
    state = waiting_fr.STATES[one.state.value]
    if proposal is not None:
        left = waiting_fr.left_words((proposal.deadline - now).total_seconds())
        state = waiting_fr.PROPOSED.format(start=short_moment(proposal.start), left=left)
    wishes = waiting_fr.wishes_words(one.wish)
    number = waiting_fr.MASK.format(last=one.foreign_resident_number[-4:])
    contact = one.phone or one.email or waiting_fr.NO_PHONE
    return " · ".join((one.name, number, plain_date(one.rank_on), state, wishes, contact))


def _object(one: WaitingEntry, now: datetime) -> dict[str, object]:
    wish, proposal = one.wish, one.live_proposal(now)
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
