"""E-mail and telephone."""

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from rdv_tui.domain.contacts import ascii_address, is_doubtful_phone, parse_email, parse_phone
from rdv_tui.domain.problems import WrongValue


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina@exemple.fr", "amina@exemple.fr"),
        (" amina@EXEMPLE.FR\n", "amina@exemple.fr"),
        ("Amina.B@exemple.fr", "Amina.B@exemple.fr"),
        ("amina\u200b@exemple.fr", "amina@exemple.fr"),
        ("", None),
        (" \u200e ", None),
    ],
)
def test_an_address_is_put_in_its_normal_form(typed: str, kept: str | None) -> None:
    assert parse_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["amina", "amina@", "@exemple.fr", "a b@exemple.fr", "a@b", "[/b]@x", "a@@exemple.fr"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(WrongValue) as found:
        parse_email(typed)
    assert found.value.problem.code == "not_an_email"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("04 90 12 34 56", "+33490123456"),
        ("+212 6 12 34 56 78", "+212612345678"),
        ("+213 551 23 45 67", "+213551234567"),
        ("+90 532 123 45 67", "+905321234567"),
        ("٠٦١٢٣٤٥٦٧٨", "+33612345678"),
        ("\u202a+33612345678\u202c", "+33612345678"),
        # A range that is not assigned today may be tomorrow: possible is enough.
        ("07 00 00 00 00", "+33700000000"),
        ("", None),
    ],
)
def test_a_number_is_kept_as_the_world_dials_it(typed: str, kept: str | None) -> None:
    assert parse_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("nadia@faß.de", "xn--fa-hia.de"),
        ("nadia@xn--fa-hia.de", "xn--fa-hia.de"),
        ("nadia@βόλος.com", "xn--nxasmm1c.com"),
        ("nadia@école-élysée.fr", "xn--cole-lyse-93afd.fr"),
        ("nadia@EXEMPLE.fr", "exemple.fr"),
    ],
)
def test_a_letter_goes_to_the_domain_that_was_typed(typed: str, domain: str) -> None:
    kept = parse_email(typed)
    assert kept
    assert ascii_address(kept) == f"nadia@{domain}"


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 7",
        "04 90 12 34 5",
        "+33 06 12 34 56",
        "06 12 34 56 7O",
        "O6 12 34 56 78",
        "0800 FLOWER",
    ],
)
def test_a_number_with_a_digit_missing_or_a_letter_is_refused(typed: str) -> None:
    with pytest.raises(WrongValue) as found:
        parse_phone(typed)
    assert found.value.problem.code == "not_a_phone"


@pytest.mark.parametrize(
    ("number", "doubtful"),
    [("+33612345678", False), ("+33700000000", True), ("+212612345678", False)],
)
def test_a_number_in_no_known_range_is_worth_a_second_look(number: str, *, doubtful: bool) -> None:
    assert is_doubtful_phone(number) == doubtful


@pytest.mark.parametrize(
    "typed", ["3430", "3939", "12", "appelez-moi", "061234567890123", "+", "[/b]"]
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(WrongValue) as found:
        parse_phone(typed)
    assert found.value.problem.code == "not_a_phone"


@pytest.mark.parametrize("reader", [parse_email, parse_phone])
@given(text=st.text())
def test_any_text_is_read_or_refused(reader: Callable[[str], str | None], text: str) -> None:
    try:
        kept = reader(text)
    except WrongValue:
        return
    assert kept is None or kept == reader(kept)
