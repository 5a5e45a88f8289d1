"""Sending what waits: try, and write down at once what the mail server answered.

Each attempt is begun in one transaction and recorded in another; between the two nothing is held.
A crash in between leaves a message that waits for its next try with the same Message-ID: it may
come twice, never not at all.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from rdv_tui.domain.rights import Right
from rdv_tui.errors import RdvError, StoreError
from rdv_tui.locales.delivery import outbox as outbox_fr
from rdv_tui.mail_settings import Smtp
from rdv_tui.outputs.smtp import MailBrokeOff, MailRefused, MailUnreachable, SmtpSession
from rdv_tui.services.delivery import attempts
from rdv_tui.services.delivery.composing import compose
from rdv_tui.services.delivery.outbox import Delivery, to_delivery
from rdv_tui.services.desk import Desk
from rdv_tui.store import outbox
from rdv_tui.store.stored import StoredMessage
from rdv_tui.store.transactions import UnitOfWork, snapshot, transaction

_TIME_LIMIT_S = (1.0, 5.0, 15.0)  # between tries to write down a yes, which must not be lost
_MAX_BROKEN = 3  # lines that broke one after the other: the server, not the messages


@dataclass
class SendRun:
    """One round over the messages: what was tried, and how often the line broke in a row."""

    desk: Desk
    post: SmtpSession
    smtp: Smtp
    tried: list[int] = field(default_factory=list)
    broken: int = 0


def send(
    desk: Desk,
    smtp: Smtp,
    *,
    only_due: bool,
    go_on: Callable[[], bool] = lambda: True,
) -> list[Delivery]:
    """Try the messages that wait, all of them or those whose time has come; return what came of it.

    The job's lease must be this program's (services/leases.py); the round ends when it is lost, or
    when `go_on` says no. Raises StoreError when the store does not answer.
    """
    with closing(SmtpSession(smtp)) as post:
        now = SendRun(desk, post, smtp)
        waiting = _list_unsent(desk, only_due=only_due)
        for rank, number in enumerate(waiting):
            if not go_on():
                break
            outgoing = attempts.begin(desk, number)
            if outgoing is None:
                continue
            now.tried.append(number)
            if not _try(now, outgoing):
                attempts.postpone_all(desk, waiting[rank + 1 :], outbox_fr.NOT_TRIED)
                now.tried += waiting[rank + 1 :]
                break
    return _results(desk, now.tried)


def _list_unsent(desk: Desk, *, only_due: bool) -> list[int]:
    with snapshot(desk) as unit:
        found = outbox.due(unit) if only_due else outbox.list_unsent(unit)
        return [row.id for row in found]


def _try(now: SendRun, outgoing: StoredMessage) -> bool:
    """Hand one message over and write down the answer; False when no other would pass now."""
    try:
        answer = now.post.deliver(*compose(now.desk, now.smtp, outgoing))
    except MailRefused as refused:
        _record(now.desk, outgoing.id, attempts.refuse, refused.message)
    except MailUnreachable as away:
        _record(now.desk, outgoing.id, attempts.postpone, away.message)
        return False
    except RdvError as later:
        _record(now.desk, outgoing.id, attempts.postpone, later.message)
        now.broken = now.broken + 1 if isinstance(later, MailBrokeOff) else 0
        return now.broken < _MAX_BROKEN
    except ValueError:  # what was typed makes no address, or no header
        _record(now.desk, outgoing.id, attempts.refuse, outbox_fr.BAD_ADDRESS)
    else:
        _record_yes(now.desk, outgoing.id, answer)
    now.broken = 0
    return True


def _record(
    desk: Desk, number: int, write: Callable[[UnitOfWork, StoredMessage, str], None], answer: str
) -> None:
    with transaction(desk, Right.UPKEEP) as unit:
        row = outbox.find(unit, number)
        assert row is not None  # messages are never deleted
        write(unit, row, answer)


def _record_yes(desk: Desk, number: int, answer: str) -> None:
    for pause in _TIME_LIMIT_S:
        try:
            _record(desk, number, attempts.accept, answer)
        except StoreError:
            time.sleep(pause)
        else:
            return
    _record(desk, number, attempts.accept, answer)


def _results(desk: Desk, numbers: Sequence[int]) -> list[Delivery]:
    with snapshot(desk) as unit:
        found = [outbox.find(unit, number) for number in numbers]
        return [to_delivery(row) for row in found if row is not None]
