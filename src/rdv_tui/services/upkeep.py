"""Looking after the store: saying whether all in it is as it must be."""

from rdv_tui.store import integrity
from rdv_tui.store.engine import Store


def check(store: Store) -> list[str]:
    """Return one French sentence for each problem, none when all is well. Changes nothing.

    Raises StoreError `store_damaged` when the file is too broken to be read at all.
    """
    with store.read() as session:
        return integrity.problems(session)
