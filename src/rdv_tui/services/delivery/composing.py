"""From a queued message to the e-mail that travels: nothing here holds a transaction."""

from datetime import UTC

from rdv_tui.domain.calendar import slot_end
from rdv_tui.domain.contacts import ascii_address
from rdv_tui.domain.message import INVITING_KINDS, MessageFacts, MessageKind
from rdv_tui.locales.delivery import mail as mail_fr
from rdv_tui.mail_settings import Smtp
from rdv_tui.outputs.invitation import Invitation
from rdv_tui.outputs.mail import MailParts, build
from rdv_tui.outputs.mail_text import MailContent
from rdv_tui.services.booking.search import booked_by
from rdv_tui.services.delivery import delivery
from rdv_tui.services.delivery.messages import domain_of
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.store import outbox
from rdv_tui.store.stored import StoredMessage


def compose(desk: Desk, smtp: Smtp, outgoing: StoredMessage) -> tuple[str, str, bytes]:
    """Return sender, recipient and e-mail of a message, with the letter as it is printed.

    `outgoing` is the message as it was when the attempt began.
    Raises RdvError when there is no letter to be had, ValueError for an address that is none.
    """
    kind, facts, office = MessageKind(outgoing.kind), outbox.decode(outgoing.facts), desk.office
    deadline = desk.clock.wall(facts.deadline) if facts.deadline else None
    sender, recipient = sender_of(desk, smtp), ascii_address(outgoing.recipient)
    mail = MailParts(
        content=MailContent(
            kind,
            outgoing.reference,
            facts,
            outgoing.language,
            deadline.replace(tzinfo=None) if deadline else None,
            booked_by(desk, outgoing.reference),
        ),
        office=office,
        recipient=recipient,
        sender=sender,
        message_id=outgoing.message_id,
        list_domain=domain_of(office),
        written_at=outgoing.queued_at,
        letter=delivery.letter_pdf(desk, outgoing.reference) if kind in INVITING_KINDS else None,
        invitation=_invitation(desk, outgoing, facts, sender, recipient),
    )
    return sender, recipient, build(mail)


def sender_of(desk: Desk, smtp: Smtp) -> str:
    """Return the address that the messages come from."""
    user = smtp.user or ""
    for address in (smtp.sender, desk.office.email, user if "@" in user else None):
        if address and address.isascii():
            return address
    host = smtp.host if smtp.host.strip("0123456789.[]:") else "localhost"
    return f"rendez-vous@{host}"


def _invitation(
    desk: Desk, outgoing: StoredMessage, facts: MessageFacts, sender: str, recipient: str
) -> "Invitation | None":
    if outgoing.kind == MessageKind.PROPOSED:
        return None
    office, start = with_current_office(desk).office, facts.start
    starts = desk.clock.instant(start)
    ends = slot_end(office, start, facts.counter)
    return Invitation(
        uid=f"{outgoing.reference}@{office.code}.rdv-tui.internal",
        sequence=outgoing.sequence,
        starts=starts,
        ends=desk.clock.instant(ends),
        stamped=outgoing.queued_at.astimezone(UTC),
        summary=mail_fr.EVENT,
        location=", ".join(office.address),
        description=mail_fr.event_description(outgoing.reference, office),
        organizer=sender,
        attendee=recipient,
        cancelled=outgoing.kind == MessageKind.CANCELLED,
    )
