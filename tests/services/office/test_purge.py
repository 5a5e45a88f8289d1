"""Who was here a year ago is nowhere any more; what was done, and how often, still is."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.permits import add_months
from rdv_tui.domain.rights import Right
from rdv_tui.errors import Refusal
from rdv_tui.locales.booking import guide as guide_fr
from rdv_tui.services.background import PURGE_DELAY, PURGE_INTERVAL, BackgroundWorker
from rdv_tui.services.booking import booking, changes, failed_searches, holds
from rdv_tui.services.booking.search import search
from rdv_tui.services.day import arrivals
from rdv_tui.services.day.figures import list_weeks
from rdv_tui.services.delivery import delivery
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import audit_trail, clock_check, purge
from rdv_tui.store import integrity, unfinished
from rdv_tui.store.engine import Store
from rdv_tui.store.transactions import transaction
from tests.engines import sqlite_only
from tests.factories import StillClock, everything, person
from tests.services.waiting.asking import wait_for

NAME, EMAIL, NUMBER = "Wężowska", "wezowska@example.org", "8400000042"
TRACES = (NAME, "WEZOWSKA", EMAIL, NUMBER, "+33639981242", "12 rue des Carmes")


def somebody() -> dict[str, Any]:
    """Return what is told of the one person who must be nowhere in the end."""
    return {
        "family_name": NAME,
        "email": EMAIL,
        "foreign_resident_number": NUMBER,
        "phone": "+33639981242",
        "address": "12 rue des Carmes",
    }


def live(desk: Desk, clock: StillClock, full: list[str]) -> str:
    """Let a morning go by in which somebody is booked, moved, printed, waits and searches."""
    failed_searches.certify(
        desk, {"situation": "SALARIE", "family_name": NAME, "foreign_resident_number": NUMBER}
    )
    wait_for(desk, 2, family_name=NAME, email=EMAIL, phone="+33639981242")
    changes.cancel(desk, full[0], CancelReason.OFFICE)
    changes.correct(desk, full[1], person(42, **somebody()))
    if desk.letters != Path():
        delivery.save_letter(desk, full[1], delivery.letter_file(desk, full[1]))
    arrivals.check_in(desk, full[1])
    clock.forward(timedelta(hours=1))
    arrivals.mark_incomplete(
        desk, arrivals.call_next(desk, 1).reference, arrivals.checklist("SALARIE")[:1]
    )
    with transaction(desk, Right.UPKEEP) as unit:
        unfinished.keep(unit, f'{{"typed":{{"family_name":"{NAME}"}}}}', None)
    return full[1]


def years_later(desk: Desk, clock: StillClock, by: timedelta = timedelta(days=430)) -> Desk:
    """Return the desk that much later, on a clock that somebody confirmed."""
    clock.forward(by)
    clock_check.repair(desk)
    return desk


def kept(store: Store, folder: Path) -> str:
    """Return all that can be read: every row, and every byte of the store's and desk's files."""
    text = repr(everything(store))
    for file in (path for path in folder.rglob("*") if path.is_file()):
        text += file.read_bytes().decode("latin-1") + file.read_bytes().decode("utf-8", "replace")
    return text


def told(text: str) -> list[str]:
    """Return what of the person can be found in `text`, whatever the case."""
    return [trace for trace in TRACES if trace.casefold() in text.casefold()]


@pytest.fixture
def desk_with_letters(office: Desk, tmp_path: Path) -> Desk:
    return replace(office, letters=tmp_path / "Convocations")


@pytest.mark.parametrize("compact", [True, False])
def test_a_year_later_nothing_tells_of_anybody(
    compact: bool,
    desk_with_letters: Desk,
    full: list[str],
    clock: StillClock,
    store: Store,
    tmp_path: Path,
) -> None:
    desk = desk_with_letters
    live(desk, clock, full)
    assert set(told(kept(store, tmp_path))) == set(TRACES)
    years_later(desk, clock)
    before = list_weeks(desk, 80)
    found = purge.preview(desk)
    assert found.overdue.counts == {
        "appointments": len(full),
        "waiting": 1,
        "searches": 1,
        "walk_ins": 0,
        "drafts": 1,
        "traces": 0,
    }
    assert purge.find_forgotten(desk)
    done = purge.purge(desk, compact=compact)
    assert done.is_clean
    assert [path.name for path in done.files] == [f"convocation-{full[1]}.pdf"]
    assert told(kept(store, tmp_path)) == []
    assert list_weeks(desk, 80) == before
    assert sum(week.booked for week in before) > 0
    assert not purge.preview(desk)
    assert purge.find_forgotten(desk) == []
    assert audit_trail.verify(desk).problems == ()
    assert integrity.check(store) == []


def test_a_day_too_early_nobody_goes(
    desk_with_letters: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    desk = desk_with_letters
    slot = clock.today()
    reference = live(desk, clock, full)
    due = add_months(slot, 12)
    years_later(desk, clock, timedelta(days=(due - clock.today()).days))
    assert reference not in purge.purge(desk).overdue.appointments
    clock.forward(timedelta(days=1))
    assert reference in purge.purge(desk).overdue.appointments


def test_whoever_is_still_due_stays_whole(
    office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    years_later(office, clock)
    schedule.open_to_horizon(office)
    start = schedule.next_free(office, clock.local(), 1)[0].start
    who = person(42, **somebody(), permit_expires=add_months(clock.today(), 1))
    made = booking.book_at(office, start, who, channel=Channel.DESK)
    purge.purge(office)
    assert [one.appointment.reference for one in search(office, NUMBER).found] == [made.reference]
    assert len(audit_trail.show(office, made.reference)) >= 2
    assert integrity.check(store) == []


@pytest.mark.parametrize("stop_after", range(4))
def test_a_purge_that_is_cut_short_is_finished_by_the_next(
    stop_after: int,
    office: Desk,
    full: list[str],
    clock: StillClock,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purge, "AT_A_TIME", 3)
    live(office, clock, full)
    years_later(office, clock)
    before = list_weeks(office, 80)
    left = iter(range(stop_after))
    purge.purge(office, go_on=lambda: next(left, None) is not None)
    assert list_weeks(office, 80) == before
    assert integrity.check(store) == []
    purge.purge(office)
    assert told(repr(everything(store))) == []
    assert list_weeks(office, 80) == before
    assert integrity.check(store) == []


def test_the_figures_are_the_same_after_each_of_its_transactions(
    office: Desk, full: list[str], clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "AT_A_TIME", 1)
    live(office, clock, full)
    years_later(office, clock)
    before = list_weeks(office, 80)
    seen = []

    def look() -> bool:
        seen.append(list_weeks(office, 80) == before)
        return True

    purge.purge(office, go_on=look)
    assert len(seen) > len(full)
    assert all(seen)


def test_an_open_desk_erases_by_itself_and_stops_at_a_wrong_clock(
    office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    live(office, clock, full)
    clock.forward(timedelta(days=430))
    worker = BackgroundWorker(office, None)
    clock.forward(PURGE_DELAY)
    worker.run_once()
    assert NAME in repr(everything(store))
    clock_check.repair(office)
    clock.forward(PURGE_INTERVAL)
    worker.run_once()
    assert told(repr(everything(store))) == []


def test_a_trial_erases_nobody_by_itself(
    office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    live(office, clock, full)
    years_later(office, clock)
    worker = BackgroundWorker(replace(office, is_trial=True), None)
    clock.forward(PURGE_DELAY)
    worker.run_once()
    assert NAME in repr(everything(store))


# -- clocks
@pytest.mark.parametrize("ahead", [timedelta(days=370), timedelta(days=3700)])
def test_a_clock_that_is_ahead_erases_nobody(
    ahead: timedelta, office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    live(office, clock, full)
    clock.forward(ahead)
    before = everything(store)
    with pytest.raises(Refusal) as refused:
        purge.purge(office)
    assert refused.value.code == "clock_jumped"
    assert everything(store) == before


def test_what_a_clock_ahead_has_written_does_not_prove_it_right(
    office: Desk, full: list[str], clock: StillClock, store: Store
) -> None:
    live(office, clock, full)
    clock.forward(timedelta(days=400))
    schedule.open_to_horizon(office)  # an act, as the background does them
    holds.hold(office, schedule.next_free(office, clock.local(), 1)[0].start, BookingDraft())
    clock.forward(timedelta(days=1))
    with pytest.raises(Refusal):
        purge.purge(office)
    assert NAME in repr(everything(store))


def test_an_office_that_lived_a_week_needs_nobody_to_confirm(
    office: Desk, clock: StillClock, store: Store
) -> None:
    for _ in range(10):
        schedule.open_to_horizon(office)
        with transaction(office, Right.UPKEEP) as unit:
            unfinished.keep(unit, "{}", None)
        holds.release(
            office,
            holds.hold(
                office, schedule.next_free(office, clock.local(), 1)[0].start, BookingDraft()
            ),
        )
        clock.forward(timedelta(days=1))
    assert not purge.purge(office)


# -- files
def test_only_the_program_s_own_old_papers_go(
    desk_with_letters: Desk, full: list[str], clock: StillClock
) -> None:
    desk = desk_with_letters
    desk.letters.mkdir()
    old = [f"convocation-{full[1]}.pdf", f"convocation-{full[2]}-gros-caracteres.pdf"]
    old += ["feuilles-2026-11-30.pdf", "journee-2026-11-30-nominatif.csv"]
    old += ["attestation-2026-000001.pdf", "fiche-orientation.pdf"]
    old += [guide_fr.REFUSAL_FILE.format(at=clock.local())]
    others = ["lettre de Mme Roux.pdf", "feuilles-2028-01-01.pdf", "convocation-XXXXXX.pdf"]
    others += ["notes.txt", "bilan-2026-11-30.csv"]
    for name in (*old, *others):
        (desk.letters / name).write_text("x", encoding="utf-8")
    outside = desk.letters.parent / "ailleurs.pdf"
    outside.write_text("x", encoding="utf-8")
    link = desk.letters / "feuilles-2026-11-29.pdf"
    link.symlink_to(outside)
    years_later(desk, clock)
    done = purge.purge(desk)
    assert sorted(path.name for path in done.files) == sorted(old)
    assert sorted(path.name for path in desk.letters.iterdir()) == sorted([*others, link.name])
    assert outside.exists()


@sqlite_only
def test_old_copies_beside_the_store_go_and_new_ones_stay(
    office: Desk, clock: StillClock, tmp_path: Path
) -> None:
    """A copy is as old as its name says: a store may not have been written for years before."""
    today = f"{datetime.now():%Y-%m-%d}"  # noqa: DTZ005 - the machine's own day
    names = ("avant-mise-a-jour-r0005-2026-01-01", "ecarte-2026-01-01-181502-2")
    old = [tmp_path / f"rdv.db.{name}" for name in names]
    old.append(tmp_path / f"{old[1].name}-wal")
    new = [tmp_path / f"rdv.db.{name}" for name in (f"ecarte-{today}-181502", "sauvegarde")]
    for file in (*old, *new):
        file.write_text("x", encoding="utf-8")
    for file in new:
        os.utime(file, (0, 0))
    assert sorted(purge.preview(office).files) == sorted(old)
    years_later(office, clock)
    purge.purge(office)
    assert not any(file.exists() for file in old)
    assert all(file.exists() for file in new)


@sqlite_only
def test_what_a_killed_restore_left_half_copied_goes(office: Desk, tmp_path: Path) -> None:
    names = (".rdv-tui-copie-ab12_xyz", ".rdv-tui-copie-cd34_xyz", ".rdv.db-20261120")
    left, under_way, somebody_s = (tmp_path / name for name in names)
    for folder in (left, under_way, somebody_s):
        folder.mkdir()
        (folder / "copie.db").write_text("x", encoding="utf-8")
    for folder in (left, somebody_s):
        os.utime(folder, (0, 0))
    purge.purge(office)
    assert (left.exists(), under_way.exists(), somebody_s.exists()) == (False, True, True)


# -- one person
