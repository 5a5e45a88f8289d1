"""What is left to do: whom to call, which messages failed or wait, and how the mail goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rdv_tui.services import leases
from rdv_tui.services.delivery.calls import Call, list_calls
from rdv_tui.services.delivery.outbox import Delivery, to_delivery
from rdv_tui.services.desk import Desk
from rdv_tui.store import calls, outbox
from rdv_tui.store.stored import StoredMessage
from rdv_tui.store.transactions import snapshot


class MailStatus(StrEnum):
    """How the mail goes: no server is known here, it leaves, or it does not get through."""

    NO_SERVER = "no_server"
    HERE = "here"
    ELSEWHERE = "elsewhere"
    SOON = "soon"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is left to do, the most urgent first in each list."""

    calls: tuple[Call, ...]
    failed: tuple[Delivery, ...]
    unsent: tuple[Delivery, ...]
    mail: MailStatus


def get_follow_up(desk: Desk, *, sends_mail: bool) -> FollowUp:
    """Return what is left to do; `sends_mail` says whether this desk knows a mail server."""
    failed, unsent = _messages(desk)
    return FollowUp(
        calls=tuple(list_calls(desk)),
        failed=failed,
        unsent=unsent,
        mail=_mail(desk, unsent, sends_mail=sends_mail),
    )


def _messages(desk: Desk) -> tuple[tuple[Delivery, ...], tuple[Delivery, ...]]:
    """Return the messages that failed and those that wait, of appointments still to come.

    One that failed is done with once the person was called about it, or told something newer.
    """
    now = desk.clock.local()
    with snapshot(desk) as unit:
        rows = outbox.failed(unit)
        reached = calls.reached_by_phone(unit, [row.reference for row in rows])
        failed = [to_delivery(row) for row in rows if not _was_informed(row, reached)]
        unsent = [to_delivery(row) for row in outbox.list_unsent(unit)]
    return (
        tuple(one for one in failed if one.start > now),
        tuple(one for one in unsent if one.start > now),
    )


def _was_informed(row: StoredMessage, reached: Mapping[str, datetime]) -> bool:
    at = reached.get(row.reference)
    return at is not None and row.tried_at is not None and at >= row.tried_at


def _mail(desk: Desk, unsent: tuple[Delivery, ...], *, sends_mail: bool) -> MailStatus:
    if any(one.attempts and one.last_answer for one in unsent):
        return MailStatus.TROUBLE
    holder = leases.holder(desk, leases.OUTBOX)
    if holder is not None:
        return MailStatus.HERE if holder == desk.station else MailStatus.ELSEWHERE
    return MailStatus.SOON if sends_mail else MailStatus.NO_SERVER
