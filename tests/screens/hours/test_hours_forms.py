"""The forms of the hours: every wrong field is named, nothing typed is lost."""

import pytest

from rdv_tui.screens.hours.closure_form import ClosureForm
from rdv_tui.screens.hours.form import ChangeForm
from rdv_tui.screens.hours.hours_screen import HoursScreen
from rdv_tui.screens.hours.opening_form import OpeningForm
from rdv_tui.services.hours import opening_hours
from tests.screens.counter import Counter
from tests.screens.hours.test_opening_hours import to_hours


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (("27/11/2026", "", "2", "", "", "Grève"), "first", "ce jour est passé"),
        (("1/12", "30/11/2026", "2", "", "", "Grève"), "last", "après le premier"),
        (("1/12", "", "9", "", "", "Grève"), "counter", "n'existe pas"),
        (("1/12", "", "2", "11h", "9h", "Grève"), "end", "après l'heure de début"),
        (("1/12", "", "2", "midi", "", "Grève"), "start", "« midi » n'est pas une heure"),
        (("bientôt", "", "2", "", "", "Grève"), "first", "n'est pas une date"),
        (("1/12", "", "2", "", "", ""), "reason", "à remplir"),
    ],
)
async def test_nonsense_is_told_at_its_field(
    counter: Counter, typed: tuple[str, ...], field: str, sentence: str
) -> None:
    await to_hours(counter)
    await counter.press("f")
    await counter.until_on(ClosureForm)
    await counter.fill(*typed)
    await counter.until_message("à corriger")
    await counter.until(lambda: counter.in_field == field, f"not in {field}")
    assert sentence in counter.field(field).error
    assert opening_hours.get_hours(counter.desk).closures == ()


@pytest.mark.parametrize(
    ("key", "typed", "wrong"),
    [
        (
            "f",
            ("45/13", "", "99", "15h", "10h", ""),
            {
                "first": "n'est pas une date",
                "counter": "n'existe pas",
                "end": "après l'heure de début",
                "reason": "à remplir",
            },
        ),
        (
            "n",
            ("1234", "lun", "15h", "10h", "", "1/1/20", ""),
            {"counter": "numéro", "end": "après l'heure", "valid_until": "passé"},
        ),
    ],
)
async def test_every_wrong_field_is_named_at_once(
    counter: Counter, key: str, typed: tuple[str, ...], wrong: dict[str, str]
) -> None:
    await to_hours(counter)
    await counter.press(key)
    await counter.until_on(ChangeForm)
    await counter.fill(*typed)
    await counter.until_message("à corriger")
    screen = counter.app.screen
    assert isinstance(screen, ChangeForm)
    details = {field.field_name: field.error for field in screen.fields if field.error}
    assert details.keys() == wrong.keys()
    for name, sentence in wrong.items():
        assert sentence in details[name]
    assert counter.in_field == next(iter(wrong))


async def test_an_untouched_form_closes_without_a_question(counter: Counter) -> None:
    await to_hours(counter)
    await counter.press("enter")
    await counter.until_on(OpeningForm)
    await counter.press("escape")
    await counter.until_on(HoursScreen)
