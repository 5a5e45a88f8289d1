"""A supervisor books a person whom a rule turns away: what can be lifted, and what is kept."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant
from rdv_tui.domain.appointment import Channel, Status
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.domain.situations import Route
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import booking, holds
from rdv_tui.services.desk import Desk
from rdv_tui.store import audit, integrity
from rdv_tui.store.stored import StoredAct
from rdv_tui.store.transactions import snapshot
from tests.factories import everything, person

NINE = datetime.fromisoformat("2026-11-30T09:00")
DECIDED = Override("Hospitalisée tout l'été, dossier complet", "Mme Roux")
LIFTED = [
    ({"permit_expires": date(2027, 3, 2)}, "too_early"),
    ({"permit_expires": date(2026, 5, 29)}, "too_late"),
    ({"postal_code": "13001", "commune": "Marseille"}, "elsewhere"),
]
AWAY = [one.code for one in catalogue.situations().situations if one.route is not Route.IN_PERSON]


def overrides(desk: Desk) -> list[StoredAct]:
    with snapshot(desk) as unit:
        return audit.of_action(unit, "override")


def book_at(desk: Desk, who: Applicant, override: Override | None) -> str:
    made = booking.book_at(desk, NINE, who, channel=Channel.DESK, override=override)
    assert made.status is Status.BOOKED
    return made.reference


def unchanged_after(desk: Desk, who: Applicant, override: Override, code: str) -> None:
    before = everything(desk.store)
    with pytest.raises((Refusal, UsageError)) as caught:
        book_at(desk, who, override)
    assert caught.value.code == code
    assert everything(desk.store) == before


@pytest.mark.parametrize(("changes", "verdict"), LIFTED)
def test_window_and_residence_are_lifted_with_a_trace(
    desk: Desk, changes: dict[str, Any], verdict: str
) -> None:
    reference = book_at(desk, person(**changes), DECIDED)
    (kept,) = overrides(desk)
    assert (kept.reference, kept.agent, kept.at) == (reference, "agent", desk.clock.now())
    assert json.loads(kept.after or "") == {
        "verdict": verdict,
        "reason": DECIDED.reason,
        "by": "Mme Roux",
    }
    assert integrity.check(desk.store) == []


@pytest.mark.parametrize(("changes", "verdict"), LIFTED)
def test_the_hold_of_the_screens_is_booked_the_same_way_and_once(
    desk: Desk, changes: dict[str, Any], verdict: str
) -> None:
    hold, who = holds.hold(desk, NINE, BookingDraft()), person(**changes)
    for _ in range(2):
        made = booking.book(
            desk, hold, who, channel=Channel.DESK, identification=None, override=DECIDED
        )
    (kept,) = overrides(desk)
    assert kept.reference == made.reference
    assert json.loads(kept.after or "")["verdict"] == verdict


@pytest.mark.parametrize("situation", AWAY)
def test_a_procedure_filed_away_from_the_desk_is_never_lifted(desk: Desk, situation: str) -> None:
    unchanged_after(desk, person(situation=situation), DECIDED, "not_eligible")
    far = person(situation=situation, postal_code="13001", commune="Marseille")
    unchanged_after(desk, far, DECIDED, "not_eligible")


@pytest.mark.parametrize(
    "override",
    [Override("", "Mme Roux"), Override(" \n\u202e", "Mme Roux"), Override("Motif", " ")],
)
def test_without_a_reason_or_an_author_nothing_is_lifted(desk: Desk, override: Override) -> None:
    too_early = person(permit_expires=date(2027, 3, 2))
    unchanged_after(desk, too_early, override, "invalid_fields")
    unchanged_after(desk, too_early, Override("x" * 301, "Mme Roux"), "invalid_fields")


@pytest.mark.parametrize(("changes", "verdict"), LIFTED)
def test_decided_on_one_verdict_it_lifts_no_other(
    desk: Desk, changes: dict[str, Any], verdict: str
) -> None:
    others = [one for one in VerdictCode if one != verdict]
    for other in others:
        decided = Override("Motif", "Mme Roux", other)
        unchanged_after(desk, person(**changes), decided, "not_eligible")
    book_at(desk, person(**changes), Override("Motif", "Mme Roux", VerdictCode(verdict)))
    assert len(overrides(desk)) == 1


def test_other_refusals_hold(desk: Desk) -> None:
    late = date(2026, 5, 29)
    book_at(desk, person(1, permit_expires=late), DECIDED)
    unchanged_after(desk, person(1, permit_expires=late), DECIDED, "already_booked")
    book_at(desk, person(2), None)
    unchanged_after(desk, person(3, permit_expires=late), DECIDED, "slot_taken")


def test_where_nothing_had_to_be_lifted_no_trace_says_so(desk: Desk) -> None:
    book_at(desk, person(), DECIDED)
    assert overrides(desk) == []


def test_without_an_override_the_rule_stands(desk: Desk) -> None:
    with pytest.raises(Refusal):
        book_at(desk, person(permit_expires=date(2026, 5, 29)), None)
