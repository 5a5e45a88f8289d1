"""The questions on the person: each one field, read by the same rules as at the desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from rdv_tui import catalogue
from rdv_tui.catalogue import country_search
from rdv_tui.domain import fields
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.contacts import parse_phone
from rdv_tui.domain.date_parsing import Era, parse_date
from rdv_tui.domain.names import clean_name
from rdv_tui.domain.numbers import group_digits
from rdv_tui.domain.problems import WrongValue
from rdv_tui.locales.dates import short_birth_date
from rdv_tui.locales.kiosk import languages
from rdv_tui.locales.kiosk.french import FRENCH
from rdv_tui.locales.kiosk.words import Words
from rdv_tui.screens.kiosk.host import Asker
from rdv_tui.screens.kiosk.page import MOST, Choice, Entry, Stage, Way
from rdv_tui.screens.kiosk.page_screen import BACK

NUMBER = "foreign_resident_number"
LETTERS = Entry()


class PersonQuestions:
    """One question a field; what is wrong is said at once, in the visitor's language."""

    def __init__(self, visit: Asker) -> None:
        self._visit = visit

    async def expiry(self) -> Way:
        """Ask until when the permit is valid."""
        today = self._visit.today
        return await self._date("permit_expires", "ask_expiry", "date_hint", _expiry(today))

    async def birth_date(self) -> Way:
        """Ask for the birth date, day and month of which nobody may know."""
        today = self._visit.today
        read: Callable[[str], object] = lambda text: fields.birth_date(text, today)  # noqa: E731
        return await self._date("birth_date", "ask_birth_date", "birth_hint", read)

    async def _date(
        self, name: str, question: str, hint: str, read: Callable[[str], object]
    ) -> Way:
        stage = Stage.NOTICE if name == "permit_expires" else Stage.DETAILS
        if stage is Stage.NOTICE and not self._visit.is_in_person:
            return Way.SKIP
        return await self._text(stage, name, question, hint, read, Entry(digits=True, longest=10))

    async def postal_code(self) -> Way:
        """Ask for the postal code."""
        if not self._visit.is_in_person:
            return Way.SKIP
        communes = catalogue.communes()
        read: Callable[[str], object] = lambda text: fields.postal_code(text, communes)  # noqa: E731
        return await self._text(
            Stage.NOTICE, "postal_code", "ask_postal_code", "", read, Entry(digits=True, longest=5)
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
            Entry(may_be_empty=True),
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
        words = self._visit.words
        problem = words.wrong["nationality"]
        entry = Entry(find=lambda text: find_countries(words, text)[:MOST], check=lambda _: problem)
        page = self._visit.page(
            Stage.DETAILS, "ask_country", lines=(words.country_hint,), entry=entry
        )
        answer = await self._visit.ask(page)
        if answer == BACK:
            return Way.BACK
        self._visit.typed["nationality"] = answer
        return Way.NEXT

    async def commune(self) -> Way:
        """Ask for the commune, where the postal code leaves several."""
        code = self._visit.typed.get("postal_code", "")
        names = [one.name for one in catalogue.communes() if one.postal_code == code]
        if len(names) < 2:
            self._visit.typed["commune"] = names[0] if names else ""
            return Way.SKIP
        choices = tuple(Choice(name, name) for name in names)
        answer = await self._visit.choose(Stage.DETAILS, "ask_commune", choices)
        if answer == BACK:
            return Way.BACK
        self._visit.typed["commune"] = answer
        return Way.NEXT

    async def _text(
        self,
        stage: Stage,
        name: str,
        question: str,
        hint: str,
        read: Callable[[str], object],
        entry: Entry = LETTERS,
    ) -> Way:
        words = self._visit.words

        def check(text: str) -> str:
            try:
                read(text)
            except WrongValue:
                return words.wrong[name]
            return ""

        entry = replace(entry, text=self._visit.typed.get(name, ""), check=check)
        lines = (getattr(words, hint),) if hint else ()
        french = tuple(filter(None, (self._visit.french(getattr(FRENCH, hint)),) if hint else ()))
        page = self._visit.page(stage, question, lines=lines, french=french, entry=entry)
        answer = await self._visit.ask(page)
        if answer == BACK:
            return Way.BACK
        self._visit.typed[name] = answer
        return Way.NEXT

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


def recap(words: Words, applicant: Applicant, start: datetime) -> tuple[str, ...]:
    """Return what will be written down, a line each."""
    values = (
        languages.say_moment(words, start),
        applicant.name,
        short_birth_date(applicant.birth_date),
        " · ".join(filter(None, _in_both(words, applicant.nationality))),
        group_digits(applicant.foreign_resident_number),
        applicant.phone or "–",
    )
    if languages.is_from_right(words):  # each value in a row of its own: one direction a row
        pairs = zip(words.labels, values, strict=True)
        return tuple(line for label, value in pairs for line in (f"{label} : {value}",))
    return tuple(f"{label} : {value}" for label, value in zip(words.labels, values, strict=True))


def find_countries(words: Words, text: str) -> tuple[Choice, ...]:
    """Return the countries that `text` may mean, the likeliest first."""
    found = country_search.find_countries(text, words.locale, tuple(words.no_countries.items()))
    return tuple(Choice(one.code, *_in_both(words, one.code)) for one in found)


def _in_both(words: Words, code: str) -> tuple[str, str]:
    """Return a country's name in the visitor's language, and in French beside another name."""
    own, french = languages.say_country(words, code), catalogue.country_names()[code]
    return own or french, french if own and own != french else ""


def _expiry(today: date) -> Callable[[str], object]:
    return lambda text: fields.expiry(text, today)
