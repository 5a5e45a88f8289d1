"""The post of an open desk: a thread that reminds, sends, prints what waited, erases in time.

One desk of the office at a time sends. Its first round comes some seconds after the start, so
that nobody waits for it; what it needs to send is loaded only when there is something to send.
"""

import logging
import threading
from datetime import datetime, timedelta

from rdv_tui.errors import RdvError
from rdv_tui.mail_settings import Smtp
from rdv_tui.services import leases
from rdv_tui.services.booking import holds
from rdv_tui.services.delivery import printing, reminders, unprinted
from rdv_tui.services.delivery.outbox import Delivery
from rdv_tui.services.desk import Desk
from rdv_tui.services.office.startup import with_current_office
from rdv_tui.services.waiting import proposals
from rdv_tui.store import outbox
from rdv_tui.store.transactions import snapshot

INITIAL_DELAY_S = 3.0
INTERVAL_S = 10.0
REMIND_INTERVAL = timedelta(minutes=5)
PRINT_INTERVAL = timedelta(seconds=30)
PROPOSE_INTERVAL = timedelta(minutes=1)
PURGE_DELAY = timedelta(minutes=2)
PURGE_INTERVAL = timedelta(hours=12)
PURGE_PAUSE_S = 0.2
"""What a purge leaves to others between two of its transactions, in seconds."""
STOP_TIMEOUT_S = 3.0
"""How long the end of the program waits for a message that is being sent."""

_LOG = logging.getLogger(__name__)


def send_now(desk: Desk, smtp: Smtp | None, *, only_due: bool) -> list[Delivery] | None:
    """Queue the reminders and send what waits, or only what is due, once; return what was tried.

    Free places are proposed to the waiting list first. None when another program sends already.
    Raises StoreError.
    """
    proposals.propose_due(desk)
    reminders.queue_due(desk)
    if smtp is None:
        return []
    if not leases.acquire(desk, leases.OUTBOX):
        return None
    try:
        from rdv_tui.services.delivery.sending import send  # noqa: PLC0415  (with a server only)

        return send(desk, smtp, only_due=only_due)
    finally:
        leases.release_lease(desk, leases.OUTBOX)


class BackgroundWorker:
    """The background worker of one desk: `start` it with the store open, `stop` it before.

    `is_stuck` tells whether e-mails of the office do not get through, as of the last round, and
    `printer_trouble` why nothing comes out of this desk's printer, empty when it prints.
    """

    def __init__(
        self,
        desk: Desk,
        smtp: Smtp | None,
        *,
        every_s: float = INTERVAL_S,
        first_s: float = INITIAL_DELAY_S,
    ) -> None:
        self._desk, self._smtp = desk, smtp
        self._every_s, self._first_s = every_s, first_s
        self._reminded_at: datetime | None = None
        self._proposed_at: datetime | None = None
        self._print_at = desk.clock.now()
        self._purge_at = desk.clock.now() + PURGE_DELAY
        self.is_stuck = False
        self.printer_trouble = ""
        self._ending = threading.Event()
        # A daemon: a server that does not answer never keeps the program from ending.
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes a little later."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the message under way if it is quick, and leave the job to another desk."""
        self._ending.set()
        self._thread.join(STOP_TIMEOUT_S)
        try:
            self._desk.store.require_there()
            leases.release_lease(self._desk, leases.OUTBOX)
        except RdvError as error:
            _LOG.info("the sender's job is left to end by itself: %s", error.code)

    def _run(self) -> None:
        pause = self._first_s
        while not self._ending.wait(pause):
            pause = self._every_s
            try:
                self.run_once()
            except RdvError as error:  # the store is away: the next round may find it
                _LOG.info("the sender waits: %s", error.code)
            except Exception:  # noqa: BLE001 - the thread's end: one message must not stop all
                # Its next try is set already, so that the next round begins with the others.
                _LOG.exception("a round of the sender ended early")

    def run_once(self) -> None:
        """Propose free places, queue the reminders; send what is due, if this desk has the job.

        Raises StoreError. A desk that knows no server leaves the job to one that does. Proposals
        and reminders need no such order: whoever comes second finds them made.
        """
        self._desk = with_current_office(self._desk)
        holds.end_expired(self._desk)
        holds.forget_drafts_of_before(self._desk)
        now = self._desk.clock.now()
        if self._proposed_at is None or now - self._proposed_at >= PROPOSE_INTERVAL:
            proposals.propose_due(self._desk)
            self._proposed_at = now
        if self._reminded_at is None or now - self._reminded_at >= REMIND_INTERVAL:
            reminders.queue_due(self._desk)
            self._reminded_at = now
        if self._smtp is not None and leases.acquire(self._desk, leases.OUTBOX) and self._is_due():
            from rdv_tui.services.delivery.sending import send  # noqa: PLC0415  (when there is something)

            send(self._desk, self._smtp, only_due=True, go_on=lambda: not self._ending.is_set())
        printing.take_back_outdated(self._desk)
        if now >= self._print_at:
            unprinted.print_unprinted(self._desk)
            self.printer_trouble = printing.printer_trouble(self._desk)
            self._print_at = self._desk.clock.now() + PRINT_INTERVAL
        with snapshot(self._desk) as unit:
            self.is_stuck = outbox.is_stuck(unit)
        if now >= self._purge_at and not self._desk.is_trial:
            self._purge_at = now + PURGE_INTERVAL
            self._purge()

    def _purge(self) -> None:
        """Erase whoever's time is over; a clock that may be ahead erases nobody."""
        from rdv_tui.services.office import purge  # noqa: PLC0415  (twice a day)

        try:
            purge.purge(
                self._desk,
                compact=False,
                pause_s=PURGE_PAUSE_S,
                go_on=lambda: not self._ending.is_set(),
            )
        except RdvError as error:
            _LOG.warning("nothing is erased today: %s", error.code)

    def _is_due(self) -> bool:
        with snapshot(self._desk) as unit:
            return bool(outbox.due(unit))
