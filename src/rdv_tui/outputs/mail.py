"""Building an e-mail: its headers, its text twice over, the letter, the calendar's invitation.

Pure: it writes the values it is given. Nothing that people typed can become a header or markup.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from unicodedata import combining

from rdv_tui.domain.names import clean_text
from rdv_tui.domain.office import Office
from rdv_tui.locales.delivery import mail as mail_fr
from rdv_tui.locales.delivery.printing import LETTER_FILE
from rdv_tui.outputs.invitation import Invitation, render_invitation
from rdv_tui.outputs.mail_text import MailContent, as_html, as_text, languages_of

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")

_MAX_WORD_LENGTH = 40  # of a header's line, which could not be folded within it


@dataclass(frozen=True, slots=True)
class MailParts:
    """An e-mail before it is built.

    `recipient` and `sender` are plain addresses, the domain in ASCII; `written_at` is the instant
    (aware) of its cause; `list_domain` names the office as a list does (RFC 2919).
    """

    content: MailContent
    office: Office
    recipient: str
    sender: str
    message_id: str
    list_domain: str
    written_at: datetime
    letter: bytes | None = None
    invitation: Invitation | None = None


def build(mail: MailParts) -> bytes:
    """Return the e-mail as it travels (RFC 5322, lines end in CRLF), whatever people are called."""
    international = not mail.recipient.isascii()  # then headers may be UTF-8 (RFC 6532)
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit", utf8=international))
    for name, value in _headers(mail).items():
        message[name] = value
    message.set_content(as_text(mail.content, mail.office))
    message.add_alternative(as_html(mail.content, mail.office), subtype="html")
    if mail.invitation is not None:
        message.add_alternative(
            render_invitation(mail.invitation),
            subtype="calendar",
            params={"method": mail.invitation.method},
        )
    if mail.letter is not None:
        name = LETTER_FILE.format(reference=mail.content.reference)
        message.add_attachment(mail.letter, maintype="application", subtype="pdf", filename=name)
    message["Content-Language"] = ", ".join(
        languages_of(mail.content)
    )  # or it would move to a part
    return message.as_bytes()


def _headers(mail: MailParts) -> "dict[str, str | Address]":
    content, office = mail.content, mail.office
    name = content.facts.name
    headers: dict[str, str | Address] = {
        "From": _address(office.prefecture, mail.sender),
        "To": _address(name, mail.recipient),
        "Subject": mail_fr.subject(content.kind, content.facts.start),
        "Date": format_datetime(mail.written_at),
        "Message-ID": mail.message_id,
        "List-Id": f"<rendez-vous.{mail.list_domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if _PLAIN_ADDRESS.fullmatch(office.email):
        headers["Reply-To"] = _address(office.bureau, office.email)
    return headers


def _address(name: str, plain: str) -> Address:
    """Return an address with the name before it, unless the name could be read as anything else.

    Readers disagree on names that look like encoded words, addresses or comments: such a name
    stands in the text alone, where it can do no harm.
    """
    local, _, domain = plain.rpartition("@")
    cleaned = clean_text(name)
    return Address(cleaned if _is_harmless(cleaned) else "", local, domain)


def _is_harmless(name: str) -> bool:
    letters = all(sign.isalnum() or sign in " -'’" or combining(sign) for sign in name)
    return letters and all(len(word) <= _MAX_WORD_LENGTH for word in name.split())
