"""Widgets that come later than their screen does, and may come too late."""

from textual.widget import Widget


def grow(parent: Widget, *widgets: Widget, before: Widget | None = None) -> None:
    """Mount `widgets` in `parent`, unless its screen has been left meanwhile (Textual raises)."""
    if parent.is_attached:
        parent.mount(*widgets, before=before)
