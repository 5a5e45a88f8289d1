"""`slots` and `check`: what is free, and who may take it."""

import pytest

from tests.cli.conftest import Run
from tests.programs import NOW


def listed(answer: object) -> list[dict[str, object]]:
    assert isinstance(answer, list)
    return answer


def test_free_slots_in_time_order(at_desk: Run) -> None:
    slots = listed(at_desk("slots", "--from", "2026-12-14", "--days", "2", "--json").answer)
    starts = [str(slot["start"]) for slot in slots]
    assert starts == sorted(starts)
    assert {start[:10] for start in starts} == {"2026-12-14", "2026-12-15"}
    for slot in slots:
        assert list(slot) == ["start", "capacity", "free"]
        assert 0 < int(str(slot["free"])) <= int(str(slot["capacity"])) <= 3
        assert len(str(slot["start"])) == len("2026-12-14T09:00")


def test_slots_of_today_are_those_to_come(at_desk: Run) -> None:
    slots = listed(at_desk("slots", "--days", "1", "--json").answer)
    assert all(str(slot["start"]) > NOW for slot in slots)


def test_no_slot_on_a_closed_day(at_desk: Run) -> None:
    closed = ("slots", "--from", "2026-12-09", "--days", "1")
    assert at_desk(*closed, "--json").answer == []
    result = at_desk(*closed)
    assert result.out.startswith("Il n'existe aucune plage horaire libre")
    assert result.code == 0


def test_people_read_days_and_hours(at_desk: Run) -> None:
    text = at_desk("slots", "--from", "2026-12-15", "--days", "1").out
    lines = text.splitlines()
    assert lines[0] == "mardi 15 décembre 2026"
    assert all(line.startswith("  ") and " libre" in line for line in lines[1:])


def test_slots_for_a_situation_that_takes_no_appointment(at_desk: Run) -> None:
    result = at_desk("slots", "--situation", "ETUDIANT", "--json")
    assert (result.code, result.refusal["error"]) == (3, "not_eligible")
    assert result.refusal["verdict"] == "online"


def test_slots_for_a_situation_filed_in_person(at_desk: Run) -> None:
    everyone = at_desk("slots", "--json").answer
    assert at_desk("slots", "--situation", "SALARIE", "--json").answer == everyone


VERDICTS = {
    "bookable": (["SALARIE", "2026-12-20"], "bookable"),
    "first day": (["SALARIE", "2027-02-23"], "bookable"),
    "a day too early": (["SALARIE", "2027-02-24"], "too_early"),
    "last day": (["SALARIE", "2026-05-23"], "bookable"),
    "a day too late": (["SALARIE", "2026-05-22"], "too_late"),
    "online": (["ETUDIANT", "2026-12-20"], "online"),
    "by post": (["REGROUPEMENT_DEMANDE", "2026-12-20"], "by_post"),
    "another department": (["SALARIE", "2026-12-20", "--postal-code", "13001"], "elsewhere"),
}


@pytest.mark.parametrize(("words", "verdict"), VERDICTS.values(), ids=list(VERDICTS))
def test_verdicts_always_succeed(words: list[str], verdict: str, rdv: Run) -> None:
    situation, expires, *more = words
    asked = ("check", "--situation", situation, "--expires", expires, *more)
    result = rdv("--now", NOW, *asked, "--json")
    assert result.code == 0
    assert isinstance(result.answer, dict)
    assert list(result.answer) == [
        "verdict",
        "opens",
        "closes",
        "covered_until",
        "file_from",
        "file_until",
        "warnings",
        "message",
    ]
    assert result.answer["verdict"] == verdict
    assert rdv("--now", NOW, *asked).out == f"{result.answer['message']}\n"


def test_the_window_and_the_cover(rdv: Run) -> None:
    words = ("--now", NOW, "check", "--situation", "SALARIE", "--expires", "2026-11-30", "--json")
    four_years = rdv(*words, "--kind", "CSP-4ANS").answer
    assert isinstance(four_years, dict)
    assert (four_years["opens"], four_years["closes"]) == ("2026-08-30", "2027-05-30")
    assert four_years["covered_until"] == "2027-02-28"
    one_year = rdv(*words, "--kind", "CST").answer
    assert isinstance(one_year, dict)
    assert one_year["covered_until"] is None


def test_warnings_come_with_the_slot(rdv: Run) -> None:
    words = ("--now", NOW, "check", "--situation", "SALARIE", "--expires", "2026-12-20")
    result = rdv(*words, "--kind", "CST", "--slot", "2027-01-05T09:00", "--json").answer
    assert isinstance(result, dict)
    assert [warning["code"] for warning in result["warnings"]] == ["late_fee", "not_covered"]
    for warning in result["warnings"]:
        assert warning["message"] in rdv(*words, "--kind", "CST", "--slot", "2027-01-05T09:00").out


def test_the_clock_may_come_from_the_environment(rdv: Run) -> None:
    words = ("check", "--situation", "SALARIE", "--expires", "2031-01-10", "--json")
    result = rdv(*words, RDV_NOW="2031-01-01T08:00").answer
    assert isinstance(result, dict)
    assert result["verdict"] == "bookable"
