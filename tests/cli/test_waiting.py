"""`waiting`: who waits, in the order in which they are served, for people and for programs."""

import json
from datetime import date, datetime
from pathlib import Path

from rdv_tui.clock import Clock
from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.office import Office
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.services.office import sign_in
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store import offices
from rdv_tui.store.engine import open_store
from tests.cli.conftest import PERSON, Run
from tests.factories import PARIS, person, still_clock
from tests.programs import NOW
from tests.services.waiting.asking import asking

HOSTILE = "[b]Aïssatou[/x]\u202e"


def office_of(desk_store: Path) -> Office:
    with open_store(str(desk_store)) as opened, opened.read() as session:
        return offices.get_record(session, offices.list_offices(session)[0])


def test_nobody_waits(at_desk: Run) -> None:
    assert at_desk("waiting", "--json").answer == []
    assert "Personne n'attend." in at_desk("waiting").out


def test_they_are_told_by_rank_with_what_is_proposed(at_desk: Run, store: Path) -> None:
    office = office_of(store)
    clock: Clock = still_clock(datetime.fromisoformat(NOW), PARIS)
    with open_store(str(store)) as opened:
        desk = sign_in.enter_sample(Desk(opened, office, clock, "agent", "poste:1"))
        start = schedule.next_free(desk, clock.local().replace(month=12, day=1), 1)[0].start
        wish = asking()[1].wish
        only_then = type(wish)(
            start.date(), start.date(), wish.weekdays, start.time(), wish.until_time
        )
        made = booking.book_at(desk, start, person(7001), channel=Channel.DESK)
        waiting_list.add(desk, *asking(1, expires="20/12/2026", family_name=HOSTILE))
        waiting_list.add(desk, *asking(2, expires="10/12/2026", wish=only_then))
        changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    result = at_desk("waiting", "--json").answer
    assert isinstance(result, list)
    first, second = result
    assert (first["foreign_resident_number"], first["permit_expires"]) == (
        "8400000002",
        "2026-12-10",
    )
    assert first["proposed"] == f"{start:%Y-%m-%dT%H:%M}"
    assert first["deadline"].endswith("Z")
    assert (second["state"], second["proposed"]) == ("waiting", None)
    assert second["weekdays"] == [0, 1, 2, 3, 4]
    lines = at_desk("waiting").out.splitlines()
    assert len(lines) == 2
    assert "…0002" in lines[0]
    assert "8400000002" not in lines[0]
    assert "[B]AÏSSATOU[/X]" in lines[1]
    assert "\u202e" not in lines[1]
    assert date.fromisoformat(second["last"]) == wish.last
    _accept_as(at_desk, store, first)


def _accept_as(at_desk: Run, store: Path, entry: dict[str, object]) -> None:
    """The place proposed is booked for whom it was proposed to, and for nobody else."""
    file = store.with_name("person.json")
    file.write_text(json.dumps(PERSON), encoding="utf-8")
    number = str(entry["id"])
    other = at_desk("waiting", "accept", number, "--applicant", str(file), "--json")
    assert other.refusal["error"] == "not_allowed_now"
    assert at_desk("waiting", "--json").answer[0]["proposed"] == entry["proposed"]  # type: ignore[index]
    theirs = {**PERSON, "foreign_resident_number": entry["foreign_resident_number"]}
    file.write_text(json.dumps(theirs), encoding="utf-8")
    booked = at_desk("waiting", "accept", number, "--applicant", str(file), "--json").answer
    assert isinstance(booked, dict)
    assert (booked["status"], booked["start"]) == ("booked", entry["proposed"])
    left = at_desk("waiting", "--json").answer
    assert isinstance(left, list)
    assert entry["id"] not in [one["id"] for one in left]
    again = at_desk("waiting", "refuse", number, "--json")
    assert again.refusal["error"] == "not_allowed_now"


def test_who_waits_for_closed_days_alone_is_on_the_list_and_warned(
    at_desk: Run, tmp_path: Path
) -> None:
    (tmp_path / "person.json").write_text(
        json.dumps({**PERSON, "email": "s.y@example.org"}), encoding="utf-8"
    )
    add = ("waiting", "add", "--applicant", str(tmp_path / "person.json"))
    open_days = at_desk(*add, "--first", "2026-12-07", "--last", "2026-12-11")
    assert open_days.err == ""
    at_desk("waiting", "remove", "1")
    weekend = at_desk(*add, "--first", "2026-12-05", "--last", "2026-12-06")
    assert weekend.code == 0
    assert "5 décembre 2026 et le 6 décembre 2026 : aucune place ne serait proposée" in weekend.err
