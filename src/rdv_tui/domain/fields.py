"""One reader for each field of the applicant's form: typed text in, a checked value out.

Each raises WrongValue with the problem's code; the sentences are in locales/fields.py.
"""

from collections.abc import Sequence
from datetime import date

from rdv_tui.domain.birth_date import BirthDate, parse_birth_date
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.geography import OTHER_CODES, Commune, Country, fold_commune
from rdv_tui.domain.names import ascii_digits, clean_name, clean_text
from rdv_tui.domain.numbers import LENGTH, parse_number
from rdv_tui.domain.permit_kinds import PermitKind
from rdv_tui.domain.permits import add_months
from rdv_tui.domain.problems import WrongValue
from rdv_tui.domain.situations import Catalogue, Route, Situation

LANGUAGES = ("fr", "ar", "en", "tr", "es", "pt", "it")
"""Languages a person may be spoken to in, those of the department's public first."""

_CIVILITY_WORDS = {"mme": "MME", "madame": "MME", "m": "M", "monsieur": "M", "mr": "M"}

MAX_AGE_YEARS = 120
MAX_ADDRESS_LENGTH = 300


def _required(text: str) -> str:
    cleaned = clean_text(text)
    if not cleaned:
        raise WrongValue("required")
    return cleaned


def family_name(text: str) -> str:
    """Return the family name; `required`, `too_long` or `no_letter` otherwise."""
    return clean_name(_required(text))


def common_name(text: str) -> str | None:
    """Return the name used instead of the family name, None when nothing was typed."""
    return clean_name(text) or None


def civility(text: str) -> str | None:
    """Return MME or M, None when nothing was typed."""
    typed = clean_text(text).rstrip(".").casefold()
    if not typed:
        return None
    if typed not in _CIVILITY_WORDS:
        raise WrongValue("unknown_civility")
    return _CIVILITY_WORDS[typed]


def resident_number(text: str) -> str:
    """Return the ten digits; nine are `needs_zero`, which only a person may confirm."""
    reading = parse_number(text)
    if reading.needs_zero and reading.value:
        raise WrongValue("needs_zero", completed=reading.value)
    if reading.value is None:
        raise WrongValue(reading.problem or "required", length=str(LENGTH))
    return reading.value


def birth_date(text: str, today: date) -> BirthDate:
    """Return the birth date, today at the latest and at most MAX_AGE_YEARS ago.

    Day, or day and month, may be missing as they are on some permits.
    """
    born = parse_birth_date(_required(text), today)
    if born is None:
        raise WrongValue("not_a_birth_date")
    if born.first_day > today:
        raise WrongValue("in_future")
    if born.last_day < add_months(today, -12 * MAX_AGE_YEARS):
        raise WrongValue("too_old", years=str(MAX_AGE_YEARS))
    return born


def expiry(text: str, today: date) -> date:
    """Return the permit's expiry date, past or future."""
    expires = parse_date(_required(text), today, Era.FUTURE)
    if expires is None:
        raise WrongValue("not_a_date")
    return expires


def country(text: str, countries: Sequence[Country]) -> str:
    """Return the code of a listed country, typed in any case; what other papers call it too."""
    code = _required(text).upper()
    code = OTHER_CODES.get(code, code)
    if all(code != known.code for known in countries):
        raise WrongValue("unknown_country")
    return code


def situation(text: str, catalogue: Catalogue) -> Situation:
    """Return the catalogue's situation of that code."""
    code = _required(text).upper()
    try:
        return catalogue.situation(code)
    except KeyError:
        raise WrongValue("unknown_situation") from None


def kind(text: str, held_in: Situation | None, catalogue: Catalogue) -> PermitKind:
    """Return the permit kind of that code, `kind_not_allowed` where the situation excludes it.

    Only for situations served in person: elsewhere the route refuses, whatever the kind.
    """
    code = _required(text).upper()
    try:
        found = catalogue.permit_kind(code)
    except KeyError:
        raise WrongValue("unknown_kind") from None
    if held_in and held_in.route is Route.IN_PERSON and code not in held_in.permit_kinds:
        allowed = ", ".join(known.label for known in catalogue.kinds_for(held_in))
        raise WrongValue("kind_not_allowed", kind=found.label, allowed=allowed)
    return found


def postal_code(text: str, communes: Sequence[Commune]) -> str:
    """Return five digits; inside the department of `communes` the code must be in use there.

    Another department's code is well formed: a rule refuses it, not this reader.
    """
    code = ascii_digits(_required(text)).replace(" ", "")
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        raise WrongValue("not_a_postal_code")
    used = {known.postal_code for known in communes}
    if _is_local(code, communes) and code not in used:
        raise WrongValue("unknown_postal_code", typed=code)
    return code


def commune(text: str, code: str, communes: Sequence[Commune]) -> str:
    """Return the commune's official name; `code` is its postal code, empty when it is wrong.

    Outside the department no list is at hand: the text is kept, cleaned.
    """
    typed = _required(text)
    if not _is_local(code, communes):
        return clean_name(typed)
    named = [known for known in communes if fold_commune(known.name) == fold_commune(typed)]
    for known in named:
        if known.postal_code == code:
            return known.name
    if not named:
        raise WrongValue("unknown_commune")
    codes = ", ".join(known.postal_code for known in named)
    raise WrongValue("other_postal_code", commune=named[0].name, postal_code=code, codes=codes)


def _is_local(code: str, communes: Sequence[Commune]) -> bool:
    return code[:2] in {known.postal_code[:2] for known in communes}


def address(text: str) -> str | None:
    """Return the street address on one line, None when nothing was typed."""
    cleaned = clean_text(text)
    if len(cleaned) > MAX_ADDRESS_LENGTH:
        raise WrongValue("too_long", limit=str(MAX_ADDRESS_LENGTH), count=str(len(cleaned)))
    return cleaned or None


def language(text: str) -> str:
    """Return a language code of LANGUAGES, French when nothing was typed."""
    code = clean_text(text).lower() or LANGUAGES[0]
    if code not in LANGUAGES:
        raise WrongValue("unknown_language", known=", ".join(LANGUAGES))
    return code
