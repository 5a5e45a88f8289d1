"""The situations people are in, and the way each of them leads to: a desk, a website, the post.

Which procedure goes where changes by ministerial order, so the entries are data (catalogue/);
this module only says what an entry is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdv_tui.domain.office import Rules
    from rdv_tui.domain.permits import PermitKind


class Route(StrEnum):
    """How an application is filed (CESEDA R.431-2 and R.431-3)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    BY_POST = "by_post"
    ELSEWHERE = "elsewhere"


class Ground(StrEnum):
    """What the right to stay rests on, as plainly as a person would say it."""

    WORK = "work"
    STUDIES = "studies"
    PRIVATE_LIFE = "private_life"
    FRENCH_FAMILY = "french_family"
    EUROPEAN_FAMILY = "european_family"
    PROTECTION = "protection"
    HEALTH = "health"
    RETIREMENT = "retirement"
    OTHER = "other"


class FeeProfile(StrEnum):
    """What the permit costs on delivery (L.436-1 and L.436-7); the booking itself is free."""

    NORMAL = "normal"
    REDUCED = "reduced"
    STAMP_ONLY = "stamp_only"
    PARTLY_EXEMPT = "partly_exempt"
    FREE = "free"
    BY_PERMIT = "by_permit"
    NONE = "none"


class Checked(StrEnum):
    """How far a list of documents was confirmed by a source that was read."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"
    NONE_NEEDED = "none_needed"


@dataclass(frozen=True, slots=True)
class Document:
    """A supporting document; `condition` says for whom, empty when for all.

    `lodged`: it stands in for a proof of address in one's own name (CESEDA, annexe 10).
    """

    id: str
    label: str
    condition: str
    verified: bool
    sources: tuple[str, ...] = ()
    lodged: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry comes from; `read` says how much of it was read."""

    id: str
    title: str
    url: str
    read: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One entry of the guide.

    `permit_kinds` are codes, empty when the kind plays no part. `documents` are the labels of what
    this situation asks for beyond `common_documents` (ids). `advice` is what to do instead when
    the route leads away from the desk. `verified` false: the route is to be confirmed by the
    office. `sensitive`: the situation itself reveals private data and is never recorded.
    `ground` sorts it among the guide's questions; `words` are what people call it, to search by.
    """

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

    def fee_eur(self, rules: "Rules") -> int | None:
        """Return the amount in euros due on delivery, None when the office must say."""
        amounts = {
            FeeProfile.NORMAL: rules.fee_normal_eur,
            FeeProfile.REDUCED: rules.fee_reduced_eur,
            FeeProfile.FREE: 0,
        }
        return amounts.get(self.fee_profile)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole guide, as confirmed on `as_of`; `warning` says in French how far to trust it."""

    as_of: date
    warning: str
    situations: tuple[Situation, ...]
    permit_kinds: tuple["PermitKind", ...]
    common_documents: tuple[Document, ...]
    sources: tuple[Source, ...]

    def situation(self, code: str) -> Situation:
        """Return the situation of that code; KeyError when there is none."""
        for situation in self.situations:
            if situation.code == code:
                return situation
        raise KeyError(code)

    def permit_kind(self, code: str) -> "PermitKind":
        """Return the permit kind of that code; KeyError when there is none."""
        for kind in self.permit_kinds:
            if kind.code == code:
                return kind
        raise KeyError(code)

    def kinds_for(self, situation: Situation) -> tuple["PermitKind", ...]:
        """Return the permit kinds that a person in `situation` may hold, in its order."""
        return tuple(self.permit_kind(code) for code in situation.permit_kinds)

    def documents_if_lodged(self) -> tuple[Document, ...]:
        """Return what a person brings who has no proof of address in their own name."""
        return tuple(document for document in self.common_documents if document.lodged)

    def documents_for(self, situation: Situation) -> tuple[Document, ...]:
        """Return what to bring: the common documents first, then the situation's own."""
        common = {document.id: document for document in self.common_documents}
        confirmed = situation.documents_verified is Checked.YES
        own = (
            Document(f"{situation.code}-{rank}", label, "", confirmed)
            for rank, label in enumerate(situation.documents, start=1)
        )
        return (*(common[id_] for id_ in situation.common_documents), *own)
