"""`outbox`: what waits, what left, and sending without a desk, with a real mail server."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rdv_tui import catalogue
from rdv_tui.clock import Clock
from rdv_tui.services.office.startup import open_office
from rdv_tui.store.engine import open_store
from tests.cli.conftest import Outcome, Run, contents, person
from tests.mail.post_office import DROP, HOST, PostOffice, open_post_office
from tests.programs import NOW

SLOT = "2026-11-30T09:00"
SECRET = "très-secret-7"
Send = Callable[..., Outcome]


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a past that no test may change."""
    file = tmp_path_factory.mktemp("new") / "new.db"
    zone = ZoneInfo(catalogue.default_office().time_zone)
    with open_store(str(file)) as store:
        store.mark_training()  # its clock is chosen below
        open_office(
            store,
            catalogue.default_office(),
            Clock.starting_at(zone, datetime.fromisoformat(NOW)),
            founds=True,
        )
    return file


@pytest.fixture
def file(new_file: Path, tmp_path: Path) -> Path:
    """This test's own store without a past, so that every message is its own."""
    return Path(shutil.copy(new_file, tmp_path / "new.db"))


@pytest.fixture
def at(rdv: Run, file: Path, post: PostOffice) -> Send:
    """Run `rdv-tui` on the store with the settings that lead to the mail server."""

    def run(*words: str, given: str = "", now: str = NOW, **variables: str) -> Outcome:
        server = {
            "RDV_SMTP_HOST": HOST,
            "RDV_SMTP_PORT": str(post.port),
            "RDV_SMTP_SECURITY": "none",
        }
        known = {name: value for name, value in (server | variables).items() if value}
        return rdv("--store", str(file), "--now", now, *words, given=given, **known)

    return run


def book(at: Send, **changes: object) -> dict[str, object]:
    given = person(**({"email": "s.yilmaz@example.org", "language": "tr"} | changes))
    answer = at("--json", "book", "--slot", SLOT, "--applicant", "-", given=given).answer
    assert isinstance(answer, dict)
    return answer


def listed(outcome: Outcome) -> list[dict[str, object]]:
    answer = outcome.answer
    assert isinstance(answer, list)
    return answer


