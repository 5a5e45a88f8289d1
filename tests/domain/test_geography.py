"""The prefecture of one's home, as a postal code tells it."""

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.geography import department_of


@pytest.mark.parametrize(
    ("postal_code", "prefecture"),
    [
        ("84000", "Avignon"),
        ("30000", "Nîmes"),
        ("13001", "Marseille"),
        ("01000", "Bourg-en-Bresse"),
        ("20000", "Ajaccio"),
        ("20137", "Ajaccio"),
        ("20200", "Bastia"),
        ("20600", "Bastia"),
        ("75020", "Paris"),
        ("97400", "Saint-Denis"),
        ("97600", "Mamoudzou"),
    ],
)
def test_a_postal_code_tells_the_prefecture(postal_code: str, prefecture: str) -> None:
    home = catalogue.home_department(postal_code)
    assert home is not None
    assert home.prefecture == prefecture


@pytest.mark.parametrize("postal_code", ["99999", "00000", "98800", "", "8"])
def test_a_code_of_no_department_names_none(postal_code: str) -> None:
    assert catalogue.home_department(postal_code) is None


def test_every_department_is_there_once() -> None:
    assert len(catalogue.departments()) == 101
    assert all(
        department_of(f"{n:02d}000") in catalogue.departments() for n in range(1, 96) if n != 20
    )
