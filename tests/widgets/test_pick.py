"""Choosing by typing."""

from rdv_tui import catalogue
from rdv_tui.screens.booking.choices import situation_choices
from rdv_tui.widgets.pick import Choice, matching


def codes(found: list[Choice]) -> list[str]:
    return [choice.code for choice in found]


COUNTRIES = [Choice(c.code, c.name, c.code) for c in catalogue.countries()]
SITUATIONS = situation_choices(catalogue.situations())


def test_accents_case_and_hyphens_are_forgiven() -> None:
    assert codes(matching(COUNTRIES, "emirats"))[0] == "AE"
    assert codes(matching(COUNTRIES, "COTE D IVOIRE")) == ["CI"]
    assert codes(matching(COUNTRIES, "guinee bissau")) == ["GW"]


def test_a_code_typed_in_full_comes_first() -> None:
    assert codes(matching(COUNTRIES, "ma"))[0] == "MA"
    assert codes(matching(COUNTRIES, "TR"))[0] == "TR"


def test_every_typed_word_must_begin_a_word() -> None:
    assert codes(matching(SITUATIONS, "algerien commercant")) == ["CRA1_COMMERCANT"]
    assert matching(SITUATIONS, "algerien zzz") == []


def test_nothing_typed_lists_everything() -> None:
    assert len(matching(COUNTRIES, "  ")) == len(COUNTRIES) > 249
