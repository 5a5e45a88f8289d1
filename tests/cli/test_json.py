"""What every command answers to programs, field by field, as docs/cli.md promises it."""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tools.document import DOCS

from rdv_tui import catalogue
from rdv_tui.cli import main
from rdv_tui.cli.line import COMMANDS
from rdv_tui.domain.printing import JobState, JobStatus, PaperJob, Printer
from rdv_tui.services.desk import Desk
from rdv_tui.services.office import sign_in
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store.engine import open_store
from tests.cli.conftest import person
from tests.factories import PARIS, still_clock
from tests.programs import NOW, without_the_tester
from tests.services.waiting.asking import asking

Answer = Callable[..., object]

TEXT = (DOCS / "cli.md").read_text(encoding="utf-8")
PROMISED: dict[str, object] = json.loads(TEXT.split("```json\n")[1].split("```")[0])
NAMED = ("appointment", "message", "closure", "entry", "opening", "change", "walk_in", "refusal")
FORMS = {
    "text": r".*",
    "day": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
    "hour": r"\d\d:\d\d",
    "time": r"\d\d:\d\d:\d\d",
    "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}


def differences(shape: object, value: object, at: str = "") -> list[str]:
    """Return where `value` is not what the documentation promises."""
    if isinstance(shape, list) and isinstance(value, list):
        return [why for one in value for why in differences(shape[0], one, f"{at}[]")]
    if isinstance(shape, dict) and isinstance(value, dict):
        inside = dict.fromkeys(value, shape["…"]) if "…" in shape else shape
        missing = [f"{at}.{name}: on one side only" for name in set(inside) ^ set(value)]
        both = set(inside) & set(value)
        wrong = [differences(inside[name], value[name], f"{at}.{name}") for name in both]
        return [*missing, *(why for one in wrong for why in one)]
    if isinstance(shape, str) and shape in NAMED:
        return differences(PROMISED[shape], value, at)
    kinds = shape.split(" or ") if isinstance(shape, str) else []
    return [] if any(_is(kind, value) for kind in kinds) else [f"{at}: {value!r}"]


def _is(kind: str, value: object) -> bool:
    if kind in FORMS:
        return isinstance(value, str) and bool(re.fullmatch(FORMS[kind], value, re.DOTALL))
    return {
        "number": type(value) is int,
        "null": value is None,
        "yes": value is True,
        "no": value is False,
        "anything": True,
    }[kind]


@pytest.fixture
def answer(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Answer:
    """Run a command on this test's store, and return what it says to programs."""
    for name, value in without_the_tester(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, refused: bool = False) -> object:
        code = main(["--store", str(store), "--now", NOW, "--json", *words])
        out, err = capsys.readouterr()
        assert (code != 0) == refused
        return json.loads(err if refused else out)

    return run


@pytest.fixture
def reference(store: Path) -> str:
    """An appointment of the sample that is still to come."""
    return _first(store, "SELECT reference FROM appointment WHERE status = 'booked' AND start > ?")


def _first(store: Path, query: str) -> str:
    with sqlite3.connect(store) as connection:
        return str(connection.execute(f"{query} ORDER BY start", ("2026-11-24",)).fetchone()[0])


def promised(command: str, value: object) -> None:
    assert differences(PROMISED[command], value) == []


def test_each_command_has_its_answer_and_each_answer_its_command() -> None:
    lines = {name.split()[0] for name in PROMISED} - {*NAMED, "--version"}
    silent = {"display", "serve", "broker"}  # screens and services, which answer nothing
    assert lines == set(COMMANDS) - silent


READING = {
    "--version": [],
    "slots": [],
    "check": ["--situation", "SALARIE", "--expires", "2026-12-20", "--slot", "2026-12-21T09:00"],
    "guide": ["zorglub", "etudient", "tunisien"],
    "find": ["zahraouy"],
    "day": ["2026-11-23"],
    "day -o": ["day.pdf"],
    "figures": ["--weeks", "3"],
    "figures --hall": [],
    "figures --csv": ["figures.csv"],
    "export": ["-o", "days.csv"],
    "lead-times": [],
    "lead-times --html": ["delais.html"],
    "lead-times --all-offices": [],
    "offices": [],
    "offices list": [],
    "closures": [],
    "closures list": [],
    "openings": [],
    "openings list": [],
    "counters": [],
    "store init": [],
    "store check": [],
    "store office": [],
    "audit show": ["--day", "2026-11-23"],
    "audit verify": [],
    "audit head": [],
    "privacy purge --dry-run": [],
}


@pytest.mark.parametrize("command", READING)
def test_what_reads(command: str, answer: Answer) -> None:
    result = answer(*command.split(), *READING[command])
    assert result
    promised(command, result)


def test_an_appointment_from_its_booking_to_its_end(
    answer: Answer, free_start: str, tmp_path: Path
) -> None:
    (tmp_path / "person.json").write_text(person(email="s.y@example.org"), encoding="utf-8")
    booked = answer("book", "--slot", free_start, "--applicant", "person.json")
    promised("book", booked)
    assert isinstance(booked, dict)
    reference = booked["reference"]
    promised("show", answer("show", reference))
    promised("letter", answer("letter", reference))
    for command in ("outbox", "outbox list"):
        result = answer(*command.split())
        assert result
        promised(command, result)
    retried = answer("outbox", "retry", reference)
    assert retried
    promised("outbox retry", retried)
    withdrawn = answer("outbox", "cancel", reference)
    assert withdrawn
    promised("outbox cancel", withdrawn)
    slots = answer("slots", "--from", "2026-12-03")
    assert isinstance(slots, list)
    promised("move", answer("move", reference, "--slot", slots[-1]["start"]))
    promised("cancel", answer("cancel", reference, "--reason", "applicant"))


def test_what_a_person_may_ask(answer: Answer, store: Path) -> None:
    query = "SELECT foreign_resident_number FROM appointment WHERE status = 'done' AND start < ?"
    number = _first(store, query)
    promised("privacy export", answer("privacy", "export", number))
    promised("privacy oppose", answer("privacy", "oppose", number, "--reason", "demande écrite"))
    reason = ["--reason", "demande écrite", "--cancel"]
    promised("privacy erase", answer("privacy", "erase", number, *reason))
    promised("privacy purge", answer("privacy", "purge"))


def test_devices(answer: Answer) -> None:
    promised("kiosk enrol", answer("kiosk", "enrol", "borne-1"))
    listed = answer("kiosk", "list")
    assert listed
    promised("kiosk list", listed)
    promised("kiosk disable", answer("kiosk", "disable", "borne-1"))


def test_messages_that_nobody_can_send(answer: Answer) -> None:
    promised("outbox send", answer("outbox", "send"))


def test_a_closure_and_whom_it_concerns(answer: Answer) -> None:
    result = answer("closures", "add", "--first", "2026-11-24", "--reason", "Essai", "--move")
    assert isinstance(result, dict)
    assert result["concerned"]
    promised("closures add", result)
    back = answer("closures", "remove", "--first", "2026-11-24", "--move")
    assert isinstance(back, dict)
    assert any(one["returning"] and one["moved"] for one in back["concerned"])
    promised("closures remove", back)


def test_the_hours_change(answer: Answer) -> None:
    week = ["--weekdays", "sam", "--from", "09:00", "--to", "11:00"]
    for command, options in (
        ("openings add", ["--counter", "2", *week, "--slot-minutes", "30"]),
        ("openings take-back", []),
        ("openings slots", ["--minutes", "20", "--first", "2026-12-07", "--counter", "1"]),
        ("openings end", ["--counter", "3", "--last", "2026-12-11", "--move"]),
    ):
        result = answer(*command.split(), *options)
        assert isinstance(result, dict)
        assert result["appear"] or result["go"]
        promised(command, result)


def test_a_morning_in_the_hall(answer: Answer, store: Path) -> None:
    query = "SELECT reference FROM appointment WHERE status = 'booked' AND start > ?"
    with sqlite3.connect(store) as connection:
        rows = connection.execute(f"{query} ORDER BY start LIMIT 2", (NOW[:10],))
        first, second = [str(row[0]) for row in rows]
        busy = connection.execute("SELECT reference FROM appointment WHERE status = 'in_progress'")
        received = [str(row[0]) for row in busy]
    for one in received:
        promised("finish", answer("finish", one, "--outcome", "received"))
    for one in (first, second):
        promised("arrive", answer("arrive", one))
    waiting = answer("queue")
    assert isinstance(waiting, list)
    assert {first, second} <= {one["reference"] for one in waiting}
    promised("queue", waiting)
    promised("call", answer("call", second, "--counter", "2"))
    promised("finish", answer("finish", second, "--outcome", "received"))
    promised("finish", answer("finish", first, "--outcome", "left"))
    promised("call", answer("call", "--counter", "2"))


def test_people_without_an_appointment(answer: Answer) -> None:
    one = answer("walk-in", "add", "Traoré", "--reason", "récépissé")
    assert isinstance(one, dict)
    promised("walk-in add", one)
    day = answer("day")
    assert isinstance(day, list)
    for busy in day:
        if busy["status"] == "in_progress":
            answer("finish", busy["reference"], "--outcome", "received")
    promised("walk-in call", answer("walk-in", "call", str(one["ticket"]), "--counter", "3"))
    finished = answer("walk-in", "finish", str(one["ticket"]), "--outcome", "received")
    promised("walk-in finish", finished)
    promised("walk-in elsewhere", answer("walk-in", "elsewhere", "online"))
    for command in ("walk-in", "walk-in list"):
        listed = answer(*command.split())
        assert isinstance(listed, list)
        assert len(listed) == 2
        promised(command, listed)


def test_a_search_that_found_nothing(answer: Answer, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(
            "DELETE FROM place WHERE start > '2026-11-23' AND NOT EXISTS (SELECT 1 FROM appointment"
            " WHERE appointment.start = place.start AND appointment.number = place.number"
            " AND appointment.status NOT IN ('cancelled', 'held', 'released', 'lapsed'))"
        )
    promised(
        "certificate", answer("certificate", "--situation", "SALARIE", "--family-name", "Diallo")
    )
    result = answer("searches")
    assert result
    promised("searches", result)


def test_what_is_printed(answer: Answer, reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = Printer("HP", reasons=("paused",), trays=("tray-1",), sides=("one-sided",))
    monkeypatch.setattr("rdv_tui.outputs.spooler.get_printers", lambda: (printer,))
    promised("printers", answer("printers"))
    status = JobStatus(next(iter(JobState)), "")
    job = PaperJob(None, reference, "Convocation", "HP", "HP-7", status, datetime.now(UTC))
    monkeypatch.setattr("rdv_tui.services.delivery.printing.list_jobs", lambda *_: [job])
    monkeypatch.setattr("rdv_tui.services.delivery.printing.follow", lambda _, job: job)
    promised("prints", answer("prints", reference))
    monkeypatch.setattr("rdv_tui.services.delivery.delivery.print_letter", lambda *_: job)
    promised("letter --print", answer("letter", reference, "--print"))


def test_the_office_changes(answer: Answer, tmp_path: Path) -> None:
    shipped = Path(catalogue.__file__).with_name("office.toml").read_text(encoding="utf-8")
    changed = shipped.replace("04 88 17 84 84", "04 90 00 00 00")
    (tmp_path / "office.toml").write_text(changed, encoding="utf-8")
    result = answer("store", "office", "office.toml")
    assert isinstance(result, dict)
    assert result["changed"]
    promised("store office FILE", result)


def test_the_sample_is_built(answer: Answer) -> None:
    promised("store sample", answer("store", "sample", "other.db"))
    promised("store copy", answer("store", "copy", "other.db", "copy.db"))


def test_another_office_is_added(answer: Answer, tmp_path: Path) -> None:
    model = Path(catalogue.__file__).with_name("office.toml").read_text(encoding="utf-8")
    gard = model.replace('code = "vaucluse"', 'code = "gard"')
    (tmp_path / "gard.toml").write_text(gard, encoding="utf-8")
    added = answer("offices", "add", "gard.toml")
    promised("offices add", added)
    assert added == answer("offices", "list")


def test_those_who_wait(answer: Answer, store: Path, tmp_path: Path) -> None:
    with open_store(str(store)) as opened:
        office = catalogue.default_office()
        desk = Desk(opened, office, still_clock(datetime.fromisoformat(NOW), PARIS), "a", "p:1")
        waiting_list.add(sign_in.enter_sample(desk), *asking(1))
    (tmp_path / "person.json").write_text(person(email="s.y@example.org"), encoding="utf-8")
    added = answer("waiting", "add", "--applicant", "person.json", "--last", "2026-12-18")
    assert isinstance(added, dict)
    promised("waiting add", added)
    for command in ("waiting", "waiting list"):
        result = answer(*command.split())
        assert result
        promised(command, result)
    left = answer("waiting", "remove", str(added["id"]))
    assert isinstance(left, list)
    assert added["id"] not in [one["id"] for one in left]
    promised("waiting remove", left)


def test_a_refusal_says_what_was_wrong(answer: Answer, tmp_path: Path) -> None:
    promised("refusal", answer("show", "7777-7777", refused=True))
    (tmp_path / "nobody.json").write_text("{}", encoding="utf-8")
    usage = answer("book", "--slot", "?", "--applicant", "nobody.json", refused=True)
    promise = PROMISED["refusal"]
    assert isinstance(promise, dict)
    assert isinstance(usage, dict)
    assert set(usage) == {*promise, "fields"}
    verdict = answer("slots", "--situation", "ETUDIANT", refused=True)
    assert isinstance(verdict, dict)
    assert set(verdict) == {*promise, "verdict"}
