"""One line a figure: what, how much, its limit, and the ratio between them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure and the limit that it must stay under, in the same `unit`."""

    name: str
    value: float
    limit: float
    unit: str
    detail: str = ""

    @property
    def ratio(self) -> float:
        """The value over its limit: below 1 is within it."""
        return self.value / self.limit

    def line(self) -> str:
        """Write the figure for people."""
        verdict = "within" if self.ratio <= 1 else "OVER"
        text = f"{self.name:<46} {self.value:8.3g} / {self.limit:<6.4g} {self.unit:<6}"
        return f"{text} ratio {self.ratio:5.2f}  {verdict}  {self.detail}".rstrip()


def percentile(values: list[float], percent: float) -> float:
    """Return the value below which `percent` of `values` lie (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))]
