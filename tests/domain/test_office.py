"""What an office's record decides by itself."""

from dataclasses import replace
from datetime import date

from rdv_tui import catalogue


def test_who_cancels_in_good_time_does_so_some_days_before() -> None:
    office = replace(catalogue.default_office(), cancel_notice_days=2)
    assert office.last_day_to_cancel(date(2026, 12, 1)) == date(2026, 11, 29)
    assert replace(office, cancel_notice_days=0).last_day_to_cancel(date.max) == date.max
