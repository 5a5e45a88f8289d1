"""From text to keys: Textual's parser, less what a line, a scanner or a prankster may send."""

import re
import time
from collections.abc import Iterable

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    XTermParser,
)
from textual.keys import Keys
from textual.message import Message

from rdv_tui.terminal.input import PasteTooLong

MAX_PASTE = 65_536
"""The longest paste that is taken, in characters; the rest of it is dropped."""
PASTE_SILENCE_S = 2.0
"""After how long without its end a paste is over: a lone beginning must not make the desk deaf."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
"""Control signs, which nobody means to paste; ends of lines and tabs stay."""
_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_OVERLONG = re.compile(r"\x1b\[[0-?]{30,}[ -/]*[@-~]?")
"""Longer than any sequence that means something: Textual would type it."""
_MOUSE = re.compile(r"\x1b\[<?[-\d;]+[mM]")
_MODE = re.compile(r"\x1b\[\?\d+;\d\$y")
_OPEN_ENDED = frozenset(
    {"\x1b[M"}
    | {
        key[:end]
        for key in ANSI_SEQUENCES_KEYS
        for end in range(3, len(key))
        if _SEQUENCE.fullmatch(key[:end])
    }
)
"""Sequences that look complete, and yet begin a longer one: old mouse reports, Linux's F1."""


class SafeParser(XTermParser):
    """Gives keys, pastes and mouse events for any text. Sizes are no business of what is typed.

    A paste is gathered here: to Textual's parser an Escape within it would begin keys.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tail = ""
        self._paste: str | None = None
        """The paste under way, as far as it is taken; None while there is none."""
        self._last_paste = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what `data` means, as far as it is complete. No data ends the parser."""
        while data:
            if self._paste is None:
                piece, data, begins = self._until(BRACKETED_PASTE_START, data)
                yield from self._tokens_of(piece)
                if begins:
                    yield from self._tokens_of(BRACKETED_PASTE_END)
                    self._paste, self._last_paste = "", time.monotonic()
            else:
                piece, data, ends = self._until(BRACKETED_PASTE_END, data)
                if len(self._paste) <= MAX_PASTE:
                    self._paste += piece
                self._last_paste = time.monotonic()
                if ends:
                    yield from self._pasted()

    def tick(self) -> Iterable[Message]:
        """Yield what only the time tells: a lone Escape, a paste that has no end."""
        if self._paste is not None and time.monotonic() - self._last_paste > PASTE_SILENCE_S:
            yield from self._pasted()
        yield from super().tick()

    def _until(self, mark: str, data: str) -> tuple[str, str, bool]:
        """Part `data` after `mark`, which may have begun before; say whether it was found."""
        known = self._tail + data
        found = known.find(mark)
        if found < 0:
            self._tail = known[1 - len(mark) :]
            return data, "", False
        end = found + len(mark) - len(self._tail)
        self._tail = ""
        return data[:end], data[end:], True

    def _pasted(self) -> Iterable[Message]:
        text, self._paste, self._tail = self._paste or "", None, ""
        text = text.removesuffix(BRACKETED_PASTE_END)
        kept = _UNSEEN.sub("", text[:MAX_PASTE])
        if kept:
            yield events.Paste(kept)
        if len(text) > MAX_PASTE:
            yield PasteTooLong()

    def _tokens_of(self, data: str) -> Iterable[Message]:
        kept = _OVERLONG.sub("", data)
        if not kept:
            return  # to Textual's parser nothing is the end of all
        for token in super().feed(kept):
            if isinstance(token, events.Resize):
                self.mouse_pixels, self.terminal_pixel_size = False, None
            elif not isinstance(token, events.Paste):
                yield token

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):  # a sign beyond Unicode
            keys = [_ignored(sequence)]
        if any(not _is_text(key.character) for key in keys):
            keys = [_ignored(sequence)]
        if not keys and _is_unknown(sequence):
            keys = [_ignored(sequence)]
        yield from keys


def _ignored(sequence: str) -> events.Key:
    return events.Key(Keys.Ignore, sequence)


def _is_text(character: str | None) -> bool:
    """Say whether a sign can be written at all: half a surrogate pair cannot."""
    return character is None or not any("\ud800" <= sign <= "\udfff" for sign in character)


def _is_unknown(sequence: str) -> bool:
    """Say whether a sequence is complete and means nothing: its letters are no typed text."""
    return (
        bool(_SEQUENCE.fullmatch(sequence))
        and sequence not in _OPEN_ENDED
        and not _MOUSE.fullmatch(sequence)
        and not _MODE.fullmatch(sequence)
    )
