"""Six desks, each a process, propose and answer at the same time: no place goes to two people."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import col, select

from rdv_tui.domain.waiting import PROPOSAL_INTERVAL, WaitingState
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.waiting import waiting_list
from rdv_tui.services.waiting.proposals import propose_due
from rdv_tui.store import integrity
from rdv_tui.store.tables import AppointmentRow
from rdv_tui.store.waiting_tables import ProposalRow, WaitingRow
from tests.services.waiting.asking import wait_for
from tests.store.proposing import DESKS, PERSONS, waiting_desk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FREED = {"released", "lapsed", "cancelled"}

Runner = subprocess.Popen[str]


@contextmanager
def desks(target: str) -> Iterator[list[Runner]]:
    runners = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.proposing", target, str(rank)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for rank in range(DESKS)
    ]
    try:
        for runner in runners:
            assert runner.stdout is not None
            assert runner.stdout.readline() == "ready\n"
        yield runners
    finally:
        for runner in runners:
            runner.kill()
            runner.communicate()


def send_command(runners: list[Runner], command: str) -> None:
    for runner in runners:
        assert runner.stdin is not None
        runner.stdin.write(command + "\n")
        runner.stdin.flush()


def answers(runners: list[Runner], last: str = "end\n") -> list[str]:
    lines: list[str] = []
    for runner in runners:
        assert runner.stdout is not None
        for line in iter(runner.stdout.readline, last):
            assert line, "a desk ended by itself"
            lines.append(line.strip())
    return lines


def people_waiting(target: str) -> Desk:
    desk = waiting_desk(target, 99)
    for rank in range(1, PERSONS + 1):
        wait_for(desk, rank, expires=f"{1 + rank % 28:02d}/01/2027")
    return desk


def proposals(desk: Desk) -> list[tuple[ProposalRow, AppointmentRow]]:
    with desk.store.read() as session:
        query = select(ProposalRow, AppointmentRow).join(
            AppointmentRow,
            (col(AppointmentRow.office) == col(ProposalRow.office))
            & (col(AppointmentRow.reference) == col(ProposalRow.reference)),
        )
        return [(proposal, hold) for proposal, hold in session.exec(query).all()]


def check_rules(desk: Desk) -> None:
    """Look for a place that two people have, and for people asked too often or too soon."""
    assert integrity.check(desk.store) == []
    found = proposals(desk)
    standing = Counter((hold.start, hold.number) for _, hold in found if hold.status not in FREED)
    assert max(standing.values(), default=0) <= 1
    with desk.store.read() as session:
        rows = {row.id: row for row in session.exec(select(WaitingRow)).all()}
    assert len(rows) == PERSONS
    for row in rows.values():
        asked = sorted(one.proposed_at for one, _ in found if one.waiting == row.id)
        assert row.proposals <= desk.office.proposals_at_most
        assert all(b - a >= PROPOSAL_INTERVAL for a, b in pairwise(asked))


@pytest.mark.xdist_group("race")
def test_desks_that_propose_at_once_never_propose_one_place_twice(target: str) -> None:
    desk = people_waiting(target)
    free = sum(slot.free for slot in schedule.free_slots(desk, desk.clock.today(), 8))
    with desks(target) as runners:
        send_command(runners, "propose 0")
        assert answers(runners) == []
    found = proposals(desk)
    assert {one.answer for one, _ in found} == {"pending"}
    places = {(hold.start, hold.number) for _, hold in found}
    too_soon = sum(
        slot.capacity
        for slot in schedule.day_slots(desk, desk.clock.today())
        if slot.start < desk.clock.local() + timedelta(hours=3)
    )
    assert len(found) == len(places) == min(PERSONS, free - too_soon)
    # The list's order decides who gets one, whichever desk was first.
    listed = waiting_list.list_waiting(desk)
    states = [one.state for one in listed]
    assert states == sorted(states, key=lambda state: state is WaitingState.WAITING)
    check_rules(desk)
    desk.store.close()


@pytest.mark.xdist_group("race")
def test_answers_bookings_and_a_killed_desk_keep_the_list_s_rules(target: str) -> None:
    desk = people_waiting(target)
    with desks(target) as runners:
        lines: list[str] = []
        for days in range(3):
            send_command(runners, f"round {days}")
            lines += answers(runners)
        victim = runners.pop()
        try:
            send_command([victim], "churn 3")
            answers([victim], "churned\n")
        finally:
            victim.kill()
            victim.communicate()
        send_command(runners, "round 3")
        lines += answers(runners)
    assert "not_allowed_now" in lines, "no two desks ever met over one person"
    later = waiting_desk(target, 99, days=4)
    propose_due(later)
    check_rules(later)
    with later.store.read() as session:
        states = Counter(row.status for row in session.exec(select(WaitingRow)).all())
    assert states[WaitingState.ACCEPTED] > 0
    later.store.close()
    desk.store.close()
