"""The hall and the hours on the command line: what they refuse, and say to people."""

import pytest

from tests.cli.conftest import Run


def _of_today(at_desk: Run, status: str) -> list[str]:
    day = at_desk("day", "--json").answer
    assert isinstance(day, list)
    return [one["reference"] for one in day if one["status"] == status]


def test_the_queue_is_told_in_the_order_of_calling(at_desk: Run) -> None:
    booked = _of_today(at_desk, "booked")[:2]
    for reference in reversed(booked):
        assert at_desk("arrive", reference).out.startswith("Arrivée notée. Ticket A ")
    waiting = at_desk("queue", "--json").answer
    assert isinstance(waiting, list)
    assert [one["called_by"] for one in waiting] == sorted(one["called_by"] for one in waiting)
    lines = at_desk("queue").out.splitlines()
    assert [line.split(" · ")[0] for line in lines] == [one["reference"] for one in waiting]


def test_one_who_left_is_not_one_who_never_came(at_desk: Run) -> None:
    present = _of_today(at_desk, "arrived")[0]
    done = at_desk("finish", present, "--outcome", "left", "--json").answer
    assert isinstance(done, dict)
    assert done["status"] not in {"no_show", "done", "arrived"}


def test_without_an_appointment(at_desk: Run) -> None:
    one = at_desk("walk-in", "add", "Traoré Fatou", "--reason", "récépissé perdu", "--json").answer
    assert isinstance(one, dict)
    assert one["status"] == "arrived"
    compact = str(one["ticket"]).replace(" ", "").lower()
    assert f"{one['ticket']} · Traoré Fatou · sans rendez-vous · attend" in at_desk("queue").out
    for busy in _of_today(at_desk, "in_progress"):
        assert at_desk("finish", busy, "--outcome", "received").code == 0
    called = at_desk("walk-in", "call", compact, "--counter", "3")
    assert "au guichet 3" in called.out
    done = at_desk("walk-in", "finish", compact, "--outcome", "elsewhere", "--why", "by_post")
    assert "orientée ailleurs (par courrier)" in done.out
    assert at_desk("walk-in", "elsewhere", "online").out == "Comptée : démarche en ligne.\n"
    lines = at_desk("walk-in").out.splitlines()
    assert {line.split(" · ")[-1] for line in lines} == {
        "orientée ailleurs (par courrier)",
        "orientée ailleurs (démarche en ligne)",
    }
    week = at_desk("figures", "--weeks", "1", "--json").answer
    assert isinstance(week, list)
    assert week[0]["walk_ins"]["elsewhere"] == {"by_post": 1, "online": 1}


def test_a_walk_in_needs_a_name_and_a_reason(at_desk: Run) -> None:
    outcome = at_desk("walk-in", "add", " ", "--json")
    assert outcome.code == 2
    fields = outcome.refusal["fields"]
    assert isinstance(fields, dict)
    assert {"name", "reason"} <= fields.keys()


def test_a_file_lacks_what_no_list_has(at_desk: Run) -> None:
    one = _of_today(at_desk, "in_progress")[0]
    words = ("finish", one, "--outcome", "incomplete", "--other", "jugement traduit", "--json")
    done = at_desk(*words).answer
    assert isinstance(done, dict)
    assert done["status"] == "incomplete"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("call",), "--counter"),
        (("call", "--counter", "x"), "--counter"),
        (("finish", "2222-2222"), "--outcome"),
        (("finish", "2222-2222", "--outcome", "gone"), "--outcome"),
        (("finish", "2222-2222", "--outcome", "left", "--missing", "Photo"), "--missing"),
        (("finish", "2222-2222", "--outcome", "received", "--other", "Photo"), "--other"),
        (("walk-in", "call", "B001"), "--counter"),
        (("walk-in", "finish", "B001"), "--outcome"),
        (("walk-in", "finish", "B001", "--outcome", "elsewhere"), "--why"),
        (("walk-in", "finish", "B001", "--outcome", "elsewhere", "--why", "x"), "--why"),
        (("walk-in", "finish", "B001", "--outcome", "left", "--why", "online"), "--why"),
        (("walk-in", "elsewhere", "nowhere"), "CODE"),
        (("openings", "add", "--counter", "1"), "--weekdays"),
        (("openings", "slots", "--minutes", "20"), "--first"),
        (("openings", "end", "--counter", "1"), "--last"),
        (("closures", "remove"), "--first"),
        (("waiting", "add"), "--last"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    at_desk: Run, words: tuple[str, ...], option: str
) -> None:
    outcome = at_desk(*words, "--json")
    assert outcome.code == 2
    assert option in str(outcome.refusal["message"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("arrive", "2222-2222"), "unknown_reference"),
        (("walk-in", "call", "B1000", "--counter", "1"), "unknown_reference"),
        (("walk-in", "finish", "x", "--outcome", "left"), "unknown_reference"),
        (("call", "--counter", "77"), "no_such_counter"),
        (("openings", "end", "--counter", "77", "--last", "2027-01-01"), "no_such_counter"),
        (("closures", "remove", "--first", "2027-01-04"), "not_allowed_now"),
        (("openings", "take-back"), "not_allowed_now"),
        (("waiting", "remove", "77"), "not_allowed_now"),
        (("outbox", "cancel", "2222-2222"), "unknown_reference"),
        (("prints", "cancel", "2222-2222"), "unknown_reference"),
    ],
)
def test_a_rule_says_no_with_its_code(at_desk: Run, words: tuple[str, ...], code: str) -> None:
    outcome = at_desk(*words, "--json")
    assert outcome.code == 3
    assert outcome.refusal["error"] == code


def test_a_dry_run_changes_nothing(at_desk: Run) -> None:
    before = at_desk("openings", "--json").answer
    told = at_desk("openings", "end", "--counter", "1", "--last", "2026-12-11", "--dry-run")
    assert "Fin du guichet 1" in told.out
    assert at_desk("openings", "--json").answer == before


def test_counters_say_whether_they_receive_people(at_desk: Run) -> None:
    counters = at_desk("counters", "--json").answer
    assert isinstance(counters, list)
    assert [one["counter"] for one in counters] == [1, 2, 3]
    assert all(one["open_now"] for one in counters)
    assert at_desk("counters").out.splitlines()[0] == "guichet 1 : ouvert en ce moment"
