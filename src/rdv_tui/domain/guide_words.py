"""The words of people and of the catalogue, made comparable: « dix ans » is « 10 ans ».

Which words tell a situation, and which are said with any of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdv_tui.domain.names import clean_text, fold

ENDINGS = ("", "e", "s", "es", "ne", "nes")
_STEM = 4
"""Shorter words are taken as they are: « mari » is not « marie »."""

# Said with any situation, hence telling none: they rank what is found, they rule nothing out.
FILLERS = frozenset(
    fold(
        """
        a ai ait an annee annees ans arrive au aux avec bientot bonjour c carte cartes ce cette d
        dans de demande demander depuis des deja du echeance elle en encore est et ete etre eu etait
        expiration expire expiree expirees expirer expires faire fait fini finie finit france ici il
        j je l la le les leur m ma madame me mes mois mon monsieur n nous on ou par perime perimee
        perimees perimes personne pour plus qu que qui rdv recepisse recepisses renouveler
        renouvellement renouvelle s sa sejour ses son suis sur svp titre titres un une valable
        valide veut veux viens vis voudrais voudrait vous
        """
    ).split()
)
# The law of these nationals hardly differs: « étudiant tunisien » is a student.
_NATIONALITIES = frozenset(
    fold(
        """
        afghan albanais americain angolais argentin armenien australien azeri bangladais
        bangladeshi beninois bielorusse birman bolivien bosnien bresilien burkinabe burundais
        cambodgien camerounais canadien capverdien centrafricain chilien chinois colombien comorien
        congolais coreen cubain djiboutien dominicain egyptien equatorien erythreen ethiopien
        gabonais gambien georgien ghaneen guineen haitien indien indonesien irakien iranien
        israelien ivoirien japonais jordanien kazakh kenyan kosovar kurde laotien liberien libanais
        libyen macedonien malais malgache malien marocain mauricien mauritanien mexicain moldave
        mongol montenegrin mozambicain nepalais nigerian nigerien ouzbek pakistanais palestinien
        peruvien philippin russe rwandais senegalais serbe somalien soudanais syrien tadjik
        tanzanien tchadien thailandais tibetain togolais tunisien turc turque ukrainien uruguayen
        venezuelien vietnamien yemenite
        """
    ).split()
)
ALL_FILLERS = FILLERS | _NATIONALITIES
ALGERIANS = frozenset({"algerien"})
_TELLING_FILLERS = frozenset({"recepisse", "recepisses"})

_NUMBERS = {
    "un": "1",
    "une": "1",
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "six": "6",
    "sept": "7",
    "huit": "8",
    "neuf": "9",
    "dix": "10",
    "douze": "12",
    "treize": "13",
    "quinze": "15",
    "seize": "16",
    "dixhuit": "18",
    "vingt": "20",
    "trente": "30",
}
_UNITS = {"an": "ans", "ans": "ans", "annee": "ans", "annees": "ans", "mois": "mois"}
_DURATION = re.compile(r"\d+(ans|mois)")
_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and as it was typed."""

    folded: str
    typed: str


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of `text`: lengths of time in one (« 10ans »), and « sans » with its noun.

    « Deux ou trois ans » are two lengths.
    """
    pieces = [
        Word(part, piece)
        for piece in _PIECE.findall(clean_text(text).replace("œ", "oe"))
        for part in fold(piece).split()
    ]
    return tuple(_joined(pieces))


def folded_words(*texts: str) -> tuple[str, ...]:
    """Return the compared form of all words of the texts."""
    return tuple(word.folded for text in texts for word in words_of(text))


def _joined(pieces: list[Word]) -> Iterator[Word]:
    index = 0
    while index < len(pieces):
        here, rest = pieces[index], pieces[index + 1 : index + 4]
        if here.folded == "dix" and rest and rest[0].folded == "huit":
            pieces[index : index + 2] = [Word("dixhuit", f"{here.typed}-{rest[0].typed}")]
            continue
        number = _number(here)
        following = [word.folded for word in rest]
        if number and following[:1] and following[0] in _UNITS:
            yield Word(number + _UNITS[following[0]], f"{here.typed} {rest[0].typed}")
            index += 2
        elif number and len(following) > 2 and following[0] == "ou" and following[2] in _UNITS:
            yield Word(number + _UNITS[following[2]], here.typed)
            index += 2
        elif here.folded == "sans" and rest:
            yield Word(f"sans{rest[0].folded}", f"{here.typed} {rest[0].typed}")
            index += 2
        else:
            yield here
            index += 1


def _number(word: Word) -> str:
    return word.folded if word.folded.isdecimal() else _NUMBERS.get(word.folded, "")


def is_duration(word: str) -> bool:
    """Say whether a compared word is a length of time."""
    return _DURATION.fullmatch(word) is not None


def is_nationality(word: str) -> bool:
    """Say whether it names nationals for whom no permit of their own exists."""
    return _stem_in(word, _NATIONALITIES)


def is_algerian(word: str) -> bool:
    """Say whether it names Algerians, who hold certificates of their own (1968 agreement)."""
    return _stem_in(word, ALGERIANS)


def is_filler(word: str) -> bool:
    """Say whether it is said with any situation."""
    return word in FILLERS or is_nationality(word)


def is_telling_filler(word: str) -> bool:
    """Say whether it tells a situation when nothing else is said."""
    return word in _TELLING_FILLERS or is_nationality(word)


def begins_filler(word: str) -> bool:
    """Say whether a word that is still being typed may become a filler."""
    return any(one.startswith(word) for one in ALL_FILLERS)


def _stem_in(word: str, stems: frozenset[str]) -> bool:
    return any(word.removesuffix(ending) in stems for ending in ENDINGS if word.endswith(ending))


EXACT, BEGINNING, INFLECTED = 0, 1, 2


def distance(typed: str, word: str) -> int | None:
    """Return how far a `typed` word is from another, None when it is another one."""
    if word == typed or (typed.isdecimal() and word == f"{typed}ans"):
        return EXACT
    if word.startswith(typed):
        return BEGINNING
    if len(word) >= _STEM and any(typed == word + ending for ending in ENDINGS):
        return INFLECTED
    return None
