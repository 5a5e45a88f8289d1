"""What people type is text, whatever it looks like."""

from textual.content import Content

from rdv_tui.text import plain

HOSTILE = r"[/b] [Dupont] [@click=app.quit]x\ "


def test_markup_stays_text() -> None:
    content = plain(HOSTILE)
    assert isinstance(content, Content)
    assert content.plain == HOSTILE.strip()
    assert content.spans == []


def test_invisible_marks_and_line_ends_cannot_disturb_a_line() -> None:
    assert plain("a\nb\tc\u202ed\x1b[31me\u2028f").plain == "a b cd[31me f"


def test_decomposed_accents_are_joined() -> None:
    assert plain("Ai\u0308ssatou e\u0301").plain == "Aïssatou é"
