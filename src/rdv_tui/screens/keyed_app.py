"""An app whose keys wait for their place, are the operator's own, and mean what they say."""

import asyncio
from collections.abc import Mapping

from textual import events, work
from textual.driver import Driver
from textual.screen import Screen

from rdv_tui.locales import commands
from rdv_tui.screens import keymap
from rdv_tui.screens.frame import BACKGROUND, DeskScreen
from rdv_tui.screens.idle import IdleGC
from rdv_tui.screens.typed_ahead import TypeAhead
from rdv_tui.terminal.app import SafeApp
from rdv_tui.widgets.clicks import key_at, press
from rdv_tui.widgets.frame import KeysLine


class KeyedApp(SafeApp[None]):
    """The way of a key from the terminal to its effect.

    `keys` are the operator's own by command, `key_lines` the lines of the settings that say so.
    """

    def __init__(
        self,
        keys: Mapping[str, tuple[str, ...]],
        key_lines: Mapping[str, int],
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self._keys, self._key_lines, self._remark = keys, key_lines, ""
        self._idle_gc = IdleGC()
        self._ahead = TypeAhead(self, self._deliver, self._say_remark)

    def use_keys(self) -> None:
        """Let the operator's own keys stand for those declared."""
        self.set_keymap({command: ",".join(keys) for command, keys in self._keys.items()})

    @work(group=BACKGROUND)
    async def check_keys(self) -> None:
        """Say which of the operator's own keys cannot be, and leave those as declared."""
        wrong = await asyncio.to_thread(keymap.problems, self._keys)
        if wrong:
            self._keys = {name: keys for name, keys in self._keys.items() if name not in wrong}
            self.use_keys()
            command, problem = next(iter(wrong.items()))
            where = keymap.at_line(self._key_lines.get(command), problem)
            if isinstance(self.screen, DeskScreen):
                self.screen.say(where, "waiting")

    async def on_event(self, event: events.Event) -> None:
        """Let a key take effect before the next one: what is typed ahead never misses its field."""
        if isinstance(event, events.Key):
            self._idle_gc.note_activity()
            if event.key in self._keys.get(commands.QUIT.id, (commands.QUIT.keys,)):
                self._ahead.forget()
                await super().on_event(event)
                return
        await self._ahead.intercept(event)

    def on_click(self, event: events.Click) -> None:
        """Press the key that is drawn where somebody clicked; the footer's also under a dialog."""
        x, y = event.screen_x, event.screen_y
        key = key_at(self.screen, x, y)
        stack = (one for one in reversed(self.screen_stack) if isinstance(one, DeskScreen))
        footer = next((line for one in stack for line in one.query(KeysLine)), None)
        if footer is not None and footer.region.contains(x, y):
            key = footer.key_at(x)
        if key:
            press(self, key)

    async def _deliver(self, event: events.Event) -> None:
        """Give an event to the help while it is open, or else to whatever has the focus."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen: Screen[object] = self.screen
            if isinstance(screen, DeskScreen) and screen.help_handles(event.key):
                return
            event, self._remark = keymap.meant(screen, event)
        await super().on_event(event)

    def _say_remark(self) -> None:
        """Say what there is to say of the last key, now that it has taken effect."""
        self.show_front()
        if self._remark and isinstance(self.screen, DeskScreen):
            self.screen.say(self._remark)
        self._remark = ""

    def is_settled(self) -> bool:
        """Say whether the last key has taken effect."""
        return not self._ahead.is_taking_effect
