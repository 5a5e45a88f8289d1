"""What every form of the desk does alike."""

import unicodedata
from collections.abc import Iterator

import pytest
from textual.widgets import Input

from rdv_tui.domain.names import clean_text
from rdv_tui.screens.booking.steps.notice import NoticeScreen
from rdv_tui.screens.booking.steps.security import SecurityScreen
from rdv_tui.screens.dialogs import AskScreen
from rdv_tui.screens.form import DIGITS
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.pick import PickField
from tests.screens.counter import Counter
from tests.screens.forms import CLOSED, FORMS, Way, form_on

HOSTILE = unicodedata.normalize("NFD", "[/b] é\u202e\x07 1\n2") + "x" * 300
LONG = "une phrase bien trop longue pour la place qui reste à côté d'un champ de ce formulaire"

SEVERAL = [name for name in FORMS if name not in {"end of a counter", "length of a slot"}]
"""Forms with anything beside their one field: it can be left and entered again."""

every_form = pytest.mark.parametrize("way", FORMS.values(), ids=FORMS)
every_closed = pytest.mark.parametrize("way", CLOSED.values(), ids=CLOSED)


def shown_fields(counter: Counter) -> list[Field]:
    """Return the fields that are asked now."""
    return [field for field in form_on(counter).fields if field.display]


def text_fields(counter: Counter) -> Iterator[Field]:
    """Yield the fields that take plain text."""
    return (field for field in shown_fields(counter) if not isinstance(field, PickField))


async def enter(counter: Counter, field: Field) -> None:
    """Go to `field` by Tab, from wherever the cursor stands."""
    for _ in range(40):
        if counter.in_field == field.field_name:
            return
        await counter.press("tab")
    pytest.fail(f"{field.field_name} cannot be reached")


def is_all_selected(field: Field) -> bool:
    """Say whether typing would replace everything in the field."""
    start, end = sorted(field.input.selection)
    return (start, end) == (0, len(field.input.value)) and end > 0


@pytest.mark.parametrize("way", [FORMS[name] for name in SEVERAL], ids=SEVERAL)
async def test_entering_a_filled_field_selects_it(counter: Counter, way: Way) -> None:
    await way(counter)
    field = next(text_fields(counter))
    await enter(counter, field)
    field.input.value = "2026"
    await counter.press("tab", "shift+tab")
    await counter.until(lambda: is_all_selected(field), "not selected by Tab")
    await counter.press("1", "2")
    await counter.until(lambda: field.text == "12", "not replaced")
    await counter.press("tab", "shift+tab", "left", "9")
    await counter.until(lambda: field.text == "912", "an arrow no longer edits")
    await counter.press("tab")
    await counter.pilot.click(field.input, offset=(1, 0))
    await counter.until(lambda: is_all_selected(field), "not selected by a click")
    await counter.pilot.click(field.input, offset=(1, 0))
    await counter.press("7")
    await counter.until(lambda: field.text == "9712", "a click inside does not place the cursor")


@every_form
async def test_nothing_of_a_field_is_cut(counter: Counter, way: Way) -> None:
    await way(counter)
    for field in shown_fields(counter):
        label = field.query_one(".label")
        assert len(field.label) <= label.content_size.width, f"« {field.label} » is cut"
        hint = field.input.placeholder
        assert len(str(hint)) < field.input.content_size.width, f"« {hint} » is cut"
        note = field.query_one(".note")
        field.scroll_visible(animate=False)
        if note.display:
            field.note(LONG)
            await counter.until_shown(LONG)
            field.note("")
        field.fail(LONG)
        await counter.until_shown(f"✗ {LONG}")
        field.fail("")


@every_form
async def test_a_letter_lays_nothing_out_again_and_is_seen(counter: Counter, way: Way) -> None:
    await way(counter)
    field = next(iter(text_fields(counter)), None)
    if field is None or field.input.lets_through("a"):
        return
    await enter(counter, field)
    await counter.paste("b" * 90)
    await counter.until(lambda: "bbb" in counter.picture)
    await counter.until_settled()
    layouts: list[object] = []
    counter.app.screen.screen_layout_refresh_signal.subscribe(counter.app.screen, layouts.append)
    await counter.write("aé")
    await counter.until(lambda: "baé" in counter.picture)
    assert field.input.value.endswith("baé")
    assert layouts == []


@every_form
async def test_a_letter_is_never_text_among_digits(counter: Counter, way: Way) -> None:
    await way(counter)
    for field in list(text_fields(counter)):
        if field.field_name not in DIGITS:
            continue
        await enter(counter, field)
        await counter.press("8", "4", "x", "Y", "é")
        await counter.until_message("« é » n'est pas un chiffre")
        await counter.press("1")
        await counter.until_settled()
        assert field.text == "841"


