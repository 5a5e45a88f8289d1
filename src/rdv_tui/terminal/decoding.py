"""From bytes to text, whatever the bytes are."""

from codecs import getincrementaldecoder

REFUSED = "\N{REPLACEMENT CHARACTER}"
"""What stands for bytes that are no UTF-8: seen in the field, and refused there."""


class LenientDecoder:
    """Reads UTF-8 that comes in pieces; what is none becomes `REFUSED`, and nothing raises."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")

    def decode(self, data: bytes) -> str:
        """Return the text that `data` completes; an unfinished sign waits for its other bytes."""
        return self._decoder.decode(data)

    def flush(self) -> str:
        """Return what waited for bytes that did not come, and begin anew."""
        text = self._decoder.decode(b"", final=True)
        self._decoder.reset()
        return text
