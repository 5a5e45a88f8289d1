"""A server that refuses, delays, hangs up at each stage, and comes back: every message arrives."""

from collections import Counter
from datetime import timedelta
from email import message_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from rdv_tui.domain.message import CallKind, MessageState
from rdv_tui.mail_settings import Smtp
from rdv_tui.outputs import smtp as ways
from rdv_tui.services import leases
from rdv_tui.services.delivery import attempts, calls, outbox, sending
from rdv_tui.services.desk import Desk
from tests.factories import StillClock
from tests.mail.bookings import book_many
from tests.mail.post_office import DROP, STAGES, PostOffice, Received

NO, LATER = "550 5.1.1 inconnu ici", "451 4.7.1 plus tard"
BEFORE_THE_YES = [stage for stage in STAGES if stage != "dot"]


def ids(received: list[Received]) -> Counter[str]:
    """Count the messages by their Message-ID."""
    return Counter(str(message_from_bytes(one.raw)["Message-ID"]) for one in received)


def send_until_all_left(desk: Desk, smtp: Smtp, clock: StillClock, rounds: int = 60) -> int:
    """Let time pass and rounds be made until nothing waits; return how many there were."""
    for count in range(rounds):
        if not outbox.list_messages(desk, [MessageState.UNSENT]):
            return count
        assert leases.acquire(desk, leases.OUTBOX)
        sending.send(desk, smtp, only_due=True)
        clock.forward(timedelta(minutes=5))
    pytest.fail(f"{outbox.list_messages(desk, [MessageState.UNSENT])}")


def expected(desk: Desk) -> set[str]:
    return {one.message_id for one in outbox.list_messages(desk)}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("what", [DROP, LATER, 0.05], ids=["drops", "451", "delays"])
def test_it_arrives_whatever_happens_at_a_stage(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, stage: str, what: str | float
) -> None:
    book_many(desk, 3)
    post.faults = [(stage, what)] * 2
    send_until_all_left(desk, smtp, clock)
    assert len(post.faults) < 2, "nothing was tried at this stage"
    assert set(ids(post.accepted)) == expected(desk)
    assert set(ids(post.accepted).values()) == {1}
    assert set(ids(post.received)) == expected(desk)


@pytest.mark.parametrize("stage", BEFORE_THE_YES)
def test_no_duplicate_where_the_protocol_allows_none(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, stage: str
) -> None:
    book_many(desk, 4)
    post.faults = [(stage, DROP), (stage, LATER), (stage, DROP)]
    send_until_all_left(desk, smtp, clock)
    assert set(ids(post.received).values()) == {1}


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_permanent_no_stops_that_message_alone(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, stage: str
) -> None:
    first, second = book_many(desk, 2)
    post.faults = [(stage, NO)]
    assert leases.acquire(desk, leases.OUTBOX)
    results = sending.send(desk, smtp, only_due=True)
    assert [one.state for one in results] == [MessageState.FAILED, MessageState.SENT]
    assert NO in str(results[0].last_answer)
    assert results[0].attempts == 1
    (call,) = calls.list_calls(desk)
    assert (call.kind, call.reference) == (CallKind.UNDELIVERED, first.reference)
    clock.forward(timedelta(hours=3))
    assert sending.send(desk, smtp, only_due=True) == []
    assert set(ids(post.accepted)) == {outbox.list_deliveries(desk, second.reference)[0].message_id}


@pytest.mark.parametrize("code", ["530 5.7.0 auth", "535 5.7.8 non", "421 4.3.2 occupé"])
def test_a_no_about_ourselves_is_no_no_to_the_message(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, code: str
) -> None:
    book_many(desk, 2)
    post.faults = [("MAIL", code.encode("ascii", "replace").decode())]
    send_until_all_left(desk, smtp, clock)
    assert len(post.accepted) == 2
    assert calls.list_calls(desk) == []


@pytest.mark.parametrize("greeting", ["554 5.3.2 fermé", "421 4.3.2 occupe"])
def test_a_server_that_lets_nobody_in_is_asked_once_a_round(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, greeting: str
) -> None:
    book_many(desk, 3)
    post.faults = [("connect", greeting.encode("ascii", "replace").decode())]
    assert leases.acquire(desk, leases.OUTBOX)
    results = sending.send(desk, smtp, only_due=True)
    assert post.faults == []
    assert [one.state for one in results] == [MessageState.UNSENT] * 3
    assert [one.attempts for one in results] == [1, 1, 1]
    assert "indisponible" in str(results[0].last_answer)
    assert calls.list_calls(desk) == []
    send_until_all_left(desk, smtp, clock)
    assert len(post.accepted) == 3


