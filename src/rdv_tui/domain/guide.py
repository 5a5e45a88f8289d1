"""Which situation is this person in? Found by the words they say, or by four plain questions.

Pure: the French of questions and answers stands in locales/booking/guide.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rdv_tui.domain.situations import Catalogue, Ground, Route, Situation


class Topic(StrEnum):
    """What a question is about, in the order in which they are asked."""

    PERMIT = "permit"
    NATIONALITY = "nationality"
    GROUND = "ground"
    SITUATION = "situation"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class GuideAnswer:
    """One answer to a question: its code, and the codes of the situations that it leaves."""

    code: str
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that still divides the situations; it has at least two answers."""

    topic: Topic
    answers: tuple[GuideAnswer, ...]


GuideAnswers = Mapping[Topic, str]
"""The code of the answer given to each topic so far."""

TOO_EARLY, TOO_LATE, IN_TIME = "TROP_TOT", "HORS_DELAI_6_MOIS", "in_time"
"""Answers about expiry: the first two are the codes of the situations that they lead to."""

MAX_LISTED = 9
"""So many situations are chosen from directly: one key each."""

OTHER_PERMIT, NO_PERMIT = "other_permit", "no_permit"
# The law depends on nationality through the permit: an Algerian holds a certificate of the 1968
# agreement, a citizen of the Union a card of L.233-1, a Briton one of the Withdrawal Agreement.
_PERMITS: Mapping[str, frozenset[str]] = {
    "visa": frozenset({"VLS-TS"}),
    "one_year": frozenset({"CST"}),
    "several_years": frozenset({"CSP", "CSP-4ANS"}),
    "ten_years": frozenset({"CR", "CS-RETRAITE"}),
    "algerian": frozenset({"CRA1", "CRA10"}),
    "european": frozenset({"CS-UE", "CS-FUE", "AR-5ANS", "AR-10ANS"}),
}
_NATIONALITIES: Mapping[str, frozenset[str]] = {
    "european": frozenset({"CS-UE"}),
    "european_family": frozenset({"CS-FUE"}),
    "british": frozenset({"AR-5ANS", "AR-10ANS"}),
}
_NAMED_KINDS = frozenset().union(*_PERMITS.values())


def kinds_under(permit: str) -> frozenset[str]:
    """Return the codes of the permits that an answer about the permit means, none for others."""
    return _PERMITS.get(permit, frozenset())


def _permits_of(situation: Situation) -> set[str]:
    kinds = set(situation.permit_kinds)
    if not kinds:
        # Being too early is no want of a permit: the question on expiry leads there.
        return set() if situation.code == TOO_EARLY else {NO_PERMIT}
    found = {code for code, named in _PERMITS.items() if named & kinds}
    return found | ({OTHER_PERMIT} if kinds - _NAMED_KINDS else set())


def _nationalities_of(situation: Situation) -> set[str]:
    kinds = set(situation.permit_kinds)
    return {code for code, named in _NATIONALITIES.items() if named & kinds}


def narrow(catalogue: Catalogue, answers: GuideAnswers) -> tuple[Situation, ...]:
    """Return the situations that `answers` leave, in the catalogue's order."""
    if (dated := answers.get(Topic.EXPIRY)) in (TOO_EARLY, TOO_LATE):
        return tuple(s for s in catalogue.situations if s.code == dated)
    left = list(catalogue.situations)
    if permit := answers.get(Topic.PERMIT):
        left = [s for s in left if permit in _permits_of(s)]
    if nationality := answers.get(Topic.NATIONALITY):
        left = [s for s in left if nationality in _nationalities_of(s)]
    if ground := answers.get(Topic.GROUND):
        left = [s for s in left if s.ground == ground]
    if code := answers.get(Topic.SITUATION):
        left = [s for s in left if s.code == code]
    return tuple(left)


def next_question(
    catalogue: Catalogue, answers: GuideAnswers, *, expiry_known: bool = False
) -> Question | None:
    """Return what to ask next, None when `answers` lead to one situation.

    At most four questions: permit; nationality or ground, where they divide what is left; the
    situation among a short list; expiry for those whom the desk serves, unless it is known.
    """
    left = narrow(catalogue, answers)
    if Topic.PERMIT not in answers:
        return _by_permit(left)
    if len(left) > 1:
        return _dividing(left, answers)
    if expiry_known or Topic.EXPIRY in answers or not left or left[0].route is not Route.IN_PERSON:
        return None
    return _by_expiry(catalogue, left[0])


def _by_permit(left: tuple[Situation, ...]) -> Question | None:
    found = {
        code: tuple(s.code for s in left if code in _permits_of(s))
        for code in (*_PERMITS, OTHER_PERMIT, NO_PERMIT)
    }
    return _question(Topic.PERMIT, found.items())


def _dividing(left: tuple[Situation, ...], answers: GuideAnswers) -> Question | None:
    if answers[Topic.PERMIT] == "european" and Topic.NATIONALITY not in answers:
        found = {
            code: tuple(s.code for s in left if code in _nationalities_of(s))
            for code in _NATIONALITIES
        }
        if asked := _question(Topic.NATIONALITY, found.items()):
            return asked
    if len(left) > MAX_LISTED and Topic.GROUND not in answers:
        grounds = {g: tuple(s.code for s in left if s.ground is g) for g in Ground}
        if asked := _question(Topic.GROUND, grounds.items()):
            return asked
    return _question(Topic.SITUATION, ((s.code, (s.code,)) for s in left))


def _by_expiry(catalogue: Catalogue, situation: Situation) -> Question | None:
    known = {s.code for s in catalogue.situations}
    dated = ((code, (code,)) for code in (TOO_EARLY, TOO_LATE) if code in known)
    return _question(Topic.EXPIRY, ((IN_TIME, (situation.code,)), *dated))


def _question(topic: Topic, found: Iterable[tuple[str, tuple[str, ...]]]) -> Question | None:
    """Return the question with the answers that lead somewhere, None when it divides nothing."""
    answers = tuple(GuideAnswer(str(code), situations) for code, situations in found if situations)
    return Question(topic, answers) if len(answers) > 1 else None
