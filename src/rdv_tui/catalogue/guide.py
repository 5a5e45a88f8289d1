"""Reads situations.json into the domain's catalogue, and checks that its parts agree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from rdv_tui.catalogue.faults import fault, misshapen, unreadable
from rdv_tui.domain.permits import Cover, PermitKind
from rdv_tui.domain.situations import (
    Catalogue,
    Checked,
    Document,
    FeeProfile,
    Ground,
    Route,
    Situation,
    Source,
)

_CODE = "bad_catalogue"


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A shape that takes neither more nor fewer fields than it has."""


class _Kind(_Strict):
    code: str
    label: str
    cover: Cover


class _Document(_Strict):
    id: str
    label: str
    condition: str
    sources: tuple[str, ...]
    verified: bool


class _Source(_Strict):
    id: str
    title: str
    url: str
    read: str


class _Situation(_Strict):
    code: str
    label: str
    group: str
    route: Route
    permit_kinds: tuple[str, ...]
    legal_basis: str
    fee_profile: FeeProfile
    common_documents: tuple[str, ...]
    documents: tuple[str, ...]
    note: str
    advice: str
    sources: tuple[str, ...]
    verified: bool
    legal_basis_verified: bool
    documents_verified: Checked
    sensitive: bool
    ground: Ground = Ground.OTHER
    words: tuple[str, ...] = ()


class _Guide(_Strict):
    as_of: date
    warning: str
    permit_kinds: tuple[_Kind, ...]
    common_documents: tuple[_Document, ...]
    situations: tuple[_Situation, ...]
    sources: tuple[_Source, ...]


def read_guide(path: Path) -> Catalogue:
    """Return the catalogue of the file `path`; UsageError `bad_catalogue` names what is wrong."""
    try:
        raw = path.read_bytes()
        guide = msgspec.json.decode(raw, type=_Guide)
    except msgspec.ValidationError as error:
        raise misshapen(_CODE, path, error, msgspec.json.decode(raw)) from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise unreadable(_CODE, path, error) from error
    for entry, field, what in _disagreements(guide):
        raise fault(_CODE, path, entry, field, what)
    return Catalogue(
        as_of=guide.as_of,
        warning=guide.warning,
        situations=tuple(Situation(**msgspec.structs.asdict(one)) for one in guide.situations),
        permit_kinds=tuple(PermitKind(**msgspec.structs.asdict(one)) for one in guide.permit_kinds),
        common_documents=tuple(
            Document(**msgspec.structs.asdict(one)) for one in guide.common_documents
        ),
        sources=tuple(Source(**msgspec.structs.asdict(one)) for one in guide.sources),
    )


def _disagreements(guide: _Guide) -> Iterator[tuple[str, str, str]]:
    """Yield (entry, field, what is wrong) for codes twice there, empty, or of nothing known."""
    kinds = [kind.code for kind in guide.permit_kinds]
    documents = [document.id for document in guide.common_documents]
    sources = [source.id for source in guide.sources]
    codes = [situation.code for situation in guide.situations]
    for table, field, names in (
        ("permit_kinds", "code", kinds),
        ("common_documents", "id", documents),
        ("sources", "id", sources),
        ("situations", "code", codes),
    ):
        for name, times in Counter(names).items():
            if not name or times > 1:
                yield f"{table} ({name})", field, "code vide ou employé deux fois"
    for one in guide.situations:
        entry = f"situations ({one.code})"
        for field, used, known in (
            ("permit_kinds", one.permit_kinds, kinds),
            ("common_documents", one.common_documents, documents),
            ("sources", one.sources, sources),
        ):
            for name in _strangers(used, known):
                yield entry, field, f"« {name} » n'est défini nulle part"
        if one.route is Route.IN_PERSON and not one.permit_kinds:
            yield entry, "permit_kinds", "un dépôt au guichet demande au moins un type de titre"
        if one.route in {Route.BY_POST, Route.ELSEWHERE} and not one.advice:
            yield entry, "advice", "il faut dire que faire à la place du rendez-vous"
        if not one.label.strip():
            yield entry, "label", "il ne peut pas être vide"


def _strangers(used: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in used if name not in set(known)]
