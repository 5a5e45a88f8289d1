"""Working with a clock of one's own: on stores for training alone, or on a copy of a real one.

What a chosen clock writes stays (days opened, places held back, messages sent), so that the real
store never sees one.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from rdv_tui.errors import UsageError
from rdv_tui.locales import store_files as files_fr
from rdv_tui.locales.office import clock_marks as marks_fr
from rdv_tui.store import copying
from rdv_tui.store.connect import sqlite_file
from rdv_tui.store.engine import Store, open_store
from rdv_tui.store.store_file import is_there


def training_target(target: str, leaving: ExitStack, *, make: bool, copy: bool) -> str:
    """Return the store on which to work with a chosen clock instead of `target`, or itself.

    A sample or a training store is as good as any. Of a real one a copy is made when `copy` says
    so, private, gone with `leaving`. A store that is not there yet becomes a training store when
    `make` lets it be made. Raises UsageError `real_store`, StoreError.
    """
    file = sqlite_file(target)
    is_new = file is not None and not is_there(file)
    if is_new and not make:
        raise files_fr.missing(str(file))
    with open_store(target, make=make, upgrade=make) as store:
        if is_new or (file is None and make and copying.holds_nothing(store)):
            store.mark_training()
        if store.is_training:
            return target
        if not copy:
            raise UsageError("real_store", marks_fr.REAL_STORE, marks_fr.REAL_STORE_HINT)
        return str(_copy(file, store, leaving))


def _copy(file: Path | None, store: Store, leaving: ExitStack) -> Path:
    from rdv_tui.store.backup import back_up  # noqa: PLC0415 - seldom

    folder = tempfile.TemporaryDirectory(prefix="rdv-tui-training-", ignore_cleanup_errors=True)
    copy = Path(leaving.enter_context(folder), "entrainement.db")
    if file is None:
        copying.copy_store(store, str(copy))
    else:
        back_up(file, copy)
    with open_store(str(copy), make=False) as copied:
        copied.mark_training()
    return copy
