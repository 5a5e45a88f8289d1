"""The e-mail as other programs read it: parts, letter, calendar, languages, hostile names."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given, settings, strategies as st

from rdv_tui.domain.acts import CancelReason
from rdv_tui.domain.appointment import Channel
from rdv_tui.domain.message import INVITING_KINDS, MessageFacts, MessageKind
from rdv_tui.domain.names import clean_text, written_name
from rdv_tui.domain.rights import Right
from rdv_tui.locales import law
from rdv_tui.locales.delivery.letter_languages import LANGUAGES as LETTERS
from rdv_tui.locales.delivery.mail_languages import LANGUAGES
from rdv_tui.mail_settings import Smtp
from rdv_tui.outputs.mail import MailParts, build
from rdv_tui.outputs.mail_text import MailContent
from rdv_tui.services import leases
from rdv_tui.services.booking import booking, changes
from rdv_tui.services.booking.booking import book_at
from rdv_tui.services.booking.preconditions import require_booked
from rdv_tui.services.delivery import calls, delivery, outbox, sending
from rdv_tui.services.delivery.messages import announce
from rdv_tui.services.desk import Desk
from rdv_tui.services.waiting import waiting_list
from rdv_tui.store import outbox as outbox_store
from rdv_tui.store.transactions import UnitOfWork, transaction
from tests.factories import StillClock, person, small_office
from tests.mail.bookings import FIRST
from tests.mail.post_office import PostOffice
from tests.services.delivery.test_messages import propose

SENT_AT = datetime(2026, 11, 30, 7, tzinfo=UTC)
START = datetime.fromisoformat("2026-12-01T09:00")
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> EmailMessage:
    (found,) = [one for one in message.walk() if one.get_content_type() == kind]
    assert isinstance(found, EmailMessage)
    return found


def sent(desk: Desk, smtp: Smtp, post: PostOffice) -> EmailMessage:
    """Send what waits and return the last message that came."""
    assert leases.acquire(desk, leases.OUTBOX)
    sending.send(desk, smtp, only_due=True)
    message = read(post.accepted[-1].raw)
    assert message.defects == []
    return message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_booking_as_it_is_received(
    desk: Desk, smtp: Smtp, post: PostOffice, language: str
) -> None:
    who = person(1, email="a.b@example.org", language=language)
    made = book_at(desk, FIRST, who, channel=Channel.DESK)
    message = sent(desk, smtp, post)
    assert [one.get_content_type() for one in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/pdf",
    ]
    assert (post.accepted[0].sender, post.accepted[0].recipient) == (
        "rdv@prefecture.test",
        "a.b@example.org",
    )
    assert set(message.keys()) == HEADERS
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["To"].addresses[0].addr_spec == "a.b@example.org"
    assert message["To"].addresses[0].display_name == "ŞÜKRÜ Đorđe 1"
    assert message["Subject"] == "Convocation : mardi 1er décembre 2026 à 9 h"
    text = part(message, "text/plain").get_content()
    page = part(message, "text/html").get_content()
    for line in ("Votre rendez-vous est enregistré.", made.reference, "ŞÜKRÜ Đorđe 1"):
        assert line in text
        assert line in page
    if language in LANGUAGES.keys() - {"fr"}:
        own = LANGUAGES[language]
        assert message["Content-Language"] == f"fr, {language}"
        assert text.index(made.reference) < text.index(own.heading) < text.index(own.in_person)
        assert own.leads["booked"] in page
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    else:
        assert message["Content-Language"] == "fr"


def test_arabic_dates_and_words_arrive_whole(desk: Desk, smtp: Smtp, post: PostOffice) -> None:
    who = person(1, email="a@example.org", language="ar")
    book_at(desk, FIRST, who, channel=Channel.DESK)
    text = part(sent(desk, smtp, post), "text/plain").get_content()
    assert "التاريخ: الثلاثاء، 1 دجنبر 2026" in text
    assert "تم تسجيل موعدكم." in text
    assert "Date : mardi 1er décembre 2026" in text


def test_the_letter_is_the_one_that_is_printed(
    desk: Desk, smtp: Smtp, post: PostOffice, tmp_path: Path
) -> None:
    made = book_at(desk, FIRST, person(1, email="a@example.org"), channel=Channel.DESK)
    attached = part(sent(desk, smtp, post), "application/pdf")
    assert attached.get_filename() == f"convocation-{made.reference}.pdf"
    assert attached.get_content() == delivery.letter_pdf(desk, made.reference)


def calendar_of(message: EmailMessage) -> tuple[str, str]:
    """Return the calendar's text and the method that its part declares."""
    found = part(message, "text/calendar")
    return found.get_content(), str(found.get_param("method"))


