"""The search box: whatever a person shows or says finds their appointment, and holds never."""

from datetime import datetime, timedelta

import pytest

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Appointment, Channel
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.reference import ALPHABET
from rdv_tui.domain.search_words import parse_query
from rdv_tui.services.booking import booking, changes, holds
from rdv_tui.services.booking.search import SearchResults, search
from rdv_tui.services.desk import Desk
from tests.factories import StillClock, person

TUESDAY = datetime.fromisoformat("2026-12-01T09:00")
STEP = timedelta(minutes=15)


@pytest.fixture
def booked(desk: Desk) -> Appointment:
    """The appointment of somebody who can be found in every way, among others."""
    other = person(2, family_name="Martin", birth_date=BirthDate(1985, 3, 7))
    booking.book_at(desk, TUESDAY, other, channel=Channel.DESK)
    wanted = person(
        1,
        family_name="L'Hôpital-Łukaszewski",
        given_names="Gülşen Đorđe",
        birth_date=BirthDate(1985, 7, 3),
        foreign_resident_number="8412345678",
        email="Gulsen.L@exemple.fr",
        phone="+33639981234",
    )
    return booking.book_at(desk, TUESDAY + STEP, wanted, channel=Channel.DESK)


def references(answers: SearchResults) -> list[str]:
    return [found.appointment.reference for found in answers.found]


@pytest.mark.parametrize(
    "typed",
    [
        "hopital",
        "HÔPITAL",
        "hôpital",
        "lukas",
        "gul hop",
        "hop gül luk",
        "  dorde   l'hopital ",
        "8412345678",
        "84 1234 5678",
        "84.1234.5678",
        "841234",
        "5678",
        "345678",
        "06 39 98 12 34",
        "0639981234",
        "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34",
        "0033639981234",
        "06-39-98",
        "gulsen.l@exemple.fr",
        "GULSEN.L@",
        "gulsen.l",
        "3/7/1985",
        "03071985",
        "3.7.85",
        "1985-07-03",
        "3 juillet 1985",
        "\u0668\u0664 1234 5678",
        "\u202egulsen.l@exemple.fr",
    ],
)
def test_found_by(typed: str, desk: Desk, booked: Appointment) -> None:
    assert references(search(desk, typed)) == [booked.reference]


@pytest.mark.parametrize("typed", ["", "  ", "lu", "5", "567", "[/b]", "%%%", "___", "hop martin"])
def test_found_by_nothing(typed: str, desk: Desk, booked: Appointment) -> None:
    assert search(desk, typed).found == ()


def test_two_signs_are_too_few_to_search(desk: Desk) -> None:
    assert search(desk, "lu").is_too_short
    assert not search(desk, "luk").is_too_short


PEOPLE = (
    ("D'ALMEIDA", "Jean-Pierre"),
    ("BENALI", "Samira"),
    ("EL MOUSSAOUI", "Abdel Karim"),
    ("N’Guessan", "Ghizlane"),
    ("M'Barek", "Mohammed"),
    ("Aït Kaci", "Zoë"),
    ("KOUASSI", "Youssef"),
    ("SY", "Aly"),
)


@pytest.fixture
def people(desk: Desk) -> None:
    """People whose names are written otherwise than they are said."""
    for rank, (family, given) in enumerate(PEOPLE, start=1):
        start = TUESDAY + STEP * (rank % 4)
        one = person(
            rank, family_name=family, given_names=given, birth_date=BirthDate(1970 + rank, 1, 2)
        )
        booking.book_at(desk, start, one, channel=Channel.DESK)


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        ("dalmeida", "D'ALMEIDA"),
        ("d almeida", "D'ALMEIDA"),
        ("jeanpierre", "D'ALMEIDA"),
        ("dalmeida jean", "D'ALMEIDA"),
        ("ben ali", "BENALI"),
        ("samira ben ali", "BENALI"),
        ("elmoussaoui", "EL MOUSSAOUI"),
        ("abdelkarim el mou", "EL MOUSSAOUI"),
        ("nguessan", "N’Guessan"),
        ("n guessan", "N’Guessan"),
        ("mbarek", "M'Barek"),
        ("aitkaci", "Aït Kaci"),
        ("benali 1972", "BENALI"),
        ("1972 ben ali", "BENALI"),
        ("ghizlane 0004", "N’Guessan"),
    ],
)
def test_names_are_found_joined_and_parted(
    typed: str, family: str, desk: Desk, people: None
) -> None:
    found = search(desk, typed).found
    assert [one.appointment.applicant.family_name for one in found] == [family]
    assert not found[0].is_near


