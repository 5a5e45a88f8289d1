"""The sample store: the same bytes each time, sound, plausible, and as full as it should be."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.applicant import parse_applicant
from rdv_tui.domain.appointment import Appointment, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.permits import booking_window
from rdv_tui.domain.situations import Route
from rdv_tui.errors import StoreError, UsageError
from rdv_tui.services.office.sample import build_sample
from rdv_tui.store.engine import open_store
from rdv_tui.store.integrity import check
from rdv_tui.store.mapping import to_appointment
from rdv_tui.store.tables import AppointmentRow
from tests.programs import beside

SHIPPED = Path(__file__).parents[1] / "data" / "sample.db"
NOW = datetime(2026, 11, 23, 10, 15)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("built") / "sample.db"
    build_sample(file, catalogue.default_office(), NOW)
    return file


@pytest.fixture(scope="module")
def appointments(sample: Path) -> list[Appointment]:
    from sqlmodel import select

    with open_store(str(sample)) as store, store.read() as session:
        return [to_appointment(row) for row in session.exec(select(AppointmentRow))]


def rows(file: Path, query: str) -> list[tuple[str | int | None, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def contents(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield from connection.iterdump()


def test_the_shipped_file_is_what_the_program_builds(sample: Path) -> None:
    assert list(contents(sample)) == list(contents(SHIPPED))


def test_the_same_bytes_each_time(sample: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    build_sample(again, catalogue.default_office(), NOW.replace(second=41, microsecond=7))
    fresh = tmp_path / "fresh.db"
    build_sample(fresh, catalogue.default_office(), NOW)
    assert again.read_bytes() == fresh.read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"again.db", "fresh.db"}


def test_another_day_is_another_story(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    count = build_sample(other, catalogue.default_office(), NOW + timedelta(days=1))
    assert count > 300
    assert list(contents(other)) != list(contents(sample))


def test_it_is_sound(sample: Path) -> None:
    with open_store(str(sample)) as store:
        assert check(store) == []


def test_a_week_behind_and_eight_ahead(sample: Path) -> None:
    days = [str(row[0]) for row in rows(sample, "SELECT DISTINCT date(start) FROM place")]
    assert (min(days), max(days)) == ("2026-11-16", "2027-01-18")
    assert {"2026-12-25", "2027-01-01"}.isdisjoint(days)


def test_one_closure_in_the_third_week(sample: Path) -> None:
    closures = rows(sample, "SELECT first, last, reason, counter FROM closure")
    assert closures == [("2026-12-09", "2026-12-09", "Formation des agents", None)]
    assert rows(sample, "SELECT * FROM place WHERE date(start) = '2026-12-09'") == []


def test_near_weeks_are_nearly_full_and_free_places_grow(sample: Path) -> None:
    counted = rows(
        sample,
        "SELECT CAST((julianday(date(place.start)) - julianday('2026-11-23')) / 7 AS INTEGER),"
        " 1.0 * count(appointment.reference) / count(*) FROM place LEFT JOIN appointment"
        " ON appointment.start = place.start AND appointment.number = place.number"
        " AND appointment.status <> 'cancelled' WHERE place.start >= '2026-11-23'"
        " GROUP BY 1 ORDER BY 1",
    )
    shares = [float(row[1] or 0) for row in counted]
    assert shares[0] > 0.94
    assert shares[1] > 0.8
    assert shares[:7] == sorted(shares[:7], reverse=True)
    assert max(shares[7:]) < 0.1


def test_some_days_ahead_are_full(sample: Path) -> None:
    full = rows(
        sample,
        "SELECT date(place.start) FROM place LEFT JOIN appointment"
        " ON appointment.start = place.start AND appointment.number = place.number"
        " AND appointment.status <> 'cancelled' WHERE place.start > '2026-11-24'"
        " GROUP BY 1 HAVING count(*) = count(appointment.reference)",
    )
    assert len(full) >= 3


def test_every_status_in_the_week_behind(appointments: list[Appointment]) -> None:
    behind = Counter(a.status for a in appointments if a.start.date() < NOW.date())
    ended = {Status.DONE, Status.INCOMPLETE, Status.NO_SHOW, Status.CANCELLED, Status.UNRECORDED}
    assert set(behind) == ended


def test_the_counters_are_at_work_at_that_moment(appointments: list[Appointment]) -> None:
    today = [a for a in appointments if a.start.date() == NOW.date()]
    served = [a for a in today if a.status in {Status.IN_PROGRESS, Status.ARRIVED}]
    assert all(abs(a.start - NOW) <= timedelta(minutes=45) for a in served)
    assert {a.status for a in served} == {Status.IN_PROGRESS, Status.ARRIVED}
    busy = [a.counter for a in served if a.status is Status.IN_PROGRESS]
    assert len(busy) == len(set(busy))
    assert all(a.status in {Status.BOOKED, Status.CANCELLED} for a in today if a.start.hour >= 13)


def test_the_future_is_booked_or_cancelled(appointments: list[Appointment]) -> None:
    ahead = {a.status for a in appointments if a.start.date() > NOW.date()}
    assert ahead == {Status.BOOKED, Status.CANCELLED}


def test_everyone_could_have_booked(appointments: list[Appointment]) -> None:
    rules = catalogue.default_office().rules
    for appointment in appointments:
        booked = appointment.booked_at.date()
        opens, closes = booking_window(appointment.applicant.permit_expires, rules)
        assert opens <= booked <= closes
        assert booked < min(appointment.start.date(), NOW.date())


def test_every_person_is_read_by_the_same_rules_as_typed_ones(
    appointments: list[Appointment],
) -> None:
    guide, communes = catalogue.situations(), catalogue.communes()
    countries = catalogue.countries()
    for appointment in appointments:
        person = appointment.applicant
        typed = {
            name: value.isoformat() if isinstance(value, date | BirthDate) else value or ""
            for name in type(person).__dataclass_fields__
            for value in [getattr(person, name)]
        }
        assert parse_applicant(typed, guide, communes, countries, NOW.date()) == person
        assert guide.situation(person.situation).route is Route.IN_PERSON


def test_people_are_varied(appointments: list[Appointment]) -> None:
    people = [appointment.applicant for appointment in appointments]
    nations = Counter(person.nationality for person in people)
    assert nations.most_common(1)[0][0] == "MA"
    assert len(nations) >= 20
    assert nations["DZ"] > nations["VN"] > 0
    europeans = {"FR", "ES", "IT", "PT", "PL", "RO", "BG", "DE", "BE"}
    assert europeans.isdisjoint(nations)
    letters = {letter for person in people for letter in person.family_name + person.given_names}
    assert letters >= set("ŁŞşığĐễạãçéïñȚšÞŽć")
    assert any(person.given_names == "" for person in people)
    assert any(len(person.family_name + person.given_names) > 50 for person in people)
    numbers = [person.foreign_resident_number for person in people]
    assert len(numbers) == len(set(numbers))


def test_nobody_can_be_called_or_written_to(appointments: list[Appointment]) -> None:
    people = [appointment.applicant for appointment in appointments]
    phones = [person.phone for person in people if person.phone]
    assert all(phone.startswith(("+3363998", "+3346571")) for phone in phones)
    emails = [person.email for person in people if person.email]
    assert all(email.endswith(("@example.org", "@example.com", "@example.net")) for email in emails)
    assert len(emails) == len(set(emails)) > 200
    assert len(phones) == len(set(phones)) > 200


def test_every_write_left_its_trail(sample: Path, appointments: list[Appointment]) -> None:
    trail = rows(sample, "SELECT reference, action FROM audit ORDER BY id")
    for appointment in appointments[::37]:
        actions = [action for reference, action in trail if reference == appointment.reference]
        assert actions[:2] == ["hold", "book"]
        assert (len(actions) > 2) == (appointment.status is not Status.BOOKED)
    instants = [str(row[0]) for row in rows(sample, "SELECT at FROM audit ORDER BY id")]
    assert instants == sorted(instants)
    assert instants[-1] <= "2026-11-23 09:15:00.000000"


def test_another_file_is_never_replaced(tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    with open_store(str(real)):
        pass
    before = real.read_bytes()
    with pytest.raises(UsageError, match="n'est pas un fichier d'exemple"):
        build_sample(real, catalogue.default_office(), NOW)
    assert real.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ne peut pas être écrit"):
        build_sample(tmp_path / "none" / "sample.db", catalogue.default_office(), NOW)


HOLDING = """
import sys
from sqlalchemy import text
from rdv_tui.store.engine import open_store
store = open_store(sys.argv[1], make=False)
with store.write() as session:
    session.connection().execute(text("DELETE FROM search_word"))
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_sample_in_use_stays_and_what_a_killed_desk_left_goes(
    sample: Path, tmp_path: Path
) -> None:
    """What stood in the -wal of the sample before would be read into the new one."""
    target = Path(shutil.copy(sample, tmp_path / "sample.db"))
    with beside(HOLDING, str(target)) as desk:
        assert desk.stdout
        assert desk.stdout.readline() == "open\n"
        with pytest.raises(StoreError) as caught:
            build_sample(target, catalogue.default_office(), NOW)
    assert caught.value.code == "store_in_use"
    assert (tmp_path / "sample.db-wal").stat().st_size > 0
    build_sample(target, catalogue.default_office(), NOW)
    assert sorted(file.name for file in tmp_path.glob("sample.db*")) == ["sample.db"]
    assert list(contents(target)) == list(contents(sample))
