"""The rules on dates, to the day: DOMAIN's worked examples, then what must hold for every day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, strategies as st

from rdv_tui import catalogue
from rdv_tui.domain.permit_kinds import Cover, PermitKind
from rdv_tui.domain.permits import (
    Caution,
    Verdict,
    VerdictCode,
    add_months,
    assess,
    booking_window,
    cautions_on,
    filing_window,
)
from rdv_tui.domain.situations import Route, Situation

RULES = catalogue.default_office().rules
EXPIRES = date(2027, 3, 31)
FOUR_YEARS = PermitKind("CSP-4ANS", "carte de quatre ans", Cover.YES)
ONE_YEAR = PermitKind("CST", "carte d'un an", Cover.BY_DEPARTMENT)
RETIRED = PermitKind("CS-RETRAITE", "carte retraité", Cover.UNCLEAR)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


def _situation(code: str = "SALARIE") -> Situation:
    return catalogue.situations().situation(code)


def _every_day() -> Iterator[date]:
    day = date(2026, 1, 1)
    while day < date(2030, 1, 1):
        yield day
        day += timedelta(days=1)


def _verdict(
    today: date,
    expires: date = EXPIRES,
    kind: PermitKind | None = ONE_YEAR,
    slot: date | None = None,
) -> Verdict:
    verdict = assess(
        situation=_situation(),
        kind=kind,
        expires=expires,
        postal_code="84000",
        today=today,
        rules=RULES,
        slot=slot,
    )
    assert verdict is not None
    return verdict


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 5, 31), -3, date(2027, 2, 28)),
        (date(2026, 12, 31), -3, date(2026, 9, 30)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(9999, 12, 31), 6, date.max),
        (date(1, 1, 31), -3, date.min),
    ],
)
def test_a_month_ends_with_its_last_day(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_months_agree_with_dateutil_on_every_day_of_four_years() -> None:
    for day in _every_day():
        for months in (-12, -6, -3, -2, -1, 0, 1, 2, 3, 6, 12):
            assert add_months(day, months) == day + relativedelta(months=months), (day, months)


def test_the_window_moves_forward_with_the_expiry_and_never_closes_before_it_opens() -> None:
    before = booking_window(date(2025, 12, 31), RULES)
    for day in _every_day():
        opens, closes = booking_window(day, RULES)
        assert opens <= day <= closes
        assert before[0] <= opens
        assert before[1] <= closes
        before = (opens, closes)


@given(expires=DAYS)
def test_a_day_later_never_reopens_what_closed(expires: date) -> None:
    order = [VerdictCode.TOO_EARLY, VerdictCode.BOOKABLE, VerdictCode.TOO_LATE]
    today = expires - timedelta(days=100)
    ranks = [
        order.index(_verdict(today + timedelta(days=ahead), expires).code) for ahead in range(300)
    ]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


@given(
    expires=DAYS, kind=st.sampled_from([ONE_YEAR, FOUR_YEARS, RETIRED]), ahead=st.integers(0, 400)
)
def test_a_later_slot_never_costs_less_or_covers_more(
    expires: date, kind: PermitKind, ahead: int
) -> None:
    slot = expires + timedelta(days=ahead)
    sooner = _verdict(expires, expires, kind, slot).cautions
    later = _verdict(expires, expires, kind, slot + timedelta(days=1)).cautions
    for lasting in (
        Caution.LATE_FEE,
        Caution.NOT_COVERED,
        Caution.COVER_ENDED,
        Caution.RENEWAL_AT_RISK,
    ):
        assert lasting not in sooner or lasting in later


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 12, 30), VerdictCode.TOO_EARLY),
        (date(2026, 12, 31), VerdictCode.BOOKABLE),
        (date(2027, 3, 31), VerdictCode.BOOKABLE),
        (date(2027, 9, 30), VerdictCode.BOOKABLE),
        (date(2027, 10, 1), VerdictCode.TOO_LATE),
    ],
)
def test_both_ends_of_the_booking_window_are_in(today: date, code: VerdictCode) -> None:
    verdict = _verdict(today)
    assert verdict.code is code
    assert (verdict.opens, verdict.closes) == (date(2026, 12, 31), date(2027, 9, 30))


def test_today_plus_three_months_would_give_another_answer() -> None:
    # 28 February 2027 plus three months is 28 May, short of an expiry on the 31st; the rule counts
    # back from the expiry, and that day is in.
    assert _verdict(date(2027, 2, 28), date(2027, 5, 31)).code is VerdictCode.BOOKABLE


@pytest.mark.parametrize(
    ("kind", "covered_until"),
    [(ONE_YEAR, None), (RETIRED, None), (None, None), (FOUR_YEARS, date(2027, 6, 30))],
)
def test_only_what_the_law_surely_covers_has_a_covered_date(
    kind: PermitKind | None, covered_until: date | None
) -> None:
    assert _verdict(EXPIRES, kind=kind).covered_until == covered_until


CAUTIONS = [
    (date(2027, 1, 30), ONE_YEAR, (Caution.FILING_NOT_OPEN,)),
    (date(2027, 1, 31), ONE_YEAR, ()),
    (date(2027, 3, 31), ONE_YEAR, ()),
    (date(2027, 4, 1), ONE_YEAR, (Caution.LATE_FEE, Caution.NOT_COVERED)),
    (date(2027, 4, 1), FOUR_YEARS, (Caution.LATE_FEE, Caution.COVERED_UNTIL)),
    (date(2027, 4, 1), RETIRED, (Caution.LATE_FEE, Caution.COVER_UNCLEAR)),
    (date(2027, 4, 1), None, (Caution.LATE_FEE, Caution.COVER_UNCLEAR)),
    (date(2027, 6, 30), FOUR_YEARS, (Caution.LATE_FEE, Caution.COVERED_UNTIL)),
    (date(2027, 7, 1), FOUR_YEARS, (Caution.LATE_FEE, Caution.COVER_ENDED)),
    (date(2027, 7, 1), RETIRED, (Caution.LATE_FEE, Caution.COVER_ENDED)),
    (date(2027, 9, 30), FOUR_YEARS, (Caution.LATE_FEE, Caution.COVER_ENDED)),
    (
        date(2027, 10, 1),
        FOUR_YEARS,
        (Caution.LATE_FEE, Caution.COVER_ENDED, Caution.RENEWAL_AT_RISK),
    ),
    (
        date(2027, 10, 1),
        ONE_YEAR,
        (Caution.LATE_FEE, Caution.NOT_COVERED, Caution.RENEWAL_AT_RISK),
    ),
]


@pytest.mark.parametrize(("slot", "kind", "cautions"), CAUTIONS)
def test_each_caution_begins_on_its_day(
    slot: date, kind: PermitKind | None, cautions: tuple[Caution, ...]
) -> None:
    assert _verdict(EXPIRES, kind=kind, slot=slot).cautions == cautions


@pytest.mark.parametrize(
    ("code", "cautions"),
    [
        ("BREXIT", (Caution.LATENESS_UNCLEAR, Caution.COVERED_UNTIL)),
        ("SUBSTITUTION_ANEF", (Caution.COVERED_UNTIL,)),
    ],
)
def test_where_no_fee_is_due_for_lateness_it_is_said_only_if_the_law_is_not_clear(
    code: str, cautions: tuple[Caution, ...]
) -> None:
    late = date(2027, 4, 1)
    assert cautions_on(late, _situation(code), FOUR_YEARS, EXPIRES, RULES) == cautions


def test_a_delay_for_files_on_paper_binds_no_file_that_goes_online() -> None:
    situation = _situation("SALARIE")
    window = (date(2027, 1, 31), EXPIRES)
    assert filing_window(situation, ONE_YEAR, EXPIRES, RULES) == window
    online = replace(situation, route=Route.ONLINE)
    assert filing_window(online, ONE_YEAR, EXPIRES, RULES) == (None, None)


def test_months_stop_at_the_ends_of_the_calendar_and_not_before() -> None:
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)
    assert add_months(date(1, 1, 5), -1) == date.min
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(9999, 12, 5), 1) == date.max


def test_a_slot_given_with_its_hour_is_the_same_day() -> None:
    late = datetime(2027, 3, 31, 23, 45)
    assert _verdict(EXPIRES, slot=late).cautions == ()


def test_whoever_may_not_book_hears_no_caution() -> None:
    assert _verdict(date(2026, 11, 23), slot=date(2027, 1, 2)).cautions == ()


def test_the_route_decides_before_residence_and_residence_before_dates() -> None:
    def code(situation: str, postal_code: str, expires: date) -> VerdictCode | None:
        verdict = assess(
            situation=_situation(situation),
            kind=None,
            expires=expires,
            postal_code=postal_code,
            today=date(2026, 11, 23),
            rules=RULES,
        )
        return verdict.code if verdict else None

    long_gone = date(2020, 1, 1)
    assert code("ETUDIANT", "13001", long_gone) is VerdictCode.ONLINE
    assert code("SALARIE", "13001", long_gone) is VerdictCode.ELSEWHERE
    assert code("SALARIE", "84000", long_gone) is VerdictCode.TOO_LATE


PARTIAL = [
    ("SALARIE", None, "84000", None),
    (None, date(2026, 12, 31), "84000", None),
    ("SALARIE", date(2026, 12, 31), "", None),
    ("SALARIE", date(2026, 12, 31), "8400", None),
    ("SALARIE", date(2026, 12, 31), "٨٤٠٠٠", None),
    ("SALARIE", date(2026, 12, 31), "84000", VerdictCode.BOOKABLE),
    ("SALARIE", date(2026, 12, 31), None, VerdictCode.BOOKABLE),
    ("ETUDIANT", None, "", VerdictCode.ONLINE),
    (None, None, "13001", VerdictCode.ELSEWHERE),
    (None, date(2028, 1, 1), "", VerdictCode.TOO_EARLY),
    (None, date(2026, 1, 1), "", VerdictCode.TOO_LATE),
]


@pytest.mark.parametrize(("situation", "expires", "postal_code", "code"), PARTIAL)
def test_it_decides_as_early_as_it_can_and_never_earlier(
    situation: str | None,
    expires: date | None,
    postal_code: str | None,
    code: VerdictCode | None,
) -> None:
    verdict = assess(
        situation=_situation(situation) if situation else None,
        kind=None,
        expires=expires,
        postal_code=postal_code,
        today=date(2026, 11, 23),
        rules=RULES,
    )
    assert (verdict.code if verdict else None) is code


@given(
    expires=st.dates(),
    today=st.dates(),
    slot=st.none() | st.dates(),
    postal_code=st.none() | st.text(max_size=6),
    code=st.sampled_from([one.code for one in catalogue.situations().situations]),
    kind=st.none() | st.sampled_from(catalogue.situations().permit_kinds),
)
def test_no_input_breaks_the_rules(
    expires: date,
    today: date,
    slot: date | None,
    postal_code: str | None,
    code: str,
    kind: PermitKind | None,
) -> None:
    verdict = assess(
        situation=_situation(code),
        kind=kind,
        expires=expires,
        postal_code=postal_code,
        today=today,
        rules=RULES,
        slot=slot,
    )
    if verdict is not None and verdict.code is VerdictCode.BOOKABLE:
        assert verdict.opens is not None
        assert verdict.closes is not None
        assert verdict.opens <= today <= verdict.closes
