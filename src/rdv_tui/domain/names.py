"""Text that people type: cleaned of what cannot be seen, never changed in what it says."""

import re
import unicodedata

from rdv_tui.domain.problems import WrongValue

MAX_NAME_LENGTH = 150
"""Longest name, in characters; the longest on record stay well below."""

_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co"}
# Letters by category, blank to the eye: a name made of them would look empty.
_BLANK_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0"}
_ODD_SIGNS = frozenset('()[]{}<>&@#/\\|=+*_%$€£?!;:~^"«»')
# Letters that no decomposition separates from their stroke or their twin.
_PLAIN = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)


def clean_text(text: str) -> str:
    """Return `text` in NFC on one line, single-spaced, without control, format or bidi marks.

    Markup characters are legal text and stay. Lone surrogates, which no file can hold, go.
    """
    one_line = " ".join(text.split())
    seen = "".join(
        character
        for character in one_line
        if unicodedata.category(character) not in _UNSEEN_CATEGORIES
        and character not in _BLANK_LETTERS
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_name(text: str) -> str:
    """Return a person's name as it is to be kept, empty when nothing visible was typed.

    Raises WrongValue: `too_long` beyond NAME_LIMIT, `no_letter` when nothing in it is a letter.
    """
    name = clean_text(text)
    if len(name) > MAX_NAME_LENGTH:
        raise WrongValue("too_long", limit=str(MAX_NAME_LENGTH), count=str(len(name)))
    if name and not any(character.isalpha() for character in name):
        raise WrongValue("no_letter")
    return name


def odd_signs(name: str) -> str:
    """Return the digits, brackets and the like in a name, which permits hardly ever have."""
    return "".join(one for one in dict.fromkeys(name) if one.isdigit() or one in _ODD_SIGNS)


def written_family(name: str) -> str:
    """Return a family name in capitals with their accents, as French papers write it.

    What was typed is kept as it is in the store; this is how it is shown, everywhere.
    """
    capitals = (
        sign if "\u10d0" <= sign <= "\u10ff" else sign.upper()  # Georgian writes without capitals
        for sign in name.replace("ß", "ẞ")
    )
    return unicodedata.normalize("NFC", "".join(capitals))


def written_given(names: str) -> str:
    """Return given names with a capital each; what is written in both cases stays as it is."""
    if not (names.islower() or names.isupper()):
        return names
    plain = names.replace("İ", "i").lower() if names.isupper() else names
    return unicodedata.normalize("NFC", _WORD.sub(lambda word: _capitalised(word[0]), plain))


def written_name(family_name: str, given_names: str) -> str:
    """Return the whole name as French papers write it: « BENALI Samira »."""
    return f"{written_family(family_name)} {written_given(given_names)}".strip()


def _capitalised(word: str) -> str:
    return word if "\u10d0" <= word[0] <= "\u10ff" else word[0].title() + word[1:]


def fold(text: str) -> str:
    """Return `text` for comparing and searching: no case, accents, hyphens or apostrophes.

    « L'Isle-sur-la-Sorgue » and « l isle sur la sorgue » fold to the same.
    """
    # Spread first: letters of mathematics have no small form of their own, their plain ones have.
    small = unicodedata.normalize("NFKD", clean_text(text)).casefold()
    spread = unicodedata.normalize("NFKD", small).translate(_PLAIN)
    kept = (
        character if character.isalnum() else " "
        for character in spread
        if not unicodedata.combining(character)
    )
    return " ".join("".join(kept).split())


def ascii_digits(text: str) -> str:
    """Return `text` with the digits of every script as 0 to 9 (full-width, Arabic-Indic…)."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )
