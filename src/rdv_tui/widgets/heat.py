"""How much of something is left, as one sign: seen at a glance, and without colour too."""

LEGEND = "░▒▓█"
"""A quarter at most, half, three quarters, more."""


def heat(free: int, capacity: int) -> str:
    """Return the sign of `free` of `capacity`: « · » for none, else one of `LEGEND`."""
    if free <= 0 or capacity <= 0:
        return "·"
    return LEGEND[min(len(LEGEND) - 1, max(0, -(-4 * free // capacity) - 1))]
