"""Search among the situations by the words that people say at the counter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from rdv_tui.domain import guide_words
from rdv_tui.domain.guide_words import BEGINNING, EXACT, INFLECTED, Word, folded_words, words_of
from rdv_tui.domain.situations import Catalogue, Situation

_IN_PAPERS = INFLECTED + 1
"""A word of the permits, the law or the group is further away than any of the situation's own."""

_ALIKE = 0.8
"""How alike a misspelt word must be (SequenceMatcher's ratio)."""
_SPELT = 4
"""Shorter words are too near to each other to be guessed. The first letter is hardly ever wrong."""
_MANY = 9
"""So many situations to which no phrase leads whole (« visa », « CST ») tell none."""


@dataclass(frozen=True, slots=True)
class GuideResult:
    """What a request led to, the likeliest first, and what of it nobody may overlook.

    `unknown`: words as typed that no situation knows. `meant`: (typed, taken for) of those that
    look misspelt. `is_partial`: no situation has all the words. `is_vague`: the words go with too
    many to tell one.
    """

    situations: tuple[Situation, ...] = ()
    unknown: tuple[str, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    is_partial: bool = False
    is_vague: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the first situation may be taken without being looked at twice."""
        return bool(self.situations) and not (
            self.unknown or self.meant or self.is_partial or self.is_vague
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """The words of a situation: its name's and its synonyms', then those of its papers."""

    situation: Situation
    phrases: tuple[tuple[str, ...], ...]
    own: frozenset[str]
    joined: frozenset[tuple[str, str]]
    papers: frozenset[str]
    durations: frozenset[str]

    def distance(self, word: str) -> int | None:
        """Return how far `word` is from this entry, None when it is not there.

        A length of time is the permit's, or the whole of a phrase; inside a longer phrase
        (« dix ans de présence ») it is another thing.
        """
        return _distance(self, word)

    def says(self, words: Sequence[str]) -> bool:
        """Say whether the telling `words` are the whole of one of its phrases."""
        wanted = set(words)
        return any({w for w in p if not guide_words.is_filler(w)} == wanted for p in self.phrases)


@lru_cache(maxsize=8192)
def _distance(entry: _Entry, word: str) -> int | None:
    """Measure once: with each further key all words but the last are those of the key before."""
    if guide_words.is_duration(word):
        if word in entry.durations:
            return EXACT
        return _IN_PAPERS if word in entry.own else None
    near = _nearest(word, entry.own)
    if near is None and any(_joins(word, *pair) for pair in entry.joined):
        near = BEGINNING
    if near is not None:
        return near
    far = _nearest(word, entry.papers)
    return far + _IN_PAPERS if far is not None else None


def _nearest(word: str, among: frozenset[str]) -> int | None:
    if word in among:
        return EXACT
    return min((d for w in among if (d := guide_words.distance(word, w)) is not None), default=None)


def _joins(word: str, left: str, right: str) -> bool:
    """Say whether two words are written in one, the second at least begun (« autoentrep »)."""
    begun = word.removeprefix(left)
    return begun != word and right.startswith(begun) and len(begun) >= min(_SPELT, len(right))


class GuideIndex:
    """The situations of a catalogue, ready to be searched as often as a key is pressed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = [_entry(catalogue, situation) for situation in catalogue.situations]
        self._spelt = _spellings(catalogue)
        self._vocabulary = sorted(self._spelt.keys() | guide_words.ALL_FILLERS)

    def search(self, typed: str) -> GuideResult:
        """Return the situations that the `typed` words tell of, the likeliest first.

        Each telling word must begin a word of the situation's label, synonyms, permits or legal
        basis, whatever its accents and its gender. « Je suis », « ma carte » and most
        nationalities rule nothing out; alone they find nothing. A word that nothing knows is
        taken for the one that it looks like, and said; one that looks like none is said as well.
        Nothing typed finds nothing.
        """
        words = words_of(typed)
        telling = [word for word in words if not guide_words.is_filler(word.folded)]
        read, meant, unknown = self._read(telling, words[-1:])
        heard = [*(word.folded for word in words if word not in telling), *read]
        known = [word for word in read if not guide_words.is_filler(word)]
        if not known:
            said = [*heard, *filter(guide_words.is_duration, (word.folded for word in telling))]
            return self._of_fillers(said, tuple(unknown), tuple(meant))
        entries = [one for one in self._entries if not _another_s(one, heard)]
        found = _ranked(entries, heard, known)
        is_partial = not found and len(known) > 1
        is_vague = all(guide_words.is_duration(word) for word in known) or _is_wide(found, known)
        if is_partial:
            found = _with_most(entries, known)
        return GuideResult(
            tuple(one.situation for one in found),
            tuple(unknown),
            tuple(meant),
            is_partial=is_partial and bool(found),
            is_vague=is_vague,
        )

    def _read(
        self, telling: Iterable[Word], last: Sequence[Word]
    ) -> tuple[list[str], list[tuple[str, str]], list[str]]:
        """Return the words that are known, those taken for another, and those that are not."""
        known: list[str] = []
        meant: list[tuple[str, str]] = []
        unknown: list[str] = []
        for word in telling:
            if any(one.distance(word.folded) is not None for one in self._entries):
                known.append(word.folded)
            elif guide_words.is_duration(word.folded) or (
                word in last and guide_words.begins_filler(word.folded)
            ):
                continue
            elif near := self._alike(word.folded):
                known.append(near)
                meant.append((word.typed, self._spelt.get(near, near)))
            else:
                unknown.append(word.typed)
        return known, meant, unknown

    def _alike(self, word: str) -> str | None:
        if len(word) < _SPELT:
            return None
        alike = [one for one in self._vocabulary if one[0] == word[0]]
        return next(iter(get_close_matches(word, alike, 1, _ALIKE)), None)

    def _of_fillers(
        self, heard: Sequence[str], unknown: tuple[str, ...], meant: tuple[tuple[str, str], ...]
    ) -> GuideResult:
        """Return what fillers tell when nothing else does: « récépissé », « ukrainien »."""
        telling = [word for word in heard if guide_words.is_telling_filler(word)]
        found = tuple(
            one.situation
            for one in self._entries
            if any((d := _nearest(w, one.own)) is not None and d != BEGINNING for w in telling)
        )
        return GuideResult(found, unknown, meant, is_vague=bool(heard) and not found)


def _another_s(entry: _Entry, heard: Sequence[str]) -> bool:
    """Say whether an entry is for Algerians alone, when somebody else was named."""
    named = any(guide_words.is_nationality(w) for w in heard)
    return named and _is_unsaid(entry, heard)


def _is_unsaid(entry: _Entry, heard: Sequence[str]) -> bool:
    """Say whether an entry is for Algerians alone, when nobody said that they are."""
    kinds = entry.situation.permit_kinds
    algerian = any(guide_words.is_algerian(w) for w in heard)
    return not algerian and bool(kinds) and all(k.startswith("CRA") for k in kinds)


def _ranked(entries: Iterable[_Entry], heard: Sequence[str], known: Sequence[str]) -> list[_Entry]:
    ranked: list[tuple[tuple[int, bool, bool, bool, int, int], _Entry]] = []
    for order, entry in enumerate(entries):
        distances = [entry.distance(word) for word in known]
        if None not in distances:
            far = sum(d for d in distances if d is not None)
            ranked.append(((far, *_tie(entry, heard, known), order), entry))
    return [entry for _, entry in sorted(ranked, key=lambda found: found[0])]


def _tie(entry: _Entry, heard: Sequence[str], known: Sequence[str]) -> tuple[bool, bool, bool, int]:
    """Rank what is as near: the whole of a phrase, then a label that begins so, then fillers.

    What is for Algerians alone comes after, unless they are named.
    """
    echoes = sum(entry.distance(word) == EXACT for word in set(heard) - set(known))
    begins = any(entry.phrases[0][:1] == (word,) for word in heard) or any(
        entry.phrases[0][0].startswith(word) for word in known[:1]
    )
    return _is_unsaid(entry, [*heard, *known]), not entry.says(known), not begins, -echoes


def _is_wide(found: Sequence[_Entry], known: Sequence[str]) -> bool:
    """Say whether whole words go with many situations, and are the phrase of none."""
    if len(found) < _MANY or found[0].says(known):
        return False
    return all((d or 0) % _IN_PAPERS != BEGINNING for d in map(found[0].distance, known))


def _with_most(entries: Iterable[_Entry], known: Sequence[str]) -> list[_Entry]:
    """Return the situations that have the most of the words; none has them all."""
    counted = [(sum(d is not None for d in map(entry.distance, known)), entry) for entry in entries]
    most = max((count for count, _ in counted), default=0)
    if most < 1:
        return []
    ranked = [
        ((sum(d for w in known if (d := entry.distance(w)) is not None), order), entry)
        for order, (count, entry) in enumerate(counted)
        if count == most
    ]
    return [entry for _, entry in sorted(ranked, key=lambda found: found[0])]


def _entry(catalogue: Catalogue, situation: Situation) -> _Entry:
    lines = (situation.label, *situation.words, situation.code.replace("_", " "))
    phrases = tuple(filter(None, map(folded_words, lines)))
    kinds = [f"{kind.code} {kind.label}" for kind in catalogue.kinds_for(situation)]
    papers = folded_words(*kinds, situation.legal_basis, situation.group)
    joined = frozenset(pair for phrase in phrases for pair in pairwise(phrase))
    alone = {
        word
        for phrase in phrases
        for word in phrase
        if guide_words.is_duration(word)
        and all(guide_words.is_filler(other) or other == word for other in phrase)
    }
    held = {word for word in folded_words(*kinds) if guide_words.is_duration(word)}
    own = frozenset(word for phrase in phrases for word in phrase)
    return _Entry(situation, phrases, own, joined, frozenset(papers), frozenset(alone | held))


def _spellings(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the words that may be meant, as they are compared and as they are written."""
    spelt: dict[str, str] = {}
    for situation in catalogue.situations:
        for line in (situation.label, *situation.words):
            words = words_of(line)
            for word in words:
                spelt.setdefault(word.folded, word.typed.lower())
            for left, right in pairwise(words):
                pair = f"{left.typed} {right.typed}".lower()
                spelt.setdefault(left.folded + right.folded, pair)
    return spelt
