"""Frames worth showing: a screen that comes to the front is painted once, when it stands."""

import asyncio
from functools import partial
from typing import TypeVar

from rich.console import RenderableType
from textual import on
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.events import AppFocus, Resize
from textual.screen import Screen
from textual.widget import Widget

from rdv_tui.terminal.picture import Picture

R = TypeVar("R")

PATIENCE_S = 0.3
"""How long a screen may take to stand; then it is shown as far as it is, in seconds."""

MOUNT_TURNS = 2000
"""How often the program's end looks, a millisecond apart, whether a screen is built by now."""


class WholeFrames(App[R]):
    """Textual without the empty frames between two screens, which flash, and are slow on a line.

    Until the new screen stands, the one before is what people see.
    """

    _front: Screen[object] | None = None
    """The screen whose frames are let through."""
    _coming: Screen[object] | None = None

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._picture = Picture()

    @on(AppFocus)
    @on(Resize)
    def _doubt_picture(self) -> None:
        """Send all again when the terminal has been something else for a while."""
        self._picture.forget()

    def is_settled(self) -> bool:
        """Say whether the screen in front is as the last key wanted it."""
        return True

    def is_whole(self, screen: Screen[object]) -> bool:
        """Say whether every widget of `screen` is there."""
        return all(widget.is_mounted for widget in (screen, *screen.walk_children(Widget)))

    async def until_whole(self) -> None:
        """Wait until every screen is built, or for two seconds."""
        for _ in range(MOUNT_TURNS):
            if all(self.is_whole(screen) for screen in self.screen_stack):
                return
            await asyncio.sleep(0.001)

    def show_front(self) -> None:
        """Show the screen in front from now on, as far as it is."""
        screen = self.screen
        if screen is not self._front and type(screen) is not Screen:
            self._front = screen
            self._picture.forget()
            screen.refresh(layout=True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is None or self._batch_count or self.is_headless:
            return super()._display(screen, renderable)
        if screen is not self._front:
            if type(screen) is Screen:  # Textual's own, empty, under all others
                return None
            if not (self.is_settled() and self.is_whole(screen)):
                if screen is not self._coming:
                    self._coming = screen
                    self.set_timer(PATIENCE_S, partial(self._lose_patience, screen))
                return None
            self._front = screen
            stack = self._background_screens
            self._picture.forget()
            renderable = screen._compositor.render_update(full=True, screen_stack=stack)
        if isinstance(renderable, CompositorUpdate):
            renderable = self._picture.difference(renderable)
        return super()._display(screen, renderable)

    def _lose_patience(self, screen: Screen[object]) -> None:
        self._coming = None
        if self.is_running and screen is self.screen:
            self.show_front()
