"""The situations people are in, and the way each of them leads to: a desk, a website, the post.

Which procedure goes where changes by ministerial order, so the entries are data (catalogue/);
this module only says what an entry is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from rdv_tui.domain.permit_kinds import PermitKind

if TYPE_CHECKING:
    from rdv_tui.domain.office import Rules


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


class Filing(StrEnum):
    """When the file must be in, counted from the permit's expiry (R.431-5 and R.431-6).

    `ON_PAPER`: the two last months. `ONLINE`: the 120th to the 60th day before. `ONLINE_RESIDENT`:
    the same, but for a long-term resident EU, whom the permit does not tell apart. `RESIDENT`: on
    paper, at once for who holds a multi-year card. `UNION_FAMILY`: R.234-2. `NONE`: no delay known.
    """

    ON_PAPER = "on_paper"
    ONLINE = "online"
    ONLINE_RESIDENT = "online_resident"
    RESIDENT = "resident"
    UNION_FAMILY = "union_family"
    NONE = "none"


class FeeProfile(StrEnum):
    """What the permit costs on delivery (L.436-1 and following); the booking itself is free.

    `FIRST_EXEMPT`: only the first issue is free of tax. `EXEMPT`: L.436-8, the 180 euros too.
    """

    NORMAL = "normal"
    REDUCED = "reduced"
    STAMP_ONLY = "stamp_only"
    FIRST_EXEMPT = "first_exempt"
    EXEMPT = "exempt"
    FREE = "free"
    UNION = "union"
    ALGERIAN = "algerian"
    ALGERIAN_TEN = "algerian_ten"
    VALIDATION = "validation"
    DUPLICATE = "duplicate"
    CHANGE = "change"
    DCEM = "dcem"
    PROVISIONAL = "provisional"
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

    `lodged`: it stands in for a proof of address in one's own name (CESEDA, annexe 10), which
    `address` marks. `kinds`:
    only holders of these permits bring it, all when empty. `optional_for`: nationalities (ISO 3166
    alpha-2) whom the condition may concern; it concerns no other. `law`: the rows of the office's
    table of facts on which the label rests.
    """

    id: str
    label: str
    condition: str
    verified: bool
    sources: tuple[str, ...] = ()
    lodged: bool = False
    kinds: tuple[str, ...] = ()
    optional_for: tuple[str, ...] = ()
    address: bool = False
    law: tuple[int, ...] = ()


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
    `discreet`: recorded, but not named on a paper that others may see. `fee_note` follows the fee.
    `late_fee` false: lateness never costs the fee of L.436-5, or nobody here may say that it does.
    `law`: the rows of the office's table of facts on which the entry's sentences rest. `site`: the
    https address where it is done, empty when there is none, or when it is the route's. `where`:
    who does it, in place of the route's own words; `{address}` is where to write to the bureau.
    `labels`: what people who read another language call it, by the language's code.
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
    filing: Filing = Filing.ON_PAPER
    late_fee: bool = True
    fee_note: str = ""
    discreet: bool = False
    law: tuple[int, ...] = ()
    site: str = ""
    where: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def unnamed(self) -> bool:
        """Whether papers leave its name out."""
        return self.sensitive or self.discreet

    def fee_eur(self, rules: "Rules") -> int | None:
        """Return the amount in euros due on delivery, None when the office must say."""
        amounts = {
            FeeProfile.NORMAL: rules.fee_normal_eur,
            FeeProfile.ALGERIAN: rules.fee_normal_eur,
            FeeProfile.REDUCED: rules.fee_reduced_eur,
            FeeProfile.STAMP_ONLY: rules.fee_stamp_eur,
            FeeProfile.FREE: 0,
            FeeProfile.EXEMPT: 0,
            FeeProfile.UNION: 0,
        }
        return amounts.get(self.fee_profile)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole guide, as confirmed on `as_of`; `warning` says in French how far to trust it."""

    as_of: date
    warning: str
    situations: tuple[Situation, ...]
    permit_kinds: tuple[PermitKind, ...]
    common_documents: tuple[Document, ...]
    sources: tuple[Source, ...]

    def situation(self, code: str) -> Situation:
        """Return the situation of that code; KeyError when there is none."""
        for situation in self.situations:
            if situation.code == code:
                return situation
        raise KeyError(code)

    def permit_kind(self, code: str) -> PermitKind:
        """Return the permit kind of that code; KeyError when there is none."""
        for kind in self.permit_kinds:
            if kind.code == code:
                return kind
        raise KeyError(code)

    def kinds_for(self, situation: Situation) -> tuple[PermitKind, ...]:
        """Return the permit kinds that a person in `situation` may hold, in its order."""
        return tuple(self.permit_kind(code) for code in situation.permit_kinds)

    def documents_if_lodged(self, situation: Situation) -> tuple[Document, ...]:
        """Return what a person brings who has no proof of address in their own name.

        Nothing where no proof of address is asked.
        """
        asked = {one.id for one in self.common_documents if one.address}
        if not asked & set(situation.common_documents):
            return ()
        return tuple(document for document in self.common_documents if document.lodged)

    def documents_for(
        self,
        situation: Situation,
        kind: PermitKind | None = None,
        nationality: str | None = None,
    ) -> tuple[Document, ...]:
        """Return what to bring: the common documents first, then the situation's own.

        Of a known permit or nationality (ISO 3166 alpha-2), only what concerns them.
        """
        held = {kind.code} if kind else set(situation.permit_kinds)
        common = {document.id: document for document in self.common_documents}
        confirmed = situation.documents_verified is Checked.YES
        own = (
            Document(f"{situation.code}-{rank}", label, "", confirmed)
            for rank, label in enumerate(situation.documents, start=1)
        )
        asked = (common[id_] for id_ in situation.common_documents)
        concerned = (one for one in asked if not one.kinds or held & set(one.kinds))
        return (*(_for_nationality(one, nationality) for one in concerned), *own)


def _for_nationality(document: Document, nationality: str | None) -> Document:
    """Return the document without a condition that cannot concern that nationality."""
    if nationality is None or not document.optional_for or nationality in document.optional_for:
        return document
    return replace(document, condition="")