@pytest.mark.parametrize("letter", ["d", "D", "t", "T"])
async def test_a_letter_among_digits_is_the_command_that_it_means(
    counter: Counter, letter: str
) -> None:
    await counter.to_security()
    await counter.write("8412345678")
    await counter.press(letter)
    await counter.until(lambda: not isinstance(counter.app.screen, SecurityScreen), "still there")
    how = counter.draft.identification
    assert how is not None
    assert how.value == {"d": "document", "t": "phone"}[letter.lower()]
    assert counter.draft.typed["foreign_resident_number"] == "8412345678"


@every_form
async def test_what_is_pasted_stays_text(counter: Counter, way: Way) -> None:
    await way(counter)
    for field in list(text_fields(counter)):
        await enter(counter, field)
        await counter.press("end", "ctrl+u")
        await counter.paste(HOSTILE)
        if isinstance(counter.app.screen, AskScreen):  # whether its lines are for one field each
            await counter.press("n")
        await counter.until_text(field)
        assert field.text == clean_text(HOSTILE)


@every_closed
async def test_an_untouched_form_closes_without_a_question(counter: Counter, way: Way) -> None:
    await way(counter)
    form = form_on(counter)
    assert not form.is_touched
    await counter.press("escape")
    await counter.until(lambda: not form.is_attached, "it does not close")


@every_closed
async def test_what_was_typed_is_lost_only_after_a_question(counter: Counter, way: Way) -> None:
    await way(counter)
    form = form_on(counter)
    field = next(text_fields(counter))
    await enter(counter, field)
    await counter.write("7")
    # A dialog has no way out but its own.
    for key in ("escape", "ctrl+q") if isinstance(form, DeskScreen) else ("escape",):
        await counter.press(key)
        await counter.until(lambda: isinstance(counter.app.screen, AskScreen), f"{key} asks not")
        await counter.press("n")
        await counter.until(lambda: counter.app.screen is form)
        assert field.text == "7"
    await counter.press("escape", "o")
    await counter.until(lambda: not form.is_attached, "it does not close")


async def test_quitting_from_the_first_step_asks_once_something_is_typed(counter: Counter) -> None:
    await counter.until_on(NoticeScreen)
    await counter.fill("indet")
    await counter.press("ctrl+q")
    await counter.until_shown("Quitter le guichet ?")


@pytest.mark.parametrize(
    ("way", "keys"),
    [
        (CLOSED[name], ("enter", "enter") if name == "decision" else ("f10",))
        for name in ("decision", "closure", "opening", "waiting", "end of a counter")
    ]
    + [(FORMS["details"], ("f10",))],
    ids=["decision", "closure", "opening", "waiting", "end of a counter", "details"],
)
async def test_every_wrong_field_is_named_and_the_first_has_the_cursor(
    counter: Counter, way: Way, keys: tuple[str, ...]
) -> None:
    await way(counter)
    form = form_on(counter)
    await counter.press(*keys)
    await counter.until(lambda: any(field.error for field in form.fields), "nothing is wrong")
    wrong = [field for field in form.fields if field.error]
    assert counter.in_field == wrong[0].field_name
    await counter.until_shown("à corriger", *(field.label for field in wrong))


@pytest.mark.parametrize(
    ("way", "name", "typed", "text"),
    [
        (FORMS["notice"], "permit_expires", "31/2/27", "date non comprise"),
        (FORMS["details"], "phone", "06", "numéro impossible"),
        (FORMS["security"], "foreign_resident_number", "123", "dix chiffres attendus"),
        (CLOSED["closure"], "start", "25h", "heure non comprise"),
        (CLOSED["opening"], "weekdays", "lun xyz", "jours non compris"),
        (CLOSED["waiting"], "last", "45/13", "date non comprise"),
        (CLOSED["closure"], "first", "mardi", "mardi 1er décembre"),
        (CLOSED["opening"], "start", "9h75", "heure non comprise"),
        (CLOSED["opening"], "end", "0930", "09:30"),
        (CLOSED["waiting"], "weekdays", "lu ma me", "lun.–mer."),
    ],
)
async def test_what_is_understood_is_told_when_the_field_is_left(
    counter: Counter, way: Way, name: str, typed: str, text: str
) -> None:
    await way(counter)
    await enter(counter, counter.field(name))
    await counter.write(typed)
    await counter.press("tab")
    assert isinstance(counter.app.focused, Input) or counter.in_field != name
    await counter.until_shown(text)
