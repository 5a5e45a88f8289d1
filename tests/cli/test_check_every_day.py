"""`check` against the calendar: every day of four years, reckoned apart with dateutil."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta

from rdv_tui import catalogue
from rdv_tui.cli import main
from rdv_tui.services.booking.eligibility import Finding, evaluate
from tests.cli.conftest import Run
from tests.services.booking.test_eligibility import EXPECTED

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)
DAY = timedelta(days=1)
OFFICE = catalogue.default_office()
Check = Callable[..., dict[str, object]]


def every_day() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def months(day: date, count: int) -> date:
    """Count months as dateutil does: the last day where the month is shorter."""
    return day + relativedelta(months=count)


def around(expires: date) -> dict[date, str]:
    """Return the days on which the verdict turns, with the verdict of each."""
    opens, closes = months(expires, -3), months(expires, 6)
    return {
        opens - DAY: "too_early",
        opens: "bookable",
        expires: "bookable",
        closes: "bookable",
        closes + DAY: "too_late",
    }


def asked(today: date, expires: date, slot: date | None = None, kind: str = "CSP-4ANS") -> Finding:
    finding = evaluate(
        OFFICE,
        today,
        situation="SALARIE",
        permit_kind=kind,
        expires=expires,
        postal_code="84000",
        slot=slot,
    )
    assert finding is not None
    return finding


def test_the_window_of_every_day_of_four_years() -> None:
    seen = 0
    for expires in every_day():
        for today, verdict in around(expires).items():
            found = asked(today, expires).verdict
            assert found.code.value == verdict, (today, expires)
            assert (found.opens, found.closes) == (months(expires, -3), months(expires, 6))
            if verdict == "bookable":
                assert found.covered_until == months(expires, 3)
            seen += 1
    assert seen == 5 * 1461


def expected_warnings(expires: date, slot: date) -> set[str]:
    """Return the warnings of a four-year card (R.431-5, L.436-5, L.433-3, R.431-8)."""
    after = slot > expires
    covered = slot <= months(expires, 3)
    held = {
        "filing_not_open": slot < months(expires, -2),
        "late_fee": after,
        "covered_until": after and covered,
        "cover_ended": after and not covered,
        "renewal_at_risk": slot > months(expires, 6),
    }
    return {code for code, holds in held.items() if holds}


def test_the_warnings_of_every_day_of_four_years() -> None:
    for expires in every_day():
        turns = (months(expires, -2), expires, months(expires, 3), months(expires, 6))
        for slot in {day + shift for day in turns for shift in (-DAY, timedelta(0), DAY)}:
            lines = [code for code, _ in asked(expires, expires, slot).warnings]
            assert len(lines) == len(set(lines))
            assert set(lines) == expected_warnings(expires, slot), (expires, slot)


@pytest.fixture
def check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Run `rdv-tui check … --json` in this process, which is quick, and return its answer."""
    for name in [name for name in os.environ if name.startswith("RDV_")]:
        monkeypatch.delenv(name)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))

    def run(situation: str, today: date, expires: date) -> dict[str, object]:
        line = ["--now", f"{today}T09:00", "check", "--situation", situation, "--json"]
        assert main([*line, "--expires", str(expires), "--postal-code", "84000"]) == 0
        lines = capsys.readouterr()
        assert lines.err == ""
        answer = json.loads(lines.out)
        assert isinstance(answer, dict)
        return answer

    return run


def test_month_ends_and_the_29th_of_february_by_the_command(check: Check) -> None:
    ends = [day for day in every_day() if (day + DAY).day == 1]
    assert date(2028, 2, 29) in ends
    assert len(ends) == 48
    for expires in ends:
        for today, verdict in around(expires).items():
            details = check("SALARIE", today, expires)
            assert details["verdict"] == verdict, (today, expires)
            assert details["opens"] == str(months(expires, -3))
            assert details["closes"] == str(months(expires, 6))


def test_all_situations_by_the_command(check: Check) -> None:
    assert len(EXPECTED) == 59
    for situation, verdict in EXPECTED.items():
        details = check(situation, date(2026, 11, 23), date(2026, 12, 20))
        assert details["verdict"] == verdict.value, situation
        assert details["message"]


@pytest.mark.parametrize("expires", [date(2028, 2, 29), date(2027, 8, 31), date(2026, 11, 30)])
def test_the_program_itself_agrees(expires: date, rdv: Run) -> None:
    for today, verdict in around(expires).items():
        words = ("check", "--situation", "SALARIE", "--expires", str(expires), "--json")
        answer = rdv("--now", f"{today}T23:59", *words).answer
        assert isinstance(answer, dict)
        assert answer["verdict"] == verdict, today
