"""Reads situations.json into the domain's catalogue, and checks that its parts agree.

A file of the office's own has the same shape with every list optional: see `extend_guide`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import msgspec

from rdv_tui.catalogue.faults import data_error, unreadable_error
from rdv_tui.catalogue.strict import convert
from rdv_tui.domain.kiosk import LANGUAGES
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.situations import Catalogue, Document, Route, Situation, Source
from rdv_tui.locales.office import data_files as data_files_fr

_CODE = "bad_catalogue"


@dataclass(frozen=True, slots=True)
class _Changes:
    """What an office changes: whole entries, as it confirmed them on `as_of`."""

    as_of: date
    warning: str | None = None
    permit_kinds: tuple[PermitKind, ...] = ()
    common_documents: tuple[Document, ...] = ()
    situations: tuple[Situation, ...] = ()
    sources: tuple[Source, ...] = ()


_Shape = TypeVar("_Shape", Catalogue, _Changes)
_Entry = TypeVar("_Entry")

Complaint = tuple[str, str, str]  # entry, field, what is wrong


def read_guide(path: Path) -> Catalogue:
    """Return the catalogue of the file `path`; UsageError `bad_catalogue` names what is wrong."""
    guide = _read(path, Catalogue)
    _refuse(path, _repeated(guide))
    _refuse(path, _disagreements(guide))
    return guide


def extend_guide(shipped: Path, own: Path) -> Catalogue:
    """Return the catalogue of `shipped` as the office's file `own` changes it.

    An entry whose code (or id) is shipped takes the place of that one, whole; any other is added
    at the end. UsageError `bad_catalogue` names the entry and the field of `own` that is wrong.
    """
    guide, changes = _read(shipped, Catalogue), _read(own, _Changes)
    _refuse(own, _repeated(changes))
    _refuse(own, _bared(guide, changes))
    extended = Catalogue(
        as_of=changes.as_of,
        warning=guide.warning if changes.warning is None else changes.warning,
        permit_kinds=_merged(guide.permit_kinds, changes.permit_kinds, "code"),
        common_documents=_merged(guide.common_documents, changes.common_documents, "id"),
        situations=_merged(guide.situations, changes.situations, "code"),
        sources=_merged(guide.sources, changes.sources, "id"),
    )
    _refuse(own, _disagreements(extended))
    return extended


def _read(path: Path, shape: type[_Shape]) -> _Shape:
    try:
        content: object = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise unreadable_error(_CODE, path, error) from error
    return convert(shape, content, _CODE, path)


def _refuse(path: Path, complaints: Iterable[Complaint]) -> None:
    for entry, field, what in complaints:
        raise data_error(_CODE, path, entry, field, what)


def _merged(shipped: tuple[_Entry, ...], own: tuple[_Entry, ...], key: str) -> tuple[_Entry, ...]:
    name: Callable[[_Entry], str] = attrgetter(key)
    changed: dict[str, _Entry] = {name(one): one for one in own}
    kept: list[_Entry] = [changed.pop(name(one), one) for one in shipped]
    return (*kept, *changed.values())


def _repeated(guide: Catalogue | _Changes) -> Iterator[Complaint]:
    """Complain of names that are empty, or there twice."""
    for table, field, names in (
        ("permit_kinds", "code", [kind.code for kind in guide.permit_kinds]),
        ("common_documents", "id", [document.id for document in guide.common_documents]),
        ("sources", "id", [source.id for source in guide.sources]),
        ("situations", "code", [situation.code for situation in guide.situations]),
    ):
        for name, times in Counter(names).items():
            if not name.strip() or times > 1:
                yield f"{table} ({name})", field, data_files_fr.REPEATED


def _bared(guide: Catalogue, changes: _Changes) -> Iterator[Complaint]:
    """Complain of situations that would be recorded from now on though they reveal too much."""
    sensitive = {one.code for one in guide.situations if one.sensitive}
    for one in changes.situations:
        if one.code in sensitive and not one.sensitive:
            yield f"situations ({one.code})", "sensitive", data_files_fr.STAYS_SENSITIVE


def _disagreements(guide: Catalogue) -> Iterator[Complaint]:
    """Complain of what refers to nothing known, or cannot be followed at a desk."""
    kinds = [kind.code for kind in guide.permit_kinds]
    for kind in guide.permit_kinds:
        yield from _wrong_labels(f"permit_kinds ({kind.code})", kind.labels)
    documents = [document.id for document in guide.common_documents]
    sources = [source.id for source in guide.sources]
    for one in guide.situations:
        entry = f"situations ({one.code})"
        for field, used, known in (
            ("permit_kinds", one.permit_kinds, kinds),
            ("common_documents", one.common_documents, documents),
            ("sources", one.sources, sources),
        ):
            for name in _strangers(used, known):
                yield entry, field, data_files_fr.UNDEFINED.format(name=name)
        if one.route is Route.IN_PERSON and not one.permit_kinds:
            yield entry, "permit_kinds", data_files_fr.PERMIT_NEEDED
        if one.route is Route.IN_PERSON and one.sensitive:
            yield entry, "route", data_files_fr.NOT_RECORDED
        if one.route in {Route.BY_POST, Route.ELSEWHERE} and not one.advice:
            yield entry, "advice", data_files_fr.ADVICE_NEEDED
        if not one.label.strip():
            yield entry, "label", data_files_fr.EMPTY
        yield from _wrong_labels(entry, one.labels)


def _wrong_labels(entry: str, labels: Mapping[str, str]) -> Iterator[Complaint]:
    for language in _strangers(labels, LANGUAGES):
        yield entry, "labels", data_files_fr.UNDEFINED.format(name=language)
    if not all(label.strip() for label in labels.values()):
        yield entry, "labels", data_files_fr.EMPTY


def _strangers(used: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in used if name not in set(known)]
