"""The words by which an appointment is found, and what a person who searches may have meant.

Names are plain folded words. Every other kind of word begins with a sign of its own, which no
folded text contains, so that a name never meets a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise, permutations, product

from rdv_tui.domain.birth_date import BirthDate, parse_birth_date
from rdv_tui.domain.names import ascii_digits, clean_text, fold
from rdv_tui.domain.reference import ALPHABET, normalise_reference

MIN_WORD_LENGTH = 3
"""Signs from which a search makes sense."""
MIN_DIGITS, MAX_COMMON_PREFIX = 4, 6
"""Digits from which the end, and the beginning, of a number tells people apart: every number of a
department begins alike."""

MAX_WORD_LENGTH, NAME_LIMIT = 64, 150
"""Characters kept of a word, and of each name in a line: what a key holds on every engine. Some
letters fold to eighteen."""

REFERENCE, NUMBER, NUMBER_END, PHONE, EMAIL, BIRTH = MARKS = "!", "#", "%", "+", "@", "="
SOUND = "~"
"""The mark of a name's sound, which has the sounds of all names beside it."""

_MIN_SOUND, _MOST_JOINED = 3, 4
"""Letters from which a sound tells people apart; words that a name is joined of, at most."""
_ALIKE = (
    *(("ph", "f"), ("gh", "g"), ("kh", "k"), ("ch", "s"), ("sh", "s"), ("sch", "s"), ("ck", "k")),
    *(("dj", "j"), ("qu", "k"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k")),
    *(("z", "s"), ("x", "s"), ("v", "f"), ("w", "u"), ("ou", "u"), ("y", "i"), ("h", "")),
)
_VOWELS = frozenset("aeiou")
_BESIDE = (BIRTH, NUMBER_END)
_OLDEST = 1900
_BORN_ON = frozenset({"ne", "nee", "le", "en", "du"})

_DIGITS = re.compile(r"[\d\s.\-+()/·\u2010-\u2015]+")
_REFERENCE_LENGTH = 8
_LOOK_ALIKES = str.maketrans({"B": "8", "S": "5", "G": "6", "Z": "2"})


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as the store can look for it; any one of the three is enough.

    `reference` is complete; `prefixes` are those of marked words. Each of `names` is a reading of
    what was typed: beginnings of name words, all of which must be met, the rarest first. `sounds`
    are readings by ear, for when nothing answers exactly. Whoever has the names has a word, too,
    that begins as one of `born`, whoever has the sounds one of `beside` (anybody when empty).
    """

    reference: str | None = None
    prefixes: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    sounds: tuple[tuple[str, ...], ...] = ()
    born: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def indexed_names(family_name: str, given_names: str) -> str:
    """Return all folded names, each after a space, so that ` ben` finds a word's beginning.

    Neighbours stand there joined as well: nobody says the space of N'Guessan or El Ouafi.
    """
    fields = [fold(name)[:NAME_LIMIT].split() for name in (family_name, given_names)]
    joined = [one for words in fields for one in _joined(words)]
    words = [word for words in fields for word in words]
    return "".join(f" {word}" for word in dict.fromkeys((*words, *joined)))


def narrowing(birth_date: BirthDate, number: str) -> str:
    """Return what a name may be told apart by: the year of birth, the last digits of the number."""
    return f" {BIRTH}{birth_date.year} {NUMBER_END}{number[-MIN_DIGITS:]}"


def indexed_sounds(names: str) -> str:
    """Return the sounds of indexed names, each after its mark."""
    found = dict.fromkeys(_sound(word) for word in names.split())
    return "".join(f" {SOUND}{sound}" for sound in found if len(sound) >= _MIN_SOUND)


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield neighbours in one, two by two and all together, as long as they can be a name."""
    runs = {*pairwise(words), tuple(words)}
    for run in sorted(runs):
        if 1 < len(run) <= _MOST_JOINED:
            yield "".join(run)[:MAX_WORD_LENGTH]


def _sound(word: str) -> str:
    """Return what a listener keeps of a name in Latin letters: its consonants, alike ones as one.

    Vowels are the first thing that differs between Mohamed, Mohammed and Muhammad; an initial one
    is kept as a place. « Ghislaine » and « Ghizlane » sound alike, « Youcef » and « Youssef »,
    « Benali » and « Benoît » no. A name of fewer consonants than tell people apart keeps its
    vowels: « Kouassi » and « Kouasi », « Aly » and « Ali ».
    """
    if not (word.isascii() and word.isalpha()):
        return ""
    for heard, kept in _ALIKE:
        word = word.replace(heard, kept)
    single = "".join(letter for letter, _ in groupby(word))
    initial = "a" if single[:1] in _VOWELS else ""
    heard = initial + "".join(letter for letter in single if letter not in _VOWELS)
    return heard if len(heard) >= _MIN_SOUND else single


def birth_word(born: BirthDate) -> str:
    """Return the word of a birth date, with zeros for what nobody knows."""
    return f"{BIRTH}{born.year:04d}-{born.month:02d}-{born.day:02d}"


def words_of_same_birth(born: BirthDate) -> list[str]:
    """Return beginnings of the words of all birth dates that may be the same day as `born`."""
    known = [part for part in (born.month, born.day) if part]
    vaguer = [BirthDate(born.year, *known[:count]) for count in range(len(known))]
    return [*map(birth_word, vaguer), birth_word(born).removesuffix("-00").removesuffix("-00")]


def index_words(
    reference: str,
    *,
    family_name: str,
    given_names: str,
    birth_date: BirthDate,
    number: str,
    email: str | None,
    phone: str | None,
) -> frozenset[str]:
    """Return the words of an appointment; `number` is ten digits, `phone` E.164."""
    indexed = indexed_names(family_name, given_names)
    names = {word[:MAX_WORD_LENGTH] for word in indexed.split()}
    names |= {word[:MAX_WORD_LENGTH] for word in indexed_sounds(indexed).split()}
    marked = {f"{REFERENCE}{reference.replace('-', '')}"}
    marked |= {f"{NUMBER}{number}", f"{NUMBER_END}{number[::-1]}", birth_word(birth_date)}
    if phone:
        marked.add(phone[:MAX_WORD_LENGTH])
    if email:
        marked.add(f"{EMAIL}{email.casefold()}"[:MAX_WORD_LENGTH])
    return frozenset(names | marked)


def parse_query(typed: str, today: date) -> Query | None:
    """Return what `typed` may mean, None when there is too little of it.

    A reference in any writing, or its beginning from four signs on; digits as the end (from four
    on) or the beginning (from six on) of the foreign resident number, or as a phone number in any
    writing; a birth date in any writing; the beginning of an e-mail address; the beginnings of
    names in any order, without accents, joined or parted, with a birth date, its year, or the last
    four digits of the number beside them.
    """
    text = clean_text(typed)
    if len(text.replace(" ", "")) < MIN_WORD_LENGTH:
        return None
    born = parse_birth_date(text, today)
    beginnings = [birth_word(born)] if born else []
    born_on: list[str] = []
    sounds: list[tuple[str, ...]] = []
    beside: list[str] = []
    beginnings += _reference_prefixes(text)
    if _DIGITS.fullmatch(plain := ascii_digits(text)):
        beginnings += _numbers(plain)
        names: tuple[tuple[str, ...], ...] = ()
    else:
        if " " not in text:
            beginnings.append(f"{EMAIL}{text.casefold()}"[:MAX_WORD_LENGTH])
        text, born_on = _without_birth(text, today)
        words = fold(text).split()
        names = () if "@" in text else tuple(_readings(words))
        sounds, beside = _by_ear(words) if names else ([], [])
    query = Query(
        _reference(typed),
        tuple(beginnings),
        names,
        tuple(sounds),
        tuple(born_on),
        tuple(born_on or beside),
    )
    return query if query.reference or query.prefixes or query.names else None


def _without_birth(text: str, today: date) -> tuple[str, list[str]]:
    """Return names typed beside a birth date, and beginnings of the words of that date.

    Four digits alone are left beside the names: they may be a year or the end of a number.
    """
    words = text.split()
    for count in (3, 2, 1):
        for at in range(len(words) - count + 1):
            run = ascii_digits(" ".join(words[at : at + count]))
            born = None if _is_four_digits(run) else parse_birth_date(run, today)
            if born and _OLDEST <= born.year <= today.year:
                before = words[:at]
                while before and fold(before[-1]) in _BORN_ON:
                    before.pop()
                if names := " ".join([*before, *words[at + count :]]):
                    return names, words_of_same_birth(born)
    return text, []


def _readings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the readings of typed words: as they are, then neighbours joined, two by two and all.

    Four digits beside a name are a year of birth, or the end of a number; twice four are both.
    """
    names = [word[:MAX_WORD_LENGTH] for word in words if not _is_four_digits(word)]
    digits = [word for word in words if _is_four_digits(word)]
    if sum(map(len, names)) < MIN_WORD_LENGTH or len(digits) > len(_BESIDE):
        names, digits = [word[:MAX_WORD_LENGTH] for word in words], []
    if sum(map(len, names)) < MIN_WORD_LENGTH:
        return
    runs = [names]
    runs += [
        [*names[:at], names[at] + names[at + 1], *names[at + 2 :]] for at in range(len(names) - 1)
    ][:_MOST_JOINED]
    if 2 < len(names) <= _MOST_JOINED:
        runs.append(["".join(names)])
    beside = [
        tuple(f"{mark}{word}" for mark, word in zip(marks, digits, strict=True))
        for marks in permutations(_BESIDE, len(digits))
    ]
    for run in runs:
        # The longest first: it is the rarest mostly.
        longest_first = sorted(set(run), key=lambda word: (-len(word), word))
        for marked in beside:
            yield (*longest_first, *marked)


def _by_ear(words: Sequence[str]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the readings of which every word has a sound, and what four digits beside them say."""
    names = [word for word in words if not _is_four_digits(word)]
    digits = [word for word in words if _is_four_digits(word)]
    if len(digits) > 1:
        return [], []
    sounds = [[_sound(word) for word in reading] for reading in _readings(names)]
    heard = [
        tuple(f"{SOUND}{sound}" for sound in reading)
        for reading in sounds
        if all(len(sound) >= _MIN_SOUND for sound in reading)
    ]
    beside = [word for one in digits for word in (f"{BIRTH}{one}", f"{NUMBER_END}{one[::-1]}")]
    return heard, beside


def _is_four_digits(word: str) -> bool:
    return len(word) == MIN_DIGITS and word.isascii() and word.isdigit()


def _numbers(text: str) -> list[str]:
    digits = "".join(character for character in text if character.isdigit())
    found: list[str] = []
    if len(digits) >= MIN_DIGITS:
        found.append(f"{NUMBER_END}{digits[::-1]}")
    if len(digits) >= MAX_COMMON_PREFIX:
        found.append(f"{NUMBER}{digits}")
        found.append(f"{PHONE}{_international(text, digits)}")
    return found


def _international(text: str, digits: str) -> str:
    """Return `digits` with their country's code first; without one they are French."""
    if text.lstrip().startswith("+"):
        return digits.replace("330", "33", 1) if digits.startswith("330") else digits
    if digits.startswith("00"):
        return digits[2:]
    return "33" + digits.removeprefix("0")


def _reference_prefixes(text: str) -> list[str]:
    """Return the beginning of a reference; a word without a figure or a dash is a name."""
    symbols = _symbols(text)
    known = set(symbols) <= set(ALPHABET) and MIN_DIGITS <= len(symbols) < _REFERENCE_LENGTH
    plain = ascii_digits(text)
    looks_so = "-" in plain or any(sign.isdigit() for sign in plain)
    return [f"{REFERENCE}{symbols}"] if known and looks_so else []


def _symbols(text: str) -> str:
    return fold(ascii_digits(text)).replace(" ", "").upper().translate(_LOOK_ALIKES)


def _reference(text: str) -> str | None:
    """Return the reference meant: look-alikes are read as what can be, one unread symbol is found.

    The alphabet has neither of 0 and O, 1 and I…, so that one symbol outside of it was misheard
    or misread; the check symbol tells which single one it can only be.
    """
    symbols = _symbols(text)
    if len(symbols) != _REFERENCE_LENGTH:
        return None
    unread = [place for place, symbol in enumerate(symbols) if symbol not in ALPHABET]
    if len(unread) > 1:
        return None
    candidates = product(*(ALPHABET if p in unread else s for p, s in enumerate(symbols)))
    read = (normalise_reference("".join(candidate)) for candidate in candidates)
    return next((reference for reference in read if reference), None)
