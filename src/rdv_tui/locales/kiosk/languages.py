"""The six languages of the kiosk by their code, each by its own name in its own script."""

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
FRENCH_NAMES = {
    "fr": "français",
    "ar": "arabe",
    "en": "anglais",
    "tr": "turc",
    "es": "espagnol",
    "pt": "portugais",
}
"""The languages as agents call them."""
LATIN_ARABIC = "al-ʿarabiyya"
"""Arabic by its name in Latin letters, where its own cannot be shown."""
CHOOSE = "Choisissez votre langue · Choose your language"
AGENT_HELPS = "Un agent peut vous aider. C'est gratuit. · Free of charge."
TITLE = "Rendez-vous titre de séjour"
FREE = "GRATUIT"


def is_from_right(words: Words) -> bool:
    """Say whether the language is written from the right."""
    return words.code == "ar"


def say_day(words: Words, day: date) -> str:
    """Return a day in words: « mardi 1er décembre »."""
    from babel.dates import format_date  # noqa: PLC0415  (Babel starts slowly)

    patterns = {"en": "EEEE d MMMM", "tr": "d MMMM EEEE", "es": "EEEE d 'de' MMMM"}
    patterns["pt"] = patterns["es"]
    text = str(format_date(day, patterns.get(words.code, "EEEE d MMMM"), locale=words.locale))
    return text.replace(" 1 ", " 1er ", 1) if words is FRENCH else text


def say_full_day(words: Words, day: date) -> str:
    """Return a day in words, with its year."""
    return f"{say_day(words, day)} {day.year}"


def say_hour(words: Words, start: datetime) -> str:
    """Return an hour as it is read aloud in French, on the clock elsewhere."""
    return f"{start.hour} h {start:%M}" if words is FRENCH else f"{start:%H:%M}"


def say_moment(words: Words, start: datetime) -> str:
    """Return day and hour in words."""
    return words.moment.format(day=say_day(words, start.date()), hour=say_hour(words, start))