@pytest.mark.parametrize("typed", ["benali 1973", "ghizlane 0005"])
def test_a_name_of_another_year_or_number_is_not_found(
    typed: str, desk: Desk, people: None
) -> None:
    assert search(desk, typed).found == ()


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        ("ghislaine", "N’Guessan"),
        ("mouhamad", "M'Barek"),
        ("mohamed mbarak", "M'Barek"),
        ("ben alli", "BENALI"),
        ("elmoussawi", "EL MOUSSAOUI"),
        ("youcef", "KOUASSI"),
        ("kouasi", "KOUASSI"),
        ("kwassi", "KOUASSI"),
        ("ali", "SY"),
    ],
)
def test_names_that_sound_alike_are_found_and_marked(
    typed: str, family: str, desk: Desk, people: None
) -> None:
    found = search(desk, typed).found
    assert [(one.appointment.applicant.family_name, one.is_near) for one in found] == [
        (family, True)
    ]


def test_what_is_written_so_comes_before_what_only_sounds_so(desk: Desk, people: None) -> None:
    other = person(70, family_name="Mohamed", given_names="Ali")
    booking.book_at(desk, TUESDAY + timedelta(days=7), other, channel=Channel.DESK)
    found = search(desk, "mohamed").found
    assert [(one.appointment.applicant.family_name, one.is_near) for one in found] == [
        ("Mohamed", False),
        ("M'Barek", True),
    ]


class TestReference:
    def test_in_any_writing(self, desk: Desk, booked: Appointment) -> None:
        symbols = booked.reference.replace("-", "")
        for typed in (symbols, symbols.lower(), " ".join(symbols), f"{booked.reference}\n"):
            assert references(search(desk, typed)) == [booked.reference]

    def test_as_it_is_read_out_sign_by_sign(self, desk: Desk, booked: Appointment) -> None:
        for length in range(5, 10):
            assert references(search(desk, booked.reference[:length])) == [booked.reference]
        assert references(search(desk, f"{booked.reference[:4]} - ".lower())) == [booked.reference]

    def test_a_name_of_its_letters_is_a_name(self) -> None:
        query = parse_query("marty", TUESDAY.date())
        assert query is not None
        assert query.names == (("marty",),)
        assert query.prefixes == ("@marty",)

    @pytest.mark.parametrize("heard", ["0", "O", "1", "i", "q"])
    def test_one_symbol_that_cannot_be_is_told_by_the_check(
        self, desk: Desk, booked: Appointment, heard: str
    ) -> None:
        for place in range(9):
            misread = booked.reference[:place] + heard + booked.reference[place + 1 :]
            expected = [booked.reference] if place != 4 else []
            assert references(search(desk, misread)) == expected

    def test_look_alikes_are_read_as_what_can_be(self) -> None:
        typed = "BSGZ-BSG"
        expected = "8562-856"
        whole = [f"{typed}{symbol}" for symbol in ALPHABET]
        read = {query.reference for one in whole if (query := parse_query(one, TUESDAY.date()))}
        found = {reference for reference in read if reference is not None}
        assert len(found) == 1
        assert found.pop().startswith(expected)


class TestOrder:
    def test_soonest_first_then_past_ones_latest_first(self, desk: Desk, clock: StillClock) -> None:
        days = [TUESDAY + timedelta(days=n) for n in (0, 1, 2, 7, 8)]
        made = [
            booking.book_at(desk, day, person(n, family_name="Benali"), channel=Channel.DESK)
            for n, day in enumerate(days, start=1)
        ]
        clock.forward(timedelta(days=3, hours=6))  # Thursday afternoon
        found = search(desk, "benali").found
        starts = [one.appointment.start for one in found]
        assert starts == [days[2], days[3], days[4], days[1], days[0]]
        assert [one.is_past for one in found] == [False, False, False, True, True]
        assert found[0].appointment == made[2]

    def test_a_long_list_is_cut_and_says_so(self, desk: Desk) -> None:
        for n in range(6):
            start = TUESDAY + timedelta(days=n % 4)
            names = {"family_name": "Ben Ali", "given_names": "Benoît Bénédicte"}
            booking.book_at(desk, start, person(n + 1, **names), channel=Channel.DESK)
        cut = search(desk, "ben", limit=4)
        assert len(set(references(cut))) == len(cut.found) == 4
        assert cut.has_more
        whole = search(desk, "ben", limit=6)
        assert len(set(references(whole))) == len(whole.found) == 6
        assert not whole.has_more


