"""The check finds each thing that must never be, in a store whose guards were taken away."""

import sqlite3
from datetime import time

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.rights import Right
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.store import integrity
from rdv_tui.store.transactions import transaction
from rdv_tui.store.waiting_tables import ProposalRow, WaitingRow
from tests.engines import sqlite_only
from tests.factories import person
from tests.services.booking.test_booking import NINE, QUARTER


@pytest.fixture
def busy_desk(desk: Desk) -> Desk:
    """A desk with two appointments and a hold."""
    booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    booking.book_at(desk, QUARTER, person(2), channel=Channel.DESK)
    holds.hold(desk, QUARTER, BookingDraft())
    return desk


def test_all_is_well_after_work(busy_desk: Desk) -> None:
    assert integrity.check(busy_desk.store) == []


@pytest.fixture
def waited_for(busy_desk: Desk) -> Desk:
    """The same desk with two who wait: one may still answer, the other was asked three times."""
    hold = holds.hold(busy_desk, NINE, BookingDraft())
    for number, status, proposals in ((1, "proposed", 1), (2, "exhausted", 3)):
        someone = person(80 + number)
        with transaction(busy_desk, Right.UPKEEP) as unit:
            unit.session.add(
                WaitingRow(
                    office=unit.office,
                    id=number,
                    status=status,
                    asked_at=unit.now,
                    asked_by="agent",
                    family_name=someone.family_name,
                    given_names=someone.given_names,
                    foreign_resident_number=someone.foreign_resident_number,
                    situation="SALARIE",
                    rank_on=someone.permit_expires,
                    first=NINE.date(),
                    last=NINE.date(),
                    weekdays="0",
                    from_time=time(9),
                    until_time=time(10),
                    proposals=proposals,
                )
            )
    with transaction(busy_desk, Right.UPKEEP) as unit:
        unit.session.add(
            ProposalRow(
                office=unit.office,
                id=1,
                waiting=1,
                reference=hold.reference,
                proposed_at=unit.now,
                deadline=hold.expires_at,
                answer="pending",
            )
        )
    return busy_desk


def test_all_is_well_while_people_wait(waited_for: Desk) -> None:
    assert integrity.check(waited_for.store) == []


@sqlite_only
@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            "UPDATE waiting SET status = 'waiting', foreign_resident_number = '1'",
            "plusieurs fois sur la liste d'attente, dont au numéro 1",
        ),
        (
            "UPDATE appointment SET status = 'released', draft = NULL WHERE status = 'held'",
            "La proposition 1 est en attente d'une réponse, mais",
        ),
        (
            """INSERT INTO proposal SELECT office, 2, 2, reference, proposed_at, deadline, answer,
            NULL, NULL FROM proposal""",
            "est proposée à plusieurs personnes",
        ),
        ("UPDATE proposal SET answer = 'refused'", "La personne 1 de la liste d'attente et ce qui"),
        (
            "UPDATE waiting SET status = 'waiting' WHERE id = 1",
            "La personne 1 de la liste d'attente et ce qui",
        ),
        ("UPDATE waiting SET proposals = 4 WHERE id = 2", "La personne 2 de la liste d'attente a"),
        (
            """UPDATE waiting SET foreign_resident_number = (SELECT foreign_resident_number
            FROM appointment WHERE status = 'booked' LIMIT 1) WHERE id = 1""",
            "La personne 1 de la liste d'attente a déjà un rendez-vous",
        ),
        (
            """UPDATE appointment SET held_by = 'liste d''attente', station = ''
            WHERE status = 'held' AND reference NOT IN (SELECT reference FROM proposal)""",
            "sans être proposée à personne",
        ),
        (
            """UPDATE place SET free_from = '2026-12-24 11:00:00.000000' WHERE (start, number) IN
            (SELECT start, number FROM appointment WHERE status = 'booked')""",
            "a pris une place avant sa remise en ligne",
        ),
        (
            """UPDATE place SET extra = 1 WHERE (start, number) IN
            (SELECT start, number FROM appointment WHERE status = 'booked')""",
            "en surréservation sans motif",
        ),
        (
            """INSERT INTO call (office, id, kind, since, due, state, tries)
            SELECT office, 1, 'proposal', deadline, deadline, 'todo', 0 FROM proposal""",
            "n'est à passer à personne",
        ),
    ],
)
def test_a_waiting_list_against_its_rules_is_named(
    waited_for: Desk, damage: str, found: str
) -> None:
    raw = sqlite3.connect(waited_for.store.place)
    raw.execute("DROP INDEX uq_waiting_person")
    assert raw.execute(damage).rowcount > 0
    raw.commit()
    raw.close()
    problems = integrity.check(waited_for.store)
    assert any(found in problem for problem in problems), problems


@sqlite_only
@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            f"UPDATE appointment SET start = '{NINE}.000000', number = 1 WHERE status = 'booked'",
            "est prise par plusieurs",
        ),
        (
            "UPDATE appointment SET foreign_resident_number = '1' WHERE status = 'booked'",
            "plusieurs rendez-vous à venir",
        ),
        ("UPDATE appointment SET status = 'perdu' WHERE status = 'held'", "statut inconnu"),
        (
            "UPDATE appointment SET birth_date = NULL WHERE status = 'booked' AND number = 1",
            "sans personne",
        ),
        ("UPDATE appointment SET station = NULL WHERE status = 'held'", "ni échéance ni poste"),
        ("UPDATE appointment SET phone = '+33' WHERE status = 'held'", "garde des données"),
        ("DELETE FROM place WHERE start > '2026-11-30 09:10'", "absente"),
        ("DELETE FROM audit WHERE action = 'book'", "pas de trace dans le journal"),
    ],
)
def test_each_damage_is_named(busy_desk: Desk, damage: str, found: str) -> None:
    raw = sqlite3.connect(busy_desk.store.place)  # foreign keys are off unless asked for
    raw.execute("PRAGMA ignore_check_constraints = ON")
    for index in ("uq_appointment_place", "uq_appointment_person"):
        raw.execute(f"DROP INDEX {index}")
    assert raw.execute(damage).rowcount > 0
    raw.commit()
    raw.close()
    problems = integrity.check(busy_desk.store)
    assert any(found in problem for problem in problems), problems