def test_a_calendar_follows_booking_move_and_cancellation(
    desk: Desk, smtp: Smtp, post: PostOffice
) -> None:
    made = book_at(desk, FIRST, person(1, email="a@example.org"), channel=Channel.DESK)
    seen = [calendar_of(sent(desk, smtp, post))]
    later = FIRST + timedelta(minutes=30)
    changes.move(desk, made.reference, later)
    with transaction(desk, Right.UPKEEP) as unit:
        announce_once(unit, "moved", made.reference)
    seen.append(calendar_of(sent(desk, smtp, post)))
    changes.cancel(desk, made.reference, CancelReason.APPLICANT)
    with transaction(desk, Right.UPKEEP) as unit:
        announce_once(unit, "cancelled", made.reference)
    message = sent(desk, smtp, post)
    seen.append(calendar_of(message))
    assert not [one for one in message.walk() if one.get_content_type() == "application/pdf"]
    events = []
    for text, method in seen:
        calendar = icalendar.Calendar.from_ical(text)
        other = vobject.readOne(text)
        assert calendar["METHOD"] == method == other.method.value
        (event,) = calendar.walk("VEVENT")
        assert other.vevent.uid.value == event["UID"]
        assert other.vevent.dtstart.value == event.decoded("DTSTART")
        assert "dix minutes avant l'heure" in other.vevent.description.value
        events.append((method, event["UID"], event["SEQUENCE"], event["STATUS"]))
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=15)
    uid = events[0][1]
    assert events == [
        ("REQUEST", uid, 0, "CONFIRMED"),
        ("REQUEST", uid, 1, "CONFIRMED"),
        ("CANCEL", uid, 2, "CANCELLED"),
    ]
    first = icalendar.Calendar.from_ical(seen[0][0]).walk("VEVENT")[0].decoded("DTSTART")
    assert first == datetime(2026, 12, 1, 8, tzinfo=UTC)


def announce_once(unit: UnitOfWork, kind: str, reference: str) -> None:
    """Queue the message unless the change has done so itself."""
    row = require_booked(unit, reference)
    of_it = outbox_store.of_appointment(unit, reference)
    if not any((one.kind, one.sequence) == (kind, row.revision) for one in of_it):
        announce(unit, kind, row)


def mail(kind: MessageKind = MessageKind.BOOKED, **facts: object) -> MailParts:
    known: dict[str, object] = {"family_name": "Şükrü", "given_names": "Đorđe", "start": START}
    return MailParts(
        content=MailContent(kind, "7K4H-M2XA", MessageFacts(**(known | facts)), "ar"),  # type: ignore[arg-type]
        office=small_office(email="rdv@prefecture.test"),
        recipient="a@example.org",
        sender="noreply@prefecture.test",
        message_id="<0123456789abcdef0123@vaucluse.rdv-tui.internal>",
        list_domain="vaucluse.rdv-tui.internal",
        written_at=SENT_AT,
    )


@pytest.mark.parametrize("kind", list(MessageKind))
def test_each_kind_says_what_it_is_in_every_language(kind: MessageKind) -> None:
    previous = START - timedelta(days=1) if kind is MessageKind.MOVED else None
    reason = "office" if kind is MessageKind.CANCELLED else None
    texts = set()
    for language in LANGUAGES:
        built = mail(kind, previous=previous, reason=reason)
        content = replace(built.content, language=language, deadline=START)
        text = part(read(build(replace(built, content=content))), "text/plain").get_content()
        own = LANGUAGES[language]
        assert own.leads[kind] in text
        assert (own.in_person in text) == (kind in INVITING_KINDS)
        keep = LETTERS[language].keep if language in LETTERS else "Même éloigné, gardez"
        assert (keep in text) == (kind in INVITING_KINDS)
        assert "{" not in text
        # The right to object is a paragraph of its own (RGPD 21, 4).
        objection = LETTERS[language].objection if language in LETTERS else law.OBJECTION.say()
        assert objection in text.replace("\r", "").rstrip().split("\n\n")
        assert ("Affaire suivie par : Bureau" in text) == (language in {"fr", *LETTERS})
        texts.add(text)
    assert len(texts) == len(LANGUAGES)


