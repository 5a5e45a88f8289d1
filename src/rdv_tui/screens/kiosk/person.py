"""The questions on the person: each one field, read by the same rules as at the desk."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from rdv_tui import catalogue
from rdv_tui.catalogue import country_search
from rdv_tui.domain import fields
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.birth_date import BirthDate
from rdv_tui.domain.contacts import parse_phone
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.names import MAX_NAME_LENGTH, clean_name
from rdv_tui.domain.problems import WrongValue
from rdv_tui.locales.dates import short_birth_date
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.page import Choice, Entry, Stage, Way
from rdv_tui.screens.kiosk.visit import Visit

NUMBER = "foreign_resident_number"
LETTERS = Entry(longest=MAX_NAME_LENGTH)
_PARTS = re.compile(
    r"(\d{2})[-/. ]?(\d{2})[-/. ]?(\d{4}|\d{2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{1,4})"
)
"""Day, month and year as somebody meant them, whether or not there is such a day."""


class PersonQuestions:
    """One question a field; what is wrong is said at once, in the visitor's language."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    async def expiry(self) -> Way:
        """Ask until when the permit is valid."""
        today = self._visit.today
        echo: Callable[[str], str] = lambda text: self._say_day(fields.expiry(text, today))  # noqa: E731
        return await self._date("permit_expires", "ask_expiry", "date_hint", echo)

    async def birth_date(self) -> Way:
        """Ask for the birth date, day and month of which nobody may know."""
        today = self._visit.today
        echo: Callable[[str], str] = lambda text: self._say_born(fields.birth_date(text, today))  # noqa: E731
        return await self._date("birth_date", "ask_birth_date", "birth_hint", echo)

    async def _date(self, name: str, question: str, hint: str, read: Callable[[str], str]) -> Way:
        """Ask for a date; `read` says how it is understood, and raises WrongValue."""
        stage = Stage.NOTICE if name == "permit_expires" else Stage.DETAILS
        if stage is Stage.NOTICE and not self._visit.is_in_person:
            return Way.SKIP

        def echo(text: str) -> str:
            try:
                return self._visit.words.understood_as.format(day=read(text))
            except WrongValue:
                return ""

        entry = Entry(digits=True, longest=10, echo=echo)
        return await self._text(stage, name, question, hint, read, entry)

    def _say_day(self, day: date) -> str:
        return languages.say_day(self._visit.words, day, with_year=True)

    def _say_born(self, born: BirthDate) -> str:
        whole = born.precision is None
        return self._say_day(born.first_day) if whole else short_birth_date(born)

    def _say_wrong(self, name: str, hint: str, text: str) -> str:
        """Say what is wrong, a sentence a line; of a date also what was typed, and an example."""
        words = self._visit.words
        if name not in {"birth_date", "permit_expires"}:
            return words.wrong[name]
        lines = [words.wrong[name], getattr(words, hint)]
        if parts := _PARTS.fullmatch(text.strip()):
            day, month, year = (part for part in parts.groups() if part)
            lines.insert(1, words.parts_typed.format(day=day, month=month, year=year))
        return "\n".join(lines)

    async def postal_code(self) -> Way:
        """Ask for the postal code."""
        if not self._visit.is_in_person:
            return Way.SKIP
        communes = catalogue.communes()
        read: Callable[[str], object] = lambda text: fields.postal_code(text, communes)  # noqa: E731
        return await self._text(
            Stage.NOTICE,
            "postal_code",
            "ask_postal_code",
            "postal_hint",
            read,
            Entry(digits=True, longest=5),
        )

    async def family_name(self) -> Way:
        """Ask for the family name."""
        return await self._text(
            Stage.DETAILS, "family_name", "ask_family_name", "", fields.family_name
        )

    async def given_names(self) -> Way:
        """Ask for the given names, which some people have not."""
        return await self._text(
            Stage.DETAILS,
            "given_names",
            "ask_given_names",
            "given_names_hint",
            clean_name,
            replace(LETTERS, may_be_empty=True),
        )

    async def number(self) -> Way:
        """Ask for the foreign resident number."""
        return await self._text(
            Stage.DETAILS,
            NUMBER,
            "ask_number",
            "number_hint",
            fields.resident_number,
            Entry(digits=True, longest=14),
        )

    async def phone(self) -> Way:
        """Ask for a telephone number, which may be left out."""
        return await self._text(
            Stage.DETAILS,
            "phone",
            "ask_phone",
            "phone_hint",
            parse_phone,
            Entry(digits=True, longest=18, may_be_empty=True),
        )

    async def country(self) -> Way:
        """Ask for the nationality by its first letters, in French or in the visitor's language."""
        words, visit, name = self._visit.words, self._visit, "nationality"
        problem = words.wrong[name]
        before = visit.typed.get(name, "")
        known = in_both(words, before)[0] if before else ""
        entry = Entry(
            text=visit.unfinished.get(name, known),
            is_chosen=not visit.resumed,
            find=lambda text: find_countries(words, text),
            check=lambda _: problem,
            keep=partial(visit.unfinished.__setitem__, name),
        )
        page = visit.page(
            Stage.DETAILS,
            "ask_country",
            lines=(words.country_hint,),
            entry=entry,
            may_fit_none=True,
        )
        return visit.note(name, await visit.ask(page))

    async def commune(self) -> Way:
        """Ask for the commune, where the postal code leaves several."""
        code = self._visit.typed.get("postal_code", "")
        names = [one.name for one in catalogue.communes() if one.postal_code == code]
        if len(names) < 2:
            self._visit.typed["commune"] = names[0] if names else ""
            return Way.SKIP
        choices = tuple(Choice(name, name) for name in names)
        before = self._visit.typed.get("commune", "")
        answer = await self._visit.choose(Stage.DETAILS, "ask_commune", choices, before=before)
        return self._visit.note("commune", answer)

    async def _text(
        self,
        stage: Stage,
        name: str,
        question: str,
        hint: str,
        read: Callable[[str], object],
        entry: Entry = LETTERS,
    ) -> Way:
        words, visit = self._visit.words, self._visit

        def check(text: str) -> str:
            try:
                read(text)
            except WrongValue:
                return self._say_wrong(name, hint, text)
            return ""

        entry = replace(
            entry,
            text=visit.unfinished.get(name, visit.typed.get(name, "")),
            is_chosen=not visit.resumed,
            check=check,
            keep=partial(visit.unfinished.__setitem__, name),
        )
        lines = tuple(getattr(words, hint).splitlines()) if hint else ()
        french = tuple(visit.french(getattr(FRENCH, hint)).splitlines()) if hint else ()
        page = self._visit.page(stage, question, lines=lines, french=french, entry=entry)
        return visit.note(name, await visit.ask(page))

    @staticmethod
    def day(text: str, today: date) -> date | None:
        """Return the permit's expiry as it was typed, None while it is not known."""
        return parse_date(text, today, Era.FUTURE) if text else None

    @staticmethod
    def applicant(typed: dict[str, str], today: date) -> Applicant:
        """Return the person, every field of whom was checked when it was typed."""
        return parse_applicant(
            typed, catalogue.situations(), catalogue.communes(), catalogue.countries(), today
        )


def find_countries(words: Words, text: str) -> tuple[Choice, ...]:
    """Return the countries that `text` may mean, the likeliest first."""
    found = country_search.find_countries(text, words.locale, tuple(words.no_countries.items()))
    return tuple(Choice(one.code, *in_both(words, one.code)) for one in found)


def in_both(words: Words, code: str) -> tuple[str, str]:
    """Return a country's name in the visitor's language, and in French beside another name."""
    own, french = languages.say_country(words, code), catalogue.country_names()[code]
    return own or french, french if own and own != french else ""