class TestWords:
    def test_holds_are_never_found(self, desk: Desk, clock: StillClock) -> None:
        draft = BookingDraft(typed={"family_name": "Benali"})
        held = holds.hold(desk, TUESDAY, draft)
        given_back = holds.hold(desk, TUESDAY, draft)
        holds.release(desk, given_back)
        for _ in range(2):
            assert search(desk, "benali").found == ()
            assert search(desk, held.reference).found == ()
            assert search(desk, given_back.reference).found == ()
            clock.forward(timedelta(minutes=6))
            holds.hold(desk, TUESDAY, draft)  # turns the first one into a lapsed one

    def test_a_cancelled_one_is_found(self, desk: Desk, booked: Appointment) -> None:
        changes.cancel(desk, booked.reference, CancelReason.APPLICANT)
        assert [f.appointment.status for f in search(desk, "hopital").found] == ["cancelled"]

    def test_a_move_sorts_it_anew(self, desk: Desk, booked: Appointment) -> None:
        other = person(9, family_name="Hopital")
        later = booking.book_at(desk, TUESDAY + timedelta(days=1), other, channel=Channel.DESK)
        assert references(search(desk, "hop")) == [booked.reference, later.reference]
        changes.move(desk, booked.reference, TUESDAY + timedelta(days=2))
        assert references(search(desk, "hop")) == [later.reference, booked.reference]

    def test_the_longest_names_and_the_widest_signs(self, desk: Desk) -> None:
        """One sign that folds to eighteen, as often as a name may hold it."""
        applicant = person(5, family_name="\ufdfa" * 150, given_names="Ὀδυσσεύς " * 15)
        made = booking.book_at(desk, TUESDAY, applicant, channel=Channel.DESK)
        for typed in ("οδυσ", "صلى", "الله οδυσ"):
            assert references(search(desk, typed)) == [made.reference]


def test_the_name_that_is_used_finds_the_person_too(desk: Desk) -> None:
    one = person(1, family_name="Benali", given_names="Samira", common_name="Martin-Petit")
    booked = booking.book_at(desk, TUESDAY, one, channel=Channel.DESK)
    assert booked.applicant.common_name == "Martin-Petit"
    for typed in ("martin", "petit sam", "benali", "martinpetit"):
        assert references(search(desk, typed)) == [booked.reference]


@pytest.mark.parametrize(
    "typed",
    ["1er décembre 9h", "01/12/2026 9:00", "1/12 09h00", "mardi à 9 h", "2026-12-01T09:00"],
)
def test_a_day_and_an_hour_find_who_comes_then(desk: Desk, booked: Appointment, typed: str) -> None:
    there = [one.appointment for one in search(desk, typed).found]
    assert [one.start for one in there] == [TUESDAY]
    assert there[0].reference != booked.reference


def test_an_hour_at_which_nobody_comes_finds_nobody(desk: Desk, booked: Appointment) -> None:
    assert search(desk, "1er décembre 15h").found == ()


@pytest.mark.parametrize(
    "typed",
    [
        "lukaszewski 03/07/1985",
        "3.7.85 gulsen",
        "03071985 hopital",
        "hôpital née le 3 juillet 1985",
        "lukaszewski 07/1985",
        "hopital 00/07/1985",
        "hopital 1985 5678",
        "5678 lukas 1985",
        "lucaszewsky 1985",
        "lucaszewsky 5678",
        "lucaszewsky 3/7/1985",
    ],
)
def test_a_name_beside_a_birth_date_finds_the_person(
    desk: Desk, booked: Appointment, typed: str
) -> None:
    assert references(search(desk, typed)) == [booked.reference]


@pytest.mark.parametrize(
    "typed",
    [
        "lukaszewski 04/07/1985",
        "martin 03/07/1985",
        "lukaszewski 08/1985",
        "hopital 1985 5679",
        "lucaszewsky 1984",
        "lucaszewsky 5679",
        "lucaszewsky 3/7/1984",
    ],
)
def test_a_name_beside_the_birth_date_of_another_finds_nobody(
    desk: Desk, booked: Appointment, typed: str
) -> None:
    assert references(search(desk, typed)) == []


def test_a_birth_date_known_in_part_answers_to_each_that_it_may_be(desk: Desk) -> None:
    somebody = person(3, family_name="Haidari", birth_date=BirthDate(1980, 5))
    booked = booking.book_at(desk, TUESDAY, somebody, channel=Channel.DESK)
    for typed in ("haidari 05/1980", "haidari 14/05/1980", "haidari 00/00/1980"):
        assert references(search(desk, typed)) == [booked.reference], typed
    assert references(search(desk, "haidari 14/06/1980")) == []
