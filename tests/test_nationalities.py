"""Which nationality a permit goes with."""

import pytest

from rdv_tui import catalogue

GUIDE = catalogue.situations()


@pytest.mark.parametrize(
    ("kind", "nationality", "asked"),
    [
        ("CRA1", "MA", True),
        ("CRA10", "DZ", False),
        ("CST", "DZ", True),
        ("CST", "MA", False),
        ("CR", "TN", False),
        ("CS-UE", "IT", False),
        ("CS-UE", "BR", True),
        ("CS-FUE", "BR", False),
        ("AR-5ANS", "US", False),
        ("VLS-TS", "DZ", False),
        ("CRA1", "", False),
    ],
)
def test_a_permit_of_other_nationals_is_asked_about(
    kind: str, nationality: str, asked: bool
) -> None:
    assert GUIDE.permit_kind(kind).contradicts(nationality) == asked


def test_nationalities_of_permits_are_countries() -> None:
    known = {country.code for country in catalogue.countries()}
    for kind in GUIDE.permit_kinds:
        assert {*kind.held_by, *kind.not_held_by} <= known
