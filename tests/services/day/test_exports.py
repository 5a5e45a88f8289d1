"""What leaves the desk: tables that compute nothing, and no name unless it is asked for."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.walk_in import SentElsewhere
from rdv_tui.services.booking import booking
from rdv_tui.services.day import arrivals, walk_ins
from rdv_tui.services.day.exports import counter_ics, days_csv, figures_csv, safe_cell
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person

TODAY = date(2026, 11, 30)
NINE = datetime.fromisoformat("2026-11-30T09:00")


def events(document: bytes) -> list[Any]:
    return list(Calendar.from_ical(document).walk("VEVENT"))


def read(text: str) -> list[dict[str, str]]:
    assert text[0] == "\N{ZERO WIDTH NO-BREAK SPACE}"
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+33612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]
)
def test_what_would_be_computed_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Dupont", "L'Isle", "2026-11-30", "a=b", "09:00"])
def test_what_is_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_day_without_names(desk: Desk, clock: StillClock) -> None:
    secret = person(1, family_name="Secret", email="x@example.org", phone="+33612345678")
    booked = booking.book_at(desk, NINE, secret, channel=Channel.PHONE)
    arrivals.check_in(desk, booked.reference)
    clock.forward(timedelta(hours=1))
    arrivals.call_next(desk, 2)
    text = days_csv(desk, TODAY, TODAY)
    (line,) = read(text)
    assert (line["jour"], line["heure"], line["guichet"]) == ("2026-11-30", "09:00", "1")
    assert (line["etat"], line["canal"], line["situation"]) == ("in_progress", "phone", "SALARIE")
    assert (line["arrivee"], line["appel"], line["fin"]) == ("08:00", "09:00", "")
    assert line["guichet_appel"] == "2"
    for word in ("Secret", "Đorđe", booked.reference, "8400000001", "example.org", "6123"):
        assert word not in text


def test_words_on_a_missing_paper_leave_with_the_names_alone(desk: Desk) -> None:
    booked = booking.book_at(desk, NINE, person(1), channel=Channel.DESK)
    arrivals.check_in(desk, booked.reference)
    arrivals.call_next(desk, 1)
    listed = arrivals.checklist("SALARIE")[:1]
    arrivals.mark_incomplete(desk, booked.reference, listed, "acte de M. Secret")
    (line,) = read(days_csv(desk, TODAY, TODAY))
    assert line["pieces_manquantes"] == f"{listed[0]} ; autre pièce"
    (line,) = read(days_csv(desk, TODAY, TODAY, personal=True))
    assert line["pieces_manquantes"] == f"{listed[0]} ; acte de M. Secret"


def test_names_when_they_are_asked_for(desk: Desk) -> None:
    evil = person(1, family_name='=HYPERLINK("http://x";"y")', given_names='Anne; "B"')
    booked = booking.book_at(desk, NINE, evil, channel=Channel.DESK)
    (line,) = read(days_csv(desk, TODAY, TODAY, personal=True))
    assert line["nom"] == "'" + evil.family_name.upper()
    assert line["prenoms"] == evil.given_names
    assert (line["reference"], line["numero_etranger"]) == (booked.reference, "84 0000 0001")


@pytest.mark.parametrize(
    ("phone", "cell"),
    [("+33612345678", "06 12 34 56 78"), ("+212612345678", "00 212 6")],
)
def test_numbers_are_text_to_a_spreadsheet_without_any_sign(
    desk: Desk, phone: str, cell: str
) -> None:
    booking.book_at(desk, NINE, person(1, phone=phone), channel=Channel.DESK)
    (line,) = read(days_csv(desk, TODAY, TODAY, personal=True))
    assert line["telephone"].startswith(cell)


def test_a_span_of_days_in_order(desk: Desk) -> None:
    for rank, days in ((1, 2), (2, 0), (3, 1)):
        booking.book_at(desk, NINE + timedelta(days=days), person(rank), channel=Channel.DESK)
    last = TODAY + timedelta(days=1)
    assert [line["jour"] for line in read(days_csv(desk, TODAY, last))] == [
        "2026-11-30",
        "2026-12-01",
    ]


def test_figures_have_a_line_a_week(desk: Desk) -> None:
    booking.book_at(desk, NINE, person(1), channel=Channel.PHONE)
    lines = read(figures_csv(desk))
    assert len(lines) == 12
    assert (lines[-1]["semaine"], lines[-1]["rendez_vous"]) == ("2026-11-30", "1")
    assert (lines[-1]["au_telephone"], lines[-1]["au_guichet"]) == ("1", "0")


def test_figures_count_who_came_without_an_appointment(desk: Desk) -> None:
    walk_ins.register(desk, "Traoré", "récépissé perdu")
    walk_ins.count_elsewhere(desk, SentElsewhere.BY_POST)
    line = read(figures_csv(desk))[-1]
    assert (line["sans_rendez_vous"], line["orientes_ailleurs"]) == ("2", "1")
    assert (line["orientes_courrier"], line["orientes_demarche_en_ligne"]) == ("1", "0")
    assert "Traoré" not in figures_csv(desk)


def test_a_counters_day_as_other_calendars_read_it(desk: Desk) -> None:
    secret = person(1, family_name="Secret")
    booked = booking.book_at(desk, NINE, secret, channel=Channel.DESK)
    booking.book_at(desk, NINE, person(2), channel=Channel.DESK)  # at the other counter
    document = counter_ics(desk, TODAY, 1)
    (event,) = events(document)
    assert event["DTSTART"].dt.isoformat() == "2026-11-30T08:00:00+00:00"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=15)
    assert booked.reference in event["SUMMARY"]
    assert b"SECRET" not in document
    assert b"SECRET" in counter_ics(desk, TODAY, 1, personal=True)


def test_an_hour_in_summer_time(desk: Desk, clock: StillClock) -> None:
    clock.forward(timedelta(days=120))
    from rdv_tui.services.hours.schedule import next_free, open_to_horizon

    open_to_horizon(desk)
    (slot,) = next_free(desk, clock.local(), 1)
    expires = slot.start.date()
    booking.book_at(desk, slot.start, person(1, permit_expires=expires), channel=Channel.DESK)
    (event,) = events(counter_ics(desk, slot.start.date(), 1))
    assert event["DTSTART"].dt.hour == slot.start.hour - 2
