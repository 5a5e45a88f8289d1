"""What somebody changed by hand is found, and one row that cannot be read stops nobody."""

# ruff: noqa: E501 - one statement a line is easier to read

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rdv_tui.domain.appointment import Channel
from rdv_tui.services.booking import booking
from rdv_tui.services.day.day import get_day
from rdv_tui.services.desk import Desk
from rdv_tui.services.hours import schedule
from rdv_tui.store import integrity
from rdv_tui.store.engine import open_store
from tests.engines import sqlite_only
from tests.factories import desk_on, person
from tests.programs import sample_copy

pytestmark = sqlite_only

ONE = "(SELECT reference FROM appointment WHERE status = 'booked' ORDER BY start DESC LIMIT 1)"
TAMPERINGS = {
    "every cancellation taken out of the audit": "DELETE FROM audit WHERE action = 'cancel'",
    "one line taken out of the audit": "DELETE FROM audit WHERE id = 100",
    "the last line of an appointment edited": f"UPDATE audit SET after = json_set(after, '$.status', 'done') WHERE action = 'book' AND reference = {ONE}",
    "cancelled without a trace": f"UPDATE appointment SET status = 'cancelled' WHERE reference = {ONE}",
    "brought to another status": f"UPDATE appointment SET status = 'done' WHERE reference = {ONE}",
    "moved without a trace": f"UPDATE appointment SET (start, number) = (SELECT p.start, p.number FROM place p LEFT JOIN appointment a ON a.start = p.start AND a.number = p.number WHERE a.reference IS NULL ORDER BY p.start DESC LIMIT 1) WHERE reference = {ONE}",
    "the guard of places dropped": "DROP INDEX uq_appointment_place",
    "the guard of persons dropped": "DROP INDEX uq_appointment_person",
    "a guard that is none": "DROP INDEX uq_appointment_place; CREATE INDEX uq_appointment_place ON appointment (office, start, number)",
    "an index dropped": "DROP INDEX ix_audit_reference",
    "all words of the search gone": "DELETE FROM search_word",
    "the words of one person gone": f"DELETE FROM search_word WHERE reference = {ONE}",
    "a name changed": f"UPDATE appointment SET family_name = 'AUTRE' WHERE reference = {ONE}",
    "a birth date that is none": f"UPDATE appointment SET birth_date = 'soon' WHERE reference = {ONE}",
    "a channel that does not exist": f"UPDATE appointment SET channel = 'owl' WHERE reference = {ONE}",
    "a name that is bytes": f"UPDATE appointment SET family_name = x'ff00' WHERE reference = {ONE}",
    "papers that are no list": f"UPDATE appointment SET missing = '{{bad' WHERE reference = {ONE}",
    "an instant that is none": f"UPDATE appointment SET booked_at = 'hier' WHERE reference = {ONE}",
    "an audit line that is no JSON": "UPDATE audit SET after = '{bad' WHERE id = 100",
    "a place kept for nobody": "UPDATE place SET kept_for = 'owl' WHERE start = (SELECT max(start) FROM place)",
    "an hour that is none": "UPDATE opening SET start = 'midi' WHERE id = 1",
    "an agent made a supervisor": "UPDATE account SET role = 'supervisor' WHERE login = 'agent'",
    "an account shut out": "UPDATE account SET active = 0 WHERE login = 'agent'",
    "a colleague's password on another account": "UPDATE account SET password = (SELECT password FROM account WHERE login = 'agent') WHERE login = 'superviseur'",
    "a system account on another's": "UPDATE account SET unix_login = 'moi' WHERE login = 'superviseur'",
    "an account added": "INSERT INTO account (office, login, name, role, active, created_at, revision) SELECT office, 'moi', 'Moi', 'supervisor', 1, created_at, 0 FROM account WHERE login = 'agent'",
    "an account removed": "DELETE FROM account WHERE login = 'agent'",
    "people known by the system": "UPDATE office SET known_by = 'os'",
    "a number that is text": "UPDATE place SET counter = 'un' WHERE start = (SELECT max(start) FROM place)",
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=list(TAMPERINGS))
def test_a_change_by_hand_is_found(statements: str, tmp_path: Path) -> None:
    file = sample_copy(tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        for statement in statements.split(";"):
            raw.execute(statement)
        raw.commit()
    with open_store(str(file)) as store:
        found = integrity.check(store)
    assert found
    assert all(line.endswith(".") for line in found)


UNREADABLE = {
    "missing": "'{bad'",
    "birth_date": "'soon'",
    "permit_expires": "'2026-99-99'",
    "channel": "'owl'",
    "booked_at": "'hier'",
    "family_name": "x'ff00'",
}


@pytest.mark.parametrize(("column", "value"), UNREADABLE.items(), ids=list(UNREADABLE))
def test_one_unreadable_row_leaves_the_day_to_the_others(
    column: str, value: str, tmp_path: Path
) -> None:
    file = tmp_path / "rdv.db"
    with open_store(str(file)) as store:
        desk = desk_on(store)
        start = schedule.next_free(desk, desk.clock.local(), 1)[0].start
        one = booking.book_at(desk, start, person(1), channel=Channel.DESK)
        other = booking.book_at(desk, start, person(2), channel=Channel.DESK)
        with closing(sqlite3.connect(file)) as raw, raw:
            raw.execute("PRAGMA ignore_check_constraints = ON")
            raw.execute(
                f"UPDATE appointment SET {column} = {value} WHERE reference = ?",
                (one.reference,),
            )
        assert _named(desk, start) in ({other.reference}, {one.reference, other.reference})
        assert any(one.reference in line for line in integrity.check(store))
        assert schedule.nearest_free(desk, start)


def _named(desk: Desk, start: datetime) -> set[str]:
    day = get_day(desk, desk.clock.today())
    shown = [place.visit for place in day.places if place.start == start]
    assert len(shown) == 2
    return {visit.reference for visit in shown if visit}


def test_a_store_that_nobody_changed_is_sound(tmp_path: Path) -> None:
    with open_store(str(sample_copy(tmp_path))) as store:
        assert integrity.check(store) == []
