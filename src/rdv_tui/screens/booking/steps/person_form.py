"""The person's form: step 4 and the correction of an appointment are both made of this."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual import on

from rdv_tui import catalogue
from rdv_tui.domain.applicant import Applicant, parse_applicant
from rdv_tui.domain.fields import postal_code
from rdv_tui.domain.geography import fold_commune
from rdv_tui.domain.names import odd_signs
from rdv_tui.domain.problems import WrongValue
from rdv_tui.locales import fields as field_fr, screens as screen_fr
from rdv_tui.screens.booking.choices import country_choices, find_countries
from rdv_tui.screens.form import NUMBER, Form, text_field
from rdv_tui.screens.frame import DeskScreen
from rdv_tui.widgets.fields import Field
from rdv_tui.widgets.pick import Choice, Finder, Found, PickField, by_beginnings

R = TypeVar("R")

TEXT_FIELDS = ("family_name", "given_names", "birth_date")
HINTS = {
    "given_names": screen_fr.ONE_NAME_ONLY,
    "address": screen_fr.OPTIONAL,
    "email": screen_fr.OPTIONAL,
    "phone": screen_fr.OPTIONAL,
    "common_name": screen_fr.OPTIONAL,
}


def _find_communes(choices: Sequence[Choice], typed: str) -> Found:
    """Find communes as bills write them too: « st saturnin », « Avignon CEDEX »."""
    return by_beginnings(choices, fold_commune(typed))


class PersonForm(DeskScreen[R], Form[R]):
    """A screen with the person's fields. Subclasses say what a form without a fault leads to."""

    needed = frozenset(
        {"family_name", "birth_date", "nationality", NUMBER, "postal_code", "commune"}
    )
    splits_lines = True
    confirmed_names = ("", "")
    """Names with odd signs in them that the agent said to be so on the permit."""
    confirmed_permit = ("", "")
    """The permit and the nationality that the agent said to go together."""

    def prepare_form(self, typed: Mapping[str, str]) -> None:
        """Make the fields, filled with what was `typed`; to be called before composing."""
        self.before = typed
        self.known = catalogue.situations()
        self._communes = catalogue.communes()
        self._countries = catalogue.countries()
        self._nationality = self.pick("nationality", country_choices(), find_countries)
        self._postal = self._text("postal_code")
        self._commune = self.pick("commune", self._commune_choices(), _find_communes)
        self._language = PickField(
            "language",
            field_fr.LABELS["language"],
            [Choice(code, name) for code, name in screen_fr.LANGUAGES.items()],
            typed.get("language", "") or "fr",
        )
        self._civility = self.pick(
            "civility", [Choice(code, name) for code, name in field_fr.CIVILITIES.items()]
        )
        self.fields: tuple[Field, ...] = (
            *(self._text(name) for name in TEXT_FIELDS),
            self._nationality,
            self._text(NUMBER),
            self._postal,
            self._commune,
            self._text("address"),
            self._text("email"),
            self._text("phone"),
            self._language,
            self._text("common_name"),
            self._civility,
        )

    def _text(self, name: str) -> Field:
        return text_field(name, self.before.get(name, ""), hint=HINTS.get(name, ""))

    def pick(self, name: str, choices: list[Choice], find: Finder = by_beginnings) -> PickField:
        """Return a field to choose in, filled with what was typed."""
        return PickField(name, field_fr.LABELS[name], choices, self.before.get(name, ""), find=find)

    def _commune_choices(self) -> list[Choice]:
        postal = self._postal.text.strip()
        here = [c for c in self._communes if c.postal_code == postal] or self._communes
        return [Choice(c.name, c.name, c.postal_code, c.postal_code) for c in here]

    def start(self) -> None:
        """Put the cursor where something is to be filled."""
        if not self._commune.code:
            self._commune.choices = self._commune_choices()
        super().start()

    def understood(self, name: str, text: str) -> str | None:
        """Say also when a postal code leaves one commune to choose."""
        if name == "commune":
            return screen_fr.COMMUNE_ONE if text and len(self._commune.choices) == 1 else ""
        return super().understood(name, text)

    def edited(self, field: Field) -> None:
        """Let the communes follow the postal code."""
        if field is self._postal:
            self._commune.choices = self._commune_choices()
            self.understand(self._commune)

    @on(Field.Left)
    def _check_postal_code(self, event: Field.Left) -> None:
        """Refuse a postal code where it is typed, before the rest is filled in vain."""
        if event.field is self._postal and self._postal.text.strip():
            self._postal.fail(self.postal_code_refusal(self._postal.text))

    def postal_code_refusal(self, typed: str) -> str:
        """Return why a postal code is refused, an empty text when it is not."""
        try:
            postal_code(typed, self._communes)
        except WrongValue as wrong:
            return self.sentence("postal_code", wrong.problem)
        return ""

    def next_field(self, field: Field) -> Field | None:
        """Pass over a commune that its postal code already tells."""
        following = super().next_field(field)
        result = following is self._commune and field is self._postal and following.text
        return super().next_field(self._commune) if result else following

    async def submit(self) -> None:
        """Read the person, with what was asked elsewhere."""
        typed = {**self.before, **self.typed()}
        today = self.clock.today()
        applicant = parse_applicant(typed, self.known, self._communes, self._countries, today)
        if await self._names_settled(applicant) and await self._kind_settled(applicant):
            await self.form_done(applicant)

    async def _names_settled(self, applicant: Applicant) -> bool:
        """Ask, once, about signs that no permit has in a name; False to have it mended."""
        names = (applicant.family_name, applicant.given_names)
        odd = next(((n, s) for n in names if (s := odd_signs(n))), None)
        if odd is None or names == self.confirmed_names:
            return True
        if await self.ask(screen_fr.NAME_ANYWAY.format(name=odd[0], signs=odd[1])):
            self.confirmed_names = names
            return True
        wrong = TEXT_FIELDS[names.index(odd[0])]
        next(one for one in self.fields if one.field_name == wrong).focus_input()
        return False

    async def _kind_settled(self, applicant: Applicant) -> bool:
        """Ask, once, about a permit that contradicts the nationality; False to have it mended."""
        held = (applicant.permit_kind, applicant.nationality)
        kind = self.known.permit_kind(applicant.permit_kind)
        if held == self.confirmed_permit or not kind.contradicts(applicant.nationality):
            return True
        country = catalogue.country_names().get(applicant.nationality, applicant.nationality)
        sentence = field_fr.kind_and_nationality(kind.label, country)
        if await self.ask(screen_fr.KIND_ANYWAY.format(sentence=sentence)):
            self.confirmed_permit = held
            return True
        self.say(screen_fr.KIND_TO_MEND, "waiting")
        self._nationality.focus_input()
        return False

    async def form_done(self, applicant: Applicant) -> None:
        """Go on with the person of a form without a fault."""
        raise NotImplementedError
