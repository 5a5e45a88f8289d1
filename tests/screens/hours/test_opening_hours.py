"""Hours and closures on the keyboard: seen, changed after a preview, those concerned moved."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.office import Closure
from rdv_tui.domain.opening_hours import HoursChange
from rdv_tui.errors import StoreError
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.day.day_screen import DayScreen
from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.displaced import DisplacedScreen
from rdv_tui.screens.hours.hours_screen import HoursScreen
from rdv_tui.screens.hours.opening_form import OpeningForm
from rdv_tui.screens.hours.other_slot import OtherSlotScreen
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.delivery.calls import list_calls
from rdv_tui.services.delivery.outbox import list_messages
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import opening_hours, reseating
from rdv_tui.setup import StoreReady
from rdv_tui.store.tables import AppointmentRow, AuditRow
from tests.factories import person
from tests.screens.counter import LARGE, Counter, other_desk, rows, sitting_at

TUESDAY = date(2026, 12, 1)
NINE = datetime(2026, 12, 1, 9)
FORMATION = Closure(TUESDAY, TUESDAY, "Formation", counter=2)
HOSTILE = "[b]x[/x] [@click=app.quit]"


def book(desk: Desk, rank: int, start: datetime = NINE, **more: str) -> str:
    made = booking.book_at(desk, start, person(rank, **more), channel=Channel.DESK)
    return made.reference


def booked(desk: Desk, reference: str) -> AppointmentRow:
    return next(row for row in rows(desk) if row.reference == reference)


def trail(desk: Desk) -> list[str]:
    """Return the actions of the audit, in order."""
    with desk.store.read() as session:
        lines = session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
    return [line.action for line in lines]


async def to_hours(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.until(lambda: counter.app.is_open)
    await counter.press("ctrl+l")
    await counter.until_on(HoursScreen)
    await counter.until_shown("Horaires de la semaine")


async def to_preview(counter: Counter, reason: str = "Formation", counter_typed: str = "2") -> None:
    """Close a counter on Tuesday, as far as the preview."""
    await to_hours(counter)
    await counter.press("f")
    await counter.until_on(ClosureForm)
    await counter.fill("mardi", "", counter_typed, "", "", reason)
    await counter.until_on(DisplacedScreen)


async def test_the_week_the_closures_and_the_holidays_are_on_one_screen(counter: Counter) -> None:
    opening_hours.write_change(counter.desk, HoursChange(added=(FORMATION,)))
    await to_hours(counter)
    await counter.until_shown("guichet 1 lun.–ven. 09:00–10:00 toujours", "Noël", "Jour de l'an")
    assert "mar. 1er déc. guichet 2 toute la journée Formation" in counter.prose
    assert "Plages de 15 minutes" in counter.prose


async def test_a_closure_is_seen_then_written_then_everybody_is_moved(
    counter: Counter, tmp_path: Path
) -> None:
    desk = counter.desk
    stays = book(desk, 1)
    by_mail = book(desk, 2, email="deux@example.org", family_name="Ødegård")
    by_call = book(desk, 3, NINE + timedelta(minutes=15))
    by_call = book(desk, 4, NINE + timedelta(minutes=15), phone="+33612345678")
    await to_preview(counter)
    await counter.until_shown("4 places disparaissent, 2 personnes concernées", "ØDEGÅRD")
    assert opening_hours.get_hours(desk).closures == ()
    await counter.press("a", "f10")
    await counter.until_message("2 personnes déplacées", "1 courriel en file", "1 appel à faire")
    assert opening_hours.get_hours(desk).closures == (FORMATION,)
    assert booked(desk, stays).start == NINE
    assert booked(desk, by_mail).start != NINE
    assert [call.reference for call in list_calls(desk)] == [by_call]
    assert ("moved", by_mail) in [(m.kind, m.reference) for m in list_messages(desk)]
    await counter.press("i")
    await counter.until_message("2 convocations enregistrées", "imprimante")
    letter = tmp_path / "letters" / f"convocation-{by_mail}.pdf"
    assert "ØDEGÅRD" in PdfReader(letter).pages[0].extract_text()
    assert {file.stem[-9:] for file in letter.parent.iterdir()} == {by_mail, by_call}


async def test_escape_before_the_end_writes_nothing_and_keeps_what_was_typed(
    counter: Counter,
) -> None:
    book(counter.desk, 1)
    await to_preview(counter, counter_typed="1")
    await counter.press("a", "escape")
    await counter.until_on(ClosureForm)
    await counter.press("escape")
    await counter.until_shown("Ce qui a été saisi ici sera perdu")
    await counter.press("n")
    await counter.until_on(ClosureForm)
    assert counter.field("reason").text == "Formation"
    await counter.press("escape", "o")
    await counter.until_on(HoursScreen)
    assert opening_hours.get_hours(counter.desk).closures == ()


async def test_one_is_accepted_another_left_and_nobody_is_forgotten(counter: Counter) -> None:
    desk = counter.desk
    first, second = book(desk, 1), book(desk, 3, NINE + timedelta(minutes=30))
    await to_preview(counter, counter_typed="")
    await counter.until_shown("2 personnes concernées")
    await counter.press("enter", "s", "f10")
    await counter.until_shown("1 personne ne sera pas déplacée", "Enregistrer ?")
    await counter.press("o")
    await counter.until_message("1 personne déplacée", "1 personne reste à replacer")
    assert booked(desk, first).start.date() != TUESDAY
    assert [one.reference for one in reseating.list_displaced(desk)] == [second]
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("1 personne à replacer")
    await counter.press("r")
    await counter.until_on(DisplacedScreen)
    await counter.press("a", "f10")
    await counter.until_shown("Plus personne à replacer")
    assert reseating.list_displaced(desk) == []


async def test_no_to_the_question_writes_nothing(counter: Counter) -> None:
    book(counter.desk, 1)
    await to_preview(counter, counter_typed="1")
    await counter.press("f10")
    await counter.until_shown("Enregistrer ?")
    await counter.press("n")
    await counter.until(lambda: isinstance(counter.app.screen, DisplacedScreen))
    assert opening_hours.get_hours(counter.desk).closures == ()


async def test_another_slot_is_chosen_in_the_calendar_as_it_will_be(counter: Counter) -> None:
    desk = counter.desk
    reference = book(desk, 1)
    await to_preview(counter, counter_typed="")
    await counter.press("m")
    await counter.until_on(OtherSlotScreen)
    await counter.until_shown("place actuelle")
    await counter.press("g", *"1/12", "enter")
    await counter.press("enter")
    await counter.until_message("Cette plage disparaît")
    await counter.press("g", *"3/12", "enter")
    await counter.press("enter")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("jeu. 3 déc. 09:00")
    await counter.press("f10")
    await counter.until_message("1 personne déplacée")
    assert booked(desk, reference).start == datetime(2026, 12, 3, 9)


async def test_a_place_chosen_by_hand_is_proposed_to_nobody_else(counter: Counter) -> None:
    desk = counter.desk
    wednesday = NINE + timedelta(days=1)
    first, second = book(desk, 1), book(desk, 2)
    book(desk, 3, wednesday)
    await to_preview(counter, counter_typed="")
    screen = counter.app.screen
    assert isinstance(screen, DisplacedScreen)
    given_first = {one.person.reference: one.start for one in screen.decisions}
    assert wednesday in given_first.values()
    other = second if given_first[first] == wednesday else first
    while screen.selected and screen.selected.person.reference != other:
        await counter.press("down")
    await counter.press("m")
    await counter.until_on(OtherSlotScreen)
    await counter.until(lambda: counter.app.screen.is_ready)  # type: ignore[attr-defined]
    await counter.press("g", *"2/12", "enter", "enter")
    await counter.until_on(DisplacedScreen)
    starts = [one.start for one in screen.decisions]
    assert starts.count(wednesday) == 1
    assert None not in starts


async def test_a_place_taken_meanwhile_gets_that_person_a_new_proposal(counter: Counter) -> None:
    desk = counter.desk
    first = book(desk, 1)
    second = book(desk, 2, NINE + timedelta(minutes=30))
    await to_preview(counter, counter_typed="")
    for rank in (71, 72):
        book(other_desk(desk), rank, NINE + timedelta(days=1))
    await counter.press("a", "f10")
    await counter.until_message("1 personne déplacée", "1 personne reste à replacer")
    assert booked(desk, second).start.date() != TUESDAY
    await counter.until_shown("▲")
    await counter.press("enter", "f10")
    await counter.until_shown("Plus personne à replacer")
    assert booked(desk, first).start.date() != TUESDAY


async def test_a_store_lost_half_way_leaves_a_list_and_says_so(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = counter.desk
    first, second = book(desk, 1), book(desk, 2, NINE + timedelta(minutes=30))
    await to_preview(counter, counter_typed="")
    real = changes.move

    def breaks(on: Desk, reference: str, start: datetime) -> Appointment:
        if reference == second:
            raise StoreError("store_busy", "La base est occupée.", "Réessayez dans un instant.")
        return real(on, reference, start)

    monkeypatch.setattr(changes, "move", breaks)
    await counter.press("a", "f10")
    await counter.until_message("La base est occupée.", "Réessayez")
    assert booked(desk, first).start.date() != TUESDAY
    assert [one.reference for one in reseating.list_displaced(desk)] == [second]
    monkeypatch.setattr(changes, "move", real)
    await counter.press("f10")
    await counter.until_shown("Plus personne à replacer")
    assert reseating.list_displaced(desk) == []


async def test_pressing_twice_writes_once(counter: Counter) -> None:
    book(counter.desk, 1)
    await to_preview(counter, counter_typed="")
    await counter.press("a", "f10", "f10", "f10")
    await counter.until_shown("Plus personne à replacer")
    assert opening_hours.get_hours(counter.desk).closures == (replace(FORMATION, counter=None),)
    moves = [line for line in trail(counter.desk) if line in {"change_hours", "move"}]
    assert moves == ["change_hours", "move"]


async def test_nobody_concerned_is_said_and_one_key_writes(counter: Counter) -> None:
    await to_preview(counter)
    await counter.until_shown("4 places disparaissent, personne n'est concerné", "F10 enregistre")
    await counter.press("f10")
    await counter.until_message("C'est enregistré")
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("Formation")


async def test_a_week_of_a_counter_is_changed_in_one_line(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("enter")
    await counter.until_on(OpeningForm)
    assert counter.field("weekdays").text == "lun mar mer jeu ven"
    await counter.press("f10")
    await counter.until_message("Rien n'est changé")
    await counter.press("tab", "tab", "tab")
    assert counter.in_field == "end"
    await counter.press(*["backspace"] * 5, *"11h", "f10")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("places apparaissent, personne n'est concerné")
    await counter.press("f10")
    await counter.until_message("C'est enregistré")
    found = opening_hours.get_hours(counter.desk)
    ends = {one.end.hour for one in found.openings if one.counter == 1}
    assert ends == {11}
    assert len(found.openings) == 10


async def test_openings_that_cross_name_the_ones_they_cross(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("n")
    await counter.until_on(OpeningForm)
    await counter.fill("1", "lun", "9h30", "11h", "", "", "")
    await counter.until_message("Un champ à corriger : À partir de")
    assert "guichet 1, lundi 09:00–10:00" in counter.field("start").error


async def test_a_closure_is_taken_back_and_its_places_are_there_again(counter: Counter) -> None:
    opening_hours.write_change(counter.desk, HoursChange(added=(FORMATION,)))
    await to_hours(counter)
    await counter.press("down", "down", "s")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("Réouverture", "4 places apparaissent")
    await counter.press("f10")
    await counter.until_message("C'est enregistré")
    assert opening_hours.get_hours(counter.desk).closures == ()


async def test_another_slot_length_is_previewed_too(counter: Counter) -> None:
    reference = book(counter.desk, 1, NINE + timedelta(minutes=15))
    await to_hours(counter)
    await counter.press("d")
    await counter.until_shown("Durée d'une plage")
    await counter.fill("20", "01/12/2026", "")
    await counter.until_on(DisplacedScreen)
    await counter.until_shown("Plages de 20 minutes", "1 personne concernée")
    await counter.press("a", "f10")
    await counter.until_message("1 personne déplacée")
    assert booked(counter.desk, reference).start.minute % 20 == 0


async def test_what_another_desk_has_changed_since_is_not_written_over(counter: Counter) -> None:
    opening_hours.write_change(counter.desk, HoursChange(added=(FORMATION,)))
    await to_hours(counter)
    await counter.press("down", "down")
    opening_hours.write_change(other_desk(counter.desk), HoursChange(removed=(FORMATION,)))
    await counter.press("s")
    await counter.until_message("modifiés depuis un autre poste")
    await counter.until_shown("Aucune fermeture prévue")


async def test_text_of_people_is_text_and_nothing_else(counter: Counter) -> None:
    book(counter.desk, 1, family_name=HOSTILE)
    await to_preview(counter, reason=HOSTILE, counter_typed="")
    await counter.until_shown(f"toute la journée : {HOSTILE}", "[b]x[/x]")
    await counter.press("a", "f10")
    await counter.until_message("1 personne déplacée")
    await counter.press("escape")
    await counter.until_on(HoursScreen)
    await counter.until_shown("tous toute la journée", HOSTILE)
    assert counter.app.is_running


async def test_the_start_and_the_day_remind_until_it_is_resolved(
    desk: Desk, tmp_path: Path
) -> None:
    reference = book(desk, 1)
    opening_hours.write_change(desk, HoursChange(added=(replace(FORMATION, counter=1),)))
    ready = StoreReady(desk, displaced=len(reseating.list_displaced(desk)))
    async with sitting_at(desk, tmp_path, size=LARGE, ready=lambda: ready) as counter:
        await counter.until_message("1 personne à replacer", "^l, puis r")
        await counter.press("f5")
        await counter.until_on(DayScreen)
        await counter.press("right_square_bracket")
        await counter.until_shown("1 à replacer")
        await counter.press("o")
        await counter.until_on(HoursScreen)
        await counter.until_shown("1 personne à replacer")
        await counter.press("r")
        await counter.until_on(DisplacedScreen)
        await counter.press("a", "f10")
        await counter.until_shown("Plus personne à replacer")
        assert booked(desk, reference).counter == 2
        await counter.press("escape", "escape")
        await counter.until_on(DayScreen)
        await counter.until(lambda: "à replacer" not in counter.prose)
