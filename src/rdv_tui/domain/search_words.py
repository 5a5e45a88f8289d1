"""The words by which an appointment is found, and what a person who searches may have meant.

Names are plain folded words. Every other kind of word begins with a sign of its own, which no
folded text contains, so that a name never meets a number.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from rdv_tui.domain.date_parsing import Era, parse_date
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

_DIGITS = re.compile(r"[\d\s.\-+()/·\u2010-\u2015]+")
_REFERENCE_LENGTH = 8
_LOOK_ALIKES = str.maketrans({"B": "8", "S": "5", "G": "6", "Z": "2"})


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as the store can look for it; any one of the three is enough.

    `reference` is complete; `prefixes` are those of marked words; `names` are beginnings of
    name words, all of which must be met.
    """

    reference: str | None = None
    prefixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def indexed_names(family_name: str, given_names: str) -> str:
    """Return all folded names, each after a space, so that ` ben` finds a word's beginning."""
    folded = (fold(name)[:NAME_LIMIT] for name in (family_name, given_names))
    return "".join(f" {name}" for name in folded if name)


def index_words(
    reference: str,
    *,
    family_name: str,
    given_names: str,
    birth_date: date,
    number: str,
    email: str | None,
    phone: str | None,
) -> frozenset[str]:
    """Return the words of an appointment; `number` is ten digits, `phone` E.164."""
    names = {word[:MAX_WORD_LENGTH] for word in fold(f"{family_name} {given_names}").split()}
    marked = {f"{REFERENCE}{reference.replace('-', '')}"}
    marked |= {f"{NUMBER}{number}", f"{NUMBER_END}{number[::-1]}", f"{BIRTH}{birth_date:%Y-%m-%d}"}
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
    names in any order, without accents.
    """
    text = clean_text(typed)
    if len(text.replace(" ", "")) < MIN_WORD_LENGTH:
        return None
    born = parse_date(text, today, Era.PAST)
    beginnings = [f"{BIRTH}{born:%Y-%m-%d}"] if born else []
    beginnings += _reference_prefixes(text)
    if _DIGITS.fullmatch(plain := ascii_digits(text)):
        beginnings += _numbers(plain)
        names: tuple[str, ...] = ()
    else:
        if " " not in text:
            beginnings.append(f"{EMAIL}{text.casefold()}"[:MAX_WORD_LENGTH])
        names = () if "@" in text else _names(text)
    query = Query(_reference(text), tuple(beginnings), names)
    return query if query.reference or query.prefixes or query.names else None


def _names(text: str) -> tuple[str, ...]:
    """Return the beginnings of names in `text`, the longest first: it is the rarest mostly."""
    words = {word[:MAX_WORD_LENGTH] for word in fold(text).split()}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return tuple(longest_first) if sum(map(len, words)) >= MIN_WORD_LENGTH else ()


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
