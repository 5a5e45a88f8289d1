"""Which verdicts a supervisor's decision lifts, and for whom."""

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.overrides import Override, lifts
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route

IN_PERSON, ONLINE = (
    next(one for one in catalogue.situations().situations if one.route is route)
    for route in (Route.IN_PERSON, Route.ONLINE)
)
LIFTABLE = {VerdictCode.TOO_EARLY, VerdictCode.TOO_LATE, VerdictCode.ELSEWHERE}


@pytest.mark.parametrize("verdict", VerdictCode)
def test_the_window_and_the_residence_alone_are_lifted_where_one_comes_in_person(
    verdict: VerdictCode,
) -> None:
    any_of_them = Override("Rendez-vous de la préfète", "Mme Roux")
    assert lifts(any_of_them, verdict, IN_PERSON) is (verdict in LIFTABLE)
    assert not lifts(any_of_them, verdict, ONLINE)
    assert not lifts(None, verdict, IN_PERSON)


@pytest.mark.parametrize("decided", sorted(LIFTABLE))
@pytest.mark.parametrize("stands", sorted(LIFTABLE))
def test_a_decision_lifts_the_verdict_that_was_seen_and_no_other(
    decided: VerdictCode, stands: VerdictCode
) -> None:
    seen = Override("Rendez-vous de la préfète", "Mme Roux", lifts=decided)
    assert lifts(seen, stands, IN_PERSON) is (decided is stands)
