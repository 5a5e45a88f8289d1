"""A key drawn on the screen is pressed by a click on it, and what is chosen by a second click."""

from typing import Any

from textual import events
from textual.app import App
from textual.content import Content
from textual.keys import key_to_character
from textual.screen import Screen
from textual.style import Style

_PRESS = "press"


def pressed_by_click(part: Content, key: str) -> Content:
    """Return `part` so that a click on it presses `key`, in Textual's name."""
    return part.stylize(Style.from_meta({_PRESS: key}))


def key_at(screen: Screen[Any], x: int, y: int) -> str:
    """Return the key that is drawn on `screen` there, an empty text where none is."""
    found = screen.get_style_at(x, y).meta.get(_PRESS, "")
    return found if isinstance(found, str) else ""


def press(app: App[None], key: str) -> None:
    """Press `key`, in its turn after whatever was typed."""
    sign = "\r" if key == "enter" else key if len(key) == 1 else key_to_character(key)
    app.post_message(events.Key(key, sign))
