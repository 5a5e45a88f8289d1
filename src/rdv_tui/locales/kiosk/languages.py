"""The six languages of the kiosk by their code, each by its own name in its own script."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from rdv_tui.locales.kiosk.arabic import ARABIC
from rdv_tui.locales.kiosk.english import ENGLISH
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.portuguese import PORTUGUESE
from rdv_tui.locales.kiosk.spanish import SPANISH
from rdv_tui.locales.kiosk.turkish import TURKISH
from rdv_tui.locales.kiosk.words import Words

WORDS: Mapping[str, Words] = {
    words.code: words for words in (FRENCH, ARABIC, ENGLISH, TURKISH, SPANISH, PORTUGUESE)
}
LATIN_ARABIC = "al-ʿarabiyya"
"""Arabic by its name in Latin letters, where its own cannot be shown."""
OTHER_LANGUAGE = "0 · Autre langue · Other language"
TITLE = "Rendez-vous titre de séjour"
FREE = "GRATUIT"


def is_from_right(words: Words) -> bool:
    """Say whether the language is written from the right."""
    return words.code == "ar"


def say_day(words: Words, day: date, *, with_year: bool = False) -> str:
    """Return a day in words: « mardi 1er décembre », `with_year` the year after it.

    As CLDR has it; in Arabic in digits too: names of months differ by country.
    """
    from babel import Locale  # noqa: PLC0415  (Babel starts slowly)
    from babel.dates import format_date  # noqa: PLC0415

    pattern = str(Locale.parse(words.locale).date_formats["full"].pattern)
    if not with_year:
        pattern = _YEAR.sub("", pattern)
    text = str(format_date(day, pattern, locale=words.locale))
    if is_from_right(words):
        return f"{text} ({day:%d/%m/%Y})" if with_year else f"{text} ({day:%d/%m})"
    return _FIRST.sub("1er ", text, count=1) if words is FRENCH else text


_YEAR = re.compile(r"( 'de')? y+")
_FIRST = re.compile(r"\b1 ")


def say_hour(words: Words, start: datetime) -> str:
    """Return an hour as it is read aloud in French, on the clock as CLDR has it elsewhere."""
    from babel.dates import format_time  # noqa: PLC0415  (Babel starts slowly)

    if words is FRENCH:
        return f"{start.hour} h {start:%M}"
    return str(format_time(start.time(), "short", locale=words.locale))


def say_near_day(words: Words, day: date, today: date) -> str:
    """Return a day in words, before which « demain » stands where it is meant."""
    near = {0: words.today, 1: words.tomorrow}.get((day - today).days)
    if near is None:
        return say_day(words, day)
    return f"{near}{'،' if is_from_right(words) else ','} {say_day(words, day)}"


def say_moment(words: Words, start: datetime, today: date | None = None) -> str:
    """Return day and hour in words; near `today`, how near it is too."""
    day = start.date()
    said = say_near_day(words, day, today) if today else say_day(words, day)
    return words.moment.format(day=said, hour=say_hour(words, start))


def say_free(words: Words) -> str:
    """Return that it is free, for the first line, in which no Arabic stands."""
    return FREE if words is FRENCH or is_from_right(words) else words.free.rstrip(".")


def say_country(words: Words, code: str) -> str:
    """Return a nationality's country in the language, or what it is instead; empty if unknown."""
    from babel import Locale  # noqa: PLC0415  (Babel starts slowly)

    known = Locale.parse(words.locale).territories
    return words.no_countries.get(code) or str(known.get(code, ""))


def say_pair(words: Words, label: str, value: str) -> str:
    """Return a name and what stands for it, with the colon as the language sets it."""
    return f"{label} : {value}" if words is FRENCH else f"{label}: {value}"


def in_each(name: str, *, with_arabic: bool) -> tuple[str, ...]:
    """Return words in every language, for who has not chosen one; Arabic in a row of its own."""
    own = {code: str(getattr(words, name)) for code, words in WORDS.items()}
    arabic = own.pop("ar")
    joined = _BETWEEN.join(own.values())
    return (joined, arabic) if with_arabic else (joined,)


def say_closed() -> str:
    """Return in every language that the kiosk is closed, and whom to ask, in reading order."""
    return _BETWEEN.join(f"{words.closed}. {words.ask_at_desk}" for words in WORDS.values())


_BETWEEN = " · "
