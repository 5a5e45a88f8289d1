"""What can be wrong with a typed value, as codes; the sentences are in locales/fields.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field: a stable code, and the values its sentence needs."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class InvalidFields(ValueError):  # noqa: N818 - it names what was found, field by field
    """Every wrong field of a form at once."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{name}: {found.code}" for name, found in problems.items()))
        self.problems = dict(problems)


class WrongValue(ValueError):  # noqa: N818 - a value, not a failure of the program
    """One value that cannot be taken."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, values)


class TypedFields:
    """Typed fields being read one by one, and what was found wrong with them so far."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.problems: dict[str, Problem] = {}

    def read(self, name: str, reader: Callable[[str], T], instead: T) -> T:
        """Return the field as `reader` reads it; note the problem and return `instead` if wrong."""
        try:
            return reader(self.typed.get(name, "").strip())
        except WrongValue as wrong:
            self.problems[name] = wrong.problem
            return instead

    def refuse_wrong(self, order: Iterable[str]) -> None:
        """Raise InvalidFields, in the `order` of the names, when any field was wrong."""
        if self.problems:
            raise InvalidFields(
                {name: self.problems[name] for name in order if name in self.problems}
            )
