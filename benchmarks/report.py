"""One line a figure: what, how much, its limit, and the ratio between them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure and the limit that it must stay within, in the same `unit`.

    Without a limit it is there to compare others with.
    """

    name: str
    value: float
    limit: float | None
    unit: str
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """The value over its limit: up to 1 is within it. None where there is nothing to divide."""
        return self.value / self.limit if self.limit else None

    @property
    def is_over(self) -> bool:
        """Whether the value is beyond its limit."""
        return self.limit is not None and self.value > self.limit

    def line(self) -> str:
        """Write the figure for people."""
        limit = "-" if self.limit is None else f"{self.limit:.4g}"
        verdict = "OVER" if self.is_over else "within" if self.limit is not None else ""
        ratio = "" if self.ratio is None else f"ratio {self.ratio:5.2f}"
        text = f"{self.name:<46} {self.value:8.3g} / {limit:<6} {self.unit:<6}"
        return f"{text} {ratio:<11}  {verdict:<6}  {self.detail}".rstrip()


def percentile(values: list[float], percent: float) -> float:
    """Return the value below which `percent` of `values` lie (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))]
