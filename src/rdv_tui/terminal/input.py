"""What is told of the line itself, beside its keys."""

from textual.message import Message


class ForeignByte(Message):
    """The terminal sent a byte that is no UTF-8."""


class PasteTooLong(Message):
    """A paste was cut, since nobody means to paste as much."""
