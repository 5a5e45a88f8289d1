"""From a store's name to a desk on it, and all that runs beside the screens; again after a loss."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rdv_tui.clock import Clock
from rdv_tui.domain.office import Office
from rdv_tui.errors import NotAllowed, RdvError
from rdv_tui.locales.day import evening as evening_fr
from rdv_tui.locales.office import startup as startup_fr
from rdv_tui.mail_settings import Smtp
from rdv_tui.services.delivery.print_choice import print_settings_of
from rdv_tui.services.delivery.specimens import folder_of
from rdv_tui.services.office.counter_choice import FILE, CounterChoice
from rdv_tui.settings import Credentials, Settings
from rdv_tui.setup import StoreReady

if TYPE_CHECKING:
    from rdv_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Opening:
    """What is needed to open the store; `is_usual` says that nobody named another one here.

    What an opening leaves to be closed goes to `leaving`.
    """

    settings: Settings
    office: Office
    clock: Clock
    target: str
    is_usual: bool
    is_trial: bool
    demo: bool
    smtp: Smtp | None
    who: Credentials
    leaving: ExitStack
    is_cut_short: Callable[[], bool]

    def open_desk(self) -> StoreReady:
        """Open the store, and start what runs beside the screens. Raises RdvError."""
        from rdv_tui.services import background, stations  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.booking import holds  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.day import evening  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.delivery import unprinted  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.hours import reseating  # noqa: PLC0415  (0.4 s)
        from rdv_tui.services.office import clock_check, startup  # noqa: PLC0415  (0.4 s)
        from rdv_tui.store.engine import open_store  # noqa: PLC0415  (0.4 s)

        settings, leaving = self.settings, self.leaving
        leaving.close()  # what an opening before this one has left
        where = self._demo_store() if self.demo else self.target
        station = stations.open_station(settings.state)
        # A station that was cut short stays known: its booking is offered at the next start.
        leaving.callback(lambda: None if self.is_cut_short() else station.close())
        make = self.demo or (self.is_usual and settings.may_make_store)
        desk = startup.open_desk(
            open_store(where, make=make),
            self.office,
            self.clock,
            settings.agent,
            station=station.name,
            stations=settings.state,
            founds=True,
        )
        leaving.callback(desk.store.close)
        if self.is_usual:
            settings.note_start()
        # What is chosen in a demonstration is not this desk's own.
        kept = None if self.demo else settings.state / FILE
        is_trial = self.is_trial or desk.store.is_training
        desk = replace(
            desk,
            printing=print_settings_of(settings),
            letters=folder_of(settings.letters, is_trial=is_trial),
            counter=CounterChoice(settings.counter, kept),
            is_trial=is_trial,
            sends_mail=self.smtp is not None,
            in_browser=self.who.voucher is not None,
        )
        desk.store.listen()
        desk, beside, refused = self._let_in(desk)
        has_accounts = desk is not beside
        is_let_in = not has_accounts or desk.signed_in is not None
        unprinted.keep_owed(beside)
        post = background.BackgroundWorker(beside, self.smtp)
        post.start()
        leaving.callback(post.stop)
        problem = startup.counter_problem(desk)
        if not station.is_known:
            problem = problem or startup_fr.no_state_folder(settings.state)
        if not problem and not self.demo and (count := evening.count_to_remind(desk)):
            problem = evening_fr.reminder(count)
        if settings.office:
            from rdv_tui.services.office import office_record  # noqa: PLC0415  (seldom)

            problem = problem or office_record.file_problem(desk, self.office, settings.office)
        return StoreReady(
            desk,
            tuple(holds.list_interrupted(desk)) if is_let_in else (),
            lambda: post.is_stuck,
            len(reseating.list_displaced(desk)),
            problem,
            desk.store.require_there,
            desk.store.doubt,
            clock_check.repair,
            asks=not is_let_in,
            refused=refused,
            has_accounts=has_accounts,
            printer_trouble=lambda: post.printer_trouble,
        )

    def _let_in(self, desk: "Desk") -> "tuple[Desk, Desk, RdvError | None]":
        """Return the desk with who is named at the start at it, and the one of the program itself.

        They are one where nobody is asked. Why somebody was not let in comes last.
        """
        from rdv_tui.services.office import sign_in, vouching  # noqa: PLC0415  (0.4 s)

        if self.who.voucher is not None and not self.demo:
            mine = vouching.enter(desk, self.who.voucher)
            return mine, sign_in.at_work(desk, sign_in.PROGRAM), None
        if sign_in.asks_for(desk) is None:
            return desk, desk, None
        beside = sign_in.at_work(desk, sign_in.PROGRAM)
        try:
            mine = sign_in.enter_sample(desk) if self.demo else sign_in.enter(desk, self.who)
        except NotAllowed as error:
            return desk, beside, error
        return mine, beside, None

    def _demo_store(self) -> str:
        from rdv_tui.services.office.demo import open_demo  # noqa: PLC0415  (brings the sample)

        folder = self.leaving.enter_context(
            TemporaryDirectory(prefix="rdv-tui-demo-", ignore_cleanup_errors=True)
        )
        return open_demo(Path(folder), self.office, self.clock).target
