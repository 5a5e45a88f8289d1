"""Modules that a command may need: imported when it first uses one of them.

SQLAlchemy, fpdf2 and the catalogue take longer to load than a help page or a wrong line to answer.
Inside `on_first_use` a plain `from rdv_tui.services import search` costs nothing until
`search.get(…)` runs; outside it the same line imports as ever.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

_HEAVY = ("services", "store", "documents", "outputs", "catalogue", "settings")


class _OnFirstUse:
    """Finds the program's heavy modules, for a loader that waits until they are used."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the lazy specification of a heavy module, None for any other."""
        package, _, rest = name.partition(".")
        if package != "rdv_tui" or rest.partition(".")[0] not in _HEAVY:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def on_first_use() -> Iterator[None]:
    """Let the heavy modules that are named inside wait until they are used."""
    sys.meta_path.insert(0, _OnFirstUse)
    try:
        yield
    finally:
        sys.meta_path.remove(_OnFirstUse)
