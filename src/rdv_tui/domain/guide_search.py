"""Search among the situations by the words that people say at the counter."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rdv_tui.domain.names import fold
from rdv_tui.domain.situations import Catalogue, Situation

# Said with any situation, hence telling none: they rank what is found, they rule nothing out.
_FILLERS = frozenset(
    fold(
        """
        a ai ait an annee annees ans au aux avec carte cartes ce cette d dans de demande
        demander depuis des du elle en est et etre etait il j je l la le les leur m ma
        madame me mes mon monsieur n nous on ou par personne pour qu que qui recepisse
        recepisses renouveler renouvellement renouvelle s sa sejour ses son suis sur titre
        titres un une veut voudrais
        """
    ).split()
)
# The law of these nationals hardly differs: « étudiant tunisien » is a student.
_NATIONALITIES = frozenset(
    fold(
        """
        afghan albanais americain armenien bangladais bresilien camerounais capverdien
        chinois comorien congolais egyptien gabonais georgien guineen haitien indien
        ivoirien japonais kosovar libanais malgache malien marocain mauritanien moldave
        pakistanais philippin russe senegalais serbe syrien thailandais togolais tunisien
        turc turque ukrainien vietnamien
        """
    ).split()
)
_ENDINGS = ("", "e", "s", "es", "ne", "nes")
_STEM = 4
"""Shorter words are taken as they are: « mari » is not « marie »."""

# « 10 ans » is « dix ans », which « dix-huit ans » is not.
_NUMBERS = {"1": "un", "2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "10": "dix"}
_EIGHTEEN = "dix huit"

_EXACT, _BEGINNING, _INFLECTED, _IN_PAPERS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """The folded words of a situation: its name's and its synonyms', then those of its papers."""

    situation: Situation
    phrases: tuple[str, ...]
    papers: tuple[str, ...]

    def distance(self, word: str) -> int | None:
        """Return how far `word` is from this entry, None when it is not there."""
        near = [d for w in self.phrases if (d := _distance(word, w)) is not None]
        if near:
            return min(near)
        far = [d for w in self.papers if (d := _distance(word, w)) is not None]
        return min(far) + _IN_PAPERS if far else None


def search(catalogue: Catalogue, typed: str) -> tuple[Situation, ...]:
    """Return the situations that the `typed` words tell of, the likeliest first.

    Each telling word must begin a word of the situation's label, synonyms, permits or legal basis,
    whatever its accents and its gender. « Je suis », « carte d'un an », « récépissé » and most
    nationalities rule nothing out. When nothing has all the words, those that no situation at all
    knows are left aside. Nothing typed finds nothing.
    """
    words = _words(typed)
    if not words:
        return ()
    entries = [_entry(catalogue, situation) for situation in catalogue.situations]
    significant = [word for word in words if not _is_filler(word)]
    found = _ranked(entries, words, significant)
    if not found:
        known = [w for w in significant if any(e.distance(w) is not None for e in entries)]
        if significant[-1] == words[-1] and any(f.startswith(words[-1]) for f in _FILLERS):
            known = [w for w in known if w != words[-1]]
        found = _ranked(entries, words, known) if known else ()
    return found


def _ranked(
    entries: Iterable[_Entry], words: tuple[str, ...], significant: list[str]
) -> tuple[Situation, ...]:
    ranked: list[tuple[int, bool, int, int, Situation]] = []
    for order, entry in enumerate(entries):
        distances = [entry.distance(word) for word in significant]
        if None not in distances:
            distance = sum(d for d in distances if d is not None)
            echoes = sum(entry.distance(word) == _EXACT for word in set(words) - set(significant))
            elsewhere = not entry.phrases[0].startswith(words[0])
            ranked.append((distance, elsewhere, -echoes, order, entry.situation))
    return tuple(found[-1] for found in sorted(ranked, key=lambda found: found[:4]))


def _entry(catalogue: Catalogue, situation: Situation) -> _Entry:
    lines = (situation.label, *situation.words, situation.code.replace("_", " "))
    kinds = (f"{kind.code} {kind.label}" for kind in catalogue.kinds_for(situation))
    papers = (*kinds, situation.legal_basis, situation.group)
    return _Entry(situation, _words(*lines), _words(*papers))


@lru_cache(maxsize=512)
def _words(*texts: str) -> tuple[str, ...]:
    folded = " ".join(fold(text) for text in texts).replace(_EIGHTEEN, "18")
    return tuple(_NUMBERS.get(word, word) for word in folded.split())


def _distance(typed: str, word: str) -> int | None:
    if word == typed:
        return _EXACT
    if word.startswith(typed):
        return _BEGINNING
    if len(word) >= _STEM and any(typed == word + ending for ending in _ENDINGS):
        return _INFLECTED
    return None


def _is_filler(word: str) -> bool:
    return word in _FILLERS or any(
        word.removesuffix(ending) in _NATIONALITIES for ending in _ENDINGS if word.endswith(ending)
    )
