"""Kinds of residence permit, and whether an expired one still proves a regular stay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Cover(StrEnum):
    """Whether L.433-3 lets the expired permit prove a regular stay while renewal is examined.

    `YES`: its first paragraph. `BY_DEPARTMENT`: its second, where an order names the department,
    for who has filed before expiry. `NOT_NAMED`: the article does not name it.
    """

    YES = "yes"
    BY_DEPARTMENT = "by_department"
    NOT_NAMED = "not_named"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PermitKind:
    """A kind of residence permit; `label` is French.

    `multi_year`: who holds it may ask for a resident card at any time (R.431-6). `long_term`: a
    long-term resident EU may hold it, whom R.431-5 and R.431-8 leave out. `held_by`: the only
    nationalities (ISO 3166 alpha-2) that hold it, any when empty; `not_held_by`: those that hold
    another in its place, as Algerians do (agreement of 27 December 1968). `labels`: what people
    who read another language call it, by the language's code.
    """

    code: str
    label: str
    cover: Cover
    multi_year: bool = False
    long_term: bool = False
    held_by: tuple[str, ...] = ()
    not_held_by: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def contradicts(self, nationality: str) -> bool:
        """Say whether somebody of that nationality hardly holds it; it is asked, never refused."""
        others = bool(self.held_by) and nationality not in self.held_by
        return bool(nationality) and (others or nationality in self.not_held_by)
