"""One key shows a letter at each field and button; the next one goes there."""

import pytest

from rdv_tui.screens.jump import LETTERS, JumpScreen, targets
from rdv_tui.widgets.fields import Field
from tests.screens.counter import Counter
from tests.screens.forms import FORMS, form_on


async def jump(counter: Counter, letter: str) -> None:
    await counter.press("ctrl+o", letter)
    await counter.until_settled()
    await counter.until(lambda: not isinstance(counter.app.screen, JumpScreen), "no way back")


@pytest.mark.parametrize("name", list(FORMS))
async def test_every_field_and_button_in_sight_is_one_letter_away(
    counter: Counter, name: str
) -> None:
    await FORMS[name](counter)
    form = form_on(counter)
    await counter.press("ctrl+o")
    await counter.until(lambda: isinstance(counter.app.screen, JumpScreen))
    found = targets(form)
    assert found
    marks = [f" {letter.upper()} " for letter in LETTERS[: len(found)]]
    lines = counter.picture.splitlines()
    for mark, target in zip(marks, found, strict=True):
        line = lines[target.region.y]
        assert mark in line[: target.region.x + len(mark) + 1], (mark, line)
    await counter.press("escape")
    for letter, target in zip(LETTERS, found, strict=False):
        await jump(counter, letter)
        assert counter.app.focused is target
        assert counter.app.screen is form


async def test_what_is_typed_after_it_in_one_burst_lands_there(counter: Counter) -> None:
    await FORMS["notice"](counter)
    form = form_on(counter)
    letter = LETTERS[[target.parent for target in targets(form)].index(form.fields[3])]
    await counter.press("ctrl+o", letter.upper(), *"84000")
    await counter.until(lambda: counter.field("postal_code").text == "84000", "landed elsewhere")
    await counter.press("ctrl+o", letter, *"13001")  # what is typed replaces what stands there
    await counter.until(lambda: counter.field("postal_code").text == "13001", "not replaced")
    assert not any(counter.field(one.field_name).text for one in form.fields[:3])


@pytest.mark.parametrize("key", ["escape", "1", "left", "é"])
async def test_any_other_key_leaves_everything_as_it_was(counter: Counter, key: str) -> None:
    await FORMS["notice"](counter)
    await counter.write("sal")
    before = counter.app.focused
    await jump(counter, key)
    assert counter.app.focused is before
    situation = counter.field("situation")
    assert isinstance(situation, Field)
    assert situation.input.value == "sal"
