"""The history of an appointment in words: what was done, told so that anybody understands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override
from rdv_tui.errors import Refusal
from rdv_tui.locales.booking.history import is_shown, sentence
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.booking.history import get_card, papers_owed
from rdv_tui.services.booking.undoing import undo
from rdv_tui.services.day import arrivals
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person

START = datetime.fromisoformat("2026-11-30T09:00")
LATER = START + timedelta(days=2)
CORRECTED = (
    "Corrigé : Nom de famille Şükrü → Yılmaz, "
    "Date de naissance 3 juillet 1985 → 2 janvier 1986, Adresse (vide) → 3 rue [b]"
)


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """An appointment of this morning."""
    return booking.book_at(desk, START, person(1), channel=Channel.DESK)


def history_sentences(desk: Desk, reference: str) -> list[str]:
    """Return the history's sentences, oldest first."""
    entries = get_card(desk, reference).history
    return [sentence(e.action, e.before, e.after) for e in entries if is_shown(e.action)]


def test_a_life_of_changes(desk: Desk, booked: Appointment) -> None:
    changes.move(desk, booked.reference, LATER, asked_for=True)
    undo(desk, booked.reference)
    wanted = replace(
        booked.applicant,
        family_name="Yılmaz",
        birth_date=BirthDate(1986, 1, 2),
        address="3 rue [b]",
    )
    changes.correct(desk, booked.reference, wanted)
    changes.cancel(desk, booked.reference, CancelReason.DUPLICATE)
    undo(desk, booked.reference)
    assert history_sentences(desk, booked.reference) == [
        "Place retenue",
        "Rendez-vous réservé",
        "Déplacé du lun. 30 nov. 09:00 au mer. 2 déc. 09:00",
        "Déplacement défait, retour au lun. 30 nov. 09:00",
        CORRECTED,
        "Annulé, en double",
        "Annulation défaite",
    ]


def test_a_correction_taken_back(desk: Desk, booked: Appointment) -> None:
    changes.correct(desk, booked.reference, replace(booked.applicant, phone="+33639981234"))
    undo(desk, booked.reference)
    assert history_sentences(desk, booked.reference)[2:] == [
        "Corrigé : Téléphone (vide) → +33639981234",
        "Correction défaite : Téléphone +33639981234 → (vide)",
    ]


def test_a_day_at_the_counters(desk: Desk, booked: Appointment, clock: StillClock) -> None:
    clock.forward(timedelta(hours=1))
    arrivals.check_in(desk, booked.reference)
    arrivals.call_next(desk, 1)
    arrivals.recall(desk, booked.reference)
    arrivals.return_to_waiting_room(desk, booked.reference)
    arrivals.transfer(desk, booked.reference, 2)
    arrivals.call_next(desk, 2)
    arrivals.mark_received(desk, booked.reference)
    assert history_sentences(desk, booked.reference)[2:] == [
        "Arrivée enregistrée",
        "Appelé au guichet 1",
        "Rappel au guichet",
        "Remis en attente",
        "Passé au guichet 2",
        "Appelé",
        "Dossier reçu",
    ]


def test_acts_of_the_day_taken_back(desk: Desk, booked: Appointment, clock: StillClock) -> None:
    clock.forward(timedelta(hours=2))
    arrivals.check_in(desk, booked.reference)
    arrivals.undo_check_in(desk, booked.reference)
    arrivals.mark_no_show(desk, booked.reference)
    arrivals.reopen(desk, booked.reference)
    assert history_sentences(desk, booked.reference)[2:] == [
        "Arrivée enregistrée",
        "Arrivée retirée",
        "Noté absent",
        "Suite corrigée",
    ]


def test_a_booking_typed_with_interruptions_is_told_once(desk: Desk, clock: StillClock) -> None:
    hold = holds.hold(desk, START, BookingDraft())
    holds.save_draft(desk, hold, BookingDraft(typed={"family_name": "Y"}))
    hold = holds.renew(desk, hold)
    hold = holds.hold(desk, LATER, BookingDraft(), instead_of=hold)
    clock.forward(timedelta(minutes=1))
    made = booking.book(desk, hold, person(1), channel=Channel.DESK, identification=None)
    assert history_sentences(desk, made.reference) == [
        "Place retenue",
        "Autre place retenue",
        "Rendez-vous réservé",
    ]


def test_a_supervisor_s_decision_is_told_with_its_reason(desk: Desk) -> None:
    late = person(2, permit_expires=date(2026, 1, 10))
    decision = Override(reason="dossier suivi", by="A. Morel")
    made = booking.book_at(desk, LATER, late, channel=Channel.DESK, override=decision)
    assert "Dérogation de A. Morel : dossier suivi" in history_sentences(desk, made.reference)


def test_nobody_has_a_card_without_an_appointment(desk: Desk) -> None:
    held = holds.hold(desk, START, BookingDraft())
    for reference in (held.reference, "7K4H-M2XA", "", "\x00"):
        with pytest.raises(Refusal) as refusal:
            get_card(desk, reference)
        assert refusal.value.code == "unknown_reference"


def receive(desk: Desk, booked: Appointment, lacking: tuple[str, ...] = ()) -> None:
    arrivals.check_in(desk, booked.reference)
    arrivals.call_next(desk, 1)
    if lacking:
        arrivals.mark_incomplete(desk, booked.reference, lacking)
    else:
        arrivals.mark_received(desk, booked.reference)


def test_what_the_last_visit_lacked_is_owed_until_a_file_is_complete(
    desk: Desk, clock: StillClock, booked: Appointment
) -> None:
    first, second = arrivals.checklist("SALARIE")[:2]
    receive(desk, booked, (first, second))
    again = booking.book_at(desk, LATER, person(1), channel=Channel.DESK)
    assert papers_owed(desk, again) == (first, second)
    clock.forward(timedelta(days=2))
    receive(desk, again)
    last = booking.book_at(desk, LATER + timedelta(days=7), person(1), channel=Channel.DESK)
    assert papers_owed(desk, last) == ()


def test_a_number_of_somebody_else_tells_nothing_of_their_file(
    desk: Desk, booked: Appointment
) -> None:
    receive(desk, booked, arrivals.checklist("SALARIE")[:1])
    other = replace(person(1), birth_date=BirthDate(1999, 9, 9))
    again = booking.book_at(desk, LATER, other, channel=Channel.DESK)
    assert papers_owed(desk, again) == ()
