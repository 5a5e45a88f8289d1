"""Letters that no printer took: kept, and printed by themselves once a printer is back.

Only at a desk that prints: one that never had a printer saves its letters, and waits for nothing.
"""

from collections.abc import Sequence

from rdv_tui.domain.appointment import BINDS_PERSON
from rdv_tui.domain.rights import Right
from rdv_tui.errors import NoPrinter, OutputError, PrinterFailed, Refusal
from rdv_tui.locales.delivery.letter import DOCUMENT_TITLE
from rdv_tui.services import leases, stations
from rdv_tui.services.booking.search import get
from rdv_tui.services.delivery.delivery import letter_file, print_letter, save_letter
from rdv_tui.services.desk import Desk
from rdv_tui.store import print_jobs, unfinished
from rdv_tui.store.transactions import snapshot, transaction

_LARGE = "large_print"
_UNMADE = "unmade"
"""A letter that the end of the program left unmade: saved where there is no printer."""


def keep_unprinted(
    desk: Desk, reference: str, error: OutputError, *, large_print: bool = False
) -> bool:
    """Let a letter that `error` kept from paper wait for the printer; False when none is awaited.

    Raises StoreError.
    """
    expects_one = desk.printing.choice().printer is not None
    if not isinstance(error, PrinterFailed) or (isinstance(error, NoPrinter) and not expects_one):
        return False
    _add(desk, reference, _LARGE if large_print else "")
    return True


def keep_unmade(desk: Desk, references: Sequence[str]) -> None:
    """Leave letters that are still to be made to the next start, printer or not.

    Raises StoreError.
    """
    for reference in references:
        _add(desk, reference, _UNMADE)


def letter_is_out(desk: Desk, reference: str) -> None:
    """Note that the letter of a booking left this program, or waits for a printer.

    Raises StoreError.
    """
    with transaction(desk, Right.PRINT) as unit:
        unfinished.forget_letter(unit, desk.station, reference)


def keep_owed(desk: Desk) -> None:
    """Take over the letters that killed programs of this machine booked and never made.

    While there is a doubt about the clock nothing is written. Raises StoreError.
    """
    if desk.store.doubt is not None:
        return
    with snapshot(desk) as unit:
        owed = unfinished.list_letters(unit)
    for station, reference in owed:
        if desk.stations is not None and stations.is_dead(station, desk.stations):
            keep_unmade(desk, (reference,))
            with transaction(desk, Right.PRINT) as unit:
                unfinished.forget_letter(unit, station, reference)


def print_unprinted(desk: Desk) -> int:
    """Print what waits at this machine; return how many letters a printer took.

    They are set as the appointments stand now; one that is over or cancelled needs no letter. The
    first that is not taken ends the round: the printer is still away. One desk of the machine does
    it at a time. Raises StoreError.
    """
    with snapshot(desk) as unit:
        rows = print_jobs.list_unprinted(unit, desk.machine)
    if not rows or not leases.acquire(desk, f"print:{desk.machine}"):
        return 0
    taken = 0
    try:
        for row in rows:
            assert row.reference is not None  # only letters wait
            if not _is_needed(desk, row.reference):
                _drop(desk, row.reference)
                continue
            try:
                _print(desk, row.reference, large_print=row.detail == _LARGE)
            except NoPrinter:
                if row.detail != _UNMADE:
                    break
                save_letter(desk, row.reference, letter_file(desk, row.reference))
                _drop(desk, row.reference)
                continue
            except OutputError:
                break
            taken += 1
    finally:
        leases.release_lease(desk, f"print:{desk.machine}")
    return taken


def _add(desk: Desk, reference: str, wish: str) -> None:
    title = DOCUMENT_TITLE.format(reference=reference)
    with transaction(desk, Right.PRINT) as unit:
        print_jobs.add_unprinted(unit, reference=reference, title=title, wish=wish)


def _drop(desk: Desk, reference: str) -> None:
    with transaction(desk, Right.PRINT) as unit:
        print_jobs.drop_unprinted(unit, reference)


def _is_needed(desk: Desk, reference: str) -> bool:
    try:
        found = get(desk, reference)
    except Refusal:
        return False
    return found.status in BINDS_PERSON and found.start > desk.clock.local()


def _print(desk: Desk, reference: str, *, large_print: bool) -> None:
    from rdv_tui.documents.layout import PrintLayout  # noqa: PLC0415  (fpdf2 starts slowly)

    print_letter(desk, reference, form=PrintLayout(large_print=large_print))
