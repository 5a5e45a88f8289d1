"""The day laid out: every place on it once, and a cursor that is never lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from rdv_tui.catalogue import default_office
from rdv_tui.domain.appointment import FREES_PLACE, Channel, Status
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.day import Day, DayCounter, DayPlace, Visit
from rdv_tui.domain.office import Closure
from rdv_tui.locales.day.day import counts
from rdv_tui.widgets.day_board import DayBoard
from rdv_tui.widgets.day_cells import CellMaker
from rdv_tui.widgets.day_grid import DrawnCell, draw_cell
from rdv_tui.widgets.states import state

TODAY = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 8, 20, tzinfo=UTC)
MARKS = CellMaker.of(default_office())
STANDING = [status for status in Status if status not in FREES_PLACE and status is not Status.HELD]


def visit(family: str = "Benali", status: Status = Status.BOOKED) -> Visit:
    return Visit(
        reference="7K4H-M2XA",
        status=status,
        family_name=family,
        given_names="Anne",
        situation="SALARIE",
        channel=Channel.DESK,
        foreign_resident_number="8412345678",
        birth_date=BirthDate(1985, 7, 3),
        permit_expires=date(2027, 1, 10),
    )


def place(
    minute: int, counter: int | None = 1, number: int = 1, who: Visit | None = None
) -> DayPlace:
    start = datetime.combine(TODAY, time(9)) + timedelta(minutes=minute)
    return DayPlace(start, number, counter, who)


def day(*places: DayPlace, now: str = "09:20") -> Day:
    known = sorted({p.counter for p in places if p.counter is not None})
    counters = [DayCounter(number) for number in known]
    if any(p.counter is None for p in places):
        counters.append(DayCounter(None))
    at = datetime.combine(TODAY, time.fromisoformat(now))
    ordered = sorted(places, key=lambda p: (p.start, p.counter or 99, p.number))
    return Day(TODAY, at, AT, tuple(ordered), tuple(counters))


def board(of: Day, *, in_columns: bool = True, query: str = "") -> DayBoard:
    return DayBoard(
        of,
        in_columns=in_columns,
        query=query,
        describe=lambda _: "salarié, CDI",
        state_words=lambda *_: (),
    )


TWO = day(*(place(minute, counter, counter) for minute in (0, 15, 30) for counter in (1, 2)))


OVER = day(
    *(place(minute, 1, 1, visit(f"Fini {minute}", Status.DONE)) for minute in (0, 15, 30)),
    place(45, 1, 1, visit("Absente", Status.NO_SHOW)),
    place(60, 1, 1, visit("Attend", Status.ARRIVED)),
    place(75, 1, 1),
    place(90, 1, 1, visit("Vient")),
    place(210, 1, 1, visit("Tard")),
    now="10:20",
)


class TestRowsBetweenPeople:
    """What is over is folded where there is no room; a break stands where nobody is received."""

    @staticmethod
    def told(of: Day, room: int | None, keep: datetime | None = None, query: str = "") -> list[str]:
        made = DayBoard(
            of,
            in_columns=False,
            query=query,
            describe=lambda _: "",
            state_words=lambda *_: (),
            room=room,
            keep=(keep, 1) if keep else None,
        )
        return [
            line.told or (f"{line.start:%H:%M}" if line.start else "now") for line in made.lines
        ]

    def test_what_is_over_is_one_line_in_front_and_counted(self) -> None:
        folded = "↑ 09:00–09:45  3 reçus · 1 absent · u : dérouler"
        assert self.told(OVER, 5) == [folded, "10:00", "10:15", "now", "10:30", "pause", "12:30"]

    @pytest.mark.parametrize("room", [None, 8, 40])
    def test_where_there_is_room_nothing_is_folded(self, room: int | None) -> None:
        assert "09:00" in self.told(OVER, room)

    def test_the_place_under_the_cursor_stays_whatever_became_of_it(self) -> None:
        assert self.told(OVER, 5, keep=place(15).start)[:2] == [
            "↑ 09:00–09:45  2 reçus · 1 absent · u : dérouler",
            "09:15",
        ]

    def test_who_waits_for_something_is_never_folded(self) -> None:
        for status in (Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS, Status.UNRECORDED):
            first = replace(OVER.places[0], visit=visit("Reste", status))
            day_ = replace(OVER, places=(first, *OVER.places[1:]))
            assert self.told(day_, 5)[1] == "09:00"

    def test_neither_another_day_nor_a_filtered_one_is_folded(self) -> None:
        tomorrow = replace(OVER, now=OVER.now - timedelta(days=1))
        assert "09:00" in self.told(tomorrow, 2)
        assert self.told(OVER, 2, query="fini") == ["09:00", "09:15", "09:30", "now"]

    def test_the_cursor_steps_over_the_lines_between_people(self) -> None:
        made = DayBoard(
            OVER,
            in_columns=True,
            query="",
            describe=lambda _: "",
            state_words=lambda *_: (),
            room=5,
            keep=None,
        )
        assert made.by_lines((place(90).start, 1), 1) == (place(210).start, 1)
        assert made.by_lines((place(60).start, 1), -1) == (place(60).start, 1)
        assert made.at(made.near((place(0).start, 1))) is not None


def test_the_line_at_now_stands_between_what_began_and_what_comes() -> None:
    lines = board(TWO).lines
    assert [line.start is None for line in lines] == [False, False, True, False]
    assert [
        line.start is None for line in board(replace(TWO, now=AT.replace(tzinfo=None))).lines
    ] == ([True, False, False, False])
    tomorrow = replace(TWO, now=TWO.now - timedelta(days=1))
    assert all(line.start for line in board(tomorrow).lines)


def test_one_goes_first_to_the_slot_under_way() -> None:
    assert board(TWO).entrance() == TWO.places[2].anchor
    assert board(replace(TWO, now=TWO.now - timedelta(hours=1))).entrance() == TWO.places[0].anchor
    assert board(replace(TWO, now=TWO.now + timedelta(hours=9))).entrance() == TWO.places[4].anchor
    assert board(replace(TWO, now=TWO.now + timedelta(days=9))).entrance() == TWO.places[0].anchor
    assert board(day()).entrance() is None


def test_an_extra_place_has_a_line_of_its_own() -> None:
    extra = place(0, 1, 3)
    laid = board(day(*TWO.places, extra))
    first, second = laid.lines[0], laid.lines[1]
    assert [p.number if p else None for p in first.places] == [1, 2]
    assert [p.number if p else None for p in second.places] == [3, None]
    assert (first.shows_hour, second.shows_hour) == (True, False)


def test_a_filter_finds_by_name_number_reference_and_situation() -> None:
    found = day(place(0, 1, 1, visit("Şükrü")), place(15, 1, 1, visit("Kaya")), place(30))
    for query, count in (
        ("sukru", 1),
        ("anne sukru", 1),
        ("KAYA", 1),
        ("7k4h-m2", 2),
        ("7K4HM2", 2),
        ("8412", 2),
        ("salarie cdi", 2),
        ("zzz", 0),
    ):
        assert board(found, query=query).count == count, query


def test_why_a_cell_is_empty() -> None:
    closed = Closure(TODAY, TODAY, "Réunion", counter=2, start=time(9, 15), end=time(9, 30))
    found = replace(day(*TWO.places[:3], TWO.places[4]), closures=(closed,))
    assert found.why_closed(2, TWO.places[3].start) == "Réunion"
    assert found.why_closed(2, TWO.places[5].start) == ""


class TestCells:
    @pytest.mark.parametrize(
        ("status", "sign", "word"),
        [
            (Status.DONE, "✓", "reçu"),
            (Status.INCOMPLETE, "▲", "incomplet"),
            (Status.NO_SHOW, "✗", "absent"),
            (Status.UNRECORDED, "?", "suite ?"),
            (Status.IN_PROGRESS, "●", "en cours"),
        ],
    )
    def test_a_sign_and_a_word_for_every_state(self, status: Status, sign: str, word: str) -> None:
        cell = MARKS.cell(place(0, who=visit(status=status)), TWO)
        assert (cell.sign, cell.word) == (sign, word)

    @pytest.mark.parametrize("width", [24, 30, 40, 80])
    def test_no_word_takes_the_room_of_a_name(self, width: int) -> None:
        late = replace(place(0, who=visit("Andrianantenaina")), extra=True)
        drawn = draw_cell(DrawnCell(MARKS.cell(late, day(late))), width)
        assert drawn.cell_length == width
        assert drawn.plain.startswith("○ ANDRIAN")
        full = "surnombre · retard 20 min"
        assert full in drawn.plain if width == 80 else "surn. +20 min" in drawn.plain

    @pytest.mark.parametrize("status", STANDING)
    def test_the_sign_of_a_state_is_that_of_the_lists_and_the_cards(self, status: Status) -> None:
        at_its_time = day(place(30, who=visit(status=status)))
        cell = MARKS.cell(at_its_time.places[0], at_its_time)
        assert state(status)[0].plain == cell.sign
        counted = next(sign for sign, _, text in counts(at_its_time.counts()) if text[0] == "1")
        assert counted == cell.sign

    @pytest.mark.parametrize(
        ("now", "word"),
        [
            ("08:00", ""),
            ("09:08", "retard 8 min"),
            ("09:29", "retard 29 min"),
            ("09:30", "absent ?"),
        ],
    )
    def test_who_is_awaited(self, now: str, word: str) -> None:
        assert MARKS.cell(place(0, who=visit()), day(now=now)).word == word

    def test_who_waits_and_for_how_long(self) -> None:
        arrived = replace(visit(status=Status.ARRIVED), arrived_at=AT - timedelta(minutes=12))
        assert MARKS.cell(place(0, who=arrived), TWO).word == "12 min"
        sent = replace(arrived, served_at=2)
        assert MARKS.cell(place(0, who=sent), TWO).word == "pour G2 12 min"
        missed = replace(arrived, called_at=AT)
        assert MARKS.cell(place(0, who=missed), TWO).word == "rappeler 12 min"

    def test_free_places_say_for_whom_and_from_when(self) -> None:
        coming = place(30)
        assert MARKS.cell(coming, TWO).word == "libre"
        assert MARKS.cell(place(0), TWO).word == "non pris"
        assert MARKS.cell(replace(coming, held=True), TWO).word == "en cours de réservation"
        kept = replace(coming, kept_for=Channel.PHONE)
        assert MARKS.cell(kept, TWO).word == "libre (téléphone)"
        later = replace(coming, free_from=AT + timedelta(hours=2))
        assert MARKS.cell(later, TWO).word == "libre à 11:20"

    def test_who_is_one_too_many_or_to_be_given_another_place(self) -> None:
        assert MARKS.cell(replace(place(30, who=visit()), extra=True), TWO).word == "surnombre"
        gone = replace(place(30, who=visit()), withdrawn=True)
        assert (MARKS.cell(gone, TWO).sign, MARKS.cell(gone, TWO).word) == ("▲", "à replacer")


places = st.lists(
    st.builds(
        place,
        minute=st.integers(0, 20).map(lambda rank: rank * 15),
        counter=st.none() | st.integers(1, 4),
        number=st.integers(1, 6),
        who=st.none() | st.sampled_from([visit("Benali"), visit("Kaya")]),
    ),
    max_size=30,
    unique_by=lambda one: one.anchor,
)


@given(places, st.booleans())
def test_every_place_is_on_the_board_once(found: list[DayPlace], in_columns: bool) -> None:
    laid = board(day(*found), in_columns=in_columns)
    shown = [p.anchor for line in laid.lines for p in line.places if p]
    assert sorted(shown) == sorted(p.anchor for p in found)


@given(places, st.booleans(), st.sampled_from(["", "benali", "zzz"]))
def test_a_list_shows_what_the_filter_lets_through(
    found: list[DayPlace], in_columns: bool, query: str
) -> None:
    laid = board(day(*found), in_columns=in_columns, query=query)
    shown = {p.anchor for line in laid.lines for p in line.places if p and laid.matches(p)}
    wanted = {p.anchor for p in found if not query or (p.visit and query == fold_name(p))}
    assert shown == wanted


def fold_name(one: DayPlace) -> str:
    return one.visit.family_name.lower() if one.visit else ""


@given(places, st.booleans(), st.lists(st.tuples(st.booleans(), st.integers(-5, 5)), max_size=8))
def test_the_cursor_is_always_on_a_place(
    found: list[DayPlace], in_columns: bool, ways: list[tuple[bool, int]]
) -> None:
    laid = board(day(*found), in_columns=in_columns)
    cursor = laid.entrance()
    for down, steps in ways:
        if down:
            cursor = laid.by_lines(cursor, steps)
        elif steps:
            cursor = laid.by_columns(cursor, 1 if steps > 0 else -1)
        assert (laid.at(cursor) is not None) == bool(found)


@given(places, places)
def test_after_any_change_the_cursor_finds_a_place(
    before: list[DayPlace], after: list[DayPlace]
) -> None:
    cursor = board(day(*before)).entrance()
    laid = board(day(*after))
    found = laid.near(cursor)
    assert (laid.at(found) is not None) == bool(after)
    if cursor in {p.anchor for p in after}:
        assert found == cursor


@given(places.filter(bool))
def test_down_and_up_again_comes_back_in_a_list(found: list[DayPlace]) -> None:
    laid = board(day(*found), in_columns=False)
    cursor = laid.by_lines(laid.entrance(), -100)
    seen = [cursor]
    while (further := laid.by_lines(cursor, 1)) != cursor:
        cursor = further
        seen.append(cursor)
    assert len(seen) == len(found)
    assert laid.by_lines(cursor, -len(found)) == seen[0]
