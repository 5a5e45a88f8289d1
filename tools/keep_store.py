"""Keep a store of today's schema, with rows, for the tests of upgrades: python tools/keep_store.py.

To be run once for each new revision, before anything else follows it; a kept store is never made
again.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.store import lived_in

from rdv_tui.store.schema import HEAD


def main() -> None:
    """Write the store and what the program reads in it; refuse to replace one that is kept."""
    kept = lived_in.FIXTURES / f"{HEAD}.sql"
    if kept.exists():
        sys.exit(f"{kept} is kept already: make a new revision first.")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rdv.db"
        lived_in.live(file)
        kept.write_text(lived_in.dump(file), encoding="utf-8")
        found = lived_in.written(lived_in.read(file))
    kept.with_suffix(".json").write_text(found, encoding="utf-8")
    print(kept)


if __name__ == "__main__":
    main()
