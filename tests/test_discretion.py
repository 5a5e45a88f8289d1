"""A name is shown by its initials, a number by its end, while somebody looks over the counter."""

import pytest

from rdv_tui.discretion import HIDDEN, Discretion


def hiding() -> Discretion:
    found = Discretion()
    found.on = True
    return found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("BENALI Samira", "B. S."),
        ("N'AÏT LHOU Souad", "N. L. S."),
        ("DE LA CRUZ-PÉREZ Ana María", "D. L. C. A. M."),
        ("ŞÜKRÜ Đorđe 1", "Ş. Đ."),
        ("بن علي سميرة", "ب. ع. س."),
        ("12", HIDDEN),
        ("", ""),
    ],
)
def test_a_name_is_its_initials(name: str, shown: str) -> None:
    assert hiding().name(name) == shown
    assert Discretion().name(name) == name


def test_a_number_is_its_end_and_an_address_nothing() -> None:
    assert hiding().number("06 39 98 12 42") == "…1242"
    assert hiding().number("") == ""
    assert hiding().other("a@example.org") == HIDDEN
    assert hiding().other("") == ""
    assert Discretion().number("06 39 98 12 42") == "06 39 98 12 42"
