"""A paper handed over in one call: printed, or else saved, and kept for a printer that is away.

One call, so that whoever asks for it gets all of it or none: the screen that asked may be gone.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdv_tui.domain.printing import PaperJob
from rdv_tui.errors import OutputError, RdvError, StoreError
from rdv_tui.services.delivery import delivery, printing, unprinted
from rdv_tui.services.desk import Desk

if TYPE_CHECKING:
    from rdv_tui.documents.layout import PrintLayout


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of a paper.

    Either `job` is the printer's, or `unprinted` tells why there is none; then it is saved in
    `file`, or `unsaved` tells why it is not. `waits` for a letter that a printer will get later.
    """

    job: PaperJob | None = None
    unprinted: OutputError | None = None
    waits: bool = False
    file: Path | None = None
    unsaved: RdvError | None = None


def hand_over_letter(desk: Desk, reference: str, form: "PrintLayout") -> HandedOver:
    """Print a letter; where no printer takes it, keep it for one that is awaited, and save it.

    Raises Refusal `unknown_reference`, StoreError.
    """
    try:
        return HandedOver(delivery.print_letter(desk, reference, form=form))
    except OutputError as error:
        waits = False
        with suppress(StoreError):  # the store is away: the letter is saved all the same
            waits = unprinted.keep_unprinted(desk, reference, error, large_print=form.large_print)
        path = delivery.letter_file(desk, reference, large_print=form.large_print)
        try:
            file = delivery.save_letter(desk, reference, path, form)
        except RdvError as unsaved:
            return HandedOver(unprinted=error, waits=waits, unsaved=unsaved)
        return HandedOver(unprinted=error, waits=waits, file=file)


def hand_over_paper(
    desk: Desk, make: Callable[[Desk], bytes], title: str, path: Path
) -> HandedOver:
    """Make a paper and print it; where it cannot be printed, save it at `path`.

    Raises what `make` raises, and OutputError `file_failed`.
    """
    document = make(desk)
    try:
        return HandedOver(printing.submit(desk, document, title))
    except OutputError as error:
        return HandedOver(unprinted=error, file=delivery.write_document(document, path))
