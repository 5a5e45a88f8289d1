"""Whether the store answers, asked at most every few seconds, and never by two at once."""

import asyncio
import time
from collections.abc import Callable

KEPT_S = 5.0
"""How long an answer counts: whoever asks often must not keep the store busy."""
PATIENCE_S = 3.0


class Health:
    """What is known of the store."""

    def __init__(self, is_store_there: Callable[[], bool]) -> None:
        self._ask = is_store_there
        self._lock = asyncio.Lock()
        self._well, self._at = False, float("-inf")

    async def is_well(self) -> bool:
        """Say whether the store answered lately, or answers now."""
        async with self._lock:
            if time.monotonic() - self._at > KEPT_S:
                try:
                    async with asyncio.timeout(PATIENCE_S):
                        self._well = await asyncio.to_thread(self._ask)
                except TimeoutError:
                    self._well = False
                self._at = time.monotonic()
            return self._well
