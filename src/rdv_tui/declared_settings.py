"""How a record of settings is read: each field declares its type, bounds, meaning and default.

A field of such a record is `Annotated` with `doc(…)`; one without is no setting. What is read, what
is refused and the tables in docs/operating.md all come from there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import EnumType
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Meta, ValidationError, convert

from rdv_tui.errors import UsageError
from rdv_tui.locales.office import settings as setting_fr

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_SECTION = re.compile(r"\s*\[\s*(?P<name>[\w.-]+)\s*\]")
_ENTRY = re.compile(r"\s*(?P<quote>[\"']?)(?P<name>[\w.-]+)(?P=quote)\s*=")


def doc(meaning: str, default: str = "") -> Meta:
    """Declare a setting; both texts are for its documentation, in Markdown."""
    return Meta(description=meaning, extra={"default": default})


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting. `bounds` are those of a number, or the form of a text."""

    kind: Any
    bounds: Meta | None
    meaning: str
    default: str

    @property
    def choices(self) -> Sequence[str]:
        """What may be written, when it is one of a few words."""
        if isinstance(self.kind, EnumType):
            return tuple(self.kind)
        return get_args(self.kind) if get_origin(self.kind) is Literal else ()

    @property
    def expected(self) -> str:
        """Say what may be written, to whoever wrote something else."""
        if self.choices:
            return setting_fr.not_one_of(self.choices)
        if self.kind is int and self.bounds:
            return setting_fr.not_a_number(self.bounds.ge, self.bounds.le)
        return setting_fr.NOT_AN_ADDRESS if self.bounds else setting_fr.WRONG_KIND


@cache
def settings_of(record: type) -> Mapping[str, Setting]:
    """Return the settings that a record declares, by name, in its order."""
    found: dict[str, Setting] = {}
    for name, hint in get_type_hints(record, include_extras=True).items():
        if get_origin(hint) is not Annotated:
            continue
        kind, *bounds, result = get_args(hint)
        if isinstance(kind, UnionType) or type(None) in get_args(kind):  # what may be left out
            kind = get_args(kind)[0]
            kind, *bounds = get_args(kind) if get_origin(kind) is Annotated else (kind,)
        found[name] = Setting(
            kind, next(iter(bounds), None), result.description, result.extra["default"]
        )
    return found


def variable(path: str) -> str:
    """Return the variable of a setting: `RDV_SMTP_PORT` of `smtp.port`."""
    return f"RDV_{path.replace('.', '_').upper()}"


@dataclass(slots=True)
class Source:
    """Where settings were written; keeps what is wrong there until `refuse_wrong`.

    Relative paths start from `folder`. `lines` are those of a file's settings, None of variables.
    """

    name: str
    folder: Path = Path()
    lines: Mapping[str, int] | None = None
    wrong: dict[str, str] = field(default_factory=dict)

    def section(self, name: str, given: object) -> Mapping[str, object]:
        """Return the settings of a section; none when it is no section."""
        if isinstance(given, Mapping):
            return given
        self.refuse(name, setting_fr.not_a_section(name))
        return {}

    def read(self, record: type, given: Mapping[str, object], prefix: str = "") -> dict[str, Any]:
        """Return what is right in `given`, as `record` declares it."""
        known = settings_of(record)
        values: dict[str, Any] = {}
        for name, value in given.items():
            try:
                values[name] = self._read_one(known[name], value)
            except KeyError:
                self.refuse(prefix + name, setting_fr.UNKNOWN_NAME)
            except ValidationError:
                problem = text_problem(value) if known[name].kind in {str, Path} else ""
                self.refuse(prefix + name, problem or known[name].expected)
        return values

    def _read_one(self, setting: Setting, value: object) -> object:
        """Return the value as its type; a number may be written as a text, as in a variable."""
        if setting.kind is int and isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value[:9])
        if setting.kind in {str, Path} and text_problem(value):
            raise ValidationError
        shape = Annotated[setting.kind, setting.bounds] if setting.bounds else setting.kind
        return convert(value, shape, dec_hook=lambda _, text: self.folder / Path(text).expanduser())

    def keys(self, given: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the keys of each command, of which one or a list was written."""
        keys: dict[str, tuple[str, ...]] = {}
        for name, value in given.items():
            listed: list[Any] = value if isinstance(value, list) else [value]
            if listed and not any(map(text_problem, listed)):
                keys[name] = tuple(listed)
            else:
                self.refuse(f"keys.{name}", setting_fr.NOT_KEYS)
        return keys

    def refuse(self, path: str, problem: str) -> None:
        """Note why a setting is wrong. Values are never repeated: one may be a password."""
        if self.lines is None:
            self.wrong[variable(path)] = problem
        else:
            self.wrong[path] = setting_fr.at_line(self.lines.get(path), problem)

    def refuse_wrong(self) -> None:
        """Raise UsageError `bad_settings` that names every wrong setting."""
        refuse(self.name, self.wrong)


def refuse(source: str, wrong: Mapping[str, str]) -> None:
    """Raise UsageError `bad_settings` when anything of `source` is wrong (setting to reason)."""
    if wrong:
        listed = " ; ".join(f"{name} ({problem})" for name, problem in wrong.items())
        raise UsageError("bad_settings", setting_fr.wrong(source, listed), setting_fr.HINT, wrong)


def text_problem(value: object) -> str:
    """Return why `value` is no text of a setting, empty when it is one."""
    if not isinstance(value, str):
        return setting_fr.WRONG_KIND
    if not value.strip():
        return setting_fr.EMPTY
    return setting_fr.UNPRINTABLE if _UNPRINTABLE.search(value) else ""


def lines_of(text: str) -> dict[str, int]:
    """Return the line of each `name` or `section.name` in a TOML text, which its reader does not.

    One that is written in an uncommon way may be missing.
    """
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _SECTION.match(line):
            section = f"{head['name']}."
            lines.setdefault(head["name"], number)
        elif entry := _ENTRY.match(line):
            lines.setdefault(section + entry["name"], number)
    return lines