def test_a_booking_waits_then_leaves_with_the_very_letter(
    at: Send, post: PostOffice, tmp_path: Path
) -> None:
    made = book(at)
    (waiting,) = listed(at("outbox", "--json"))
    assert (waiting["reference"], waiting["state"]) == (made["reference"], "waiting")
    assert (waiting["kind"], waiting["attempts"], waiting["sent_at"]) == ("booked", 0, None)
    assert str(waiting["next_at"]).endswith("Z")
    (sent,) = listed(at("outbox", "send", "--json"))
    assert (sent["state"], sent["attempts"]) == ("sent", 1)
    assert str(sent["last_answer"]).startswith("250")
    assert listed(at("--json", "outbox", "list")) == [sent]
    message = message_from_bytes(post.accepted[0].raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Message-ID"] == waiting["message_id"]
    (letter,) = [one for one in message.walk() if one.get_content_type() == "application/pdf"]
    assert isinstance(letter, EmailMessage)
    at("letter", str(made["reference"]), "-o", "lettre.pdf")
    assert letter.get_content() == (tmp_path / "lettre.pdf").read_bytes()
    assert listed(at("outbox", "send", "--json")) == []


def test_without_a_server_it_waits_and_says_so(at: Send) -> None:
    book(at)
    result = at("outbox", "send", RDV_SMTP_HOST="", RDV_SMTP_PORT="", RDV_SMTP_SECURITY="")
    assert result.code == 0
    assert "Aucun serveur de courriel n'est réglé : 1 courriel en attente" in result.err
    as_json = at(
        "outbox", "send", "--json", RDV_SMTP_HOST="", RDV_SMTP_PORT="", RDV_SMTP_SECURITY=""
    )
    assert json.loads(as_json.out) == []
    assert "Aucun serveur" in json.loads(as_json.err)["warning"]


def test_a_server_away_then_back(at: Send, post: PostOffice) -> None:
    book(at)
    post.close()
    (tried,) = listed(at("outbox", "send", "--json"))
    assert (tried["state"], tried["attempts"]) == ("waiting", 1)
    assert "connexion refusée" in str(tried["last_answer"])
    assert listed(at("outbox", "send", "--due", "--json")) == [], "it is not due yet"
    post.open()
    (sent,) = listed(at("outbox", "send", "--json"))
    assert (sent["state"], sent["attempts"]) == ("sent", 2)
    assert sent["message_id"] == tried["message_id"]


def test_only_what_is_due_from_a_scheduled_task(at: Send, post: PostOffice) -> None:
    book(at)
    post.faults = [("dot", DROP)]
    soon, later = "2026-11-23T10:16", "2026-11-23T10:18"
    assert listed(at("outbox", "send", "--due", "--json", now=soon))[0]["state"] == "waiting"
    assert listed(at("outbox", "send", "--due", "--json", now=soon)) == []
    assert listed(at("outbox", "send", "--due", "--json", now=later))[0]["state"] == "sent"
    identifiers = {str(message_from_bytes(one.raw)["Message-ID"]) for one in post.received}
    assert (len(post.received), len(identifiers)) == (2, 1)


def test_a_refused_message_is_shown_and_sent_once_more(at: Send, post: PostOffice) -> None:
    made = str(book(at)["reference"])
    post.faults = [("RCPT", "550 5.1.1 inconnu")]
    (failed,) = listed(at("outbox", "send", "--json"))
    assert failed["state"] == "failed"
    assert "550 5.1.1" in str(failed["last_answer"])
    assert listed(at("outbox", "send", "--json")) == []
    result = at("outbox")
    assert f"{made} · en échec · convocation · s.yilmaz@example.org · 1 essai" in result.out
    (again,) = listed(at("outbox", "retry", made.lower(), "--json"))
    assert again["state"] == "waiting"
    assert listed(at("outbox", "send", "--json"))[0]["state"] == "sent"


def test_a_refusal_changes_nothing(at: Send, file: Path) -> None:
    made = str(book(at)["reference"])
    at("outbox", "send")
    before = contents(file)
    for reference, code in ((made, "nothing_to_send"), ("2222-2222", "unknown_reference")):
        result = at("outbox", "retry", reference, "--json")
        assert (result.code, result.refusal["error"]) == (3, code)
    assert contents(file) == before
    assert at("outbox", "retry").code == 2
    assert at("outbox", "envoyer").code == 2


def test_withdrawn_messages_show_only_when_asked(at: Send) -> None:
    made = str(book(at)["reference"])
    at("cancel", made, "--reason", "applicant")
    assert [one["kind"] for one in listed(at("outbox", "--json"))] == ["cancelled"]
    everything = listed(at("outbox", "list", "--all", "--json"))
    assert [(one["kind"], one["state"]) for one in everything] == [
        ("booked", "withdrawn"),
        ("cancelled", "waiting"),
    ]


def test_the_reminders_of_the_day_leave_with_the_rest(at: Send, post: PostOffice) -> None:
    book(at)
    at("outbox", "send")
    friday = "2026-11-27T08:00"  # the appointment is on Monday, the week-end between
    (reminder,) = listed(at("outbox", "send", "--json", now=friday))
    assert (reminder["kind"], reminder["state"]) == ("reminder", "sent")
    assert listed(at("outbox", "send", "--json", now=friday)) == []


def test_a_demonstration_writes_to_nobody(rdv: Run, post: PostOffice) -> None:
    result = rdv(
        "--demo",
        "outbox",
        "send",
        "--json",
        RDV_SMTP_HOST=HOST,
        RDV_SMTP_PORT=str(post.port),
        RDV_SMTP_SECURITY="none",
    )
    assert (result.code, json.loads(result.out)) == (0, [])
    assert post.received == []


@pytest.mark.parametrize("words", [["outbox"], ["outbox", "send"], ["outbox", "--help"]])
def test_the_password_is_never_shown(at: Send, tmp_path: Path, words: list[str]) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    for variables in (
        {"RDV_SMTP_PASSWORD": SECRET},
        {"RDV_SMTP_PASSWORD_FILE": str(secret)},
        {"RDV_SMTP_PASSWORD": SECRET, "RDV_SMTP_PORT": "x"},
        {"RDV_SMTP_PASSWORD": SECRET, "RDV_SMTP_SECURITY": SECRET},
    ):
        result = at(*words, **{"RDV_SMTP_USER": "rdv", **variables})
        assert SECRET not in result.out + result.err


def test_a_wrong_setting_is_named_and_exits_2(at: Send) -> None:
    result = at("outbox", "--json", RDV_SMTP_PORT="abc", RDV_SMTP_SECURITY="ssl")
    assert result.code == 2
    fields = result.refusal["fields"]
    assert isinstance(fields, dict)
    assert set(fields) == {"RDV_SMTP_PORT", "RDV_SMTP_SECURITY"}
