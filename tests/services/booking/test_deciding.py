"""What the guards before a booking ask of the rules: each thing that decides, and what they say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rdv_tui import catalogue
from rdv_tui.domain.draft import BookingDraft
from rdv_tui.domain.overrides import MAX_REASON_LENGTH, Override
from rdv_tui.domain.permits import VerdictCode
from rdv_tui.errors import Refusal, UsageError
from rdv_tui.services.booking import eligibility, preconditions
from rdv_tui.services.booking.eligibility import Finding
from rdv_tui.services.desk import Desk
from tests.factories import person

OFFICE = catalogue.default_office()
TODAY = date(2026, 11, 23)
SLOT = date(2027, 1, 4)
DECIDED = Override("Hospitalisée", "Mme Roux")
ASKED: dict[str, Any] = {
    "situation": "SALARIE",
    "permit_kind": "CST",
    "expires": date(2026, 12, 31),
    "postal_code": "84000",
    "slot": SLOT,
}


def found(**asked: Any) -> Finding:  # noqa: ANN401 - any of the things that decide
    finding = eligibility.evaluate(OFFICE, TODAY, **(ASKED | asked))
    assert finding is not None
    return finding


def codes(finding: Finding) -> list[str]:
    return [code for code, _ in finding.warnings]


# -- whom a supervisor books all the same
@pytest.mark.parametrize(
    ("asked", "code", "warnings"),
    [
        (
            {"expires": date(2026, 3, 31)},
            VerdictCode.TOO_LATE,
            ["late_fee", "not_covered", "renewal_at_risk"],
        ),
        ({"expires": date(2027, 6, 30)}, VerdictCode.TOO_EARLY, ["filing_not_open"]),
        ({"postal_code": "13001"}, VerdictCode.ELSEWHERE, ["late_fee", "not_covered"]),
        (
            {"postal_code": "13001", "permit_kind": "CSP-4ANS"},
            VerdictCode.ELSEWHERE,
            ["late_fee", "covered_until"],
        ),
    ],
)
def test_what_is_lifted_stays_said_with_the_warnings_of_the_day(
    asked: dict[str, Any], code: VerdictCode, warnings: list[str]
) -> None:
    decided = found(**asked, override=DECIDED)
    assert (decided.verdict.code, codes(decided)) == (code, warnings)
    assert all(text for _, text in decided.warnings)
    without, other = (
        found(**asked),
        found(**asked, override=replace(DECIDED, lifts=VerdictCode.BOOKABLE)),
    )
    assert codes(without) == codes(other) == []
    assert decided.message == without.message == other.message


@pytest.mark.parametrize("left_out", ["slot", "expires"])
def test_without_a_day_or_an_expiry_a_lifted_verdict_has_no_warnings(left_out: str) -> None:
    decided = found(**{"postal_code": "13001", left_out: None}, override=DECIDED)
    assert (decided.verdict.code, codes(decided)) == (VerdictCode.ELSEWHERE, [])


def test_a_procedure_filed_elsewhere_has_no_warnings_whoever_decides() -> None:
    assert codes(found(situation="ETUDIANT", override=DECIDED)) == []


def test_a_warning_names_the_day_and_goes_by_the_permit() -> None:
    early = found(expires=date(2027, 2, 15), slot=date(2026, 12, 14))
    assert early.warnings[0][1].startswith("Le 14 décembre 2026, il sera trop tôt")
    kinds = {kind: dict(found(permit_kind=kind).warnings) for kind in ("CST", "CSP-4ANS")}
    assert "En Vaucluse" in kinds["CST"]["not_covered"]
    assert found(slot=SLOT).message == found(slot=None).message != ""


# -- what an applicant and a draft hand over
def test_each_thing_of_an_applicant_that_decides_is_asked() -> None:
    who = person(permit_kind="CSP-4ANS", permit_expires=date(2026, 12, 31))

    def said(**changes: Any) -> Finding:  # noqa: ANN401 - any field of an applicant
        finding = eligibility.evaluate_applicant(OFFICE, TODAY, replace(who, **changes), SLOT)
        assert finding is not None
        return finding

    assert codes(said()) == ["late_fee", "covered_until"]
    assert codes(said(permit_kind="CST")) == ["late_fee", "not_covered"]
    assert codes(said(permit_expires=date(2027, 1, 10))) == []
    assert said(postal_code="13001").verdict.code is VerdictCode.ELSEWHERE
    assert said(situation="ETUDIANT").verdict.code is VerdictCode.ONLINE
    far = replace(who, postal_code="13001")
    lifted = eligibility.evaluate_applicant(OFFICE, TODAY, far, SLOT, DECIDED)
    assert lifted is not None
    assert codes(lifted) == ["late_fee", "covered_until"]


TYPED = {
    "situation": "SALARIE",
    "permit_kind": "CSP-4ANS",
    "permit_expires": "31/12/2026",
    "postal_code": "84000",
}


def drafted(override: Override | None = None, **typed: str) -> BookingDraft:
    return replace(BookingDraft().with_typed(TYPED | typed), override=override)


def test_each_thing_of_a_draft_that_decides_is_asked() -> None:
    def said(slot: date | None = SLOT, **typed: str) -> Finding:
        finding = eligibility.evaluate_draft(OFFICE, TODAY, drafted(None, **typed), slot)
        assert finding is not None
        return finding

    assert codes(said()) == ["late_fee", "covered_until"]
    assert codes(said(None)) == []
    assert codes(said(permit_kind="CST")) == ["late_fee", "not_covered"]
    assert said(situation="ETUDIANT").verdict.code is VerdictCode.ONLINE
    assert said(postal_code="13001").verdict.code is VerdictCode.ELSEWHERE
    lifted = eligibility.evaluate_draft(OFFICE, TODAY, drafted(DECIDED, postal_code="13001"), SLOT)
    assert lifted is not None
    assert codes(lifted) == ["late_fee", "covered_until"]
    assert eligibility.evaluate_draft(OFFICE, TODAY, BookingDraft()) is None
    no_date = drafted(permit_expires="bientôt")
    assert eligibility.evaluate_draft(OFFICE, TODAY, no_date) is None
    # « 5/3/27 » is the year to come: a permit expires in the future
    assert (
        said(permit_expires="5/3/27").verdict.closes
        == said(permit_expires="05/03/2027").verdict.closes
    )


@pytest.mark.parametrize("code", ["13001", " 13 001 ", "١٣٠٠١"])
def test_a_postal_code_of_another_department_is_refused_where_it_is_typed(code: str) -> None:
    said = eligibility.residence_refusal(OFFICE, TODAY, drafted(postal_code=code))
    assert "13001" in said
    assert "Bouches-du-Rhône, à Marseille" in said
    assert eligibility.residence_refusal(OFFICE, TODAY, drafted(DECIDED, postal_code=code)) == ""
    other = replace(DECIDED, lifts=VerdictCode.TOO_LATE)
    assert eligibility.residence_refusal(OFFICE, TODAY, drafted(other, postal_code=code)) == said


@pytest.mark.parametrize("code", ["84000", "840", ""])
def test_a_postal_code_that_is_ours_or_not_whole_is_not_refused(code: str) -> None:
    assert eligibility.residence_refusal(OFFICE, TODAY, drafted(postal_code=code)) == ""
    nothing = BookingDraft().with_typed({"situation": "SALARIE"})
    assert eligibility.residence_refusal(OFFICE, TODAY, nothing) == ""
    lower = drafted(situation="salarie", postal_code="13001")
    assert "13001" in eligibility.residence_refusal(OFFICE, TODAY, lower)


def test_a_permit_that_nobody_in_the_situation_holds_is_refused_with_those_that_go() -> None:
    for situation, kind in (("SALARIE", "CR"), ("salarie", "cr")):
        with pytest.raises(UsageError) as caught:
            eligibility.refuse_kind(situation, kind)
        assert caught.value.code == "invalid_fields"
        assert caught.value.fields == {"permit_kind": caught.value.message}
        assert caught.value.message.startswith(
            "Type de titre\N{NO-BREAK SPACE}: « carte de résident"
        )
        assert "choisissez parmi" in caught.value.message
        assert "carte de séjour temporaire (un an au plus), carte" in caught.value.message
    for situation, kind in (("SALARIE", "cst"), ("PECHEUR", "CR"), ("SALARIE", "ROSE")):
        eligibility.refuse_kind(situation, kind)
    free = next(one for one in catalogue.situations().situations if not one.permit_kinds)
    eligibility.refuse_kind(free.code, "CR")


def test_unknown_codes_are_told_field_by_field_and_together() -> None:
    with pytest.raises(UsageError) as caught:
        eligibility.evaluate(OFFICE, TODAY, situation="PECHEUR", permit_kind="ROSE")
    fields = caught.value.fields
    assert caught.value.code == "invalid_fields"
    assert caught.value.message == f"{fields['situation']} {fields['permit_kind']}"
    assert fields["situation"].startswith("Situation")
    assert fields["permit_kind"].startswith("Type de titre")


# -- the guard itself
def test_a_refusal_says_what_the_rules_say_and_the_verdict(desk: Desk) -> None:
    who = person(permit_expires=date(2026, 5, 29))
    finding = eligibility.evaluate_applicant(desk.office, desk.clock.today(), who)
    assert finding is not None
    with pytest.raises(Refusal) as caught:
        preconditions.require_eligible(desk, who)
    assert caught.value.message.startswith(finding.message)
    assert preconditions.require_eligible(desk, who, DECIDED) is VerdictCode.TOO_LATE
    assert preconditions.require_eligible(desk, person(), DECIDED) is None


def test_a_reason_may_be_as_long_as_it_may(desk: Desk) -> None:
    who = person(permit_expires=date(2026, 5, 29))
    longest = replace(DECIDED, reason="x" * MAX_REASON_LENGTH)
    assert preconditions.require_eligible(desk, who, longest) is VerdictCode.TOO_LATE
    with pytest.raises(UsageError) as caught:
        preconditions.require_reason(replace(DECIDED, reason="x" * (MAX_REASON_LENGTH + 1)))
    assert str(MAX_REASON_LENGTH) in f"{caught.value.message} {caught.value.fields}"
