"""A supervisor's decision to book somebody whom a rule turns away, and which rules it may lift."""

from dataclasses import dataclass

from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route, Situation

MAX_REASON_LENGTH = 300
_MAY_BE_LIFTED = frozenset({VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE, VerdictCode.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Override:
    """A supervisor's decision to book a person whom the window or the residence turns away.

    `reason` is in their own words, `by` their name: both are kept in the audit for good. `lifts`
    is the verdict that was before them when they decided: it lifts no other. None lifts whichever
    of the window and the residence stands in the way.
    """

    reason: str
    by: str
    lifts: VerdictCode | None = None


def may_be_lifted(verdict: VerdictCode, situation: Situation) -> bool:
    """Say whether a supervisor may lift `verdict` for a person in `situation`.

    Only the booking window and the residence can be: a procedure that is filed online, by post or
    elsewhere (R.431-2, R.431-3) has no appointment to give.
    """
    return verdict in _MAY_BE_LIFTED and situation.route is Route.IN_PERSON


def lifts(override: Override | None, verdict: VerdictCode, situation: Situation) -> bool:
    """Say whether `override` lifts `verdict` for a person in `situation`."""
    if override is None or not may_be_lifted(verdict, situation):
        return False
    return override.lifts is None or override.lifts is verdict
