"""What is left to do: whom to call, which messages failed or wait, and how the mail goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rdv_tui.services import leases
from rdv_tui.services.calls import Call, list_calls
from rdv_tui.services.desk import Desk
from rdv_tui.services.outbox import Delivery, to_delivery
from rdv_tui.store import calls, outbox
from rdv_tui.store.stored import StoredMessage
from rdv_tui.store.transactions import reading


class Mail(StrEnum):
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
    waiting: tuple[Delivery, ...]
    mail: Mail


def follow_up(desk: Desk, *, sends_mail: bool) -> FollowUp:
    """Return what is left to do; `sends_mail` says whether this desk knows a mail server."""
    failed, waiting = _messages(desk)
    return FollowUp(
        calls=tuple(list_calls(desk)),
        failed=failed,
        waiting=waiting,
        mail=_mail(desk, waiting, sends_mail=sends_mail),
    )


def _messages(desk: Desk) -> tuple[tuple[Delivery, ...], tuple[Delivery, ...]]:
    """Return the messages that failed and those that wait, of appointments still to come.

    One that failed is done with once the person was called about it, or told something newer.
    """
    now = desk.clock.local()
    with reading(desk) as unit:
        rows = outbox.failed(unit)
        told = calls.told_by_phone(unit, [row.reference for row in rows])
        failed = [to_delivery(row) for row in rows if not _was_told(row, told)]
        waiting = [to_delivery(row) for row in outbox.waiting(unit)]
    return (
        tuple(one for one in failed if one.start > now),
        tuple(one for one in waiting if one.start > now),
    )


def _was_told(row: StoredMessage, told: Mapping[str, datetime]) -> bool:
    at = told.get(row.reference)
    return at is not None and row.tried_at is not None and at >= row.tried_at


def _mail(desk: Desk, waiting: tuple[Delivery, ...], *, sends_mail: bool) -> Mail:
    if any(one.attempts and one.last_answer for one in waiting):
        return Mail.TROUBLE
    holder = leases.holder(desk, leases.OUTBOX)
    if holder is not None:
        return Mail.HERE if holder == desk.station else Mail.ELSEWHERE
    return Mail.SOON if sends_mail else Mail.NO_SERVER
