"""What can be wrong with a typed value, as codes; the sentences are in locales/fields.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
