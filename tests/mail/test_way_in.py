"""The way into the server: certificates, login, and a password that nobody ever sees."""

import logging
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from rdv_tui.mail_settings import Security, Smtp
from rdv_tui.outputs.smtp import MailPostponed, MailRefused, MailUnreachable, SmtpSession
from tests.mail.post_office import PostOffice, open_post_office

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SECRET = "Secret=tres~long"
MAIL = b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nBonjour\r\n"
AUTHORITY = trustme.CA()


@pytest.fixture(scope="module")
def certificate() -> ssl.SSLContext:
    """A certificate for localhost that only our own authority vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(SECRET + "\n")
    return file


@pytest.fixture(params=[Security.STARTTLS, Security.TLS])
def way(
    request: pytest.FixtureRequest,
    certificate: ssl.SSLContext,
    authority: Path,
    password_file: Path,
) -> Iterator[tuple[PostOffice, Smtp]]:
    """A server that wants protection and a login, and the settings for it."""
    security = Security(request.param)
    direct = security is Security.TLS
    with open_post_office(tls=certificate, direct_tls=direct, logins={"rdv": SECRET}) as post:
        yield (
            post,
            Smtp(
                "localhost",
                post.port,
                security,
                user="rdv",
                password_file=password_file,
                ca_file=authority,
            ),
        )


def deliver(smtp: Smtp) -> str:
    post = SmtpSession(smtp)
    try:
        return post.deliver("rdv@prefecture.test", "a@example.org", MAIL)
    finally:
        post.close()


def changed(smtp: Smtp, **values: object) -> Smtp:
    from dataclasses import replace

    return replace(smtp, **values)  # type: ignore[arg-type]


def test_it_is_let_in_with_its_password(way: tuple[PostOffice, Smtp]) -> None:
    post, smtp = way
    assert deliver(smtp).startswith("250")
    assert post.accepted[0].user == "rdv"
    assert post.accepted[0].raw.endswith(b"Bonjour\r\n")


def test_a_certificate_that_nobody_vouches_for_is_refused(way: tuple[PostOffice, Smtp]) -> None:
    post, smtp = way
    with pytest.raises(MailUnreachable) as caught:
        deliver(changed(smtp, ca_file=None))
    assert "certificat n'est pas reconnu" in caught.value.message
    assert post.received == []


def test_another_host_s_certificate_is_refused(way: tuple[PostOffice, Smtp]) -> None:
    post, smtp = way
    with pytest.raises(MailUnreachable, match="certificat"):
        deliver(changed(smtp, host="127.0.0.1"))
    assert post.received == []


@pytest.mark.parametrize("wrong", ["faux", SECRET + "é", ""])
def test_a_wrong_password_is_told_and_not_shown(
    way: tuple[PostOffice, Smtp], password_file: Path, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "rdv_tui")
    post, smtp = way
    password_file.write_text(wrong)
    with pytest.raises(MailUnreachable) as caught:
        deliver(smtp)
    error = caught.value
    text = f"{error!r} {error.message} {error.hint} {error.args} {caplog.text} {smtp!r}"
    assert SECRET not in text
    assert "é" not in text.replace("accentuées", "").replace("réponse", "")
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert post.received == []


def test_a_missing_password_file_is_told(way: tuple[PostOffice, Smtp], password_file: Path) -> None:
    password_file.unlink()
    with pytest.raises(MailUnreachable, match="fichier du mot de passe"):
        deliver(way[1])


@pytest.mark.parametrize("form", ["plain", "base64", "both"])
def test_a_server_that_repeats_the_password_is_not_repeated(
    way: tuple[PostOffice, Smtp], form: str
) -> None:
    import base64

    post, smtp = way
    forms = {
        "plain": SECRET,
        "base64": base64.b64encode(SECRET.encode()).decode(),
        "both": base64.b64encode(f"\0rdv\0{SECRET}".encode()).decode(),
    }
    post.faults = [("RCPT", f"550 5.7.1 no {forms[form]} here")]
    with pytest.raises(MailRefused) as caught:
        deliver(smtp)
    assert "550 5.7.1 no … here" in caught.value.message


def test_a_server_without_protection_gets_no_password(password_file: Path) -> None:
    with open_post_office(logins={"rdv": SECRET}) as post:
        smtp = Smtp("localhost", post.port, user="rdv", password_file=password_file)
        with pytest.raises(MailUnreachable, match="protection"):
            deliver(smtp)


def test_a_long_or_hostile_answer_is_one_short_line(post: PostOffice, smtp: Smtp) -> None:
    post.faults = [("RCPT", "451 4.7.1 " + "\x1b[31m x" * 60)]
    with pytest.raises(MailPostponed) as caught:
        deliver(smtp)
    assert "\x1b" not in caught.value.message
    assert len(caught.value.message) < 400


def test_an_address_that_no_command_can_carry(post: PostOffice, smtp: Smtp) -> None:
    line = SmtpSession(smtp)
    for hostile in ("a@b\r\nRCPT TO:<tous@example.org>", "a@b> <c@d", "\0@b", "a b@c"):
        with pytest.raises(MailRefused):
            line.deliver("rdv@prefecture.test", hostile, MAIL)
    line.close()
    assert post.received == []


def test_one_line_carries_many(post: PostOffice, smtp: Smtp) -> None:
    line = SmtpSession(smtp)
    for number in range(3):
        line.deliver("rdv@prefecture.test", f"p{number}@example.org", MAIL)
    line.close()
    line.close()
    assert [one.recipient for one in post.accepted] == [f"p{n}@example.org" for n in range(3)]
