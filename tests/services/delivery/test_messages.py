"""What queues a message, what withdraws one, and who is called instead."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel, Hold
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.message import CallKind, MessageFacts, MessageKind, MessageState
from rdv_tui.domain.office import Office
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery import calls, outbox
from rdv_tui.services.delivery.messages import announce, domain_of
from rdv_tui.services.desk import Desk
from rdv_tui.store import appointments, outbox as outbox_store, waiting_tables
from rdv_tui.store.tables import AuditRow
from rdv_tui.store.transactions import snapshot, transaction
from tests.factories import StillClock, everything, person, small_office

NINE = datetime.fromisoformat("2026-12-01T09:00")
LATER = NINE + timedelta(minutes=45)
EMAIL = "a.b@example.org"


def book(desk: Desk, rank: int = 1, **changes_: object) -> Appointment:
    return booking.book_at(desk, NINE, person(rank, **changes_), channel=Channel.PHONE)


def message_kinds(desk: Desk, made: Appointment) -> list[tuple[str, str]]:
    return [
        (one.kind.value, one.state.value) for one in outbox.list_deliveries(desk, made.reference)
    ]


def facts(desk: Desk, made: Appointment) -> list[MessageFacts]:
    with snapshot(desk) as unit:
        rows = outbox_store.of_appointment(unit, made.reference)
        return [outbox_store.decode(row.facts) for row in rows]


def test_a_booking_queues_its_message(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL, language="pt")
    (message,) = outbox.list_deliveries(desk, made.reference)
    assert (message.kind, message.state) == (MessageKind.BOOKED, MessageState.UNSENT)
    assert (message.recipient, message.start) == (EMAIL, NINE)
    assert (message.queued_at, message.next_at, message.attempts) == (clock.now(), clock.now(), 0)
    assert message.name == "ŞÜKRÜ Đorđe 1"
    assert facts(desk, made) == [MessageFacts("Şükrü", "Đorđe 1", NINE, counter=made.counter)]


def test_both_ways_of_booking_queue_one(desk: Desk) -> None:
    hold = holds.hold(desk, NINE, BookingDraft())
    who = person(1, email=EMAIL)
    for _ in range(2):  # the second time it is booked already
        made = booking.book(desk, hold, who, channel=Channel.DESK, identification=None)
    assert message_kinds(desk, made) == [("booked", "waiting")]


def test_who_has_no_e_mail_gets_none_and_no_call(desk: Desk) -> None:
    made = book(desk)
    assert message_kinds(desk, made) == []
    assert calls.list_calls(desk) == []


def test_a_refused_booking_queues_nothing(desk: Desk) -> None:
    book(desk, email=EMAIL)
    before = everything(desk.store)
    with pytest.raises(Refusal):
        book(desk, email="autre@example.org")
    assert everything(desk.store) == before


def test_a_move_withdraws_what_is_untrue_and_tells_both_dates(desk: Desk) -> None:
    made = book(desk, email=EMAIL)
    changes.move(desk, made.reference, LATER)
    assert message_kinds(desk, made) == [("booked", "withdrawn"), ("moved", "waiting")]
    assert [(one.start, one.previous) for one in facts(desk, made)] == [
        (NINE, None),
        (LATER, NINE),
    ]
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    assert message_kinds(desk, made)[1:] == [("moved", "withdrawn"), ("cancelled", "waiting")]
    assert facts(desk, made)[2].reason == "applicant"


def test_what_was_sent_stays_sent(desk: Desk, clock: StillClock) -> None:
    made = book(desk, email=EMAIL)
    with transaction(desk, Right.UPKEEP) as unit:
        (row,) = outbox_store.of_appointment(unit, made.reference)
        row.state = "sent"
        unit.session.add(row)
    changes.cancel(desk, made.reference, CancelReason.OFFICE)
    assert message_kinds(desk, made) == [("booked", "sent"), ("cancelled", "waiting")]


@pytest.mark.parametrize(
    ("reason", "called"),
    [
        (CancelReason.OFFICE, True),
        (CancelReason.NOT_ELIGIBLE, True),
        (CancelReason.APPLICANT, False),
        (CancelReason.DUPLICATE, False),
    ],
)
def test_a_cancellation_by_the_office_without_e_mail_is_called(
    desk: Desk, reason: CancelReason, called: bool
) -> None:
    made = book(desk, phone="+33612345678")
    changes.cancel(desk, made.reference, reason)
    found = [(one.kind, one.reference, one.phone) for one in calls.list_calls(desk)]
    wanted = [(CallKind.CANCELLED, made.reference, "+33612345678")]
    assert found == (wanted if called else [])


@pytest.mark.parametrize("asked_for", [True, False])
def test_a_move_without_e_mail_is_called_unless_asked_for(desk: Desk, asked_for: bool) -> None:
    made = book(desk)
    with transaction(desk, Right.UPKEEP) as unit:
        row = require_booked(unit, made.reference)
        announce(unit, "moved", row, asked_for=asked_for)
    assert [one.kind for one in calls.list_calls(desk)] == ([] if asked_for else [CallKind.MOVED])


def test_a_second_change_replaces_the_call_of_the_first(desk: Desk) -> None:
    made = book(desk)
    for _ in range(2):
        with transaction(desk, Right.UPKEEP) as unit:
            announce(unit, "moved", require_booked(unit, made.reference))
    assert [one.kind for one in calls.list_calls(desk)] == [CallKind.MOVED]
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    assert calls.list_calls(desk) == []


def propose(desk: Desk, email: str | None = "s.benali@example.org") -> tuple[Hold, datetime]:
    """Keep a place for somebody who waits, and announce it; return the hold and the deadline."""
    hold = holds.hold(desk, NINE, BookingDraft())
    office, now = desk.office.code, desk.clock.now()
    deadline = now + timedelta(hours=24)
    waiting = waiting_tables.WaitingRow(
        office=office,
        id=1,
        status="proposed",
        asked_at=now,
        asked_by="agent",
        family_name="Benali",
        given_names="Samira",
        foreign_resident_number="8400000001",
        situation="SALARIE",
        rank_on=NINE.date(),
        first=NINE.date(),
        last=NINE.date(),
        weekdays="01234",
        from_time=NINE.time(),
        until_time=LATER.time(),
        phone="+33612345678",
        email=email,
        draft='{"typed": {"language": "ar"}}',
    )
    proposal = waiting_tables.ProposalRow(
        office=office,
        id=1,
        waiting=1,
        reference=hold.reference,
        proposed_at=now,
        deadline=deadline,
        answer="pending",
    )
    with transaction(desk, Right.UPKEEP) as unit:
        for row in (waiting, proposal):
            unit.session.add(row)
            unit.session.flush()
        held = appointments.find(unit, hold.reference)
        assert held is not None
        held.hold_expires_at = deadline
        announce(unit, "proposed", held)
    return hold, deadline


def test_a_proposal_is_told_to_who_waits(desk: Desk) -> None:
    hold, deadline = propose(desk)
    (message,) = outbox.list_deliveries(desk, hold.reference)
    assert (message.recipient, message.name) == ("s.benali@example.org", "BENALI Samira")
    with snapshot(desk) as unit:
        (kept,) = outbox_store.of_appointment(unit, hold.reference)
    assert kept.language == "ar"
    assert outbox_store.decode(kept.facts).deadline == deadline.astimezone(UTC)


def test_a_corrected_address_gets_the_letter_and_the_wrong_one_does_not(desk: Desk) -> None:
    made = book(desk, email="faux@example.org")
    right = replace(made.applicant, email=EMAIL)
    changes.correct(desk, made.reference, right)
    found = outbox.list_deliveries(desk, made.reference)
    assert [(one.recipient, one.state.value) for one in found] == [
        ("faux@example.org", "withdrawn"),
        (EMAIL, "waiting"),
    ]


def test_every_message_has_an_identifier_of_its_own_that_never_changes(desk: Desk) -> None:
    made = [book(desk, rank, email=EMAIL) for rank in (1, 2)]
    first = [outbox.list_deliveries(desk, one.reference)[0].message_id for one in made]
    assert len(set(first)) == 2
    assert all(one.startswith("<") and one.endswith("@vaucluse.rdv-tui.internal>") for one in first)
    outbox.retry(desk, made[0].reference)
    assert outbox.list_deliveries(desk, made[0].reference)[0].message_id == first[0]


@pytest.mark.parametrize(
    ("changes_", "domain"),
    [
        ({"email": "rdv@Vaucluse.gouv.example"}, "vaucluse.gouv.example"),
        ({"email": "rdv@b\r\nX: y"}, "vaucluse.rdv-tui.internal"),
        ({"email": "rdv@" + "a" * 60}, "vaucluse.rdv-tui.internal"),
        ({"code": "Œil de bœuf\n<x>"}, "il-de-b-uf--x.rdv-tui.internal"),
        ({"code": "é"}, "office.rdv-tui.internal"),
    ],
)
def test_the_domain_of_identifiers_is_always_one(changes_: dict[str, Any], domain: str) -> None:
    office: Office = replace(small_office(), **changes_)
    assert domain_of(office) == domain


def test_every_write_is_in_the_audit_without_the_address(desk: Desk) -> None:
    made = book(desk, email=EMAIL)
    changes.move(desk, made.reference, LATER)
    with desk.store.read() as session:
        trail = [
            row
            for row in session.exec(select(AuditRow)).all()
            if row.reference == made.reference and "message" in row.action
        ]
    assert [row.action for row in trail] == ["queue_message", "withdraw_message", "queue_message"]
    assert not any(EMAIL in str(row.after) for row in trail)
