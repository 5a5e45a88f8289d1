"""What became of each message, and sending one once more."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.message import CallKind, MessageState
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.services.booking import changes
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery import outbox
from rdv_tui.services.desk import Desk
from rdv_tui.store import calls as calls_store, outbox as outbox_store
from rdv_tui.store.transactions import UnitOfWork, transaction
from tests.factories import StillClock, person

NINE = datetime.fromisoformat("2026-12-01T09:00")


@pytest.fixture
def made(desk: Desk) -> Appointment:
    return book_at(desk, NINE, person(1, email="a@example.org"), channel=Channel.DESK)


def fail(desk: Desk, number: int = 1) -> None:
    """Write down what a refusing server would have left."""
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox_store.find(unit, number)
        assert row is not None
        row.state, row.attempts, row.last_answer = "failed", 1, "550 non"
        unit.session.add(row)
        appointment = require_booked(unit, row.reference)
        calls_store.add(unit, CallKind.UNDELIVERED, unit.now, appointment.reference)


def refused(desk: Desk, text: str) -> str:
    with pytest.raises(Refusal) as caught:
        outbox.retry(desk, text)
    return caught.value.code


def test_a_failed_message_is_queued_again(desk: Desk, made: Appointment, clock: StillClock) -> None:
    fail(desk)
    clock.forward(timedelta(hours=1))
    (again,) = outbox.retry(desk, made.reference.lower().replace("-", " "))
    assert (again.state, again.attempts) == (MessageState.UNSENT, 1)
    assert again.next_at == clock.now()
    assert outbox.list_messages(desk, [MessageState.FAILED]) == []


def test_it_goes_to_the_address_that_was_corrected(desk: Desk, made: Appointment) -> None:
    fail(desk)

    def correct(unit: UnitOfWork) -> None:
        row = require_booked(unit, made.reference)
        row.email = "juste@example.org"
        unit.session.add(row)

    with transaction(desk, Right.UPKEEP) as unit:
        correct(unit)
    (again,) = outbox.retry(desk, made.reference)
    assert again.recipient == "juste@example.org"


def test_a_waiting_message_does_not_wait_any_longer(
    desk: Desk, made: Appointment, clock: StillClock
) -> None:
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox_store.find(unit, 1)
        assert row is not None
        row.next_at = clock.now() + timedelta(hours=2)
        unit.session.add(row)
    outbox.retry(desk, made.reference)
    assert outbox.list_deliveries(desk, made.reference)[0].next_at == clock.now()


def test_what_is_untrue_or_over_is_not_sent_again(
    desk: Desk, made: Appointment, clock: StillClock
) -> None:
    fail(desk)
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    (only,) = outbox.retry(desk, made.reference)
    assert only.kind.value == "cancelled"
    clock.forward(timedelta(days=2))
    assert refused(desk, made.reference) == "nothing_to_send"


def test_a_sent_message_is_not_sent_again(desk: Desk, made: Appointment) -> None:
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox_store.find(unit, 1)
        assert row is not None
        row.state = "sent"
        unit.session.add(row)
    assert refused(desk, made.reference) == "nothing_to_send"


@pytest.mark.parametrize("text", ["", "x", "[/b]", "2222-2222"])
def test_an_unknown_reference_is_refused(desk: Desk, text: str) -> None:
    assert refused(desk, text) == "unknown_reference"


def test_deliveries_of_nothing(desk: Desk) -> None:
    assert outbox.list_deliveries(desk, "2222-2222") == []
    assert outbox.list_messages(desk) == []