def test_a_message_that_breaks_the_line_holds_up_no_other(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp
) -> None:
    book_many(desk, 3)
    post.faults = [("dot", DROP)]
    assert leases.acquire(desk, leases.OUTBOX)
    results = sending.send(desk, smtp, only_due=True)
    assert [one.state.value for one in results] == ["waiting", "sent", "sent"]
    send_until_all_left(desk, smtp, clock)
    assert sorted(ids(post.received).values()) == [1, 1, 2]


def test_the_server_is_away_for_a_day_and_comes_back(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp
) -> None:
    book_many(desk, 4)
    post.close()
    for _ in range(24):
        assert leases.acquire(desk, leases.OUTBOX)
        sending.send(desk, smtp, only_due=True)
        clock.forward(timedelta(minutes=30))
    unsent = outbox.list_messages(desk, [MessageState.UNSENT])
    assert len(unsent) == 4
    assert all("connexion refusée" in str(one.last_answer) for one in unsent[:1])
    assert all(one.attempts < 24 for one in unsent), "the waits did not grow"
    post.open()
    send_until_all_left(desk, smtp, clock)
    assert set(ids(post.accepted).values()) == {1}


def test_one_gives_up_after_days_and_calls(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp
) -> None:
    (made,) = book_many(desk, 1, first_rank=40)  # an appointment of the week after
    post.close()
    for _ in range(attempts.GIVE_UP_AFTER.days * 4 + 2):
        assert leases.acquire(desk, leases.OUTBOX)
        sending.send(desk, smtp, only_due=False)
        clock.forward(timedelta(hours=6))
    (message,) = outbox.list_deliveries(desk, made.reference)
    assert message.state is MessageState.FAILED
    assert "Abandonné après 5 jours" in str(message.last_answer)
    assert made.reference in {call.reference for call in calls.list_calls(desk)}


def test_what_comes_too_late_is_not_sent(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp
) -> None:
    book_many(desk, 1)
    clock.forward(timedelta(days=1, hours=2))
    assert leases.acquire(desk, leases.OUTBOX)
    assert sending.send(desk, smtp, only_due=True) == []
    (message,) = outbox.list_messages(desk)
    assert message.state is MessageState.WITHDRAWN
    assert post.received == []


def test_waits_double_and_differ() -> None:
    for attempt, minutes in ((1, 1), (2, 2), (3, 4), (7, 64), (8, 120), (500, 120)):
        waits = {attempts.retry_delay(attempt) for _ in range(50)}
        assert len(waits) > 1
        assert max(waits) <= timedelta(minutes=minutes)
        assert min(waits) >= timedelta(minutes=minutes) * 0.8


def test_a_server_that_never_answers_is_given_up(
    desk: Desk, post: PostOffice, smtp: Smtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "STEP_TIMEOUT_S", 0.1)
    book_many(desk, 2)
    post.faults = [("EHLO", 1.0)]
    assert leases.acquire(desk, leases.OUTBOX)
    results = sending.send(desk, smtp, only_due=True)
    assert [one.state for one in results] == [MessageState.UNSENT] * 2


def test_a_slow_yes_is_waited_for(
    desk: Desk, clock: StillClock, post: PostOffice, smtp: Smtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "STEP_TIMEOUT_S", 0.2)
    book_many(desk, 1)
    post.faults = [("dot", 0.6)]
    send_until_all_left(desk, smtp, clock)
    assert len(post.received) == 1


FAULT = st.tuples(st.sampled_from(STAGES), st.sampled_from([DROP, LATER, 0.0]))


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(faults=st.lists(FAULT, max_size=8))
def test_any_row_of_faults_loses_nothing(
    desk: Desk,
    clock: StillClock,
    post: PostOffice,
    smtp: Smtp,
    faults: list[tuple[str, str | float]],
) -> None:
    known = len(outbox.list_messages(desk))
    book_many(desk, 2, first_rank=known + 1)
    before = len(post.received)
    post.faults = list(faults)
    send_until_all_left(desk, smtp, clock)
    sent = ids(post.accepted)
    assert set(sent) == expected(desk)
    assert set(sent.values()) == {1}
    broken = sum(stage == "dot" and what in {DROP, LATER} for stage, what in faults)
    assert len(post.received) - before <= 2 + broken
