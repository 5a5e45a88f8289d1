"""Handing e-mails to the mail server, and telling apart three ways of failing.

`MailRefused`: the server will never take this message. `MailPostponed`: not now, but others may
pass. `MailUnreachable`: no message passes now. All carry what the server said, in words; none
carries the password, not even when the server repeats it.
"""

import base64
import platform
import smtplib
import ssl
from contextlib import suppress

from rdv_tui.domain.names import clean_text
from rdv_tui.errors import OutputError
from rdv_tui.locales import system_errors
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.mail_settings import Security, Smtp

STEP_TIMEOUT_S = 20.0
"""How long the server may take for each step, in seconds."""
FINAL_STEP_TIMEOUT_S = 300.0
"""How long it may take to say yes to a whole message: to give up early would send it twice."""

_SERVER_WIDE_CODES = frozenset(
    {421, 530, 534, 535, 538}
)  # about us or the server, whatever the message
_MAX_REPLY_LENGTH = 300


class MailRefused(OutputError):  # noqa: N818  (the trade's word)
    """The server refused this message for good (5xx)."""


class MailPostponed(OutputError):  # noqa: N818  (the trade's word)
    """The server did not take this message, and may do so later."""


class MailBrokeOff(MailPostponed):
    """The conversation ended without an answer."""


class MailUnreachable(OutputError):  # noqa: N818  (the trade's word)
    """The server cannot be reached, or does not let us in."""


class SmtpSession:
    """A conversation with the mail server: opened when first needed, and again when it broke."""

    def __init__(self, smtp: Smtp) -> None:
        self._smtp = smtp
        self._secret: str | None = None
        self._line: smtplib.SMTP | None = None

    def deliver(self, sender: str, recipient: str, mail: bytes) -> str:
        """Hand one message over and return the server's yes, in its own words.

        Raises MailRefused, MailPostponed, MailUnreachable.
        """
        if any(sign.isspace() or not sign.isprintable() or sign in "<>" for sign in recipient):
            raise MailRefused("mail_refused", outbox_fr.BAD_ADDRESS)
        line = self._line or self._open()
        try:
            return self._send(line, sender, recipient, mail)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise MailBrokeOff(
                "mail_broke_off", outbox_fr.broke_off(self._error_text(error))
            ) from None

    def close(self) -> None:
        """Take leave of the server; whatever it answers, what it took stays taken."""
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._drop()

    def _open(self) -> smtplib.SMTP:
        try:
            self._line = self._connect()
            self._line.ehlo_or_helo_if_needed()
            if self._smtp.security is Security.STARTTLS:
                self._line.starttls(context=self._context())
                self._line.ehlo()
            if self._smtp.user:
                self._log_in(self._line, self._smtp.user)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._drop()
            message = outbox_fr.unreachable(
                self._smtp.host, self._smtp.port, self._error_text(error)
            )
            raise MailUnreachable("mail_unreachable", message) from None
        return self._line

    def _log_in(self, line: smtplib.SMTP, user: str) -> None:
        try:
            self._secret = self._password()
            line.login(user, self._secret)
        except UnicodeError:  # its own words would show a letter of the password
            self._drop()
            raise MailUnreachable("mail_unreachable", outbox_fr.NOT_ASCII) from None

    def _connect(self) -> smtplib.SMTP:
        host, port = self._smtp.host, self._smtp.port
        name = platform.node()
        # Asking the network for our own full name may take longer than the message itself.
        name = name if "." in name and name.isascii() else "[127.0.0.1]"
        if self._smtp.security is Security.TLS:
            return smtplib.SMTP_SSL(
                host, port, local_hostname=name, timeout=STEP_TIMEOUT_S, context=self._context()
            )
        return smtplib.SMTP(host, port, local_hostname=name, timeout=STEP_TIMEOUT_S)

    def _context(self) -> ssl.SSLContext:
        file = self._smtp.ca_file
        return ssl.create_default_context(cafile=str(file) if file else None)

    def _password(self) -> str:
        if self._smtp.password_file is None:
            return self._smtp.password or ""
        return self._smtp.password_file.read_text(encoding="utf-8").rstrip("\r\n")

    def _send(self, line: smtplib.SMTP, sender: str, recipient: str, mail: bytes) -> str:
        options = []
        if not recipient.isascii():
            if not line.has_extn("smtputf8"):
                raise MailRefused("mail_refused", outbox_fr.NO_INTERNATIONAL)
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        assert line.sock is not None
        line.sock.settimeout(STEP_TIMEOUT_S)
        line.command_encoding = "ascii" if recipient.isascii() else "utf-8"
        self._require(line.mail(sender, options))
        self._require(line.rcpt(recipient))
        line.sock.settimeout(FINAL_STEP_TIMEOUT_S)
        try:
            return self._require(line.data(mail))
        except smtplib.SMTPDataError as error:  # a no to the command, before the message
            reply = error.smtp_error
            data = reply if isinstance(reply, bytes) else reply.encode()
            return self._require((error.smtp_code, data))

    def _require(self, reply: tuple[int, bytes]) -> str:
        """Return the words of a yes; raise what a no means."""
        code, data = reply
        text = self._clean(f"{code} {data.decode('utf-8', 'replace')}")
        if 200 <= code < 300:
            return text
        self._reset(code)
        if 500 <= code < 600 and code not in _SERVER_WIDE_CODES:
            raise MailRefused("mail_refused", outbox_fr.refused(text))
        raise MailPostponed("mail_postponed", outbox_fr.postponed(text))

    def _reset(self, code: int) -> None:
        """Make the conversation fit for the next message, or end it."""
        if code in _SERVER_WIDE_CODES or self._line is None:
            self._drop()
            return
        try:
            self._line.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def _error_text(self, error: Exception) -> str:
        """Return what an error says, without what must not be said."""
        if isinstance(error, smtplib.SMTPResponseException):
            reply = error.smtp_error
            text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
            return self._clean(f"{error.smtp_code} {text}")
        for kind, line in outbox_fr.BROKEN_CONNECTION_REASONS.items():
            if kind in {one.__name__ for one in type(error).__mro__}:
                return self._clean(line.format(reason=_reason_of(error)))
        return self._clean(_reason_of(error))

    def _clean(self, text: str) -> str:
        for secret in _forms(self._smtp.user or "", self._secret or ""):
            text = text.replace(secret, "…")
        return clean_text(text)[:_MAX_REPLY_LENGTH]


def _reason_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return outbox_fr.bad_certificate(error.verify_code)
    if isinstance(error, ssl.SSLError):
        return outbox_fr.no_tls(error.reason or "")
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return system_errors.reason(error)
    return outbox_fr.NOT_UNDERSTOOD


def _forms(user: str, secret: str) -> list[str]:
    """Return the forms in which a server could repeat a password: as it is, as AUTH sends it."""
    if not secret:
        return []
    plain = f"\0{user}\0{secret}"
    return [secret, *(base64.b64encode(text.encode()).decode() for text in (plain, secret))]