class Tags(HTMLParser):
    """Notes every tag and everything that could fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {name for name, _ in attrs} - {"lang", "dir", "style", "charset"}

    def handle_data(self, data: str) -> None:
        self.said += data


HARMLESS = {
    *("html", "head", "meta", "title", "body", "div"),
    *("p", "br", "strong", "bdi", "hr", "em"),
}
NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\r\n\t <>&\"'@,;:\\()[]=?\u202e\u2066\u0000\x7fé\ud800", max_size=60),
    st.sampled_from(
        [
            "Dupont\r\nBcc: tous@example.org",
            "=?utf-8?q?Bcc=3A_tous=40example=2Eorg?=",
            "<script>alert(1)</script><img src=https://pisteur.test/x>",
            "\u202eevil@example.org\u2066",
            "Ł" * 300,
            "a" * 2000,
            '"; <tous@example.org>,',
        ]
    ),
)


@settings(max_examples=300)
@given(family=NASTY, given_names=NASTY)
def test_no_name_becomes_a_header_an_address_or_a_tag(family: str, given_names: str) -> None:
    raw = build(mail(family_name=family, given_names=given_names))
    message = read(raw)
    assert set(message.keys()) == HEADERS | {"Reply-To"}
    assert len(message.keys()) == len(HEADERS) + 1
    assert [one.addr_spec for one in message["To"].addresses] == ["a@example.org"]
    assert not {"Bcc", "Cc"} & set(message.keys())
    assert message["Message-ID"] == "<0123456789abcdef0123@vaucluse.rdv-tui.internal>"
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    page = Tags()
    page.feed(part(message, "text/html").get_content())
    assert page.tags <= HARMLESS
    text = part(message, "text/plain").get_content()
    # Readers of long encoded words may find a space too many; never another letter.
    named = message["To"].addresses[0].display_name.replace(" ", "")
    assert named in {"", clean_text(written_name(family, given_names)).replace(" ", "")}
    assert "\u202e" not in text + page.said
    assert not any(line.startswith("Bcc:") for line in text.splitlines())


def test_nothing_in_it_can_track(desk: Desk) -> None:
    page = part(read(build(mail())), "text/html").get_content()
    assert "http" not in page
    assert "src" not in page


def test_a_foreign_domain_and_a_foreign_address(desk: Desk, smtp: Smtp, post: PostOffice) -> None:
    made = book_at(desk, FIRST, person(1, email="anne@bücher.example"), channel=Channel.DESK)
    sent(desk, smtp, post)
    assert post.accepted[0].recipient == "anne@xn--bcher-kva.example"
    other = book_at(desk, FIRST, person(2, email="josé@example.org"), channel=Channel.DESK)
    assert leases.acquire(desk, leases.OUTBOX)
    sending.send(desk, smtp, only_due=True)
    (message,) = outbox.list_deliveries(desk, other.reference)
    # This server does not offer SMTPUTF8: said plainly, and somebody calls.
    assert message.state.value == "failed"
    assert "lettres accentuées" in str(message.last_answer)
    assert outbox.list_deliveries(desk, made.reference)[0].state.value == "sent"


def test_the_bytes_are_understood_without_this_program(tmp_path: Path) -> None:
    """Another interpreter, with nothing but the standard library, takes the parts out."""
    file = tmp_path / "message.eml"
    file.write_bytes(build(replace(mail(), letter=b"%PDF-1.7 \x00\xff essai")))
    program = (
        "import sys, email\n"
        "m = email.message_from_binary_file(open(sys.argv[1], 'rb'))\n"
        "for p in m.walk():\n"
        "    if p.get_content_type() == 'application/pdf':\n"
        "        sys.stdout.buffer.write(p.get_payload(decode=True))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(file)], capture_output=True, check=True
    )
    assert done.stdout == b"%PDF-1.7 \x00\xff essai"


def test_a_proposal_says_until_when_and_brings_no_letter(
    desk: Desk, smtp: Smtp, post: PostOffice
) -> None:
    hold, _ = propose(desk)
    message = sent(desk, smtp, post)
    text = part(message, "text/plain").get_content()
    assert message["Subject"] == "Une place est libre : mardi 1er décembre 2026 à 9 h"
    assert "gardée jusqu'à cette date : mardi 1er décembre 2026 à 8 h." in text
    assert hold.reference in text
    assert LANGUAGES["ar"].leads["proposed"] in text
    assert {one.get_content_type() for one in message.walk()} == {
        "multipart/alternative",
        "text/plain",
        "text/html",
    }


def test_a_proposal_that_cannot_be_delivered_is_called(
    desk: Desk, smtp: Smtp, post: PostOffice
) -> None:
    _, deadline = propose(desk)
    post.faults = [("RCPT", "550 5.1.1 inconnu")]
    assert leases.acquire(desk, leases.OUTBOX)
    sending.send(desk, smtp, only_due=True)
    (call,) = calls.list_calls(desk)
    assert (call.kind.value, call.proposal, call.due) == ("proposal", 1, deadline)
    assert (call.name, call.phone) == ("BENALI Samira", "+33612345678")


@pytest.mark.parametrize("ending", ["refused", "too late", "accepted"])
def test_a_proposal_that_is_over_is_not_sent(
    desk: Desk, clock: StillClock, smtp: Smtp, post: PostOffice, ending: str
) -> None:
    hold, _ = propose(desk)
    if ending == "refused":
        waiting_list.refuse(desk, 1)
    elif ending == "accepted":
        booking.book(desk, hold, person(1), channel=Channel.PHONE, identification=None)
    else:
        clock.forward(timedelta(hours=24))
    assert leases.acquire(desk, leases.OUTBOX)
    assert sending.send(desk, smtp, only_due=True) == []
    assert [one.state.value for one in outbox.list_deliveries(desk, hold.reference)] == [
        "withdrawn"
    ]
    assert post.received == []
